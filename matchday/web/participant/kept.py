"""The ticket that stays on a person's own phone and is shown without a network, until the day is over.

It lies there only after a tap, never on a shared phone and never for a protected person. The service worker
(``static/js/kept-worker.js``) keeps what answers with ``Keep-Until``, and drops it where the server leads elsewhere.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import abort, g, jsonify, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchday.core.ticket import kept_until
from matchday.extensions import db
from matchday.services.knownway import read_way_minutes
from matchday.services.ticket import read_standing
from matchday.web.filters import asset
from matchday.web.language import shown_language
from matchday.web.login import is_ticket_kept, keep_ticket
from matchday.web.participant import bp
from matchday.web.participant.ticket import draw_qr, meeting_of
from matchday.web.participant.welcome import confirmed, may_keep
from matchday.web.ticket import things_lent, things_to_bring, things_to_know


@bp.post("/ticket/keep")
@confirmed
def keep() -> Response:
    """Let the ticket stay on this phone from now on."""
    if not may_keep():
        abort(404)
    keep_ticket(g.login.access_link)
    return redirect(url_for("participant.kept"))


@bp.get("/ticket/kept/")
@confirmed
def kept() -> Response:
    """Show what the phone keeps: the tickets that count, and nothing with a secret of the session in it."""
    standing = read_standing(db.session(), g.participant, g.event)
    ends = [ticket.slot.end_at for ticket in standing.coming]
    until = kept_until(ends, zone=ZoneInfo(g.event.time_zone)) if ends else g.now
    if not may_keep() or not is_ticket_kept() or until <= g.now:
        return redirect(url_for("participant.ticket"))
    page = render_template(
        "participant/kept.html",
        standing=standing,
        qr_of=draw_qr,
        meeting_of=meeting_of,
        ways=read_way_minutes(db.session(), g.event, standing.coming),
        things_to_bring=things_to_bring,
        things_to_know=things_to_know,
        things_lent=things_lent,
    )
    answer = make_response(page)
    answer.headers["Keep-Until"] = str(int(until.timestamp() * 1000))
    return answer


@bp.get("/ticket/kept/manifest.webmanifest")
def kept_manifest() -> Response:
    """Return how the kept ticket stands among the programs of a phone: its name tells nobody what for."""
    here, language = url_for("participant.kept"), shown_language()
    answer = jsonify(
        name=_("Ticket"),
        short_name=_("Ticket"),
        lang=language.tag,
        dir=language.direction,
        id=here,
        start_url=here,
        scope=here,
        display="standalone",
        background_color="#fdf9f1",
        icons=[{"src": asset("icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    )
    answer.mimetype = "application/manifest+json"
    return answer
