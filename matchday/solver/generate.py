"""Invented problems of any size, with the shape of real ones: towns, fields of work, crowded favourites.

1. Towns lie in a square that grows with their number; people and slots gather in the larger ones.
2. A slot has a field of work, a language level, a popularity (a few are wanted by most) and a capacity,
   scaled so that all together have `tight` times the places needed.
3. People wish what is within reach, in their fields and their language: a draw without replacement with
   weights by popularity, interest and distance (Gumbel's trick).
4. Three to ten slots are wished, up to five more are acceptable.

The same arguments give the same problem. Nobody in it exists.

**Source.** Drawing without replacement by added Gumbel noise: W. Kool, H. van Hoof, M. Welling, ICML 2019.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchday.solver.errors import CallError
from matchday.solver.problem import Whole
from matchday.solver.reading import FORMAT

FEWEST_WISHES, MOST_WISHES, MOST_ACCEPTABLE = 3, 10, 5
REACH_KM = 45.0
FIELD_COUNT = 12
PEOPLE_PER_TOWN = 250
DAY_START_MIN = 8 * 60
ROUND_MIN, PAUSE_MIN = 150, 45

Real = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Landscape:
    """Where people and slots are, in kilometres, and which slots attract whom.

    **Shapes.** `people_at` (participants, 2), `slots_at` (slots, 2); `attraction` (participants, fields) by
    field; `field` and `popularity` (slots,); `speaks` (participants,) and `asks` (slots,) are language
    levels.
    """

    people_at: Real
    slots_at: Real
    attraction: Real
    field: Whole
    popularity: Real
    speaks: Whole
    asks: Whole


def generate(
    *,
    participants: int,
    slots: int,
    seed: int,
    placements: int = 1,
    has_minimums: bool = False,
    groups: int = 0,
    tight: float = 1.1,
    acceptable: int | None = None,
) -> dict[str, Any]:
    """Invent a problem and return it as the JSON value of a `matchday-problem/1` file.

    With `acceptable` everybody has as many slots behind the wishes, where so many are within reach; else up to five are
    drawn. With `placements` above 1 there are as many rounds in the day, and ways between the sites. Without
    `placements`, `has_minimums` and `groups` the objective is placed, ranks:generous, travel; else the
    default.

    **Errors.** `CallError` for a number that makes no sense.
    """
    for name, value, least in (
        ("participants", participants, 1), ("slots", slots, 1), ("placements", placements, 1),
        ("groups", groups, 0), ("seed", seed, 0), ("acceptable", acceptable or 0, 0),
    ):  # fmt: skip
        if value < least:
            raise CallError(f"{name} must be at least {least}, not {value}")
    if not 0 < tight <= 1000:
        raise CallError(f"tight must be above 0 and at most 1000, not {tight}")
    if 2 * groups > participants:
        raise CallError("every group needs at least two participants")
    dice = np.random.default_rng([seed, participants, slots])
    land = _draw_landscape(dice, participants, slots)
    problem: dict[str, Any] = {
        "format": FORMAT,
        "slots": _draw_slots(dice, land, places=tight * participants * placements, rounds=placements),
        "participants": _draw_participants(dice, land, placements=placements, acceptable=acceptable),
        "seed": f"generated/{seed}",
    }
    if has_minimums:
        for slot, minimum in zip(problem["slots"], dice.integers(2, 6, slots).tolist(), strict=True):
            slot["min_group"] = min(slot["capacity"], minimum) if dice.random() < 0.6 else 1
    if placements > 1:
        problem["site_minutes"] = _measure_ways(land)
    if groups:
        problem["groups"] = _draw_groups(dice, problem["participants"], groups)
    if placements == 1 and not has_minimums and not groups:
        problem["objective"] = ["placed", "ranks:generous", "travel"]
    return problem


def _draw_landscape(dice: np.random.Generator, participants: int, slots: int) -> _Landscape:
    town_count = max(2, participants // PEOPLE_PER_TOWN)
    side_km = 25.0 * np.sqrt(town_count)
    towns = dice.uniform(0, side_km, (town_count, 2))
    draw = 1.0 / np.arange(1, town_count + 1) ** 0.6
    draw /= draw.sum()
    popularity = 1.0 / (dice.permutation(slots) + 1.0) ** 0.8
    return _Landscape(
        people_at=towns[dice.choice(town_count, participants, p=draw)] + dice.normal(0, 5, (participants, 2)),
        slots_at=towns[dice.choice(town_count, slots, p=draw)] + dice.normal(0, 5, (slots, 2)),
        attraction=np.log(dice.dirichlet(np.full(FIELD_COUNT, 0.4), participants) + 0.01),
        field=dice.choice(FIELD_COUNT, slots, p=dice.dirichlet(np.full(FIELD_COUNT, 3.0))).astype(np.int64),
        popularity=np.log(popularity / popularity.mean()),
        speaks=dice.choice(5, participants, p=[0.1, 0.2, 0.3, 0.25, 0.15]).astype(np.int64),
        asks=dice.choice(5, slots, p=[0.15, 0.25, 0.3, 0.2, 0.1]).astype(np.int64),
    )


def _draw_slots(dice: np.random.Generator, land: _Landscape, *, places: float, rounds: int) -> list[dict[str, Any]]:
    count = len(land.slots_at)
    share = dice.lognormal(0, 0.8, count)
    share *= places / share.sum()
    capacity = np.maximum(1, np.round(share)).astype(np.int64).tolist()
    employer = np.repeat(np.arange(count), dice.choice([1, 1, 2, 3], count))[:count]
    employer = dice.permutation(employer).tolist()
    day_round = dice.integers(0, rounds, count).tolist()
    drawn = []
    for number in range(count):
        slot = {"id": f"s{number + 1}", "employer": f"e{employer[number] + 1}", "capacity": capacity[number]}
        if rounds > 1:
            start_min = DAY_START_MIN + day_round[number] * (ROUND_MIN + PAUSE_MIN)
            slot |= {
                "site": f"x{number + 1}",
                "start": _moment(start_min),
                "end": _moment(start_min + ROUND_MIN),
            }
        drawn.append(slot)
    return drawn


def _moment(minute: int) -> str:
    """Return a moment; rounds that do not fit into one day go on in the next."""
    day, minute = divmod(minute, 24 * 60)
    return f"2027-04-{22 + day:02}T{minute // 60:02}:{minute % 60:02}+02:00"


def _draw_participants(
    dice: np.random.Generator, land: _Landscape, *, placements: int, acceptable: int | None
) -> list[dict[str, Any]]:
    drawn = []
    eastward = np.argsort(land.slots_at[:, 0])
    east_km = land.slots_at[eastward, 0]
    for number in range(len(land.people_at)):
        chance = dice.random(len(east_km))
        within = np.searchsorted(east_km, land.people_at[number, 0] + np.array([-REACH_KM, REACH_KM]))
        near = eastward[slice(*within)]
        distance_km = np.hypot(*(land.slots_at[near] - land.people_at[number]).T)
        liking = land.popularity[near] + land.attraction[number, land.field[near]] - distance_km / 15.0
        liking -= np.log(-np.log(1.0 - chance[near]))
        is_possible = (distance_km <= REACH_KM) & (land.asks[near] <= land.speaks[number])
        near, distance_km, liking = near[is_possible], distance_km[is_possible], liking[is_possible]
        favourites = np.argsort(-liking, kind="stable")
        wish_count = int(dice.integers(FEWEST_WISHES, MOST_WISHES + 1))
        acceptable_count = int(dice.integers(0, MOST_ACCEPTABLE + 1))
        chosen = favourites[: wish_count + (acceptable_count if acceptable is None else acceptable)]
        names = [f"s{slot + 1}" for slot in near[chosen].tolist()]
        participant: dict[str, Any] = {
            "id": f"p{number + 1}",
            "wishes": [[name] for name in names[:wish_count]],
            "acceptable": names[wish_count:],
            "minutes": dict(zip(names, map(_way_min, distance_km[chosen]), strict=True)),
        }
        if placements > 1:
            participant["max_placements"] = placements
        drawn.append(participant)
    return drawn


def _measure_ways(land: _Landscape) -> dict[str, Any]:
    apart = land.slots_at[:, None, :] - land.slots_at[None, :, :]
    minutes = [[_way_min(km) for km in row] for row in np.hypot(apart[..., 0], apart[..., 1])]
    for number, row in enumerate(minutes):
        row[number] = 0
    return {"sites": [f"x{number + 1}" for number in range(len(minutes))], "minutes": minutes}


def _way_min(distance_km: float) -> int:
    """Return the minutes of a way by public transport."""
    return round(5 + 1.5 * float(distance_km))


def _draw_groups(dice: np.random.Generator, participants: list[dict[str, Any]], groups: int) -> list[dict[str, Any]]:
    """Put people together who then wish what the first of them wishes, with their own minutes left out."""
    order = dice.permutation(len(participants)).tolist()
    drawn = []
    for number in range(groups):
        spare = len(order) - 2 * (groups - number)
        members = [order.pop() for _ in range(2 + int(dice.integers(0, min(3, spare) + 1)))]
        for member in members[1:]:
            for key in ("wishes", "acceptable", "minutes"):
                participants[member][key] = participants[members[0]][key]
        drawn.append({"id": f"g{number + 1}", "members": [participants[member]["id"] for member in members]})
    return drawn
