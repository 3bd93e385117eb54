"""Whether a plan is still about today, and what is different since it was computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.access import Keyring
from matchday.core.assignment import AssignmentState
from matchday.core.event import Action, Stage, is_open
from matchday.core.slot import SlotState
from matchday.core.ticket import TicketState
from matchday.models import Assignment, Event, Slot, Ticket
from matchday.services.assignment.board import find_published
from matchday.services.solving import (
    Change,
    ChangeKind,
    compare,
    hash_problem,
    read_problem,
    read_wanted,
    unpack,
)
from matchday.services.ticket import is_moved, list_tickets_of

VALID_STAGES = frozenset({Stage.PUBLISHED, Stage.RUNNING})
"""While a published plan has to be true."""


@dataclass(frozen=True)
class Difference:
    """One thing that is different today; with the slot it is about, where it is about one."""

    change: Change
    slot: Slot | None = None


def is_stale(session: Session, event: Event, assignment: Assignment, *, keyring: Keyring) -> bool:
    """Tell whether the plan answers another question than today's: a wish, a slot, a rule changed since."""
    if _is_past(assignment):
        return True
    return hash_problem(_ask_again(session, event, assignment, keyring)) != assignment.problem_sha256


def is_published_stale(session: Session, event: Event, *, keyring: Keyring) -> bool:
    """Tell whether the plan that is valid is no longer true.

    A slot or a person is gone, a capacity, a time or a place is another one. Once nobody plans any more only what
    somebody's ticket promises counts: who comes without one does not make the plan untrue.
    """
    published = find_published(session, event)
    if published is None or event.stage not in VALID_STAGES:
        return False
    if not all(_is_kept(ticket) for ticket in list_tickets_of(session, event)):
        return True
    return is_open(event.stage, Action.ASSIGN) and is_stale(session, event, published, keyring=keyring)


def list_differences(
    session: Session, event: Event, assignment: Assignment, *, keyring: Keyring
) -> tuple[Difference, ...]:
    """Say what is different today from what the plan was computed from. **Shapes** empty: the plan is not stale."""
    if _is_past(assignment):
        return (Difference(Change(ChangeKind.BASE)),)
    problem = _ask_again(session, event, assignment, keyring)
    if hash_problem(problem) == assignment.problem_sha256:
        return ()
    if assignment.problem is None:
        return (Difference(Change(ChangeKind.OTHER)),)
    changes = compare(unpack(assignment.problem), problem)
    slots = _read_slots(session, event, {change.slot_id for change in changes if change.slot_id is not None})
    return tuple(Difference(change, slots.get(change.slot_id or 0)) for change in changes)


def _ask_again(session: Session, event: Event, assignment: Assignment, keyring: Keyring) -> dict[str, Any]:
    question = read_wanted(session, event, assignment)
    return read_problem(session, event, keyring=keyring, question=question)


def _is_past(assignment: Assignment) -> bool:
    """Tell whether a draft keeps something of a plan that is not valid any more."""
    is_draft = assignment.state is AssignmentState.PROPOSED
    return is_draft and assignment.base is not None and assignment.base.state is AssignmentState.REPLACED


def _is_kept(ticket: Ticket) -> bool:
    """Tell whether what a ticket promises is still so: its slot takes place, when and where it says."""
    if ticket.state is not TicketState.VALID:
        return True
    return ticket.slot.state is SlotState.APPROVED and not is_moved(ticket)


def _read_slots(session: Session, event: Event, slot_ids: set[int]) -> dict[int, Slot]:
    found = session.scalars(
        select(Slot)
        .where(Slot.organiser_id == event.organiser_id, Slot.event_id == event.id, Slot.id.in_(slot_ids))
        .options(joinedload(Slot.employer))
    )
    return {slot.id: slot for slot in found}
