"""Replay a certificate: prove with plain whole numbers how good a plan of the problem can be on each level.

Everything is built here a second time from the problem alone, so that a mistake of an engine cannot hide. A proof
speaks about all plans; of the one in question only its level values are used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from matchday.solver.certificate import Certificate
from matchday.solver.certify.rows import bound_by_rows
from matchday.solver.certify.tree import bound_by_tree
from matchday.solver.problem import Problem

_BOUND_BY: dict[str, Callable[[Problem, list[int], Any], list[int] | None]] = {
    "rows": bound_by_rows,
    "tree": bound_by_tree,
}


def prove_bounds(problem: Problem, reached: Sequence[int], certificate: Certificate) -> tuple[int, ...] | None:
    """Return what no plan can beat on each level, given that it reaches the same values on the levels before.

    The answer goes as far as the certificate proves something, and is None for a certificate that does not belong to
    this problem.

    **Shapes.** `reached` has the true value of each elementary level of a possible plan, in the sense of the level.
    """
    proof = certificate.proof
    if certificate.problem_sha256 != problem.sha256 or not all(
        getattr(proof, name).dtype == np.int64 and getattr(proof, name).ndim == dimensions
        for name, dimensions in proof.dimensions.items()
    ):
        return None
    signs = [-1 if level.is_maximised else 1 for level in problem.levels]
    goals = [sign * value for sign, value in zip(signs, reached, strict=True)]
    bounds = _BOUND_BY[proof.kind](problem, goals, proof)
    return None if bounds is None else tuple(sign * bound for sign, bound in zip(signs, bounds, strict=False))
