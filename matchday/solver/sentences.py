"""What the command line says about a problem, a plan and a check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from matchday.solver.check import Fault
from matchday.solver.problem import Problem

_STATUS = {
    "proven": "Proven: no plan is better.",
    "closed": "Closed: the engine found no better plan; that is its own claim, without a certificate.",
    "bounded": "Bounded: the limit ended before everything was compared.",
}


def tell_solution(solution: Mapping[str, Any]) -> list[str]:
    """Tell what a plan reaches and how sure that is."""
    placed = len({participant for participant, _ in solution["placements"]})
    everybody = placed + len(solution["unplaced"])
    held, closed = len(solution["placements"]), len(solution["closed_slots"])
    lines = [f"{placed} of {everybody} participants placed, {held} placements, {closed} slots closed."]
    lines += [_tell_level(entry) for entry in solution["levels"]]
    lines.append(_STATUS[solution["status"]])
    if not solution["reproducible"]:
        lines.append("The limit ended before the lottery was drawn to the end: another run may choose another plan.")
    lines.append(f"Engine {solution['engine']}, {solution['seconds']:.2f} s.")
    return lines


def _tell_level(entry: Mapping[str, Any]) -> str:
    name = entry["level"] + (f" rank {entry['rank']}" if "rank" in entry else "")
    if entry["bound"] is None:
        return f"  {name}: {entry['value']}, not compared"
    if entry["bound"] != entry["value"]:
        return f"  {name}: {entry['value']}, bound {entry['bound']}"
    return f"  {name}: {entry['value']}, grade {entry['grade']}"


def tell_check(solution: Mapping[str, Any], faults: Sequence[Fault], *, has_certificate: bool) -> list[str]:
    """Tell every false claim, or that there is none."""
    if faults:
        return [fault.sentence for fault in faults]
    if not has_certificate:
        return ["All true; bounds not checked."]
    grades = [entry["grade"] for entry in solution["levels"]]
    proven = sum(grade in {"A", "B"} for grade in grades)
    return [f"All true; {proven} of {len(grades)} bounds proven by the certificate."]


def count_problem(problem: Problem, *, engine: str) -> dict[str, Any]:
    """Count what a problem is made of."""
    pairs, slots = problem.pairs, problem.slots
    is_wish = pairs.is_named & (pairs.rank <= problem.rank_count)
    return {
        "problem_sha256": problem.sha256,
        "participants": len(problem.participants),
        "slots": len(slots),
        "employers": slots.employer_count,
        "places": int(slots.capacity.sum()),
        "slots_with_minimum": int((slots.min_group > 1).sum()),
        "max_placements": int(problem.participants.max_placements.max(initial=1)),
        "groups": len(problem.group_ids),
        "wishes": int(is_wish.sum()),
        "acceptable": int((pairs.is_named & ~is_wish).sum()),
        "without_any_wish": int((np.bincount(pairs.participant[pairs.is_named], minlength=1) == 0).sum()),
        "struck": int((pairs.is_named & (pairs.is_ineligible | pairs.is_barred)).sum()),
        "pins": int(pairs.is_pinned.sum()),
        "ranks": problem.rank_count,
        "objective": list(problem.objective),
        "levels": len(problem.levels),
        "engine": engine,
    }


def tell_problem(problem: Problem, *, engine: str) -> list[str]:
    """Tell what a problem asks."""
    count = count_problem(problem, engine=engine)
    return [
        f"{count['participants']} participants, {count['groups']} groups.",
        f"At most {count['max_placements']} placements each.",
        f"{count['slots']} slots of {count['employers']} employers, {count['places']} places.",
        f"{count['slots_with_minimum']} slots run only with a minimum of people.",
        f"{count['wishes']} wishes in {count['ranks']} ranks, {count['acceptable']} acceptable.",
        f"{count['struck']} of them struck, {count['pins']} pins.",
        f"Objective: {', '.join(problem.objective)}, lottery; {count['levels']} levels. Engine: {engine}.",
        f"SHA-256 {problem.sha256}",
    ]
