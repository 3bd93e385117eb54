"""Plans side by side: what each reaches, and whom it moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.assignment import (
    COMPUTED,
    SUREST_LAST,
    UNFINISHED,
    AssignmentState,
    RankCounts,
    UnplacedReason,
    count_ranks,
)
from matchday.core.comparison import ShiftKind
from matchday.core.errors import NotFound
from matchday.core.keeping import Keeping
from matchday.core.slot import SlotState
from matchday.models import Assignment, Event, Move, Slot, Unplaced
from matchday.services.assignment.board import find_published
from matchday.services.assignment.shift import Seat, Seats, Shift, Shifting, read_seats
from matchday.services.assignment.take import is_taken
from matchday.services.slot import list_slots
from matchday.services.solving import find_move


@dataclass(frozen=True)
class Side:
    """One plan beside others, while it is computed without figures.

    **Shapes** ``counts``: people by the best wish each got; ``by_place`` the same for places; ``shifts`` by name.
    **Units** ``mean_way_min`` minutes, None where nobody knows.
    """

    assignment: Assignment
    is_taken: bool
    seats: Seats
    counts: RankCounts
    by_place: RankCounts
    running_count: int
    slot_count: int
    lone_count: int
    mean_way_min: int | None
    shifts: tuple[Shift, ...] = ()

    @property
    def is_computed(self) -> bool:
        """Tell whether there is anything to compare."""
        return self.assignment.state in COMPUTED

    @property
    def is_failed(self) -> bool:
        """Tell whether there is no such plan."""
        return self.assignment.state is AssignmentState.FAILED

    @property
    def may_be_taken(self) -> bool:
        """Tell whether this plan can still be chosen: it is a draft, and not what the event asks for already."""
        return self.assignment.state is AssignmentState.PROPOSED and not self.is_taken

    def leads_where(self, other: Side) -> bool:
        """Tell whether everybody goes to the same place in another plan, or neither can be made for the same reason."""
        if self.is_failed:
            return other.is_failed and other.assignment.failure == self.assignment.failure
        return self.is_computed and other.is_computed and other.seats == self.seats

    def list_shifts(self, kind: ShiftKind) -> list[Shift]:
        """Return of whom a plan makes this, by name."""
        return [shift for shift in self.shifts if shift.kind is kind]


@dataclass(frozen=True)
class Proposal:
    """What can be chosen: one plan, or several in which everybody goes to the same place.

    **Shapes** ``sides``: at least one, by number.
    """

    sides: tuple[Side, ...]

    @property
    def side(self) -> Side:
        """Return the plan that stands for all of them: the valid one, else the one that is taken, else the first."""
        published = AssignmentState.PUBLISHED
        return min(self.sides, key=lambda side: (side.assignment.state is not published, not side.is_taken))

    @property
    def least_sure(self) -> Side:
        """Return the plan of which least is proven: what its proof says holds for all.

        Of two ways to mend a plan that are the same, the one that lets others move says more.
        """
        free = [side for side in self.sides if side.assignment.keeping is not Keeping.SETTLED]
        return min(free or self.sides, key=lambda side: SUREST_LAST.index(side.assignment.status))


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

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """Return what there is to choose from, in the order of the plans: those that are the same stand once."""
        alike: list[list[Side]] = []
        for side in self.sides:
            same = next((found for found in alike if found[0].leads_where(side)), None)
            if same is None:
                alike.append([side])
            else:
                same.append(side)
        return tuple(Proposal(tuple(sides)) for sides in alike)

    @property
    def is_all_the_same(self) -> bool:
        """Tell whether there is nothing to choose: everybody goes to the same place in each plan, or none is there."""
        return len(self.proposals) == 1 < len(self.sides)

    @property
    def is_over(self) -> bool:
        """Tell whether another plan is valid than the one these keep something of: none of them can be chosen."""
        return self.before is not None and self.before.assignment.state is AssignmentState.REPLACED

    @property
    def published(self) -> Side | None:
        """Return the plan of these that was published."""
        return next((side for side in self.sides if side.assignment.published_at), None)

    @property
    def foremost(self) -> Proposal | None:
        """Return the way to mend a plan that is offered first: it moves nobody else, as long as it can."""
        return next((one for one in self.proposals if self.before and not one.side.is_failed), None)

    def is_advised(self, side: Side) -> bool:
        """Tell whether to advise a plan: it moves only who is concerned, and no other takes away fewer places."""
        if side.assignment.keeping is not Keeping.SETTLED or not side.is_computed:
            return False
        losses = [len(one.list_shifts(ShiftKind.LOST)) for one in self.sides if one.is_computed]
        return len(side.list_shifts(ShiftKind.LOST)) == min(losses)

    def list_elsewhere(self, side: Side, shift: Shift) -> list[tuple[int, Seat]]:
        """Return the places that somebody would have in the other plans, each with the plan's number."""
        return [
            (other.assignment.number, seat)
            for other in self.sides
            if other is not side
            for seat in other.seats.get(shift.participant.id, {}).values()
        ]


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
    base, move = plans[0].base, find_move(session, plans[0])
    slots = {slot.id: slot for slot in list_slots(session, event)}
    held = read_seats(session, event, base, slots=slots) if base else {}
    shifting = Shifting(session, event, before=held, move=move) if base else None
    sides = (_side(session, event, plan, slots=slots, shifting=shifting) for plan in plans)
    before = _before(session, event, base, slots=slots, shifting=shifting) if base and shifting else None
    return Comparison(number, tuple(sides), before, move)


