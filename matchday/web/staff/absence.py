"""Who did not come: noted on the day board, and taken back."""

from __future__ import annotations

from flask import flash, g
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.services.absence import note_absence, take_back_absence
from matchday.services.day import read_guest
from matchday.services.slot import read_slot
from matchday.web.staff import bp
from matchday.web.staff.day import to_slot


@bp.post("/<event_key>/day/<slot_key>/<participant_key>/absence")
def absence(event_key: str, slot_key: str, participant_key: str) -> Response:
    """Note that somebody does not come or did not."""
    guest = read_guest(db.session(), read_slot(db.session(), slot_key, event=g.event), participant_key, now=g.now)
    note_absence(db.session(), guest.ticket, g.event, by=g.account, now=g.now)
    name = guest.ticket.participant.shown_name
    db.session.commit()
    flash(f"Notiert: {name} ist nicht gekommen.")
    return to_slot(slot_key)


@bp.post("/<event_key>/day/<slot_key>/<participant_key>/absence/remove")
def absence_remove(event_key: str, slot_key: str, participant_key: str) -> Response:
    """Take back that somebody did not come."""
    guest = read_guest(db.session(), read_slot(db.session(), slot_key, event=g.event), participant_key, now=g.now)
    take_back_absence(db.session(), guest.ticket, g.event, by=g.account, now=g.now)
    db.session.commit()
    flash("Zurückgenommen.")
    return to_slot(slot_key)
