"""Absences: that somebody with a ticket did not come, as staff note it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from matchday.core.errors import RuleError
from matchday.core.event import Action, require_open
from matchday.models import Absence, Account, CheckIn, Event, Ticket
from matchday.services.audit import write_ticket_audit


def note_absence(session: Session, ticket: Ticket, event: Event, *, by: Account, now: datetime) -> None:
    """Note that the holder of a ticket does not come or did not; noting it twice is noting it once.

    **Errors** RuleError ``stage_shut``, ``guest_is_here`` where the ticket was checked in.
    """
    require_open(event.stage, Action.CORRECT_DAY)
    if _exists(session, CheckIn, ticket):
        raise RuleError("guest_is_here")
    if _exists(session, Absence, ticket):
        return
    session.add(Absence(organiser_id=ticket.organiser_id, ticket_id=ticket.id, noted_at=now, noted_by_id=by.id))
    write_ticket_audit(session, "absence.note", ticket, by=by, now=now)


def take_back_absence(session: Session, ticket: Ticket, event: Event, *, by: Account, now: datetime) -> None:
    """Take back that somebody does not come. **Errors** RuleError ``stage_shut``."""
    require_open(event.stage, Action.CORRECT_DAY)
    if forget_absence(session, ticket):
        write_ticket_audit(session, "absence.take_back", ticket, by=by, now=now)


def forget_absence(session: Session, ticket: Ticket) -> bool:
    """Remove a ticket's absence: who is checked in did come. Tell whether there was one."""
    gone = session.execute(
        delete(Absence).where(Absence.organiser_id == ticket.organiser_id, Absence.ticket_id == ticket.id)
    )
    return isinstance(gone, CursorResult) and gone.rowcount > 0


def _exists(session: Session, table: type[Absence | CheckIn], ticket: Ticket) -> bool:
    found = select(table.id).where(table.organiser_id == ticket.organiser_id, table.ticket_id == ticket.id)
    return session.scalar(found) is not None
