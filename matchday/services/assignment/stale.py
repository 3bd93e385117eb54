"""Whether a plan is still about today, and what is different since it was computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload

from matchday.core.access import Keyring
from matchday.core.assignment import AssignmentState
from matchday.core.event import Action, Stage, is_open
from matchday.core.slot import SlotState
from matchday.core.text import sort_key
from matchday.core.ticket import TicketState
from matchday.models import Assignment, Event, Participant, Placement, Slot, Ticket, Unplaced
from matchday.services.assignment.board import find_published
from matchday.services.event import open_seed
from matchday.services.solving import (
    Change,
    ChangeKind,
    compare,
    hash_problem,
    read_facts,
    read_wanted,
    unpack,
    write_problem,
)

VALID_STAGES = frozenset({Stage.PUBLISHED, Stage.RUNNING})
"""While a published plan has to be true."""

_IS_MOVED = Slot.calendar_sequence != Ticket.slot_sequence
"""As :func:`matchday.services.ticket.is_moved`, asked of the database."""
MOST_NAMED = 3
"""So many people are named in one difference; of a big day nobody reads more."""
MOST_ASKED = 32
_ASKED: dict[tuple[str, str], tuple[Change, ...]] = {}
"""What was different, by the plan's problem and today's facts: kinds, counts and inner numbers. The same two always
give the same answer, and on a big day it takes seconds to find."""


@dataclass(frozen=True)
class Difference:
    """One thing that is different today; with the slot or the people it is about, where it is about any.

    **Shapes** ``people``: the first of them, by name; who was erased since, or whose data nobody may use, is counted.
    """

    change: Change
    slot: Slot | None = None
    people: tuple[Participant, ...] = ()


def is_stale(session: Session, event: Event, assignment: Assignment, *, keyring: Keyring) -> bool:
    """Tell whether the plan answers another question than today's: a wish, a slot, a rule changed since."""
    return bool(_read_changes(session, event, assignment, keyring))


def is_published_stale(session: Session, event: Event, *, keyring: Keyring) -> bool:
    """Tell whether the plan that is valid is no longer true.

    A slot or a person is gone, a capacity, a time or a place is another one. Once nobody plans any more only what
    somebody's ticket promises counts: who comes without one does not make the plan untrue.
    """
    published = find_published(session, event)
    if published is None or event.stage not in VALID_STAGES:
        return False
    if _is_broken(session, event):
        return True
    return is_open(event.stage, Action.ASSIGN) and is_stale(session, event, published, keyring=keyring)


def list_differences(
    session: Session, event: Event, assignment: Assignment, *, keyring: Keyring
) -> tuple[Difference, ...]:
    """Say what is different today from what the plan was computed from. **Shapes** empty: the plan is not stale."""
    changes = _read_changes(session, event, assignment, keyring)
    slots = _read_slots(session, event, {change.slot_id for change in changes if change.slot_id is not None})
    people = _read_people(session, event, {one for change in changes for one in change.people[:MOST_NAMED]})
    return tuple(
        Difference(
            change,
            slots.get(change.slot_id or 0),
            tuple(one for one in people if one.id in change.people[:MOST_NAMED]),
        )
        for change in changes
    )


def list_concerned(session: Session, event: Event) -> list[Participant]:
    """Return who reads on the own page already that a place is off, or at another time or place, by name.

    No message says so before the next publication. Their coaches are read with them.
    """
    asked = (
        select(Participant)
        .where(
            Participant.organiser_id == event.organiser_id,
            Participant.id.in_(
                _valid_tickets(event, Slot.state == SlotState.WITHDRAWN, _IS_MOVED).with_only_columns(
                    Ticket.participant_id
                )
            ),
        )
        .options(joinedload(Participant.coach))
    )
    return sorted(session.scalars(asked), key=lambda one: sort_key(one.shown_name))


