"""Read an event as a problem of the solver: tables in, plain values out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from itertools import combinations
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.access import Keyring
from matchday.core.aim import Aim, order_levels
from matchday.core.eligibility import Reason
from matchday.core.keeping import Keeping, Place, Room, find_settled
from matchday.core.participant import TravelMeans
from matchday.core.slot import SlotState, Trade
from matchday.core.travel import travel_minutes
from matchday.core.wishlist import AcceptableAnswer
from matchday.models import Event, Participant, Pin, Site, Slot, Wish
from matchday.services.eligibility import Eligibility, read_eligibility
from matchday.services.event import open_seed
from matchday.services.solving.question import Question

FORMAT = "matchday-problem/1"


@dataclass(frozen=True)
class _Facts:
    """What the tables say about one event. ``wishes``: participant to slot to rank, also for slots that are gone."""

    slots: Mapping[int, Slot]
    people: Sequence[Participant]
    wishes: Mapping[int, Mapping[int, int]]
    held: Mapping[int, Collection[int]]
    pinned: Mapping[int, Sequence[int]]
    eligibility: Eligibility

    @cached_property
    def trades(self) -> Mapping[int, Trade]:
        """Return what work each slot is."""
        return {slot_id: slot.trade for slot_id, slot in self.slots.items()}

    def acceptable(self, participant: Participant) -> Iterator[int]:
        """Yield the slots a person may go to and would take, or was given by hand, without having wished them."""
        person_id, trades = participant.id, _trades(participant)
        wished, given = self.wishes[person_id], self.held.get(person_id, ())
        for slot_id in self.slots if trades else self.slots.keys() & given:
            is_taken = slot_id in given or self.trades[slot_id] in trades
            if is_taken and slot_id not in wished and not self.eligibility.reasons(person_id, slot_id):
                yield slot_id


@dataclass(frozen=True)
class _Person:
    """One participant and the slots named: wished (tier by tier), acceptable, pinned."""

    participant: Participant
    tiers: Sequence[Sequence[int]]
    acceptable: Sequence[int]
    pinned: Sequence[int]

    @property
    def asked(self) -> set[int]:
        """Return the slots of which the rules still have to say whether the person may go there."""
        return {*(slot_id for tier in self.tiers for slot_id in tier), *self.pinned}

    @property
    def named(self) -> list[int]:
        """Return every slot that is named, each once."""
        return sorted({*self.asked, *self.acceptable})


def read_problem(
    session: Session, event: Event, *, keyring: Keyring, question: Question | None = None
) -> dict[str, Any]:
    """Read an event as a problem of the solver: a plan made anew for the event's aim, or what else is asked.

    **Shapes** ``matchday-problem/1``, ids are inner numbers as text. Pairs that nobody named are left out: they change
    no plan and no fingerprint.
    """
    question = question or Question(event.aim)
    facts = _read_facts(session, event, question)
    if question.keeping is Keeping.SETTLED:
        facts = _settle(question, facts, event)
    people = [_person(participant, facts) for participant in facts.people]
    against = {
        (person.participant.id, slot_id): set(facts.eligibility.reasons(person.participant.id, slot_id))
        for person in people
        for slot_id in person.asked
    }
    problem: dict[str, Any] = {
        "format": FORMAT,
        "slots": [_write_slot(slot) for slot in facts.slots.values()],
        "participants": [_write_person(person, facts, event) for person in people],
        "ineligible": _as_text(pair for pair, reasons in against.items() if reasons - {Reason.BARRED}),
        "bars": _as_text(pair for pair, reasons in against.items() if Reason.BARRED in reasons),
        "pins": _as_text((person.participant.id, slot_id) for person in people for slot_id in person.pinned),
        "groups": _write_groups(facts.people),
        "seed": open_seed(event, keyring=keyring),
    }
    if event.max_placements > 1:
        problem["site_minutes"] = _write_site_minutes(facts.slots.values())
    if question.keeping is not Keeping.NOTHING:
        problem["previous"] = _as_text(question.held)
    return problem | _write_objective(question, event)


def _trades(participant: Participant) -> frozenset[Trade]:
    """Return the trades in which a person takes another slot than those wished."""
    answer = participant.acceptable_answer
    if answer is AcceptableAnswer.BETTER_NONE:
        return frozenset()
    return frozenset(map(Trade, participant.acceptable_trades) if answer is AcceptableAnswer.TRADES else Trade)


def hash_problem(problem: Mapping[str, Any]) -> str:
    """Return the fingerprint of a problem: two plans with the same one answer the same question."""
    from matchday.solver.canonical import fingerprint

    return fingerprint(problem)


def _read_facts(session: Session, event: Event, question: Question) -> _Facts:
    organiser_id = event.organiser_id
    slots = session.scalars(
        select(Slot)
        .where(Slot.organiser_id == organiser_id, Slot.event_id == event.id, Slot.state == SlotState.APPROVED)
        .options(joinedload(Slot.site))
        .order_by(Slot.id)
    )
    people = session.scalars(
        select(Participant)
        .where(
            Participant.organiser_id == organiser_id,
            Participant.event_id == event.id,
            Participant.withdrawn_at.is_(None),
            Participant.restricted_at.is_(None),
        )
        .order_by(Participant.id)
    ).all()
    wishes: dict[int, dict[int, int]] = {participant.id: {} for participant in people}
    for person_id, slot_id, rank in session.execute(
        select(Wish.participant_id, Wish.slot_id, Wish.rank)
        .join(Participant, Participant.id == Wish.participant_id)
        .where(
            Wish.organiser_id == organiser_id,
            Participant.organiser_id == organiser_id,
            Participant.event_id == event.id,
            Participant.withdrawn_at.is_(None),
            Participant.restricted_at.is_(None),
        )
    ):
        wishes[person_id][slot_id] = rank
    by_id = {slot.id: slot for slot in slots}
    pinned: defaultdict[int, list[int]] = defaultdict(list)
    for person_id, slot_id in session.execute(
        select(Pin.participant_id, Pin.slot_id).where(Pin.organiser_id == organiser_id, Pin.event_id == event.id)
    ):
        if slot_id in by_id and (person_id, slot_id) not in question.left:
            pinned[person_id].append(slot_id)
    for person_id, slot_id in question.tried:
        if slot_id in by_id and slot_id not in pinned[person_id]:
            pinned[person_id].append(slot_id)
    held: defaultdict[int, set[int]] = defaultdict(set)
    for person_id, slot_id in question.held:
        held[person_id].add(slot_id)
    return _Facts(by_id, people, wishes, held, pinned, read_eligibility(session, event, until=question.until))


def _person(participant: Participant, facts: _Facts) -> _Person:
    """Gather what one participant named. A wish for a slot that is gone leaves its tier empty: no wish moves up."""
    wished = facts.wishes[participant.id]
    tiers: list[list[int]] = [[] for _ in range(max(wished.values(), default=0))]
    for slot_id, rank in sorted(wished.items()):
        if slot_id in facts.slots:
            tiers[rank - 1].append(slot_id)
    return _Person(participant, tiers, list(facts.acceptable(participant)), facts.pinned[participant.id])


def _write_slot(slot: Slot) -> dict[str, Any]:
    return {
        "id": str(slot.id),
        "employer": str(slot.employer_id),
        "site": str(slot.site_id),
        "start": slot.start_at.isoformat(),
        "end": slot.end_at.isoformat(),
        "capacity": slot.capacity,
        "min_group": slot.min_group,
    }


def _write_person(person: _Person, facts: _Facts, event: Event) -> dict[str, Any]:
    minutes = {
        str(slot_id): way
        for slot_id in person.named
        if (way := facts.eligibility.minutes(person.participant.id, slot_id)) is not None
    }
    return {
        "id": str(person.participant.id),
        "wishes": [[str(slot_id) for slot_id in tier] for tier in person.tiers],
        "acceptable": [str(slot_id) for slot_id in person.acceptable],
        "max_placements": event.max_placements,
        "minutes": minutes,
    }


def _write_groups(people: Sequence[Participant]) -> list[dict[str, Any]]:
    members: defaultdict[int, list[str]] = defaultdict(list)
    for participant in people:
        if participant.group_id is not None:
            members[participant.group_id].append(str(participant.id))
    return [{"id": str(group_id), "members": ids} for group_id, ids in members.items() if len(ids) > 1]


def _write_site_minutes(slots: Iterable[Slot]) -> dict[str, Any]:
    """Write the minutes between sites: what everybody can be asked to manage between two slots."""
    sites = {slot.site_id: slot.site for slot in slots}
    order = sorted(sites)
    minutes = [[_bus_minutes(sites[one], sites[other]) for other in order] for one in order]
    return {"sites": [str(site_id) for site_id in order], "minutes": minutes}


def _bus_minutes(start: Site, end: Site) -> int:
    if start.id == end.id or not (start.position and end.position):
        return 0
    return travel_minutes(start.position, end.position, means=TravelMeans.BUS)


def _write_objective(question: Question, event: Event) -> dict[str, Any]:
    """Write what counts first. The solver's own order is not written down: it would be another fingerprint."""
    order = order_levels(question.aim, max_placements=event.max_placements)
    if question.keeping is not Keeping.NOTHING:
        return {"objective": [order[0], "kept", *order[1:]]}
    return {} if question.aim is Aim.NOBODY_LAST else {"objective": list(order)}


