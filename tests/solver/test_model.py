"""The mixed-integer program: cliques cover every clash, and the lottery's halves make it whole again."""

import numpy as np
from scipy.optimize import linprog

from matchday.solver import cliques as cliques_module
from matchday.solver import read_problem
from matchday.solver.clash import clashing
from matchday.solver.cliques import find_cliques
from matchday.solver.generate import generate
from matchday.solver.model import HALF_BITS, build_model
from matchday.solver.reduce import find_openings
from tests.solver.problems import a_drawn_file


def test_every_two_openings_that_clash_stand_in_a_clique_and_no_others():
    for seed in range(20):
        problem = read_problem(a_drawn_file(seed, people=5, slots=7, placements=3, with_minimums=False))
        openings = find_openings(problem)

        covered = set()
        for clique in find_cliques(problem, openings):
            covered |= {(i, j) for i in clique for j in clique if i < j}

        several = openings.most_placements[openings.group] > 1
        first, second = np.triu_indices(len(openings), 1)
        clash = clashing(problem, openings.slot[first], openings.slot[second])
        clash &= several[first] & (openings.group[first] == openings.group[second])
        assert covered == set(zip(first[clash].tolist(), second[clash].tolist(), strict=True))


def test_what_is_asked_and_what_is_kept_is_the_same_for_every_plan():
    for seed in range(10):
        problem = read_problem(a_drawn_file(seed, people=5, placements=2))
        openings = find_openings(problem)
        model = build_model(problem, openings)
        is_first = np.r_[True, openings.group[1:] != openings.group[:-1]][: len(openings)]

        columns = model.complete(is_first)

        for level in problem.levels:
            assert model.costs(level) @ columns == model.kept_costs(level) @ columns


def test_the_two_halves_of_the_lottery_add_up_to_it():
    problem = read_problem(a_drawn_file(1, people=6))
    model = build_model(problem, find_openings(problem))
    high, rest = model.lottery_costs()

    for seed in range(20):
        is_taken = np.random.default_rng(seed).random(len(model.openings)) < 0.5
        columns = model.complete(is_taken)

        assert ((high @ columns) << HALF_BITS) + rest @ columns == model.lottery[is_taken].sum()
        assert 0 <= rest @ columns < 2**HALF_BITS


def test_no_coefficient_is_larger_than_half_the_lottery():
    problem = read_problem(a_drawn_file(1, people=6))
    model = build_model(problem, find_openings(problem))

    assert abs(model.rows.matrix()).max() <= 2**HALF_BITS
    assert max(costs.max() for costs in model.lottery_costs()) < 3 * 2**HALF_BITS


def test_with_two_rounds_the_cliques_leave_nothing_to_say_about_one_person():
    """The best point of one person is whole, whatever the costs."""
    problem = read_problem(generate(participants=20, slots=20, seed=1, placements=2))
    openings = find_openings(problem)
    cliques = list(find_cliques(problem, openings))
    dice = np.random.default_rng(1)
    for group in range(20):
        own = np.flatnonzero(openings.group == group)
        rows = np.array([np.isin(own, clique) for clique in cliques if openings.group[clique[0]] == group])
        answer = linprog(-dice.random(len(own)), A_ub=rows, b_ub=np.ones(len(rows)), bounds=(0, 1))

        assert np.allclose(answer.x, answer.x.round())


def test_where_there_are_too_many_cliques_every_clash_still_stands_in_one(monkeypatch):
    monkeypatch.setattr(cliques_module, "MOST", 2)
    test_every_two_openings_that_clash_stand_in_a_clique_and_no_others()
