"""The day board: every slot at a glance, one slot with its people, and «is here» for who forgot to show a ticket."""

from __future__ import annotations

import secrets
from datetime import date

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matchday.core.account import STAFF_ROLES, Role
from matchday.core.checkin import Answer, Way
from matchday.core.event import Action, is_open
from matchday.extensions import db
from matchday.services.account import list_accounts
from matchday.services.attestation import list_attestations
from matchday.services.checkin import Doorkeeper, Question, ask
from matchday.services.correction import note_check_in, take_back_check_in
from matchday.services.day import day_of, list_days, list_guests, list_refused_scans, read_board, read_guest
from matchday.services.slot import read_slot
from matchday.services.walkin import list_asked
from matchday.web.forms import Form, LineField, need
from matchday.web.staff import bp

SAID = {
    Answer.ADMITTED: "{name} ist da.",
    Answer.ALREADY_IN: "{name} war schon da.",
    Answer.TOO_EARLY: "{name} ist zu früh: Die Tür ist noch nicht offen.",
    Answer.OTHER_DAY: "{name} hat den Platz an einem anderen Tag.",
}
"""What staff read after «is here»; a name that was ticked gives no other answer."""


class WalkInForm(Form):
    """Who came without a ticket."""

    first_name = LineField("Vorname", [need()], most=100)


@bp.get("/<event_key>/day")
def day(event_key: str) -> str:
    """Show the board of one day, of one town or one coach where asked. It reloads itself."""
    coaches = list_accounts(db.session(), Role.COACH, organiser_id=g.organiser_id)
    coach = next((one for one in coaches if one.key == request.args.get("coach")), None)
    shown = day_of(g.event, _asked_day(), now=g.now)
    board = read_board(db.session(), g.event, shown, coach=coach, now=g.now)
    towns, town = board.towns, request.args.get("town", "")
    return render_template(
        "staff/day.html",
        board=board.at(town) if town in towns else board,
        days=list_days(g.event),
        towns=towns,
        town=town,
        coaches=coaches,
        coach=coach,
        has_begun=is_open(g.event.stage, Action.CORRECT_DAY),
    )


@bp.get("/<event_key>/day/<slot_key>")
def day_slot(event_key: str, slot_key: str) -> str:
    """Show one slot: who is here, who is missing, who waits for an answer. It reloads itself."""
    slot = read_slot(db.session(), slot_key, event=g.event)
    may_act = bool(g.account.role_names & STAFF_ROLES)
    return render_template(
        "staff/day_slot.html",
        slot=slot,
        guests=list_guests(db.session(), slot, now=g.now),
        asked=list_asked(db.session(), slot),
        refused=list_refused_scans(db.session(), slot, now=g.now),
        attestation_count=len(list_attestations(db.session(), g.event, slot=slot, now=g.now)),
        may_check_in=may_act and is_open(g.event.stage, Action.CHECK_IN),
        may_correct=may_act and is_open(g.event.stage, Action.CORRECT_DAY),
        form=WalkInForm(),
    )


@bp.post("/<event_key>/day/<slot_key>/<participant_key>/here")
def guest_here(event_key: str, slot_key: str, participant_key: str) -> Response:
    """Check somebody in whom the foreman sees on the telephone."""
    guest = read_guest(db.session(), read_slot(db.session(), slot_key, event=g.event), participant_key, now=g.now)
    question = Question(secrets.token_hex(16), Way.NAME, guest.ticket.key)
    scan = ask(db.session(), Doorkeeper(g.event, account=g.account), question, now=g.now)
    said = SAID[scan.answer].format(name=guest.ticket.participant.shown_name)
    db.session.commit()
    flash(said)
    return to_slot(slot_key)


@bp.post("/<event_key>/day/<slot_key>/<participant_key>/here/later")
def guest_here_later(event_key: str, slot_key: str, participant_key: str) -> Response:
    """Note that somebody was there whom the door forgot."""
    guest = read_guest(db.session(), read_slot(db.session(), slot_key, event=g.event), participant_key, now=g.now)
    is_news = note_check_in(db.session(), guest.ticket, g.event, by=g.account, now=g.now)
    name = guest.ticket.participant.shown_name
    db.session.commit()
    flash(f"Notiert: {name} war da." if is_news else SAID[Answer.ALREADY_IN].format(name=name))
    return to_slot(slot_key)


@bp.post("/<event_key>/day/<slot_key>/<participant_key>/here/remove")
def guest_here_remove(event_key: str, slot_key: str, participant_key: str) -> Response:
    """Take back that somebody came."""
    guest = read_guest(db.session(), read_slot(db.session(), slot_key, event=g.event), participant_key, now=g.now)
    take_back_check_in(db.session(), guest.ticket, g.event, by=g.account, now=g.now)
    name = guest.ticket.participant.shown_name
    db.session.commit()
    flash(f"Zurückgenommen: {name} gilt nicht mehr als da.")
    return to_slot(slot_key)


def to_slot(slot_key: str) -> Response:
    """Lead back to the slot on the board."""
    return redirect(url_for("staff.day_slot", event_key=g.event.key, slot_key=slot_key))  # type: ignore[return-value]


def _asked_day() -> date | None:
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None
