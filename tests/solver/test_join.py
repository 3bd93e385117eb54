"""Two engines, one after the other: their knowledge is put together, and only what the certificate shows is proven."""

from dataclasses import replace

import pytest

from matchday.solver import Certificate, check, read_problem
from matchday.solver.branch import solve_by_branch
from matchday.solver.generate import generate
from matchday.solver.join import join
from matchday.solver.lexlp import solve_by_lexlp
from matchday.solver.reduce import find_openings
from matchday.solver.search import Search
from matchday.solver.solution import write_solution
from matchday.solver.stopwatch import Stopwatch

PROBLEM = read_problem(generate(participants=60, slots=30, seed=2, has_minimums=True, groups=4))
OPENINGS = find_openings(PROBLEM)
BY_BRANCH, BY_LEXLP = (
    engine(PROBLEM, OPENINGS, Search(PROBLEM.levels, Stopwatch(60))) for engine in (solve_by_branch, solve_by_lexlp)
)


def joined(first, second):
    """Join, let the checker look at it, and return what is known level by level."""
    found = join(PROBLEM, first, second)
    solution = write_solution(PROBLEM, OPENINGS, found, engine="lexlp", seconds=0)
    certificate = Certificate(PROBLEM.sha256, found.proof) if found.proof else None
    assert check(PROBLEM, solution, certificate) == []
    return found


HALF = replace(BY_LEXLP.proof, denominators=BY_LEXLP.proof.denominators[:3])
"""What proves three levels only."""


def without_proof(found):
    return replace(found, proof=None, grades="C" * len(found.grades))


def test_the_proof_that_closes_more_levels_is_kept():
    assert joined(replace(BY_LEXLP, proof=HALF), BY_BRANCH).grades == "A" * len(PROBLEM.levels)
    assert joined(BY_BRANCH, replace(BY_LEXLP, proof=HALF)).proof is BY_BRANCH.proof


def test_bounds_without_the_proof_that_shows_them_are_claims():
    found = joined(without_proof(BY_BRANCH), replace(BY_LEXLP, proof=HALF))

    assert found.grades == "BBB" + "C" * (len(PROBLEM.levels) - 3)
    assert found.bounds == found.values


def test_what_the_first_engine_proved_closes_what_the_second_left_open():
    unknown = replace(without_proof(BY_LEXLP), bounds=(None,) * len(PROBLEM.levels))

    assert joined(BY_BRANCH, unknown).bounds == BY_BRANCH.values


@pytest.mark.parametrize("proof", [None, BY_LEXLP.proof])
def test_a_worse_plan_is_not_taken(proof):
    worse = replace(BY_LEXLP, values=(BY_LEXLP.values[0] - 1, *BY_LEXLP.values[1:]), proof=proof)

    assert join(PROBLEM, BY_BRANCH, worse) is BY_BRANCH


def test_two_claims_stay_claims():
    assert joined(without_proof(BY_BRANCH), without_proof(BY_LEXLP)).grades == "C" * len(PROBLEM.levels)


def test_a_claim_of_the_first_engine_holds_as_far_as_its_plan_is_reached():
    claimed = without_proof(BY_BRANCH)
    far_off = replace(without_proof(BY_LEXLP), bounds=(10_000, *[None] * (len(PROBLEM.levels) - 1)))
    first, second, *others = claimed.bounds
    open_second = replace(claimed, bounds=(first, second - 1, *others))

    assert joined(claimed, far_off).bounds == BY_BRANCH.values
    assert joined(open_second, far_off).bounds == (first, second - 1, *[None] * len(others))
