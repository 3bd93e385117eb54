"""Several placements, groups and minimum sizes by one linear program, level after level."""

import pytest

from matchday.solver import ProblemError, check, read_problem, solve
from tests.solver.brute_force import best_plan
from tests.solver.problems import a_drawn_file, level_values


@pytest.mark.parametrize("seed", range(30))
def test_the_best_plan_of_all_is_found_with_several_placements(seed):
    assert_best(a_drawn_file(seed, placements=1 + seed % 3, with_minimums=False, with_groups=False))


@pytest.mark.parametrize("seed", range(30))
def test_the_best_plan_of_all_is_found_with_minimums_and_groups(seed):
    assert_best(a_drawn_file(seed, people=5))


@pytest.mark.parametrize("seed", range(30))
def test_the_best_plan_of_all_is_found_with_everything_at_once(seed):
    assert_best(a_drawn_file(seed, placements=3))


def assert_best(file):
    problem = read_problem(file)
    best = best_plan(file)
    if best is None:
        with pytest.raises(ProblemError, match="pin"):
            solve(problem, engine="lexlp")
        return
    solved = solve(problem, engine="lexlp")
    assert (level_values(solved.solution), solved.solution["placements"]) == best
    assert solved.solution["status"] in {"proven", "closed"}
    assert solved.solution["reproducible"]
    assert check(problem, solved.solution, solved.certificate) == []
