"""A plan written down: the JSON value of a `matchday-solution/1` file."""

from __future__ import annotations

from typing import Any

import numpy as np

from matchday.solver.levels import Level
from matchday.solver.problem import Problem
from matchday.solver.reduce import Openings
from matchday.solver.search import Found

FORMAT = "matchday-solution/1"


def write_solution(
    problem: Problem, openings: Openings, found: Found, *, engine: str, seconds: float
) -> dict[str, Any]:
    """Write down a plan and what is claimed about it; all lists are sorted by id."""
    pairs = problem.pairs
    stays = openings.opening_of_pair >= 0
    taken = np.zeros(len(pairs), bool)
    taken[stays] = found.is_taken[openings.opening_of_pair[stays]]
    participants, slots = pairs.participant[taken], pairs.slot[taken]
    is_unplaced = np.bincount(participants, minlength=len(problem.participants)) == 0
    is_closed = np.bincount(slots, minlength=len(problem.slots)) == 0
    people, slot_ids = problem.participants.ids, problem.slots.ids
    entries = level_entries(problem.levels, found)
    return {
        "format": FORMAT,
        "problem_sha256": problem.sha256,
        "placements": [[people[p], slot_ids[s]] for p, s in zip(participants.tolist(), slots.tolist(), strict=True)],
        "unplaced": [people[p] for p in np.flatnonzero(is_unplaced)],
        "closed_slots": [slot_ids[s] for s in np.flatnonzero(is_closed)],
        "levels": entries,
        "status": sum_up(entries),
        "reproducible": found.is_reproducible,
        "seconds": round(seconds, 6),
        "engine": engine,
    }


def level_entries(levels: tuple[Level, ...], found: Found) -> list[dict[str, Any]]:
    """Write one entry for each elementary level; behind the first open one, bound and grade are null."""
    entries = []
    is_reached = True
    for level, value, bound, grade in zip(levels, found.values, found.bounds, found.grades, strict=True):
        entry: dict[str, Any] = {"level": level.name}
        if level.rank is not None:
            entry["rank"] = level.rank
        entry |= {"value": value, "bound": bound if is_reached else None, "grade": grade if is_reached else None}
        entries.append(entry)
        is_reached &= bound == value
    return entries


def sum_up(entries: list[dict[str, Any]]) -> str:
    """Sum up the entries: `proven` by certificates, `closed` by the engine's word, else `bounded`."""
    if any(entry["bound"] != entry["value"] for entry in entries):
        return "bounded"
    return "proven" if all(entry["grade"] in {"A", "B"} for entry in entries) else "closed"
