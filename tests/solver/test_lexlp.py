"""Several placements, groups and minimum sizes by one linear program, level after level."""

import numpy as np
import pytest

from matchday.solver import ProblemError, check, lexlp, read_problem, solve
from matchday.solver.generate import generate
from matchday.solver.greedy import choose
from matchday.solver.model import build_model
from matchday.solver.reduce import find_openings
from matchday.solver.stopwatch import Stopwatch
from tests.solver.brute_force import best_plan
from tests.solver.problems import a_drawn_file, a_participant, a_problem, a_slot, level_values, shuffled


@pytest.mark.parametrize("seed", range(16))
def test_the_best_plan_of_all_is_found_with_several_placements(seed):
    assert_best(a_drawn_file(seed, placements=1 + seed % 3, with_minimums=False, with_groups=False))


@pytest.mark.parametrize("seed", range(16))
def test_the_best_plan_of_all_is_found_with_minimums_and_groups(seed):
    assert_best(a_drawn_file(seed, people=5))


@pytest.mark.parametrize("seed", range(16))
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


@pytest.mark.parametrize("more", [{"placements": 2}, {"placements": 3}, {"groups": 10}, {"placements": 2, "groups": 5}])
def test_it_agrees_with_the_search_level_by_level(more):
    problem = read_problem(generate(participants=80, slots=40, seed=2, **more))

    by_lexlp, by_mip = (solve(problem, engine=engine) for engine in ("lexlp", "mip"))

    assert level_values(by_lexlp.solution) == level_values(by_mip.solution)
    assert by_lexlp.solution["placements"] == by_mip.solution["placements"]
    assert check(problem, by_lexlp.solution, by_lexlp.certificate) == []


def test_the_order_of_the_input_changes_nothing():
    file = a_drawn_file(7, people=8, placements=2)

    solutions = [solve(read_problem(each), engine="lexlp").solution for each in (file, shuffled(file, 1))]

    assert solutions[0]["reproducible"]
    assert solutions[0]["placements"] == solutions[1]["placements"]


def test_what_only_whole_points_show_is_a_claim():
    """Two slots for three people each and three pairs: halves of a pair would fill them, and no row says otherwise."""
    problem = a_problem(
        [a_slot("s1", 3), a_slot("s2", 3)],
        [a_participant(f"p{number}", "s1 s2") for number in range(6)],
        groups=[{"id": f"g{number}", "members": [f"p{2 * number}", f"p{2 * number + 1}"]} for number in range(3)],
        objective=["placed"],
    )

    solved = solve(problem, engine="lexlp")

    assert solved.solution["levels"] == [{"level": "placed", "value": 4, "bound": 4, "grade": "C"}]
    assert check(problem, solved.solution, solved.certificate) == []


def test_a_limit_leaves_a_plan_and_a_bound_that_is_proven(monkeypatch):
    problem = read_problem(generate(participants=60, slots=30, seed=2, placements=2, groups=8))
    monkeypatch.setattr(Stopwatch, "left_s", property(lambda self: 0.002))

    solved = solve(problem, engine="lexlp")

    assert (solved.solution["status"], solved.solution["reproducible"]) == ("bounded", False)
    assert solved.solution["placements"]
    assert solved.solution["levels"][0]["grade"] == "B"
    assert check(problem, solved.solution, solved.certificate) == []


def test_a_limit_leaves_a_plan_that_fills_up_the_last_point(monkeypatch):
    """The point of the first level places everybody once; then the limit ends the second level, of placements."""
    problem = read_problem(generate(participants=400, slots=60, seed=1, placements=2, has_minimums=True))
    left = iter([60.0, 60.0])
    monkeypatch.setattr(Stopwatch, "left_s", property(lambda self: next(left, 0.0001)))

    placed, placements, *_ = solve(problem, engine="lexlp").solution["levels"]

    assert placed["value"] == 400
    assert placements["value"] > 600


@pytest.mark.parametrize("more", [{}, {"groups": 6}])
def test_the_way_through_the_inside_leads_to_the_same_plan(monkeypatch, more):
    problem = read_problem(generate(participants=80, slots=40, seed=2, placements=2, has_minimums=True, **more))
    by_corners = solve(problem, engine="lexlp")
    monkeypatch.setattr(lexlp, "MANY_OPENINGS", 0)

    through_inside = solve(problem, engine="lexlp")

    assert through_inside.solution["placements"] == by_corners.solution["placements"]
    assert level_values(through_inside.solution) == level_values(by_corners.solution)
    assert check(problem, through_inside.solution, through_inside.certificate) == []


@pytest.mark.parametrize("seed", range(20))
def test_the_first_plan_is_possible(seed):
    problem = read_problem(a_drawn_file(seed, people=6, slots=6, placements=3) | {"pins": []})
    model = build_model(problem, find_openings(problem))
    share = np.random.default_rng(seed).random(len(model.openings)).round()

    plan = model.complete(choose(model, share))

    low, high = model.rows.limits()
    assert (low <= model.rows.matrix() @ plan).all()
    assert (model.rows.matrix() @ plan <= high).all()
