"""Take one of several plans: what it asked for becomes what the event asks for. Nothing is published by that."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.assignment import AssignmentState
from matchday.core.errors import RuleError
from matchday.core.event import Action, require_open
from matchday.models import Account, Assignment, Event, Move, Participant, Pin, Slot
from matchday.services.assignment.request import note_assignment
from matchday.services.event import choose_aim
from matchday.services.group import list_companions
from matchday.services.lock import hold
from matchday.services.pin import pin_participant, remove_pin
from matchday.services.solving import find_move


def take_assignment(
    session: Session, event: Event, assignment: Assignment, *, reason: str = "", by: Account, now: datetime
) -> None:
    """Go on with this plan: the event's aim becomes its own, and the move it tried is pinned, for a reason.

    Taking it twice is taking it once.

    **Errors** RuleError ``stage_shut``, ``assignment_not_proposed``, and those of `pin_participant`.
    """
    hold(session, event)
    require_open(event.stage, Action.ASSIGN)
    if assignment.state is not AssignmentState.PROPOSED:
        raise RuleError("assignment_not_proposed")
    choose_aim(session, event, assignment.aim, by=by, now=now)
    if move := find_move(session, assignment):
        _pin(session, move, reason=reason, by=by, now=now)
    note_assignment(session, "assignment.take", assignment, by=by, now=now)


def is_taken(session: Session, event: Event, assignment: Assignment) -> bool:
    """Tell whether a plan is what the event asks for, or whether somebody has to take it first."""
    if assignment.aim is not event.aim:
        return False
    move = find_move(session, assignment)
    return move is None or _find_pin(session, move.participant, move.slot) is not None


def _pin(session: Session, move: Move, *, reason: str, by: Account, now: datetime) -> None:
    """Pin a move, for all of a group; who was pinned where they leave is not pinned there any more."""
    for person in list_companions(session, move.participant):
        if move.left is not None and _find_pin(session, person, move.left):
            remove_pin(session, person, move.left, by=by, now=now)
        if not _find_pin(session, person, move.slot):
            pin_participant(session, person, move.slot, reason=reason, by=by, now=now)


def _find_pin(session: Session, participant: Participant, slot: Slot) -> Pin | None:
    return session.scalar(
        select(Pin).where(
            Pin.organiser_id == participant.organiser_id,
            Pin.participant_id == participant.id,
            Pin.slot_id == slot.id,
        )
    )
