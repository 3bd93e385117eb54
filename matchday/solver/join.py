"""Two engines, one after the other: the better plan, and for each level the most that is known about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile, zip_longest

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
    floors = [prove_bounds(problem, second.values, Certificate(problem.sha256, proof)) or () for proof in proofs]
    bounds = _take_tightest(signs, [_keep_reached(first.bounds, second.values), second.bounds, *floors])
    grades = ["C"] * len(bounds)
    if not proofs:
        return replace(second, bounds=bounds, grades="".join(grades))
    closed = [sum(a == b for a, b in zip(proven, second.values, strict=False)) for proven in floors]
    best = closed.index(max(closed))
    for number, floor in enumerate(floors[best]):
        if floor == bounds[number]:
            grades[number] = proofs[best].grade if floor == second.values[number] else "B"
    return replace(second, bounds=bounds, grades="".join(grades), proof=proofs[best])


def _keep_reached(bounds: Sequence[int | None], values: Sequence[int]) -> list[int | None]:
    """Keep the bounds that hold for a plan with these values: up to the first that it does not reach."""
    reached = sum(takewhile(bool, (bound == value for bound, value in zip(bounds, values, strict=True))))
    return [*bounds[: reached + 1]]


def _take_tightest(signs: Sequence[int], known: Sequence[Sequence[int | None]]) -> tuple[int | None, ...]:
    """Take the tightest of several bounds, level after level, where there is one; the signs minimise all levels."""
    told = [
        [sign * bound for bound in bounds if bound is not None]
        for sign, bounds in zip(signs, zip_longest(*known), strict=True)
    ]
    return tuple(sign * max(bounds) if bounds else None for sign, bounds in zip(signs, told, strict=True))
