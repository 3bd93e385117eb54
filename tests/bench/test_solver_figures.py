"""The chapter about the solver: its peers are asked the same question, and it stops where an answer is wrong."""

import pytest

from bench import solver as chapter
from matchday.solver import read_problem, solve
from matchday.solver.generate import generate

PROBLEM = read_problem(generate(participants=60, slots=20, seed=1))


def test_times_are_those_of_a_proven_plan():
    times, solved = chapter.time_one(PROBLEM)

    assert solved.solution["status"] == "proven"
    assert min(times.flow_s, times.solve_s, times.check_s) > 0


def test_the_bare_flow_refuses_no_problem_in_which_somebody_stays_out():
    crowded = read_problem(generate(participants=60, slots=20, seed=1, tight=0.5))

    assert chapter.send_bare_flow(crowded) > 0


def test_planning_anew_is_proven_after_each_slot_that_falls_out():
    (figure,) = chapter.replan(PROBLEM, solve(PROBLEM), chapter.Times(1.0, 1.0, 1.0))

    assert figure.what.startswith("60 × 20")
    assert figure.measured > 0


def test_scipy_closes_the_same_levels_of_a_hard_case():
    hard = read_problem(generate(participants=40, slots=15, seed=1, has_minimums=True))

    figure = chapter.beside_scipy("minimum sizes", hard, most=0.5)

    assert figure.what.startswith("40 × 15, minimum sizes: levels closed (13 of 13, SciPy 13 in")
    assert 0 < figure.measured < float("inf")


def test_figures_are_ratios_of_what_was_measured_together():
    plan, checker = chapter.compare(PROBLEM, chapter.Times(flow_s=0.5, solve_s=2.0, check_s=0.1))

    assert plan.measured == 4
    assert checker.measured == pytest.approx(5)


def test_large_problems_tell_what_is_proven():
    minimums = read_problem(generate(participants=40, slots=15, seed=1, has_minimums=True))
    groups = read_problem(generate(participants=40, slots=15, seed=1, groups=4))

    one = chapter.prove("minimum sizes", minimums, rounds=2, most_s=1)
    longest = chapter.prove_many([groups, groups], most_s=5)
    (closed,) = chapter.tell_gap(groups, solve(groups).solution)

    assert one.what == "40 × 15, minimum sizes: 13 of 13 levels proven"
    assert longest.what.startswith("40 × 15, 4 groups: the longest of 2 seeds (2 proven")
    assert closed.what == "40 × 15, 4 groups: all 13 levels proven"


def test_the_first_open_level_is_told_of_its_bound_and_of_everybody():
    levels = [{"level": "placed", "value": 60, "bound": 60}, {"level": "travel", "value": 33, "bound": 30}]

    gap, of_everybody = chapter.tell_gap(PROBLEM, {"levels": levels, "seconds": 60})

    assert "(the 2. of 2, travel 33, bound 30)" in gap.what
    assert gap.measured == 10
    assert of_everybody.what == "the same, of everybody (3 of 60 people)"
    assert of_everybody.measured == 5
