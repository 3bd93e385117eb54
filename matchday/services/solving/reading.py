"""Read an event as a problem of the solver: tables in, plain values out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.access import Keyring
from matchday.core.eligibility import Reason
from matchday.core.participant import TravelMeans
from matchday.core.slot import SlotState, Trade
from matchday.core.travel import travel_minutes
from matchday.core.wishlist import AcceptableAnswer
from matchday.documents.seal import unseal
from matchday.models import Event, Participant, Pin, Slot, Wish
from matchday.services.eligibility import Eligibility, read_eligibility

FORMAT = "matchday-problem/1"

Pair = tuple[int, int]


@dataclass(frozen=True)
class _Facts:
    """What the tables say about one event. ``wishes``: participant to slot to rank, also for slots that are gone."""

    slots: Mapping[int, Slot]
    people: Sequence[Participant]
    wishes: Mapping[int, Mapping[int, int]]
    pinned: Mapping[int, Sequence[int]]
    eligibility: Eligibility

    def acceptable(self, participant: Participant) -> Iterator[int]:
        """Yield the slots a person may go to and would take without having wished them."""
        answer = participant.acceptable_answer
        if answer is AcceptableAnswer.BETTER_NONE:
            return
        trades = set(participant.acceptable_trades if answer is AcceptableAnswer.TRADES else Trade)
        for slot_id, slot in self.slots.items():
            is_new = slot_id not in self.wishes[participant.id]
            if is_new and slot.trade in trades and not self.eligibility.reasons(participant.id, slot_id):
                yield slot_id


@dataclass(frozen=True)
class _Person:
    """One participant and the slots named: wished (tier by tier), acceptable, pinned."""

    participant: Participant
    tiers: Sequence[Sequence[int]]
    acceptable: Sequence[int]
    pinned: Sequence[int]

    @property
    def named(self) -> list[int]:
        """Return every slot that is named, each once."""
        return sorted({*(slot_id for tier in self.tiers for slot_id in tier), *self.acceptable, *self.pinned})


def read_problem(session: Session, event: Event, *, keyring: Keyring) -> dict[str, Any]:
    """Read an event as a problem of the solver. Ids are inner numbers as text.

    **Shapes** ``matchday-problem/1``. Pairs that nobody named are left out: they change no plan and no fingerprint.
    """
    facts = _read_facts(session, event)
    people = [_person(participant, facts) for participant in facts.people]
    against = {
        (person.participant.id, slot_id): set(facts.eligibility.reasons(person.participant.id, slot_id))
        for person in people
        for slot_id in person.named
    }
    problem: dict[str, Any] = {
        "format": FORMAT,
        "slots": [_write_slot(slot) for slot in facts.slots.values()],
        "participants": [_write_person(person, facts, event) for person in people],
        "ineligible": _as_text(pair for pair, reasons in against.items() if reasons - {Reason.BARRED}),
        "bars": _as_text(pair for pair, reasons in against.items() if Reason.BARRED in reasons),
        "pins": _as_text((person.participant.id, slot_id) for person in people for slot_id in person.pinned),
        "groups": _write_groups(facts.people),
        "seed": unseal(event.sealed_seed, keyring.key("seed")).decode(),
    }
    if event.max_placements > 1:
        problem["site_minutes"] = _write_site_minutes(facts.slots.values())
    return problem


def hash_problem(problem: Mapping[str, Any]) -> str:
    """Return the fingerprint of a problem: two plans with the same one answer the same question."""
    from matchday.solver.canonical import fingerprint

    return fingerprint(problem)


def _read_facts(session: Session, event: Event) -> _Facts:
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
        if slot_id in by_id:
            pinned[person_id].append(slot_id)
    return _Facts(by_id, people, wishes, pinned, read_eligibility(session, event))


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
    """Write the minutes between sites by bus: what everybody can be asked to manage between two slots."""
    positions = {slot.site_id: slot.site.position for slot in slots}
    sites = sorted(positions)

    def minutes(start: int, end: int) -> int:
        one, other = positions[start], positions[end]
        return 0 if start == end or not (one and other) else travel_minutes(one, other, means=TravelMeans.BUS)

    return {"sites": [str(site) for site in sites], "minutes": [[minutes(a, b) for b in sites] for a in sites]}


def _as_text(pairs: Iterable[Pair]) -> list[list[str]]:
    return [[str(person_id), str(slot_id)] for person_id, slot_id in sorted(pairs)]
