"""Who left early: when, corrected, and taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import flash, g, make_response, render_template
from werkzeug.wrappers import Response

from matchday.core.errors import RuleError
from matchday.extensions import db
from matchday.services.day import GuestRow, read_guest
from matchday.services.departure import note_departure, take_back_departure
from matchday.services.slot import read_slot
from matchday.web.filters import local
from matchday.web.forms import ClockField, Form
from matchday.web.staff import bp
from matchday.web.staff.day import to_slot


class DepartureForm(Form):
    """When somebody left, on the clock of the place."""

    left = ClockField("Um wie viel Uhr?")


@bp.route("/<event_key>/day/<slot_key>/<participant_key>/departure", methods=["GET", "POST"])
def departure(event_key: str, slot_key: str, participant_key: str) -> Response | str:
    """Note when somebody left before the end."""
    slot = read_slot(db.session(), slot_key, event=g.event)
    guest = read_guest(db.session(), slot, participant_key, now=g.now)
    known = guest.check_in.left_at if guest.check_in else None
    form = DepartureForm(left=local(known or g.now).time())
    if form.validate_on_submit():
        left_at = _moment(form, guest)
        try:
            note_departure(db.session(), guest.ticket, g.event, left_at=left_at, by=g.account, now=g.now)
        except RuleError as error:
            form.refuse("left", error)
        else:
            name = guest.ticket.participant.shown_name
            db.session.commit()
            flash(f"Notiert: {name} ist um {local(left_at):%H:%M} Uhr gegangen.")
            return to_slot(slot_key)
    page = render_template("staff/departure.html", form=form, slot=slot, guest=guest)
    return make_response(page, 422 if form.errors else 200)


@bp.post("/<event_key>/day/<slot_key>/<participant_key>/departure/remove")
def departure_remove(event_key: str, slot_key: str, participant_key: str) -> Response:
    """Take back that somebody left early."""
    guest = read_guest(db.session(), read_slot(db.session(), slot_key, event=g.event), participant_key, now=g.now)
    take_back_departure(db.session(), guest.ticket, g.event, by=g.account, now=g.now)
    db.session.commit()
    flash("Zurückgenommen.")
    return to_slot(slot_key)


def _moment(form: DepartureForm, guest: GuestRow) -> datetime:
    """Return the first such time of day after the slot began or the person came: a slot may go into the next day."""
    zone, slot = ZoneInfo(g.event.time_zone), guest.ticket.slot
    came_at = guest.check_in.checked_in_at if guest.check_in else slot.start_at
    first = min(came_at, slot.start_at).astimezone(zone)
    left_at = datetime.combine(first.date(), form.left.data, zone)
    return left_at if left_at >= first.replace(second=0, microsecond=0) else left_at + timedelta(days=1)