def compare_with_published(session: Session, event: Event, plan: Assignment) -> Comparison | None:
    """Return a plan beside the valid one, with whom it moves; None while no plan is valid, or where it is that one."""
    published = find_published(session, event)
    if published is None or published.id == plan.id:
        return None
    slots = {slot.id: slot for slot in list_slots(session, event)}
    held = read_seats(session, event, published, slots=slots)
    shifting = Shifting(session, event, before=held, move=None)
    side = _side(session, event, plan, slots=slots, shifting=shifting)
    return Comparison(plan.number, (side,), _before(session, event, published, slots=slots, shifting=shifting), None)


def _side(
    session: Session, event: Event, plan: Assignment, *, slots: Mapping[int, Slot], shifting: Shifting | None
) -> Side:
    """Return a plan as it was computed, with whom it moves where it mends another one."""
    is_computed = plan.state in COMPUTED
    seats = read_seats(session, event, plan, slots=slots) if is_computed else {}
    unplaced = _read_unplaced(session, event, plan)
    ways_min = next((entry["value"] for entry in plan.levels if entry["level"] == "travel"), None)
    return _summed_up(
        session,
        event,
        plan,
        seats,
        slots=slots,
        unplaced_count=len(unplaced),
        ways_min=ways_min,
        shifts=shifting.list_shifts(seats, unplaced) if shifting and is_computed else (),
    )


def _before(session: Session, event: Event, plan: Assignment, *, slots: Mapping[int, Slot], shifting: Shifting) -> Side:
    """Return what is left today of the plan that the others keep something of: who is gone has no place in it."""
    seats = {
        person_id: left
        for person_id, held in shifting.before.items()
        if person_id in shifting.people
        and (left := {slot_id: seat for slot_id, seat in held.items() if seat.slot.state is SlotState.APPROVED})
    }
    unplaced_count, ways_min = len(shifting.people) - len(seats), shifting.sum_ways(seats)
    return _summed_up(session, event, plan, seats, slots=slots, unplaced_count=unplaced_count, ways_min=ways_min)


def _summed_up(
    session: Session,
    event: Event,
    plan: Assignment,
    seats: Seats,
    *,
    slots: Mapping[int, Slot],
    unplaced_count: int,
    ways_min: int | None,
    shifts: tuple[Shift, ...] = (),
) -> Side:
    ranks = [[seat.rank for seat in held.values()] for held in seats.values()]
    best = [min(of_one, key=lambda rank: rank or 10**6) for of_one in ranks]
    running = {slot_id for held in seats.values() for slot_id in held}
    offered = {slot_id for slot_id, slot in slots.items() if slot.state is SlotState.APPROVED} | running
    visited = {slots[slot_id].employer_id for slot_id in running}
    count = sum(map(len, seats.values()))
    return Side(
        assignment=plan,
        is_taken=is_taken(session, event, plan),
        seats=seats,
        counts=count_ranks(best, unplaced=unplaced_count),
        by_place=count_ranks([rank for of_one in ranks for rank in of_one], unplaced=unplaced_count),
        running_count=len(running),
        slot_count=len(offered),
        lone_count=len({slots[slot_id].employer_id for slot_id in offered} - visited),
        mean_way_min=round(ways_min / count) if ways_min is not None and count else None,
        shifts=shifts,
    )


def _read_unplaced(session: Session, event: Event, plan: Assignment) -> dict[int, UnplacedReason]:
    found = session.scalars(
        select(Unplaced).where(Unplaced.organiser_id == event.organiser_id, Unplaced.assignment_id == plan.id)
    )
    return {one.participant_id: one.reason for one in found}
