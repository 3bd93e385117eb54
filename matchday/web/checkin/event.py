"""Which event and which slot: for the organiser's people, who stand at every door."""

from __future__ import annotations

from flask import g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday.core.event import Action, is_open
from matchday.extensions import db
from matchday.services.event import list_events
from matchday.web.checkin import bp


@bp.get("/events")
def home() -> Response | str:
    """Show the events whose doors are open; the only one at once."""
    found = [event for event in list_events(db.session(), g.organiser_id) if is_open(event.stage, Action.CHECK_IN)]
    if len(found) == 1:
        return redirect(url_for("checkin.event_scan", event_key=found[0].key))
    return render_template("checkin/events.html", events=found)
