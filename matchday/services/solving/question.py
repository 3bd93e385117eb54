"""What a plan is asked beside wishes and rules: what counts first, what it keeps, which move it tries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.aim import Aim
from matchday.core.assignment import AssignmentState
from matchday.core.keeping import Keeping, Place
from matchday.models import Assignment, Event, Move, Participant, Placement
from matchday.services.group import list_companions


@dataclass(frozen=True)
class Question:
    """What somebody wants of a plan.

    **Shapes** ``held``: places of the plan before; ``tried``: a place it shall give; ``left``: one given up for it,
    which nobody is pinned to any more.
    """

    aim: Aim
    keeping: Keeping = Keeping.NOTHING
    held: frozenset[Place] = frozenset()
    tried: frozenset[Place] = frozenset()
    left: frozenset[Place] = frozenset()
    until: datetime | None = None
    """Places given back later do not count: the waiting list has followed them."""


def find_move(session: Session, assignment: Assignment) -> Move | None:
    """Return the move a plan tries, or None."""
    return session.scalar(
        select(Move).where(Move.organiser_id == assignment.organiser_id, Move.assignment_id == assignment.id)
    )


def read_question(session: Session, event: Event, assignment: Assignment) -> Question:
    """Return what a plan was asked for."""
    held = _read_held(session, event, assignment)
    move = find_move(session, assignment)
    if move is None:
        return Question(assignment.aim, assignment.keeping, held)
    movers = [participant.id for participant in list_companions(session, move.participant)]
    left = frozenset((mover, move.left_id) for mover in movers if move.left_id is not None)
    tried = frozenset((mover, move.slot_id) for mover in movers)
    return Question(assignment.aim, assignment.keeping, held - left, tried, left)


def read_wanted(session: Session, event: Event, assignment: Assignment) -> Question:
    """Return what the same plan would be asked today: with the event's aim, and only the moves that staff took.

    A place of the valid plan that somebody gave back goes to the next who waits. That does not make the plan untrue.
    """
    asked = read_question(session, event, assignment)
    until = assignment.computed_at if assignment.state is AssignmentState.PUBLISHED else None
    return Question(event.aim, asked.keeping, asked.held, until=until)


def _read_held(session: Session, event: Event, assignment: Assignment) -> frozenset[Place]:
    """Return the places of the plan before, of people who still take part."""
    if assignment.keeping is Keeping.NOTHING or assignment.base_id is None:
        return frozenset()
    rows = session.execute(
        select(Placement.participant_id, Placement.slot_id)
        .join(Participant, Participant.id == Placement.participant_id)
        .where(
            Placement.organiser_id == event.organiser_id,
            Placement.assignment_id == assignment.base_id,
            Participant.organiser_id == event.organiser_id,
            Participant.withdrawn_at.is_(None),
            Participant.restricted_at.is_(None),
        )
    )
    return frozenset((participant_id, slot_id) for participant_id, slot_id in rows)
