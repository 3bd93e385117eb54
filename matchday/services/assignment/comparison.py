"""Plans side by side: what each reaches, and whom it moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.assignment import COMPUTED, UNFINISHED, RankCounts, count_ranks
from matchday.core.errors import NotFound
from matchday.core.slot import SlotState
from matchday.core.text import sort_key
from matchday.models import Assignment, Event, Move, Participant, Placement, Slot, Unplaced
from matchday.services.assignment.take import is_taken
from matchday.services.slot import list_slots
from matchday.services.solving import find_move

Places = Mapping[int, Mapping[int, int | None]]
"""Participant to slot to the rank of the wish."""


@dataclass(frozen=True)
class Shift:
    """Somebody who has other places than in the plan before. **Shapes** only the slots that are left, and the new."""

    participant: Participant
    left: tuple[Slot, ...]
    new: tuple[Slot, ...]


@dataclass(frozen=True)
class Side:
    """One plan beside others, while it is computed without figures.

    **Shapes** ``shifts`` by name: ``moved`` and ``lost`` had a place in the plan before, ``gained`` had none.
    """

    assignment: Assignment
    is_taken: bool
    counts: RankCounts
    running_count: int
    slot_count: int
    lone_count: int
    placement_count: int
    shifts: tuple[Shift, ...]

    @property
    def is_computed(self) -> bool:
        """Tell whether there is anything to compare."""
        return self.assignment.state in COMPUTED

    @property
    def mean_way_min(self) -> int | None:
        """Return the minutes of a way on average, or None where nobody goes anywhere."""
        ways = next((entry["value"] for entry in self.assignment.levels if entry["level"] == "travel"), None)
        return None if ways is None or not self.placement_count else round(ways / self.placement_count)

    @property
    def moved(self) -> tuple[Shift, ...]:
        """Return who gets another place instead of one they know of."""
        return tuple(shift for shift in self.shifts if shift.left and shift.new)

    @property
    def lost(self) -> tuple[Shift, ...]:
        """Return who loses a place and gets no other."""
        return tuple(shift for shift in self.shifts if shift.left and not shift.new)

    @property
    def gained(self) -> tuple[Shift, ...]:
        """Return who gets a place more than before."""
        return tuple(shift for shift in self.shifts if shift.new and not shift.left)


@dataclass(frozen=True)
class Comparison:
    """Plans that were asked for together. ``before`` is the plan they keep something of, ``move`` what they try."""

    number: int
    sides: tuple[Side, ...]
    before: Side | None
    move: Move | None

    @property
    def is_running(self) -> bool:
        """Tell whether a plan is still to be computed."""
        return any(side.assignment.state in UNFINISHED for side in self.sides)


def read_comparison(session: Session, event: Event, number: int) -> Comparison:
    """Return the plans that were asked for together, by the number of the first. **Errors** NotFound."""
    plans = session.scalars(
        select(Assignment)
        .where(
            Assignment.organiser_id == event.organiser_id,
            Assignment.event_id == event.id,
            Assignment.comparison == number,
        )
        .order_by(Assignment.number)
    ).all()
    if not plans:
        raise NotFound
    base, slots = plans[0].base, {slot.id: slot for slot in list_slots(session, event)}
    held, people = (_read_places(session, event, base), _read_people(session, event)) if base else ({}, {})
    sides = (_side(session, event, plan, before=held, slots=slots, people=people) for plan in plans)
    move = find_move(session, plans[0])
    before = _side(session, event, base, before=held, slots=slots, people={}) if base else None
    return Comparison(number, tuple(sides), before, move)


def _side(
    session: Session,
    event: Event,
    plan: Assignment,
    *,
    before: Places,
    slots: Mapping[int, Slot],
    people: Mapping[int, Participant],
) -> Side:
    places = _read_places(session, event, plan) if plan.state in COMPUTED else {}
    best = [min(held.values(), key=lambda rank: rank or 10**6) for held in places.values()]
    unplaced = session.scalars(
        select(Unplaced.id).where(Unplaced.organiser_id == event.organiser_id, Unplaced.assignment_id == plan.id)
    ).all()
    running = {slot_id for held in places.values() for slot_id in held}
    offered = {slot_id for slot_id, slot in slots.items() if slot.state is SlotState.APPROVED} | running
    visited = {slots[slot_id].employer_id for slot_id in running}
    shifts = _shifts(before, places, slots=slots, people=people) if plan.state in COMPUTED else ()
    return Side(
        assignment=plan,
        is_taken=is_taken(session, event, plan),
        counts=count_ranks(best, unplaced=len(unplaced)),
        running_count=len(running),
        slot_count=len(offered),
        lone_count=len({slots[slot_id].employer_id for slot_id in offered} - visited),
        placement_count=sum(map(len, places.values())),
        shifts=shifts,
    )


def _shifts(
    before: Places, after: Places, *, slots: Mapping[int, Slot], people: Mapping[int, Participant]
) -> tuple[Shift, ...]:
    """Return who has other places than before, by name. Without a plan before nobody is moved."""
    if not people:
        return ()
    shifts = []
    for person_id in before.keys() | after.keys():
        old, new = before.get(person_id, {}).keys(), after.get(person_id, {}).keys()
        if old != new and (participant := people.get(person_id)):
            left, reached = (tuple(slots[slot_id] for slot_id in sorted(ids)) for ids in (old - new, new - old))
            shifts.append(Shift(participant, left, reached))
    return tuple(sorted(shifts, key=lambda shift: sort_key(shift.participant.shown_name)))


def _read_places(session: Session, event: Event, plan: Assignment) -> Places:
    rows = session.execute(
        select(Placement.participant_id, Placement.slot_id, Placement.rank).where(
            Placement.organiser_id == event.organiser_id, Placement.assignment_id == plan.id
        )
    )
    places: defaultdict[int, dict[int, int | None]] = defaultdict(dict)
    for participant_id, slot_id, rank in rows:
        places[participant_id][slot_id] = rank
    return places


def _read_people(session: Session, event: Event) -> dict[int, Participant]:
    found = session.scalars(
        select(Participant).where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.withdrawn_at.is_(None),
        )
    )
    return {participant.id: participant for participant in found}
