"""What a plan is computed from, as plain values: a problem is made of these alone, and of the seed."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from matchday import __version__
from matchday.core.aim import Aim
from matchday.core.keeping import Keeping, Place
from matchday.core.slot import SlotState, Trade
from matchday.core.wishlist import AcceptableAnswer
from matchday.models import Event, Participant, Pin, Slot, Wish
from matchday.services.eligibility import Eligibility, read_eligibility
from matchday.services.solving.question import Question


class Offered(NamedTuple):
    """What an approved slot is, beside what decides who may go there."""

    employer_id: int
    site_id: int
    trade: Trade
    capacity: int
    min_group: int


class Planned(NamedTuple):
    """What a person who is planned says, beside wishes and what decides where they may go."""

    group_id: int | None
    answer: AcceptableAnswer
    trades: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """What the tables say about one event, and what is asked.

    **Shapes** by inner number; ``wishes``: participant to slot to rank, also for slots that are gone; ``held`` and
    ``pinned`` are in order.
    """

    aim: Aim
    keeping: Keeping
    seed_commitment: str
    slots: Mapping[int, Offered]
    people: Mapping[int, Planned]
    wishes: Mapping[int, Mapping[int, int]]
    held: Sequence[Place]
    pinned: Sequence[Place]
    eligibility: Eligibility

    @cached_property
    def fingerprint(self) -> str:
        """Return a fingerprint of all of it, and of the version that reads it.

        The same one means the same problem. Another one says nothing: a fact may change and no problem with it.
        """
        return hashlib.sha256(repr((__version__, self)).encode()).hexdigest()

    @property
    def max_placements(self) -> int:
        """Return how many places one person gets at most."""
        return self.eligibility.policy.max_placements

    @cached_property
    def groups(self) -> Mapping[str, Sequence[int]]:
        """Return the people who are planned together, by a name: a group, or what is left of it after a no."""
        parts: defaultdict[tuple[int, object], list[int]] = defaultdict(list)
        for person_id, person in self.people.items():
            if person.group_id is not None:
                parts[person.group_id, self.eligibility.declined.parting(person_id)].append(person_id)
        counts = Counter(group_id for group_id, _ in parts)
        return {
            str(group_id) if counts[group_id] == 1 else f"{group_id}-{people[0]}": people
            for (group_id, _), people in parts.items()
        }

    @cached_property
    def places_held(self) -> Mapping[int, Collection[int]]:
        """Return the slots each person holds in the plan before."""
        held: defaultdict[int, set[int]] = defaultdict(set)
        for person_id, slot_id in self.held:
            held[person_id].add(slot_id)
        return held

    @cached_property
    def _slots_of_trade(self) -> Mapping[Trade, Collection[int]]:
        slots: defaultdict[Trade, set[int]] = defaultdict(set)
        for slot_id, slot in self.slots.items():
            slots[slot.trade].add(slot_id)
        return slots

    def acceptable(self, person_id: int) -> list[int]:
        """Return the slots a person may go to and would take, or was given by hand, without having wished them."""
        person = self.people[person_id]
        taken = set(self.places_held.get(person_id, ()))
        for trade in _trades(person):
            taken.update(self._slots_of_trade.get(trade, ()))
        if not taken:
            return []
        return sorted((taken & self.eligibility.open_slots(person_id)) - self.wishes[person_id].keys())


def read_facts(session: Session, event: Event, question: Question) -> Facts:
    """Read what a plan for this question is computed from today."""
    slots, people = _read_slots(session, event), _read_people(session, event)
    wishes: dict[int, dict[int, int]] = {person_id: {} for person_id in people}
    rows = session.execute(
        select(Wish.participant_id, Wish.slot_id, Wish.rank)
        .join(Participant, Participant.id == Wish.participant_id)
        .where(Wish.organiser_id == event.organiser_id, *_planned(event))
        .order_by(Wish.participant_id, Wish.rank, Wish.slot_id)
    )
    for person_id, slot_id, rank in rows:
        wishes[person_id][slot_id] = rank
    return Facts(
        aim=question.aim,
        keeping=question.keeping,
        seed_commitment=event.seed_commitment,
        slots=slots,
        people=people,
        wishes=wishes,
        held=sorted(question.held),
        pinned=_read_pinned(session, event, question, slots=slots, people=people),
        eligibility=read_eligibility(session, event, until=question.until),
    )


def _planned(event: Event) -> tuple[ColumnElement[bool], ...]:
    """Say who is planned: who takes part, and whose data may be used."""
    return (
        Participant.organiser_id == event.organiser_id,
        Participant.event_id == event.id,
        Participant.withdrawn_at.is_(None),
        Participant.restricted_at.is_(None),
    )


def _read_slots(session: Session, event: Event) -> dict[int, Offered]:
    rows = session.execute(
        select(Slot.id, Slot.employer_id, Slot.site_id, Slot.trade, Slot.capacity, Slot.min_group)
        .where(Slot.organiser_id == event.organiser_id, Slot.event_id == event.id, Slot.state == SlotState.APPROVED)
        .order_by(Slot.id)
    )
    return {row.id: Offered(row.employer_id, row.site_id, row.trade, row.capacity, row.min_group) for row in rows}


def _read_people(session: Session, event: Event) -> dict[int, Planned]:
    rows = session.execute(
        select(Participant.id, Participant.group_id, Participant.acceptable_answer, Participant.acceptable_trades)
        .where(*_planned(event))
        .order_by(Participant.id)
    )
    return {person_id: Planned(group_id, answer, tuple(trades)) for person_id, group_id, answer, trades in rows}


def _read_pinned(
    session: Session, event: Event, question: Question, *, slots: Collection[int], people: Collection[int]
) -> list[Place]:
    rows = session.execute(
        select(Pin.participant_id, Pin.slot_id).where(Pin.organiser_id == event.organiser_id, Pin.event_id == event.id)
    )
    pinned = {(person_id, slot_id) for person_id, slot_id in rows} - question.left
    return sorted((one, slot) for one, slot in pinned | question.tried if slot in slots and one in people)


def _trades(person: Planned) -> Collection[Trade]:
    """Return the trades in which a person takes another slot than those wished."""
    if person.answer is AcceptableAnswer.BETTER_NONE:
        return ()
    return [Trade(trade) for trade in person.trades] if person.answer is AcceptableAnswer.TRADES else list(Trade)
