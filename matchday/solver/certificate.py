"""The certificate of a plan: one vector of potentials for each level that is proven."""

from __future__ import annotations

from dataclasses import dataclass

from matchday.solver.problem import Problem, Whole

FORMAT = "matchday-certificate/1"


@dataclass(frozen=True, eq=False)
class Certificate:
    """Potentials that prove the levels of a plan, most important first.

    **Shapes.** `potentials` int64 (levels proven, nodes). Nodes are participants and slots in the order of
    their ids, then employers in theirs where `employers` is compared, then the sink.
    """

    problem_sha256: str
    potentials: Whole


def node_count(problem: Problem) -> int:
    """Count the nodes of the network a certificate speaks about."""
    employers = problem.slots.employer_count if "employers" in problem.objective else 0
    return len(problem.participants) + len(problem.slots) + employers + 1
