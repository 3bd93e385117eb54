"""Whom a plan moves: where somebody was and will be, as which wish, and why a place is not kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.assignment import UnplacedReason
from matchday.core.comparison import Leaving, LeftPlace, ShiftKind, find_kind, why_left
from matchday.core.slot import SlotState
from matchday.core.text import sort_key
from matchday.models import Assignment, Event, Move, Participant, Placement, Slot
from matchday.services.eligibility import Eligibility, read_eligibility
from matchday.services.pin import list_pins


@dataclass(frozen=True)
class Seat:
    """A place in a plan with the rank of its wish: none for a place without a wish."""

    slot: Slot
    rank: int | None


Seats = Mapping[int, Mapping[int, Seat]]
"""Participant to slot to the place there."""


@dataclass(frozen=True)
class Shift:
    """Somebody who has other places than in the plan before.

    **Shapes** ``left`` with the reason for each; ``kept`` and ``new`` without; ``companions``: who goes where this
    person goes; ``unplaced``: why somebody has no place at all in this plan.
    """

    participant: Participant
    left: tuple[tuple[Seat, Leaving], ...]
    kept: tuple[Seat, ...]
    new: tuple[Seat, ...]
    companions: tuple[Participant, ...]
    unplaced: UnplacedReason | None

    @property
    def kind(self) -> ShiftKind:
        """Return what becomes of the person."""
        return find_kind(left=len(self.left), new=len(self.new), kept=len(self.kept))


class Shifting:
    """What it takes to say whom plans move that were asked for together: the same for all of them."""

    def __init__(self, session: Session, event: Event, *, before: Seats, move: Move | None) -> None:
        self.session, self.event, self.before, self.move = session, event, before, move
        self.people = read_those_taking_part(session, event)
        self.held = Counter(
            slot_id for person_id, held in before.items() if person_id in self.people for slot_id in held
        )

    def list_shifts(self, after: Seats, unplaced: Mapping[int, UnplacedReason]) -> tuple[Shift, ...]:
        """Return who has other places in a plan than before, by name."""
        load = Counter(slot_id for seats in after.values() for slot_id in seats)
        shifts = []
        for person_id in self.before.keys() | after.keys():
            old, new = self.before.get(person_id, {}), after.get(person_id, {})
            if old.keys() != new.keys() and (participant := self.people.get(person_id)):
                left = (seat for slot_id, seat in sorted(old.items()) if slot_id not in new)
                shifts.append(
                    Shift(
                        participant,
                        tuple((seat, self._why(participant, seat.slot, load=load, after=after)) for seat in left),
                        tuple(seat for slot_id, seat in sorted(new.items()) if slot_id in old),
                        tuple(seat for slot_id, seat in sorted(new.items()) if slot_id not in old),
                        tuple(one for one in self._group_of(participant) if one is not participant),
                        unplaced.get(person_id),
                    )
                )
        return tuple(sorted(shifts, key=lambda shift: sort_key(shift.participant.shown_name)))

    def sum_ways(self, seats: Seats) -> int:
        """Return how long all ways to these places are. **Units** minutes; a way that nobody knows counts none."""
        ways = (self._eligibility.minutes(person_id, slot_id) for person_id, held in seats.items() for slot_id in held)
        return sum(minutes or 0 for minutes in ways)

    def _why(self, participant: Participant, slot: Slot, *, load: Counter[int], after: Seats) -> Leaving:
        group, move = self._group_of(participant), self.move
        return why_left(
            LeftPlace(
                is_offered=slot.state is SlotState.APPROVED,
                is_moved_from=move is not None and move.left_id == slot.id and move.participant in group,
                may_go=self._may_go(participant, slot),
                is_fixed_elsewhere=any(self._is_fixed_elsewhere(one, slot) for one in group),
                may_group_go=all(self._may_go(one, slot) for one in group),
                is_given=any(slot.id in after.get(person_id, {}) for person_id in self._given(slot)),
                has_newcomers=any(
                    slot.id in seats and slot.id not in self.before.get(person_id, {})
                    for person_id, seats in after.items()
                ),
                capacity=slot.capacity,
                min_group=slot.min_group,
                held_count=self.held[slot.id],
                load=load[slot.id],
                group_count=len(group),
            )
        )

    def _given(self, slot: Slot) -> set[int]:
        """Return to whom staff gave a place there, or try to, who did not have it before."""
        given = {person_id for person_id, slot_id in self._pinned if slot_id == slot.id}
        if self.move is not None and self.move.slot_id == slot.id:
            given |= {one.id for one in self._group_of(self.move.participant)}
        return {person_id for person_id in given if slot.id not in self.before.get(person_id, {})}

    def _is_fixed_elsewhere(self, participant: Participant, slot: Slot) -> bool:
        """Tell whether pins leave somebody no placement for a slot."""
        pinned = {slot_id for person_id, slot_id in self._pinned if person_id == participant.id}
        return slot.id not in pinned and len(pinned) >= self.event.max_placements

    def _may_go(self, participant: Participant, slot: Slot) -> bool:
        known = participant.id in self._eligibility.people and slot.id in self._eligibility.slots
        return not known or not self._eligibility.reasons(participant.id, slot.id)

    def _group_of(self, participant: Participant) -> list[Participant]:
        return self._groups[self._part_of(participant)] if participant.group_id is not None else [participant]

    def _part_of(self, participant: Participant) -> Hashable:
        """Name the part of a group that goes on together: after a no only those who said the same do."""
        return participant.group_id, self._eligibility.declined.parting(participant.id)

    @cached_property
    def _groups(self) -> Mapping[Hashable, list[Participant]]:
        groups: defaultdict[Hashable, list[Participant]] = defaultdict(list)
        for participant in self.people.values():
            groups[self._part_of(participant)].append(participant)
        return groups

    @cached_property
    def _eligibility(self) -> Eligibility:
        return read_eligibility(self.session, self.event)

    @cached_property
    def _pinned(self) -> frozenset[tuple[int, int]]:
        return frozenset((pin.participant_id, pin.slot_id) for pin in list_pins(self.session, self.event))


def read_seats(session: Session, event: Event, plan: Assignment, *, slots: Mapping[int, Slot]) -> Seats:
    """Return every place of a plan."""
    rows = session.execute(
        select(Placement.participant_id, Placement.slot_id, Placement.rank).where(
            Placement.organiser_id == event.organiser_id, Placement.assignment_id == plan.id
        )
    )
    seats: defaultdict[int, dict[int, Seat]] = defaultdict(dict)
    for participant_id, slot_id, rank in rows:
        seats[participant_id][slot_id] = Seat(slots[slot_id], rank)
    return seats


def read_those_taking_part(session: Session, event: Event) -> dict[int, Participant]:
    """Return by inner number whom a plan of today is made for."""
    found = session.scalars(
        select(Participant).where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.withdrawn_at.is_(None),
            Participant.restricted_at.is_(None),
        )
    )
    return {participant.id: participant for participant in found}
