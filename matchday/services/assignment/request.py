"""Ask for a plan, when there is something to plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.aim import Aim
from matchday.core.assignment import UNFINISHED
from matchday.core.errors import RuleError
from matchday.core.event import Action, require_open
from matchday.core.keeping import Keeping
from matchday.core.slot import SlotState
from matchday.models import (
    Account,
    Assignment,
    Event,
    Participant,
    Slot,
    Wish,
)
from matchday.services.assignment.board import find_published
from matchday.services.audit import write_audit
from matchday.services.lock import hold
from matchday.services.task import TaskKind, enqueue

LEAST_COMPARED, MOST_COMPARED = 2, 4


@dataclass(frozen=True)
class Wanted:
    """What somebody wants of a plan, before it has a number."""

    aim: Aim
    keeping: Keeping = Keeping.NOTHING
    base: Assignment | None = None


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
    """Ask for a plan. What is asked for together is computed before anything else is.

    **Errors** RuleError ``stage_shut``, ``assignment_running`` (``number``), ``assignment_empty``.
    """
    (assignment,) = request_plans(session, event, [Wanted(event.aim)], by=by, now=now)
    return assignment


def request_comparison(
    session: Session, event: Event, aims: Sequence[Aim], *, by: Account, now: datetime
) -> list[Assignment]:
    """Ask for a plan for each of several aims, made of the same wishes, to be compared.

    **Errors** as `request_assignment`; RuleError ``comparison_size`` (``least``, ``most``).
    """
    chosen = [aim for aim in Aim if aim in aims]
    if not LEAST_COMPARED <= len(chosen) <= MOST_COMPARED:
        raise RuleError("comparison_size", least=LEAST_COMPARED, most=MOST_COMPARED)
    return request_plans(session, event, [Wanted(aim) for aim in chosen], by=by, now=now)


def request_repair(session: Session, event: Event, *, by: Account, now: datetime) -> list[Assignment]:
    """Ask for two ways to mend the valid plan: only who is concerned may move, or most people get a place.

    **Errors** as `request_assignment`; RuleError ``repair_without_plan``.
    """
    published = find_published(session, event)
    if published is None:
        raise RuleError("repair_without_plan")
    return request_plans(session, event, two_ways(event, published), by=by, now=now)


def request_plans(
    session: Session, event: Event, wanted: Sequence[Wanted], *, by: Account, now: datetime
) -> list[Assignment]:
    """Ask for several plans, to be compared, or for one. **Errors** as `request_assignment`."""
    mine = (Assignment.organiser_id == event.organiser_id, Assignment.event_id == event.id)
    hold(session, event)
    require_open(event.stage, Action.ASSIGN)
    running = select(Assignment).where(*mine, Assignment.state.in_(UNFINISHED)).order_by(Assignment.number).limit(1)
    if busy := session.scalar(running):
        raise RuleError("assignment_running", number=busy.number)
    if not read_readiness(session, event).is_ready:
        raise RuleError("assignment_empty")
    first = (session.scalar(select(func.max(Assignment.number)).where(*mine)) or 0) + 1
    plans = [
        Assignment(
            organiser_id=event.organiser_id,
            event_id=event.id,
            number=number,
            aim=one.aim,
            comparison=first if len(wanted) > 1 else None,
            keeping=one.keeping,
            base=one.base,
            requested_by_id=by.id,
            requested_at=now,
        )
        for number, one in enumerate(wanted, start=first)
    ]
    session.add_all(plans)
    session.flush()
    for plan in plans:
        enqueue(session, TaskKind.COMPUTE_ASSIGNMENT, plan.id, cause=f"assignment/{event.id}/{plan.number}")
        note_assignment(session, "assignment.request", plan, by=by, now=now)
    return plans


def two_ways(event: Event, base: Assignment) -> list[Wanted]:
    """Return the two ways to keep something of a plan: only who is concerned may move, or most people get a place."""
    return [Wanted(event.aim, keeping, base) for keeping in (Keeping.SETTLED, Keeping.MOST)]


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
