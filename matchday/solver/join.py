"""Two engines, one after the other: the better plan, and for each level the most that is known about it."""

from __future__ import annotations

from dataclasses import replace

from matchday.solver.certificate import Certificate
from matchday.solver.certify import prove_bounds
from matchday.solver.problem import Problem
from matchday.solver.search import Found


def join(problem: Problem, first: Found, second: Found) -> Found:
    """Take the second plan unless it is worse; what the first engine proved about all plans holds for it too."""
    signs = [-1 if level.is_maximised else 1 for level in problem.levels]
    goals = [sign * value for sign, value in zip(signs, second.values, strict=True)]
    if [sign * value for sign, value in zip(signs, first.values, strict=True)] < goals:
        return first
    if first.proof is None:
        return second
    proven = prove_bounds(problem, second.values, Certificate(problem.sha256, first.proof)) or ()
    bounds, grades = list(second.bounds), list(second.grades)
    for number, (sign, goal, floor) in enumerate(zip(signs, goals, proven, strict=False)):
        claimed = bounds[number]
        if sign * floor == goal:
            bounds[number], grades[number] = floor, "A"
        elif claimed is None or sign * floor >= sign * claimed:
            bounds[number], grades[number] = floor, "B"
    return replace(second, bounds=tuple(bounds), grades="".join(grades), proof=first.proof)
