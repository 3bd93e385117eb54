"""Ask for a plan, when there is something to plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.assignment import AssignmentState
from matchday.core.errors import RuleError
from matchday.core.event import Action, require_open
from matchday.core.slot import SlotState
from matchday.models import (
    Account,
    Assignment,
    Event,
    Participant,
    Slot,
    Wish,
)
from matchday.services.audit import write_audit
from matchday.services.lock import hold
from matchday.services.task import TaskKind, enqueue

RUNNING = (AssignmentState.REQUESTED, AssignmentState.COMPUTING)


@dataclass(frozen=True)
class Readiness:
    """Count what a plan is made of: people, those with wishes, approved slots and their places, offers not yet seen."""

    people: int
    wished: int
    slots: int
    places: int
    waiting_slots: int

    @property
    def is_ready(self) -> bool:
        """Tell whether there is anything to plan."""
        return bool(self.people and self.slots)


def read_readiness(session: Session, event: Event) -> Readiness:
    """Count what a plan would be made of today."""
    mine = (Participant.organiser_id == event.organiser_id, Participant.event_id == event.id)
    people = select(func.count()).where(*mine, Participant.withdrawn_at.is_(None))
    wished = (
        select(func.count(Participant.id.distinct()))
        .join(Wish, Wish.participant_id == Participant.id)
        .where(*mine, Participant.withdrawn_at.is_(None), Wish.organiser_id == event.organiser_id)
    )
    of_event = (Slot.organiser_id == event.organiser_id, Slot.event_id == event.id)
    slots, places = session.execute(
        select(func.count(), func.coalesce(func.sum(Slot.capacity), 0)).where(
            *of_event, Slot.state == SlotState.APPROVED
        )
    ).one()
    waiting = select(func.count()).where(*of_event, Slot.state == SlotState.WAITING)
    return Readiness(
        session.scalar(people) or 0,
        session.scalar(wished) or 0,
        slots,
        int(places),
        session.scalar(waiting) or 0,
    )


def request_assignment(session: Session, event: Event, *, by: Account, now: datetime) -> Assignment:
    """Ask for a plan. One at a time is computed for an event.

    **Errors** RuleError ``stage_shut``, ``assignment_running`` (``number``), ``assignment_empty``.
    """
    mine = (Assignment.organiser_id == event.organiser_id, Assignment.event_id == event.id)
    hold(session, event)
    require_open(event.stage, Action.ASSIGN)
    if running := session.scalar(select(Assignment).where(*mine, Assignment.state.in_(RUNNING))):
        raise RuleError("assignment_running", number=running.number)
    if not read_readiness(session, event).is_ready:
        raise RuleError("assignment_empty")
    assignment = Assignment(
        organiser_id=event.organiser_id,
        event_id=event.id,
        number=(session.scalar(select(func.max(Assignment.number)).where(*mine)) or 0) + 1,
        requested_by_id=by.id,
        requested_at=now,
    )
    session.add(assignment)
    session.flush()
    enqueue(session, TaskKind.COMPUTE_ASSIGNMENT, assignment.id, cause=f"assignment/{event.id}/{assignment.number}")
    note_assignment(session, "assignment.request", assignment, by=by, now=now)
    return assignment


def note_assignment(session: Session, action: str, assignment: Assignment, *, by: Account, now: datetime) -> None:
    """Write down what was done with a plan, by name."""
    write_audit(
        session,
        action,
        organiser_id=assignment.organiser_id,
        event_id=assignment.event_id,
        by=by,
        now=now,
        number=assignment.number,
        name=by.name,
    )
