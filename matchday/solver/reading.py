"""Read a problem: from a JSON value to flat arrays.

1. Number slots and participants in the order of their ids.
2. Look at every value once; the first that is wrong ends the reading with its JSON path.
3. Gather what the file says about one participant and one slot under one key: participant × slots + slot.
4. Refuse pins that contradict the rest.

**Source.** The format is `matchday-problem/1`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from matchday.solver import json_value
from matchday.solver.canonical import fingerprint
from matchday.solver.errors import ProblemError
from matchday.solver.levels import DEFAULT_SEVERAL, DEFAULT_SINGLE, LOTTERY, MAXIMISED, MINIMISED, PLACING
from matchday.solver.pins import require_pins
from matchday.solver.problem import Pairs, Participants, Problem, Slots, Whole

FORMAT = "matchday-problem/1"

Numbers = Mapping[str, int]
"""The number of every known id."""


def read_problem(value: Mapping[str, Any]) -> Problem:
    """Read a problem from the JSON value of a `matchday-problem/1` file.

    **Errors.** `ProblemError` at the first value that is wrong, with its JSON path.
    """
    file = json_value.record(value, "$", required=("format", "slots", "participants"), optional=_OPTIONAL)
    if file["format"] != FORMAT:
        raise ProblemError("wrong_format", "$.format", f'must be "{FORMAT}"')
    slot_numbers = _numbers(file["slots"], "$.slots")
    people_numbers = _numbers(file["participants"], "$.participants")
    site_numbers, site_minutes = _read_sites(file.get("site_minutes"))
    group_ids, group = _read_groups(file.get("groups", ()), people_numbers)
    max_placements = _read_max_placements(file["participants"], people_numbers)
    pairs, rank_count, pins = _read_pairs(file, people_numbers, slot_numbers)
    problem = Problem(
        slots=_read_slots(file["slots"], slot_numbers, site_numbers),
        participants=Participants(tuple(people_numbers), max_placements, group),
        pairs=pairs,
        group_ids=group_ids,
        site_minutes=site_minutes,
        rank_count=rank_count,
        objective=_read_objective(file.get("objective", ()), several=bool((max_placements > 1).any())),
        seed=json_value.text(file.get("seed", ""), "$.seed"),
        sha256=fingerprint(file),
    )
    require_pins(problem, pins)
    return problem


_OPTIONAL = frozenset(
    ("ineligible", "groups", "pins", "bars", "previous", "home_minutes", "site_minutes", "objective", "seed")
)
_SLOT_OPTIONAL = ("min_group", "employer", "site", "start", "end")
_PARTICIPANT_OPTIONAL = ("acceptable", "max_placements", "minutes")


def _numbers(value: Any, path: str) -> dict[str, int]:
    """Return a number for each id of a list of records, in the order of their code points."""
    required, optional = {
        "$.slots": (("id", "capacity"), _SLOT_OPTIONAL),
        "$.participants": (("id", "wishes"), _PARTICIPANT_OPTIONAL),
        "$.groups": (("id", "members"), ()),
    }[path]
    seen: set[str] = set()
    for place, each in enumerate(json_value.array(value, path)):
        json_value.record(each, f"{path}[{place}]", required=required, optional=optional)
        name = json_value.identifier(each["id"], f"{path}[{place}].id")
        if name in seen:
            raise ProblemError("duplicate_id", f"{path}[{place}].id", "is there twice")
        seen.add(name)
    return {name: number for number, name in enumerate(sorted(seen))}


def _read_slots(records: Sequence[Any], numbers: Numbers, sites: Numbers) -> Slots:
    rows: list[tuple[int, ...]] = [()] * len(numbers)
    employers: list[tuple[bool, str]] = [(True, "")] * len(numbers)
    for place, record in enumerate(records):
        path = f"$.slots[{place}]"
        capacity = json_value.whole(record["capacity"], f"{path}.capacity", low=1)
        min_group = json_value.whole(record.get("min_group", 1), f"{path}.min_group", low=1)
        if min_group > capacity:
            raise ProblemError("min_group_above_capacity", f"{path}.min_group", "is more than the capacity")
        named_site = json_value.identifier(record["site"], f"{path}.site") if "site" in record else ""
        number = numbers[record["id"]]
        rows[number] = (capacity, min_group, sites.get(named_site, len(sites)), *_read_times(record, path))
        named = "employer" in record
        name = json_value.identifier(record["employer"], f"{path}.employer") if named else record["id"]
        employers[number] = (not named, name)
    columns = np.array(rows, np.int64).reshape(len(rows), 6).T
    employer = {key: number for number, key in enumerate(sorted(set(employers)))}
    return Slots(
        ids=tuple(numbers),
        capacity=columns[0],
        min_group=columns[1],
        employer=np.array([employer[key] for key in employers], np.int64),
        site=columns[2],
        start_us=columns[3],
        end_us=columns[4],
        is_timed=columns[5].astype(bool),
    )


def _read_times(record: Mapping[str, Any], path: str) -> tuple[int, int, bool]:
    if "start" not in record and "end" not in record:
        return 0, 0, False
    for key in ("start", "end"):
        if key not in record:
            raise ProblemError("half_a_time", f"{path}.{key}", "start and end are given both or not at all")
    start, end = (json_value.moment(record[key], f"{path}.{key}") for key in ("start", "end"))
    if end <= start:
        raise ProblemError("ends_before_start", f"{path}.end", "must be after the start")
    return start, end, True


def _read_sites(value: Any) -> tuple[dict[str, int], Whole]:
    if value is None:
        return {}, np.zeros((1, 1), np.int64)
    path = "$.site_minutes"
    record = json_value.record(value, path, required=("sites", "minutes"), optional=())
    sites: dict[str, int] = {}
    for place, site in enumerate(json_value.array(record["sites"], f"{path}.sites")):
        if json_value.identifier(site, f"{path}.sites[{place}]") in sites:
            raise ProblemError("duplicate_id", f"{path}.sites[{place}]", "is there twice")
        sites[site] = place
    minutes = np.zeros((len(sites) + 1, len(sites) + 1), np.int64)
    rows = json_value.entry(record["minutes"], f"{path}.minutes", length=len(sites))
    for i, row in enumerate(rows):
        for j, value_min in enumerate(json_value.entry(row, f"{path}.minutes[{i}]", length=len(sites))):
            minutes[i, j] = json_value.whole(value_min, f"{path}.minutes[{i}][{j}]", low=0)
    return sites, minutes


def _read_groups(value: Any, people: Numbers) -> tuple[tuple[str, ...], Whole]:
    numbers = _numbers(value, "$.groups")
    group = np.full(len(people), -1, np.int64)
    for place, record in enumerate(value):
        path = f"$.groups[{place}].members"
        if not json_value.array(record["members"], path):
            raise ProblemError("empty_group", path, "must name somebody")
        for seat, member in enumerate(record["members"]):
            participant = json_value.number_of(member, f"{path}[{seat}]", people)
            if group[participant] >= 0:
                raise ProblemError("two_groups", f"{path}[{seat}]", f"{member!a} is in a group already")
            group[participant] = numbers[record["id"]]
    return tuple(numbers), group


def _read_max_placements(records: Sequence[Any], people: Numbers) -> Whole:
    most = np.ones(len(people), np.int64)
    for place, record in enumerate(records):
        if "max_placements" in record:
            path = f"$.participants[{place}].max_placements"
            most[people[record["id"]]] = json_value.whole(record["max_placements"], path, low=1)
    return most


def _read_objective(value: Any, *, several: bool) -> tuple[str, ...]:
    names = tuple(json_value.array(value, "$.objective"))
    for place, name in enumerate(names):
        path = f"$.objective[{place}]"
        if not isinstance(name, str) or name not in MAXIMISED | MINIMISED | {LOTTERY}:
            raise ProblemError("unknown_level", path, "is not a level")
        if name in names[:place]:
            raise ProblemError("level_twice", path, f"names {name} a second time")
        if (name.startswith("ranks:") or name == "travel") and not PLACING & set(names[:place]):
            raise ProblemError("level_too_early", path, f"{name} must stand after placed or placements")
    if not names:
        return DEFAULT_SEVERAL if several else DEFAULT_SINGLE
    return tuple(name for name in names if name != LOTTERY)


def _read_pairs(file: Mapping[str, Any], people: Numbers, slots: Numbers) -> tuple[Pairs, int, list[tuple[int, int]]]:
    """Return the pairs, R, and the pins as numbers in the order of the file."""
    named, rank, rank_count = _read_wishes(file["participants"], people, slots)
    pins = _read_pins(file.get("pins", ()), people, slots)
    minutes = _read_minutes(file, people, slots)
    struck = {key: _keys(file.get(key, ()), f"$.{key}", people=people, slots=slots) for key in ("ineligible", "bars")}
    previous = _read_previous(file.get("previous", ()), people, slots)
    timed = np.fromiter(minutes, np.int64, len(minutes))
    pinned = np.array([person * len(slots) + slot for person, slot in pins], np.int64)
    keys = np.unique(np.concatenate([named, pinned, timed, previous]))
    ranks = np.full(len(keys), rank_count + 1, np.int64)
    ranks[np.searchsorted(keys, named)] = rank
    home_min = np.zeros(len(keys), np.int64)
    home_min[np.searchsorted(keys, timed)] = np.fromiter(minutes.values(), np.int64, len(minutes))
    pairs = Pairs(
        participant=keys // max(1, len(slots)),
        slot=keys % max(1, len(slots)),
        rank=ranks,
        home_min=home_min,
        is_named=np.isin(keys, named),
        is_ineligible=np.isin(keys, struck["ineligible"]),
        is_barred=np.isin(keys, struck["bars"]),
        is_pinned=np.isin(keys, pinned),
        is_previous=np.isin(keys, previous),
    )
    return pairs, rank_count, pins


def _read_wishes(records: Sequence[Any], people: Numbers, slots: Numbers) -> tuple[Whole, Whole, int]:
    """Return the keys (participant × slots + slot) and ranks of all that is named, and R."""
    keys: list[int] = []
    ranks: list[int] = []
    for place, record in enumerate(records):
        path = f"$.participants[{place}]"
        first = people[record["id"]] * len(slots)
        seen: set[int] = set()
        tiers = [
            (f"{path}.wishes[{rank}]", rank + 1, tier)
            for rank, tier in enumerate(json_value.array(record["wishes"], f"{path}.wishes"))
        ]
        # acceptable slots have rank 0 until R is known
        for where, rank, tier in [*tiers, (f"{path}.acceptable", 0, record.get("acceptable", ()))]:
            for seat, slot in enumerate(_numbers_of(tier, where, slots)):
                if slot in seen:
                    sentence = f"{tier[seat]!a} is named twice"
                    raise ProblemError("named_twice", f"{where}[{seat}]", sentence)
                seen.add(slot)
                keys.append(first + slot)
                ranks.append(rank)
    rank_count = max((len(record["wishes"]) for record in records), default=0)
    rank_of = np.array(ranks, np.int64)
    rank_of[rank_of == 0] = rank_count + 1
    return np.array(keys, np.int64), rank_of, rank_count


def _numbers_of(value: Any, path: str, numbers: Numbers) -> list[int]:
    """Return the numbers of a list of known ids; the path of one is written out only when it is wrong."""
    ids = json_value.array(value, path)
    try:
        return [numbers[each] for each in ids]
    except (KeyError, TypeError):
        return [json_value.number_of(each, f"{path}[{place}]", numbers) for place, each in enumerate(ids)]


def _keys(value: Any, path: str, *, people: Numbers, slots: Numbers) -> Whole:
    """Return the keys of a list of [participant, slot]."""
    known = _known(value, path, people=people, slots=slots)
    return np.array([person * len(slots) + slot for person, slot in known], np.int64)


def _known(value: Any, path: str, *, people: Numbers, slots: Numbers) -> list[tuple[int, int]]:
    known = []
    for place, pair in enumerate(json_value.array(value, path)):
        person, slot = json_value.entry(pair, f"{path}[{place}]", length=2)
        known.append(
            (
                json_value.number_of(person, f"{path}[{place}][0]", people),
                json_value.number_of(slot, f"{path}[{place}][1]", slots),
            )
        )
    return known


def _read_pins(value: Any, people: Numbers, slots: Numbers) -> list[tuple[int, int]]:
    return _known(value, "$.pins", people=people, slots=slots)


def _read_previous(value: Any, people: Numbers, slots: Numbers) -> Whole:
    """Return the keys of the previous placements whose participant and slot are still there."""
    keys = []
    for place, pair in enumerate(json_value.array(value, "$.previous")):
        path = f"$.previous[{place}]"
        names = json_value.entry(pair, path, length=2)
        person, slot = (json_value.identifier(name, f"{path}[{i}]") for i, name in enumerate(names))
        if person in people and slot in slots:
            keys.append(people[person] * len(slots) + slots[slot])
    return np.array(keys, np.int64)


def _read_minutes(file: Mapping[str, Any], people: Numbers, slots: Numbers) -> dict[int, int]:
    """Return the minutes of each key, from `home_minutes` and from the participants' own `minutes`."""
    minutes: dict[int, int] = {}

    def note(person: int, slot: int, *, value: Any, path: str) -> None:
        key = person * len(slots) + slot
        if key in minutes:
            raise ProblemError("minutes_twice", path, "gives the minutes of a pair a second time")
        minutes[key] = json_value.whole(value, path, low=0)

    for place, triple in enumerate(json_value.array(file.get("home_minutes", ()), "$.home_minutes")):
        path = f"$.home_minutes[{place}]"
        person, slot, value = json_value.entry(triple, path, length=3)
        number = json_value.number_of(slot, f"{path}[1]", slots)
        note(json_value.number_of(person, f"{path}[0]", people), number, value=value, path=f"{path}[2]")
    for place, record in enumerate(file["participants"]):
        path = f"$.participants[{place}].minutes"
        for slot, value in json_value.mapping(record.get("minutes", {}), path).items():
            number = json_value.number_of(slot, path, slots)
            note(people[record["id"]], number, value=value, path=f"{path}.{slot}")
    return minutes
