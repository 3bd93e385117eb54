"""Many small random problems: every answer equals the one found by trying all plans."""

import pytest

from matchday.solver import ProblemError, check, read_problem, solve
from tests.solver.brute_force import best_plan
from tests.solver.problems import a_drawn_file, level_values, shuffled


@pytest.mark.parametrize("seed", range(40))
def test_the_flow_finds_the_best_plan_of_all(seed):
    file = a_drawn_file(seed, with_minimums=False, with_groups=False)
    problem = read_problem(file)

    solved = solve(problem, engine="flow")

    assert (level_values(solved.solution), solved.solution["placements"]) == best_plan(file)
    assert solved.solution["status"] == "proven"
    assert check(problem, solved.solution, solved.certificate) == []


@pytest.mark.parametrize("seed", range(60))
def test_branching_finds_and_proves_the_best_plan_of_all_with_minimums_and_groups(seed):
    file = a_drawn_file(seed, people=5, with_groups=seed % 2 == 0)

    solved = solve_best(file, engine="branch")

    if solved:
        assert solved.solution["status"] == "proven"
        assert check(read_problem(file), solved.solution, solved.certificate) == []


@pytest.mark.parametrize("seed", range(20))
def test_branching_and_mip_agree_where_many_slots_have_minimums(seed):
    file = a_drawn_file(seed, people=16, slots=8, with_groups=seed % 2 == 0)
    for slot in file["slots"]:
        slot["min_group"] = min(slot["capacity"], slot["min_group"] + 2)
    file["pins"] = []
    problem = read_problem(file)

    by_branch, by_mip = (solve(problem, engine=engine) for engine in ("branch", "mip"))

    assert level_values(by_branch.solution) == level_values(by_mip.solution)
    assert by_branch.solution["placements"] == by_mip.solution["placements"]
    assert check(problem, by_branch.solution, by_branch.certificate) == []


@pytest.mark.parametrize("seed", range(25))
def test_mip_finds_the_best_plan_of_all_with_minimums_and_groups(seed):
    file = a_drawn_file(seed, people=5)

    solve_best(file, engine="mip")


@pytest.mark.parametrize("seed", range(25))
def test_mip_finds_the_best_plan_of_all_with_several_placements(seed):
    file = a_drawn_file(seed, placements=3, with_groups=seed % 2 == 0)

    solve_best(file, engine="mip")


def solve_best(file, *, engine):
    """Solve and compare with all plans; None where pins leave no plan."""
    problem = read_problem(file)
    best = best_plan(file)
    if best is None:
        with pytest.raises(ProblemError, match="pin"):
            solve(problem, engine=engine)
        return None
    solved = solve(problem, engine=engine)
    assert (level_values(solved.solution), solved.solution["placements"]) == best
    assert solved.solution["status"] in {"proven", "closed"}
    assert solved.solution["reproducible"]
    assert check(problem, solved.solution) == []
    return solved


@pytest.mark.parametrize("seed", range(12))
def test_flow_and_mip_agree_on_every_level_and_placement(seed):
    file = a_drawn_file(seed, people=14, slots=7, with_minimums=False, with_groups=False)
    problem = read_problem(file)

    by_flow, by_mip = (solve(problem, engine=engine).solution for engine in ("flow", "mip"))

    assert level_values(by_flow) == level_values(by_mip)
    assert by_flow["placements"] == by_mip["placements"]


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_the_input_changes_nothing(seed):
    file = a_drawn_file(seed, people=8, placements=1 + seed % 2)

    solutions = [solve(read_problem(each)).solution for each in (file, shuffled(file, seed), shuffled(file, -seed))]

    assert solutions[0]["reproducible"]
    for solution in solutions[1:]:
        assert solution["placements"] == solutions[0]["placements"]
        assert solution["problem_sha256"] == solutions[0]["problem_sha256"]
