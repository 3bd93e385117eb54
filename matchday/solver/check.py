"""Look at a solution with suspicion: is every claim true? Neither an engine nor code of `solve` is used.

1. It is a solution of this problem, and written as the format asks.
2. Every rule holds: allowed pairs, pins, capacity, minimum sizes, groups, times.
3. The lists and the level values follow from the placements.
4. Bounds stand on the right side, grades where they belong, and the status fits.
5. With a certificate: every level that claims a proof has one (`certify`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from matchday.solver.certificate import Certificate
from matchday.solver.certify import prove_bounds
from matchday.solver.certify.clash import clash, pairs_within
from matchday.solver.errors import CallError, ProblemError
from matchday.solver.problem import Problem, Whole
from matchday.solver.values import NO_PAIR, Plan, reach, read_plan

FORMAT = "matchday-solution/1"


@dataclass(frozen=True)
class Fault:
    """A claim that is false: a stable word for programs and a sentence for people."""

    code: str
    sentence: str


def check(problem: Problem, solution: Any, certificate: Certificate | None = None) -> list[Fault]:
    """Return every claim of a solution that is false; an empty answer means that all of them are true.

    What only follows from another fault is not told beside it.

    Without a certificate the bounds are taken on trust; with it, every bound of grade A and B is proven
    again. `seconds`, `engine` and `reproducible` are not looked at.
    """
    faults = list(_malformed(solution))
    if faults:
        return faults
    try:
        plan = read_plan(problem, solution["placements"])
    except (ProblemError, TypeError) as error:  # what is no text cannot always be looked up
        if nameless := list(_nameless(solution["placements"])):
            return nameless
        if isinstance(error, TypeError):
            raise
        return [Fault(error.code, f"{error.path.removeprefix('$.')} {error.sentence}")]
    impossible = list(_impossible(problem, plan))
    faults = [*_wrong_hash(problem, solution), *impossible, *_wrong_lists(problem, solution, plan)]
    if misplaced := list(_wrong_levels(problem, solution)):
        return faults + misplaced
    reached = reach(problem, plan)
    faults += _wrong_values(problem, solution, reached)
    faults += _wrong_bounds(solution, reached)
    if certificate is not None and not impossible:
        faults += _unproven(problem, solution, reached, certificate)
    return faults


def require_true(problem: Problem, solution: Any) -> None:
    """Refuse a solution with a claim that is false.

    **Errors.** `CallError` with the first such claim.
    """
    for fault in check(problem, solution):
        raise CallError(f"the plan is not to be trusted: {fault.sentence}")


def _malformed(solution: Any) -> Iterator[Fault]:
    """Yield what is not as the format asks; the other rules expect that nothing is."""
    if not isinstance(solution, Mapping) or solution.get("format") != FORMAT:
        yield Fault("wrong_format", f"this is not a {FORMAT}")
        return
    for key in ("placements", "unplaced", "closed_slots", "levels"):
        if not isinstance(solution.get(key), list | tuple):
            yield Fault("malformed", f"{key} must be a list")
            return
    yield from _malformed_placements(solution["placements"])
    for place, entry in enumerate(solution["levels"]):
        if not isinstance(entry, Mapping) or type(entry.get("value")) is not int:
            yield Fault("malformed", f"levels[{place}] must be an object with a whole value")
            continue
        for key, kind, what in (("bound", int, "whole"), ("rank", int, "whole"), ("grade", str, "text")):
            if not (entry.get(key) is None or type(entry[key]) is kind):
                yield Fault("malformed", f"levels[{place}].{key} must be {what} or null")


def _malformed_placements(placements: Sequence[Any]) -> Iterator[Fault]:
    """Yield placements that are no pair; they are looked at one by one only where one of them is wrong."""
    if set(map(type, placements)) <= {list, tuple} and set(map(len, placements)) <= {2}:
        return
    for place, pair in enumerate(placements):
        if not (isinstance(pair, (list, tuple)) and len(pair) == 2):
            yield Fault("malformed", f"placements[{place}] must be a participant and a slot")


def _nameless(placements: Sequence[Sequence[Any]]) -> Iterator[Fault]:
    """Yield pairs that are no two texts."""
    for place, pair in enumerate(placements):
        if not type(pair[0]) is type(pair[1]) is str:
            yield Fault("malformed", f"placements[{place}] must be a participant and a slot")


def _wrong_hash(problem: Problem, solution: Mapping[str, Any]) -> Iterator[Fault]:
    if solution.get("problem_sha256") != problem.sha256:
        yield Fault("wrong_problem", "problem_sha256 is not that of this problem")


def _impossible(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Yield every rule of the problem that the placements break."""
    yield from _unallowed(problem, plan)
    people, slots = problem.participants.ids, problem.slots
    load = np.bincount(plan.slot, minlength=len(slots))
    for slot in np.flatnonzero(load > slots.capacity).tolist():
        yield Fault("above_capacity", f"slot {slots.ids[slot]!a} has {load[slot]} people, above its capacity")
    for slot in np.flatnonzero((load > 0) & (load < slots.min_group)).tolist():
        yield Fault("below_min_group", f"slot {slots.ids[slot]!a} runs with {load[slot]} people, below min_group")
    held = np.bincount(plan.participant, minlength=len(people))
    for participant in np.flatnonzero(held > problem.participants.max_placements).tolist():
        yield Fault("above_max_placements", f"{people[participant]!a} has {held[participant]} placements")
    yield from _split_groups(problem, plan)
    yield from _clashes(problem, plan)


