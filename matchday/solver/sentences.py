"""What the command line says about a problem, a plan, a check, an explanation and prices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from matchday.solver.check import Fault
from matchday.solver.explain import Explanation, Reason, ReasonCode
from matchday.solver.levels import Level
from matchday.solver.price import Price
from matchday.solver.problem import Problem
from matchday.solver.values import Change

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
    name = Level(entry["level"], entry.get("rank"))
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
        f"At most {count['max_placements']} placement{'s' * (count['max_placements'] != 1)} each.",
        f"{count['slots']} slots of {count['employers']} employers, {count['places']} places.",
        f"{count['slots_with_minimum']} slots run only with a minimum of people.",
        f"{count['wishes']} wishes in {count['ranks']} ranks, {count['acceptable']} acceptable.",
        f"{count['struck']} of them struck, {count['pins']} pins.",
        f"Objective: {', '.join(problem.objective)}, lottery; {count['levels']} levels. Engine: {engine}.",
        f"SHA-256 {problem.sha256}",
    ]


_REASONS = {
    ReasonCode.NOT_ELIGIBLE: "the person may not go there.",
    ReasonCode.BARRED: "staff have barred it.",
    ReasonCode.PINNED_ELSEWHERE: "staff have pinned the person elsewhere.",
    ReasonCode.GROUP: "the whole group cannot go there.",
    ReasonCode.PINS: "pins of staff leave no place there.",
    ReasonCode.CLOSED: "too few could ever come for it to run.",
    ReasonCode.CLASH: "it clashes with {held}, which the person holds and wished at least as much.",
    ReasonCode.UNKNOWN: "the limit ended before a reason was found.",
    ReasonCode.NOT_BEST: "a better plan gives it; this one is not the best.",
    ReasonCode.LOTTERY: "an equally good plan gives it; the lottery decided.",
    ReasonCode.LEFT_BY_PINS: "an equally good plan gives it, but staff have pinned places there.",
    ReasonCode.FULL: "all places are taken.",
    ReasonCode.NOT_RUNNING: "it does not run: the plan has too few there.",
    ReasonCode.OUTWEIGHED: "there is room, but a level would get worse.",
    ReasonCode.KEPT: "there is room, but the person keeps a place of the plan before.",
}


def tell_explanation(explanation: Explanation) -> list[str]:
    """Tell why somebody did not get what they wished more."""
    held = ", ".join(explanation.placements) or "no place"
    lines = [f"{explanation.participant} has {held}."]
    if not explanation.reasons:
        lines.append("Nothing was wished more.")
    for reason in explanation.reasons:
        lines += _tell_reason(reason)
    return lines


def _tell_reason(reason: Reason) -> list[str]:
    lines = [f"{reason.slot}, rank {reason.rank}: {_REASONS[reason.code].format(held=reason.held)}"]
    if reason.effect:
        lines.append("  Giving it would change at best:")
        lines += [f"  {line}" for line in _tell_changes(reason.effect)]
    return lines


def _tell_changes(changes: Sequence[Change]) -> list[str]:
    return [f"  {Level(each.level, each.rank)}: {each.before} → {each.after}" for each in changes]


def tell_prices(prices: Sequence[Price]) -> list[str]:
    """Tell what the plan would reach without each level."""
    lines = []
    for price in prices:
        changed = [each for each in price.changes if each.before != each.after]
        what = "these levels change" if changed else "nothing changes"
        lines.append(f"Without {price.level} {what} ({price.status}).")
        told = zip(_tell_changes(changed), changed, strict=True)
        lines += [f"{line}, {'better' if each.is_better else 'worse'}" for line, each in told]
    return lines or ["There is only one level; it costs no other anything."]
