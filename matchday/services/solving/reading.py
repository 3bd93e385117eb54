"""Read an event as a problem of the solver: tables in, plain values out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Any

from sqlalchemy.orm import Session

from matchday.core.access import Keyring
from matchday.core.aim import Aim, order_levels
from matchday.core.eligibility import Reason
from matchday.core.keeping import Keeping, Place, Room, find_settled
from matchday.core.participant import TravelMeans
from matchday.core.travel import travel_minutes
from matchday.models import Event
from matchday.services.event import open_seed
from matchday.services.solving.facts import Facts, read_facts
from matchday.services.solving.question import Question

FORMAT = "matchday-problem/1"


@dataclass(frozen=True)
class _Person:
    """One participant and the slots named: wished (tier by tier), acceptable, pinned."""

    id: int
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

    **Shapes** as `write_problem`.
    """
    facts = read_facts(session, event, question or Question(event.aim))
    return write_problem(facts, seed=open_seed(event, keyring=keyring))


def write_problem(facts: Facts, *, seed: str) -> dict[str, Any]:
    """Write what is known as a problem of the solver.

    **Shapes** ``matchday-problem/1``, ids are inner numbers as text. Pairs that nobody named are left out: they change
    no plan and no fingerprint.
    """
    pinned: defaultdict[int, list[int]] = defaultdict(list)
    for person_id, slot_id in _settle(facts) if facts.keeping is Keeping.SETTLED else facts.pinned:
        pinned[person_id].append(slot_id)
    people = [_person(person_id, facts, pinned[person_id]) for person_id in facts.people]
    against = {
        (person.id, slot_id): set(facts.eligibility.reasons(person.id, slot_id))
        for person in people
        for slot_id in person.asked
    }
    problem: dict[str, Any] = {
        "format": FORMAT,
        "slots": [_write_slot(slot_id, facts) for slot_id in facts.slots],
        "participants": [_write_person(person, facts) for person in people],
        "ineligible": _as_text(pair for pair, reasons in against.items() if reasons - {Reason.BARRED}),
        "bars": _as_text(pair for pair, reasons in against.items() if Reason.BARRED in reasons),
        "pins": _as_text((person.id, slot_id) for person in people for slot_id in person.pinned),
        "groups": _write_groups(facts),
        "seed": seed,
    }
    if facts.max_placements > 1:
        problem["site_minutes"] = _write_site_minutes(facts)
    if facts.keeping is not Keeping.NOTHING:
        problem["previous"] = _as_text(facts.held)
    return problem | _write_objective(facts)


def hash_problem(problem: Mapping[str, Any]) -> str:
    """Return the fingerprint of a problem: two plans with the same one answer the same question."""
    from matchday.solver.canonical import fingerprint

    return fingerprint(problem)


def _person(person_id: int, facts: Facts, pinned: Sequence[int]) -> _Person:
    """Gather what one participant named. A wish for a slot that is gone leaves its tier empty: no wish moves up."""
    wished = facts.wishes[person_id]
    tiers: list[list[int]] = [[] for _ in range(max(wished.values(), default=0))]
    for slot_id, rank in sorted(wished.items()):
        if slot_id in facts.slots:
            tiers[rank - 1].append(slot_id)
    return _Person(person_id, tiers, facts.acceptable(person_id), pinned)


def _write_slot(slot_id: int, facts: Facts) -> dict[str, Any]:
    slot, when = facts.slots[slot_id], facts.eligibility.slots[slot_id]
    return {
        "id": str(slot_id),
        "employer": str(slot.employer_id),
        "site": str(slot.site_id),
        "start": when.start_at.isoformat(),
        "end": when.end_at.isoformat(),
        "capacity": slot.capacity,
        "min_group": slot.min_group,
    }


def _write_person(person: _Person, facts: Facts) -> dict[str, Any]:
    minutes = facts.eligibility.all_minutes(person.id)
    return {
        "id": str(person.id),
        "wishes": [[str(slot_id) for slot_id in tier] for tier in person.tiers],
        "acceptable": [str(slot_id) for slot_id in person.acceptable],
        "max_placements": facts.max_placements,
        "minutes": {str(slot_id): way for slot_id in person.named if (way := minutes[slot_id]) is not None},
    }


def _write_groups(facts: Facts) -> list[dict[str, Any]]:
    return [
        {"id": name, "members": [str(person_id) for person_id in people]}
        for name, people in facts.groups.items()
        if len(people) > 1
    ]


def _write_site_minutes(facts: Facts) -> dict[str, Any]:
    """Write the minutes between sites: what everybody can be asked to manage between two slots."""
    slot_at = {slot.site_id: slot_id for slot_id, slot in facts.slots.items()}
    order = sorted(slot_at)
    minutes = [[_bus_minutes(slot_at[one], slot_at[other], facts) for other in order] for one in order]
    return {"sites": [str(site_id) for site_id in order], "minutes": minutes}


def _bus_minutes(one: int, other: int, facts: Facts) -> int:
    """Return the minutes by bus from the site of one slot to that of another."""
    start, end = (facts.eligibility.slots[slot_id].position for slot_id in (one, other))
    if facts.slots[one].site_id == facts.slots[other].site_id or not (start and end):
        return 0
    return travel_minutes(start, end, means=TravelMeans.BUS)


def _write_objective(facts: Facts) -> dict[str, Any]:
    """Write what counts first. The solver's own order is not written down: it would be another fingerprint."""
    order = order_levels(facts.aim, max_placements=facts.max_placements)
    if facts.keeping is Keeping.SETTLED:
        return {"objective": ["kept", *order]}
    if facts.keeping is Keeping.MOST:
        return {"objective": [order[0], "kept", *order[1:]]}
    return {} if facts.aim is Aim.NOBODY_LAST else {"objective": list(order)}


def _settle(facts: Facts) -> list[Place]:
    """Return the pins, and beside them everybody who is not concerned at the place of the plan before."""

    def may_hold(person_id: int, slot_ids: Collection[int]) -> bool:
        return (
            len(slot_ids) <= facts.max_placements
            and not any(facts.eligibility.reasons(person_id, slot_id) for slot_id in slot_ids)
            and not any(clash(one, other, facts) for one, other in combinations(slot_ids, 2))
        )

    settled = find_settled(
        facts.held,
        fixed=facts.pinned,
        rooms={slot_id: Room(slot.capacity, slot.min_group) for slot_id, slot in facts.slots.items()},
        groups=facts.groups.values(),
        may_hold=may_hold,
    )
    return sorted({*facts.pinned} | settled)


def clash(one: int, other: int, facts: Facts) -> bool:
    """Tell whether nobody can hold both slots. The solver says the same of its own arrays (``solver.clash``)."""
    early, late = sorted((one, other), key=lambda slot_id: facts.eligibility.slots[slot_id].start_at)
    end_at, start_at = facts.eligibility.slots[early].end_at, facts.eligibility.slots[late].start_at
    way = timedelta(minutes=_bus_minutes(early, late, facts))
    return facts.slots[one].employer_id == facts.slots[other].employer_id or end_at + way > start_at


def _as_text(pairs: Iterable[Place]) -> list[list[str]]:
    return [[str(person_id), str(slot_id)] for person_id, slot_id in sorted(pairs)]
