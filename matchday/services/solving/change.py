"""What is different today from what a plan was computed from: in kinds, counts and inner numbers, never in names."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from matchday.core.aim import find_aim
from matchday.core.keeping import Place

Problem = Mapping[str, Any]


class ChangeKind(StrEnum):
    """Name what can be different. Those about one slot say which."""

    WISHES = "wishes"
    PERSON_NEW = "person_new"
    PERSON_GONE = "person_gone"
    RULES = "rules"
    """Which slots are possible for somebody: by a rule of the field, an answer, the way there."""
    SLOT_NEW = "slot_new"
    SLOT_GONE = "slot_gone"
    CAPACITY = "capacity"
    MIN_GROUP = "min_group"
    TIME = "time"
    PLACE = "place"
    FIXED = "fixed"
    """Pins and bars."""
    GROUPS = "groups"
    POLICY = "policy"
    AIM = "aim"
    """What a plan is to reach first."""
    BASE = "base"
    """The plan it keeps something of is not valid any more."""
    OTHER = "other"
    """Something is different, and nobody kept what it was."""


@dataclass(frozen=True)
class Change:
    """One difference: of how many people or slots, of whom, or of which slot from what to what.

    **Shapes** ``people``: inner numbers, ascending.
    """

    kind: ChangeKind
    count: int = 1
    people: tuple[int, ...] = ()
    slot_id: int | None = None
    before: int | None = None
    after: int | None = None


def pack(problem: Problem, decided: Collection[Place]) -> bytes:
    """Return a problem as it is kept beside its plan, with the pins that somebody decided.

    All others only keep people where the plan before had them. The seed stays where it is sealed.
    """
    kept = {name: value for name, value in problem.items() if name != "seed"} | {"decided": sorted(decided)}
    return zlib.compress(json.dumps(kept, separators=(",", ":"), default=dict).encode())


def unpack(packed: bytes) -> tuple[dict[str, Any], frozenset[tuple[str, str]]]:
    """Return a problem that was kept, and those of its pins that only keep somebody's place.

    A plan that was computed before this was written down is read as if all its pins were decided.
    """
    problem: dict[str, Any] = json.loads(zlib.decompress(packed))
    pins = _pairs(problem["pins"])
    decided = {(str(person_id), str(slot_id)) for person_id, slot_id in problem.pop("decided", pins)}
    return problem, frozenset(pins - decided)


def compare(before: Problem, after: Problem) -> tuple[Change, ...]:
    """Say what is different. What follows only from a new slot, or from one that is gone, is not said again."""
    found = [
        *_slots(before, after),
        *_people(before, after),
        *_fixed(before, after),
        *_groups(before, after),
        *_aim(before, after),
    ]
    return tuple(found) or (Change(ChangeKind.OTHER),)


def _slots(before: Problem, after: Problem) -> Iterator[Change]:
    old, new = _by_id(before["slots"]), _by_id(after["slots"])
    for kind, ids in ((ChangeKind.SLOT_NEW, new.keys() - old.keys()), (ChangeKind.SLOT_GONE, old.keys() - new.keys())):
        yield from (Change(kind, slot_id=int(slot)) for slot in sorted(ids, key=int))
    for slot in sorted(old.keys() & new.keys(), key=int):
        was, now = old[slot], new[slot]
        if (was["start"], was["end"]) != (now["start"], now["end"]):
            yield Change(ChangeKind.TIME, slot_id=int(slot))
        if was["site"] != now["site"]:
            yield Change(ChangeKind.PLACE, slot_id=int(slot))
        for kind in (ChangeKind.CAPACITY, ChangeKind.MIN_GROUP):
            if was[kind.value] != now[kind.value]:
                yield Change(kind, slot_id=int(slot), before=was[kind.value], after=now[kind.value])


def _people(before: Problem, after: Problem) -> Iterator[Change]:
    old, new = _by_id(before["participants"]), _by_id(after["participants"])
    stayed = old.keys() & new.keys()
    yield from _of_people(ChangeKind.PERSON_NEW, new.keys() - old.keys())
    yield from _of_people(ChangeKind.PERSON_GONE, old.keys() - new.keys())
    lasting = _by_id(before["slots"]).keys() & _by_id(after["slots"]).keys()
    wishes = {one for one in stayed if _wishes(old[one], lasting) != _wishes(new[one], lasting)}
    yield from _of_people(ChangeKind.WISHES, wishes)
    was, now = _rules(before, lasting), _rules(after, lasting)
    rules = {one for one in stayed - wishes if was(old[one]) != now(new[one])}
    yield from _of_people(ChangeKind.RULES, rules)
    if any(old[one]["max_placements"] != new[one]["max_placements"] for one in stayed):
        yield Change(ChangeKind.POLICY)


def _wishes(person: Mapping[str, Any], lasting: set[str]) -> list[list[str]]:
    tiers = [sorted(slot for slot in tier if slot in lasting) for tier in person["wishes"]]
    return tiers[: max((number for number, tier in enumerate(tiers, start=1) if tier), default=0)]


def _rules(problem: Problem, lasting: set[str]) -> Callable[[Mapping[str, Any]], object]:
    """Return what tells where somebody may go, and how far it is, among the slots that were there all along."""
    struck: dict[str, set[str]] = {}
    for person, slot in problem["ineligible"]:
        struck.setdefault(person, set()).add(slot)

    def of(person: Mapping[str, Any]) -> object:
        minutes = {slot: way for slot, way in person["minutes"].items() if slot in lasting}
        return {*person["acceptable"]} & lasting, struck.get(person["id"], set()) & lasting, minutes

    return of


def _fixed(before: Problem, after: Problem) -> Iterator[Change]:
    people = _by_id(before["participants"]).keys() & _by_id(after["participants"]).keys()
    slots = _by_id(before["slots"]).keys() & _by_id(after["slots"]).keys()
    fixed = [pair for read in (_pins, _bars) for pair in read(before) ^ read(after)]
    found = [person for person, slot in fixed if person in people and slot in slots]
    if found:
        yield Change(ChangeKind.FIXED, len(found), people=_numbers(found))


def _pins(problem: Problem) -> set[tuple[str, str]]:
    """Return what staff pinned; who only stays where the plan before had them is no difference."""
    return _pairs(problem["pins"]) - _pairs(problem.get("previous", ()))


def _bars(problem: Problem) -> set[tuple[str, str]]:
    return _pairs(problem["bars"])


def _pairs(written: Sequence[Sequence[str]]) -> set[tuple[str, str]]:
    return {(person, slot) for person, slot in written}


def _groups(before: Problem, after: Problem) -> Iterator[Change]:
    """Count who goes with others now. That somebody of the group is gone is said of that one alone."""
    stayed = _by_id(before["participants"]).keys() & _by_id(after["participants"]).keys()
    old, new = _companions(before, stayed), _companions(after, stayed)
    yield from _of_people(ChangeKind.GROUPS, {one for one in stayed if old.get(one) != new.get(one)})


def _companions(problem: Problem, people: Collection[str]) -> dict[str, frozenset[str]]:
    """Return with whom each of these people goes; without those who go alone."""
    groups = (frozenset(group["members"]).intersection(people) for group in problem["groups"])
    return {one: group for group in groups if len(group) > 1 for one in group}


def _aim(before: Problem, after: Problem) -> Iterator[Change]:
    if find_aim(before.get("objective", ())) is not find_aim(after.get("objective", ())):
        yield Change(ChangeKind.AIM)


def _by_id(records: list[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {record["id"]: record for record in records}


def _of_people(kind: ChangeKind, people: Collection[str]) -> Iterator[Change]:
    if people:
        yield Change(kind, len(people), people=_numbers(people))


def _numbers(people: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({int(one) for one in people}))
