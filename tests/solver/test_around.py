"""Plans made better by sending groups elsewhere and placing everybody else around them."""

import numpy as np
import pytest

from matchday.solver import read_problem
from matchday.solver.around import place_around
from matchday.solver.greedy import choose
from matchday.solver.model import build_model
from matchday.solver.network import build_network
from matchday.solver.reduce import find_openings
from matchday.solver.stopwatch import Stopwatch
from tests.solver.brute_force import best_plan
from tests.solver.problems import a_drawn_file, a_participant, a_problem, a_slot

PAIR = [{"id": "g1", "members": ["p1", "p2"]}]


def better(problem, *taken, limit_s=60):
    """Make a plan better that is given by the numbers of its openings."""
    network = build_network(problem, find_openings(problem))
    is_taken = np.isin(np.arange(len(network.openings)), taken)
    return np.flatnonzero(place_around(network, is_taken, Stopwatch(limit_s))[: len(is_taken)]).tolist()


def test_a_group_goes_where_it_and_the_others_do_better():
    pair = [a_participant(name, "s1", "s2") for name in ("p1", "p2")]
    problem = a_problem([a_slot("s1", 2), a_slot("s2", 3)], [*pair, a_participant("p3", "s1")], groups=PAIR)

    assert better(problem, 0) == [1, 2]  # all are placed: the pair in s2, the third in s1
    assert better(problem, 0, limit_s=0) == [0]


def test_a_group_without_a_place_is_sent_to_one_and_the_others_make_room():
    pair = [a_participant(name, "s1") for name in ("p1", "p2")]
    problem = a_problem([a_slot("s1", 2), a_slot("s2")], [*pair, a_participant("p3", "s1", "s2")], groups=PAIR)

    assert better(problem, 1) == [0, 2]


def test_a_slot_that_does_not_run_is_opened_only_by_as_many_as_it_needs():
    pair = [a_participant(name, "s1", "s2") for name in ("p1", "p2")]
    slots, others = [a_slot("s1", 2, min_group=2), a_slot("s2", 2)], [a_participant("p3", "s1")]

    assert better(a_problem(slots, [*pair, *others], groups=PAIR), 1) == [0]


@pytest.mark.parametrize("seed", range(20))
def test_what_comes_out_is_a_plan_no_worse_than_before_and_no_better_than_the_best(seed):
    file = a_drawn_file(seed, people=6) | {"pins": []}
    problem = read_problem(file)
    openings = find_openings(problem)
    network = build_network(problem, openings)
    before = build_model(problem, openings).complete(choose(build_model(problem, openings), np.zeros(len(openings))))

    flow = place_around(network, before[: len(openings)] > 0, Stopwatch(60))

    assert len(network.short(flow)) == len(network.split(flow)) == 0
    signs = [-1 if level.is_maximised else 1 for level in problem.levels]
    reached = [network.value(level, network.fill(flow)) for level in problem.levels]
    carried = np.where(before[: len(openings)] > 0, openings.people[openings.group], 0)
    start = network.fill(np.append(carried, np.zeros(len(network.tail) - len(openings), np.int64)))
    best = [sign * value for sign, value in zip(signs, best_plan(file)[0], strict=True)]
    assert best <= reached <= [network.value(level, start) for level in problem.levels]