def _settle(question: Question, facts: _Facts, event: Event) -> _Facts:
    """Pin whoever is not concerned to the place of the plan before."""
    groups: defaultdict[int, set[int]] = defaultdict(set)
    for participant in facts.people:
        if participant.group_id is not None:
            groups[participant.group_id].add(participant.id)

    def may_hold(person_id: int, slot_ids: Collection[int]) -> bool:
        return (
            len(slot_ids) <= event.max_placements
            and not any(facts.eligibility.reasons(person_id, slot_id) for slot_id in slot_ids)
            and not any(_clash(facts.slots[one], facts.slots[other]) for one, other in combinations(slot_ids, 2))
        )

    pins = {(person_id, slot_id) for person_id, slot_ids in facts.pinned.items() for slot_id in slot_ids}
    settled = find_settled(
        question.held,
        fixed=pins,
        rooms={slot.id: Room(slot.capacity, slot.min_group) for slot in facts.slots.values()},
        groups=groups.values(),
        may_hold=may_hold,
    )
    pinned: defaultdict[int, list[int]] = defaultdict(list)
    for person_id, slot_id in sorted(pins | settled):
        pinned[person_id].append(slot_id)
    return replace(facts, pinned=pinned)


def _clash(one: Slot, other: Slot) -> bool:
    """Tell whether nobody can hold both slots. The solver says the same of its own arrays (``solver.clash``)."""
    early, late = sorted((one, other), key=lambda slot: slot.start_at)
    way = timedelta(minutes=_bus_minutes(early.site, late.site))
    return one.employer_id == other.employer_id or early.end_at + way > late.start_at


def _as_text(pairs: Iterable[Place]) -> list[list[str]]:
    return [[str(person_id), str(slot_id)] for person_id, slot_id in sorted(pairs)]
