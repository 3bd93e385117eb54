"""Two engines, one after the other: the better plan, and for each level the most that is known about it."""

from __future__ import annotations

from dataclasses import replace

from matchday.solver.certificate import Certificate
from matchday.solver.certify import prove_bounds
from matchday.solver.problem import Problem
from matchday.solver.search import Found


def join(problem: Problem, first: Found, second: Found) -> Found:
    """Take the second plan unless it is worse; what both engines proved about all plans holds for it.

    A certificate has one proof, the one that closes more levels. What only the other one shows becomes a claim.
    """
    signs = [-1 if level.is_maximised else 1 for level in problem.levels]
    goals = [sign * value for sign, value in zip(signs, second.values, strict=True)]
    if [sign * value for sign, value in zip(signs, first.values, strict=True)] < goals:
        return first
    proofs = [found.proof for found in (first, second) if found.proof is not None]
    if not proofs:
        return second
    floors = [prove_bounds(problem, second.values, Certificate(problem.sha256, proof)) or () for proof in proofs]
    bounds = list(second.bounds)
    for proven in floors:
        for number, (sign, floor) in enumerate(zip(signs, proven, strict=False)):
            claimed = bounds[number]
            bounds[number] = floor if claimed is None else sign * max(sign * floor, sign * claimed)
    closed = [sum(a == b for a, b in zip(proven, second.values, strict=False)) for proven in floors]
    best = closed.index(max(closed))
    grades = ["C"] * len(bounds)
    for number, floor in enumerate(floors[best]):
        if floor == bounds[number]:
            grades[number] = proofs[best].grade if floor == second.values[number] else "B"
    return replace(second, bounds=tuple(bounds), grades="".join(grades), proof=proofs[best])