def _unallowed(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Yield placements that nobody named or that are struck, and pins that are not held."""
    people, slots, pairs = problem.participants.ids, problem.slots.ids, problem.pairs
    is_known = plan.pair != NO_PAIR
    held = plan.pair[is_known]
    is_named, is_struck = np.zeros((2, len(plan.pair)), bool)
    is_named[is_known] = (pairs.is_named | pairs.is_pinned)[held]
    is_struck[is_known] = (pairs.is_ineligible | pairs.is_barred)[held]
    for place in np.flatnonzero(~is_named | is_struck).tolist():
        where = f"{people[plan.participant[place]]!a} in {slots[plan.slot[place]]!a}"
        if is_struck[place]:
            yield Fault("struck", f"{where} is ineligible or barred")
        else:
            yield Fault("not_named", f"{where} was neither wished nor acceptable")
    is_left = pairs.is_pinned.copy()
    is_left[held] = False
    for pin in np.flatnonzero(is_left).tolist():
        participant, slot = people[pairs.participant[pin]], slots[pairs.slot[pin]]
        yield Fault("pin_not_held", f"{participant!a} is pinned to {slot!a} but is not there")


def _split_groups(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Yield groups whose members do not hold exactly the same slots."""
    is_grouped = problem.participants.group[plan.participant] >= 0
    held: dict[int, set[int]] = {}
    for participant, slot in zip(plan.participant[is_grouped].tolist(), plan.slot[is_grouped].tolist(), strict=True):
        held.setdefault(participant, set()).add(slot)
    together: dict[int, set[int]] = {}
    for participant in np.flatnonzero(problem.participants.group >= 0).tolist():
        group = int(problem.participants.group[participant])
        own = held.get(participant, set())
        if together.setdefault(group, own) != own:
            who, name = problem.participants.ids[participant], problem.group_ids[group]
            yield Fault("group_split", f"{who!a} does not hold the same slots as the rest of group {name!a}")


def _clashes(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Yield every two slots of one person that the person cannot hold both."""
    several = np.flatnonzero((np.bincount(plan.participant) > 1)[plan.participant])
    if len(several) == 0:
        return
    order = several[np.lexsort((plan.slot[several], plan.participant[several]))]
    participant, slot = plan.participant[order], plan.slot[order]
    _, begin, length = np.unique(participant, return_index=True, return_counts=True)
    first, second = pairs_within(begin, length)
    for place in np.flatnonzero(clash(problem, slot[first], slot[second])).tolist():
        who = problem.participants.ids[participant[first[place]]]
        one, other = problem.slots.ids[slot[first[place]]], problem.slots.ids[slot[second[place]]]
        yield Fault("clash", f"{who!a} cannot hold both {one!a} and {other!a}")


def _wrong_lists(problem: Problem, solution: Mapping[str, Any], plan: Plan) -> Iterator[Fault]:
    """Yield lists that do not follow from the placements or are not sorted by id."""
    people, slots = problem.participants.ids, problem.slots.ids
    if (np.diff(plan.participant * len(slots) + plan.slot) < 0).any():  # numbers are in the order of ids
        yield Fault("not_sorted", "placements are not sorted by id")
    if list(solution["unplaced"]) != _absent(people, plan.participant):
        yield Fault("wrong_unplaced", "unplaced is not everyone without a placement, sorted by id")
    if list(solution["closed_slots"]) != _absent(slots, plan.slot):
        yield Fault("wrong_closed_slots", "closed_slots is not every slot without a placement, sorted by id")


def _absent(ids: Sequence[str], numbers: Whole) -> list[str]:
    """List the ids whose numbers do not occur."""
    return [ids[number] for number in np.flatnonzero(np.bincount(numbers, minlength=len(ids)) == 0).tolist()]


def _wrong_levels(problem: Problem, solution: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what all level entries are about, if it is not what the problem asks."""
    claimed = [(entry.get("level"), entry.get("rank")) for entry in solution["levels"]]
    if claimed != [(level.name, level.rank) for level in problem.levels]:
        yield Fault("wrong_levels", "levels are not the elementary levels of the objective, in their order")


def _wrong_values(problem: Problem, solution: Mapping[str, Any], reached: Sequence[int]) -> Iterator[Fault]:
    """Yield level entries whose value is not that of the placements."""
    for place, (entry, level, true) in enumerate(zip(solution["levels"], problem.levels, reached, strict=True)):
        if entry["value"] != true:
            yield Fault("wrong_value", f"levels[{place}] ({level.name}) says {entry['value']}, but it is {true}")


def _wrong_bounds(solution: Mapping[str, Any], reached: Sequence[int]) -> Iterator[Fault]:
    """Yield the first bound or grade that contradicts the others, or else a status that does.

    Bounds are held against the values reached, not those claimed; what is behind a contradiction may follow from it.
    """
    is_open = False
    entries = solution["levels"]
    for place, (entry, value) in enumerate(zip(entries, reached, strict=True)):
        bound, grade = entry.get("bound"), entry.get("grade")
        if is_open:
            if bound is not None or grade is not None:
                yield Fault("bound_behind_open", f"levels[{place}] has a bound or grade behind an open level")
                return
        elif bound is None or grade not in {"A", "B", "C"}:
            yield Fault("bound_missing", f"levels[{place}] lacks a bound or grade")
            return
        elif bound != value and (bound > value) != (entry.get("level") in _MAXIMISED):
            yield Fault("bound_beaten", f"levels[{place}] has a value better than its bound")
            return
        elif bound != value and grade == "A":
            yield Fault("wrong_grade", f"levels[{place}] is open, which grade A cannot be")
            return
        is_open |= bound != value
    is_claimed = any(entry.get("grade") == "C" for entry in entries)
    status = "bounded" if is_open else "closed" if is_claimed else "proven"
    if solution.get("status") != status:
        yield Fault("wrong_status", f"status should be {status!a} by its own entries")


_MAXIMISED = {"placed", "kept", "employers", "running", "placements", "ranks:first"}


def _unproven(
    problem: Problem, solution: Mapping[str, Any], reached: Sequence[int], certificate: Certificate
) -> Iterator[Fault]:
    """Yield levels that claim another proof than the certificate gives: a better one, or one that is not as good."""
    bounds = prove_bounds(problem, reached, certificate)
    if bounds is None:
        yield Fault("foreign_certificate", "the certificate does not belong to this problem")
        return
    for place, entry in enumerate(solution["levels"]):
        grade, claimed = entry.get("grade"), entry.get("bound")
        if grade not in {"A", "B"} or claimed is None:
            continue
        given = certificate.proof.grade if claimed == reached[place] else "B"
        if place >= len(bounds) or (claimed, grade) != (bounds[place], given):
            sentence = f"levels[{place}] ({entry.get('level')}) claims a proof that the certificate does not give"
            yield Fault("not_proven", sentence)
