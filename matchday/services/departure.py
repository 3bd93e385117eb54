"""Departures: that somebody left a slot before its end."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.day import check_departure
from matchday.core.errors import RuleError
from matchday.core.event import Action, require_open
from matchday.models import Account, CheckIn, Event, Ticket
from matchday.services.audit import changes, write_ticket_audit
from matchday.services.lock import held


def note_departure(
    session: Session, ticket: Ticket, event: Event, *, left_at: datetime, by: Account, now: datetime
) -> None:
    """Note when somebody left before the slot's end, or correct it.

    **Errors** RuleError ``stage_shut``, ``guest_not_here``, ``left_before_arrival`` (``at``), ``left_after_end``
    (``at``), ``left_in_future``.
    """
    require_open(event.stage, Action.CORRECT_DAY)
    check_in = _read_check_in(session, ticket)
    check_departure(left_at, checked_in_at=check_in.checked_in_at, end_at=ticket.slot.end_at, now=now)
    _set(session, check_in, left_at, ticket=ticket, by=by, now=now)


def take_back_departure(session: Session, ticket: Ticket, event: Event, *, by: Account, now: datetime) -> None:
    """Take back that somebody left early. **Errors** RuleError ``stage_shut``, ``guest_not_here``."""
    require_open(event.stage, Action.CORRECT_DAY)
    _set(session, _read_check_in(session, ticket), None, ticket=ticket, by=by, now=now)


def _read_check_in(session: Session, ticket: Ticket) -> CheckIn:
    check_in = session.scalar(
        held(
            select(CheckIn).where(
                CheckIn.organiser_id == ticket.organiser_id,
                CheckIn.ticket_id == ticket.id,
                CheckIn.slot_id == ticket.slot_id,
            )
        )
    )
    if check_in is None:
        raise RuleError("guest_not_here")
    return check_in


def _set(
    session: Session, check_in: CheckIn, left_at: datetime | None, *, ticket: Ticket, by: Account, now: datetime
) -> None:
    before, check_in.left_at = check_in.left_at, left_at
    if before == left_at:
        return
    action = "departure.note" if left_at else "departure.take_back"
    changed = changes({"left_at": before}, {"left_at": left_at})
    write_ticket_audit(session, action, ticket, by=by, now=now, changed=changed)
