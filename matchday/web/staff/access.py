"""A participant's access: give a new one, end it."""

from __future__ import annotations

from flask import flash, g, redirect
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.services.access import revoke_access
from matchday.services.login import dismiss_device, read_device
from matchday.services.participant import read_participant
from matchday.web.handover import answer_access
from matchday.web.staff import bp
from matchday.web.staff.participant import address_of


@bp.post("/<event_key>/participants/<participant_key>/access")
def access(event_key: str, participant_key: str) -> Response:
    """Give somebody a new access and show it this once."""
    person = read_participant(db.session(), g.event, key=participant_key)
    return answer_access(person, "staff/participant_access.html")


@bp.post("/<event_key>/participants/<participant_key>/access/revoke")
def access_revoke(event_key: str, participant_key: str) -> Response:
    """End somebody's access at once."""
    person = read_participant(db.session(), g.event, key=participant_key)
    revoke_access(db.session(), person, by=g.account, now=g.now)
    db.session.commit()
    flash("Der Zugang ist beendet.")
    return redirect(address_of(person))


@bp.post("/<event_key>/participants/<participant_key>/logins/<login_key>/end")
def login_end(event_key: str, participant_key: str, login_key: str) -> Response:
    """End one device of a person; the access stays."""
    person = read_participant(db.session(), g.event, key=participant_key)
    device = read_device(db.session(), person, key=login_key)
    dismiss_device(db.session(), person, device, by=g.account, now=g.now)
    db.session.commit()
    flash("Das Gerät ist abgemeldet.")
    return redirect(address_of(person))
