"""Pins that contradict the rest of the file are found before anything is solved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from matchday.solver.clash import clashing
from matchday.solver.errors import ProblemError
from matchday.solver.problem import Problem


def require_pins(problem: Problem, pins: Sequence[tuple[int, int]]) -> None:
    """Refuse pins that no plan can hold, whatever else it does.

    **Shapes.** `pins` has (participant, slot) as numbers, in the order of the file; a repeated pin counts
    once.
    **Errors.** `ProblemError` at the first pin that is on a struck pair, apart from its group, above
    `max_placements` or `capacity`, or that clashes with another. Pins that minimum sizes make impossible are
    found by the search.
    """
    if not pins:
        return
    struck = _struck(problem)
    members = _members(problem)
    held = set(pins)
    slots_of: dict[int, list[int]] = {}
    people_in: Counter[int] = Counter()
    for place, (participant, slot) in enumerate(pins):
        path = f"$.pins[{place}]"
        earlier = slots_of.setdefault(participant, [])
        if slot in earlier:
            continue
        if (participant, slot) in struck:
            raise ProblemError("pin_struck", path, "pins what ineligible or bars forbid")
        for member in members.get(int(problem.participants.group[participant]), ()):
            if (member, slot) not in held:
                name = problem.participants.ids[member]
                raise ProblemError("pin_splits_group", path, f"{name!a} of the same group has no pin there")
        people_in[slot] += 1
        if people_in[slot] > problem.slots.capacity[slot]:
            raise ProblemError("pins_above_capacity", path, "is more than the capacity of this slot")
        _require_compatible(problem, participant, earlier, slot=slot, path=path)
        earlier.append(slot)


def _require_compatible(problem: Problem, participant: int, earlier: Sequence[int], *, slot: int, path: str) -> None:
    """Refuse a pin that its participant cannot hold beside the earlier ones."""
    if len(earlier) >= problem.participants.max_placements[participant]:
        sentence = "is more than max_placements of this participant"
        raise ProblemError("pins_above_max_placements", path, sentence)
    others = np.array(earlier, np.int64)
    if clashing(problem, others, np.full_like(others, slot)).any():
        raise ProblemError("pins_clash", path, "clashes with another pin of this participant")


def _struck(problem: Problem) -> set[tuple[int, int]]:
    pairs = problem.pairs
    struck = pairs.is_pinned & (pairs.is_ineligible | pairs.is_barred)
    return set(zip(pairs.participant[struck].tolist(), pairs.slot[struck].tolist(), strict=True))


def _members(problem: Problem) -> dict[int, list[int]]:
    members: dict[int, list[int]] = {}
    for participant, group in enumerate(problem.participants.group.tolist()):
        if group >= 0:
            members.setdefault(group, []).append(participant)
    return members
