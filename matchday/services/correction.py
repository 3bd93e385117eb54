"""Corrections of the day: what staff know later of who was there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matchday.core.errors import RuleError
from matchday.core.event import Action, require_open
from matchday.models import Account, Event, Ticket
from matchday.services.audit import changes, write_ticket_audit
from matchday.services.checkin import admit, find_check_in


def note_check_in(session: Session, ticket: Ticket, event: Event, *, by: Account, now: datetime) -> bool:
    """Note after a slot's end that somebody was there; the check-in then bears the slot's start.

    Return whether that was news. **Errors** RuleError ``stage_shut``, ``slot_not_over`` (``at``).
    """
    require_open(event.stage, Action.CORRECT_DAY)
    if now < ticket.slot.end_at:
        raise RuleError("slot_not_over", at=ticket.slot.end_at)
    _, is_first = admit(session, ticket, by=by, now=ticket.slot.start_at)
    if is_first:
        write_ticket_audit(session, "check_in.note", ticket, by=by, now=now)
    return is_first


def take_back_check_in(session: Session, ticket: Ticket, event: Event, *, by: Account, now: datetime) -> None:
    """Take back that somebody came, as staff know it, long after the door's minute; the scans stay.

    Twice does no more than once. **Errors** RuleError ``stage_shut``.
    """
    require_open(event.stage, Action.CORRECT_DAY)
    check_in = find_check_in(session, ticket)
    if check_in is None:
        return
    session.delete(check_in)
    was = {"checked_in_at": check_in.checked_in_at, "left_at": check_in.left_at}
    changed = changes(was, dict.fromkeys(was))
    write_ticket_audit(session, "check_in.take_back", ticket, by=by, now=now, changed=changed)