def _read_changes(session: Session, event: Event, assignment: Assignment, keyring: Keyring) -> tuple[Change, ...]:
    """Return what is different, for the valid plan with those it says nothing of: who is new, or back again.

    Who was taken out and in again is back in the same question, but not in the plan.
    """
    changes = _ask_again(session, event, assignment, keyring)
    if assignment.state is not AssignmentState.PUBLISHED:
        return changes
    others = tuple(one for one in changes if one.kind is not ChangeKind.PERSON_NEW)
    left_out = _read_left_out(session, event, assignment)
    return (*others, Change(ChangeKind.PERSON_NEW, len(left_out), people=left_out)) if left_out else others


def _read_left_out(session: Session, event: Event, assignment: Assignment) -> tuple[int, ...]:
    """Return by inner number who takes part and has in a plan neither a place nor a reason why not."""
    said = (
        select(table.participant_id).where(
            table.organiser_id == event.organiser_id, table.assignment_id == assignment.id
        )
        for table in (Placement, Unplaced)
    )
    found = session.scalars(
        select(Participant.id)
        .where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.withdrawn_at.is_(None),
            Participant.restricted_at.is_(None),
            *(Participant.id.not_in(people) for people in said),
        )
        .order_by(Participant.id)
    )
    return tuple(found)


def _ask_again(session: Session, event: Event, assignment: Assignment, keyring: Keyring) -> tuple[Change, ...]:
    """Ask the plan's question again, if any fact is another one; for the same facts it is asked only once."""
    if _is_past(assignment):
        return (Change(ChangeKind.BASE),)
    facts = read_facts(session, event, read_wanted(session, event, assignment))
    if facts.fingerprint == assignment.facts_sha256:
        return ()
    asked = (assignment.problem_sha256, facts.fingerprint)
    if (changes := _ASKED.get(asked)) is None:
        problem = write_problem(facts, seed=open_seed(event, keyring=keyring))
        changes = _compare(assignment, problem)
        if len(_ASKED) >= MOST_ASKED:
            _ASKED.clear()
        _ASKED[asked] = changes
    return changes


def _compare(assignment: Assignment, problem: Mapping[str, Any]) -> tuple[Change, ...]:
    if hash_problem(problem) == assignment.problem_sha256:
        return ()
    if assignment.problem is None:
        return (Change(ChangeKind.OTHER),)
    before, _ = unpack(assignment.problem)
    return compare(before, problem)


def _is_past(assignment: Assignment) -> bool:
    """Tell whether a draft keeps something of a plan that is not valid any more."""
    is_draft = assignment.state is AssignmentState.PROPOSED
    return is_draft and assignment.base is not None and assignment.base.state is AssignmentState.REPLACED


def _is_broken(session: Session, event: Event) -> bool:
    """Tell whether what a ticket promises is not so any more: its slot takes place, when and where it says."""
    return session.scalar(_valid_tickets(event, Slot.state != SlotState.APPROVED, _IS_MOVED).limit(1)) is not None


def _valid_tickets(event: Event, *either: ColumnElement[bool]) -> Select[int]:
    """Return the question for the valid tickets of whose slots one of these is so."""
    return (
        select(Ticket.id)
        .join(Slot, Slot.id == Ticket.slot_id)
        .where(
            Ticket.organiser_id == event.organiser_id,
            Slot.organiser_id == event.organiser_id,
            Ticket.event_id == event.id,
            Ticket.state == TicketState.VALID,
            or_(*either),
        )
    )


def _read_slots(session: Session, event: Event, slot_ids: set[int]) -> dict[int, Slot]:
    found = session.scalars(
        select(Slot)
        .where(Slot.organiser_id == event.organiser_id, Slot.event_id == event.id, Slot.id.in_(slot_ids))
        .options(joinedload(Slot.employer))
    )
    return {slot.id: slot for slot in found}


def _read_people(session: Session, event: Event, people_ids: set[int]) -> list[Participant]:
    found = session.scalars(
        select(Participant).where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.id.in_(people_ids),
            Participant.restricted_at.is_(None),
        )
    )
    return sorted(found, key=lambda one: sort_key(one.shown_name))
