"""Which question a tree asks: learned from answers, tried where nothing is known."""

import numpy as np
import pytest

from matchday.solver import check, read_problem, solve
from matchday.solver.generate import generate
from matchday.solver.network import build_network
from matchday.solver.question import Questions
from matchday.solver.reduce import find_openings
from tests.solver.problems import a_participant, a_problem, a_slot

PEOPLE = [a_participant(f"p{number}", wishes=[["a"], ["b"], ["c"]]) for number in range(3)]
SLOTS = [a_slot(name, capacity=3, min_group=2) for name in "abc"]


@pytest.fixture
def network():
    problem = a_problem(slots=SLOTS, participants=PEOPLE)
    return build_network(problem, find_openings(problem))


def one_each(network):
    """Return a flow that sends one person to each slot: all three are below their minimum."""
    openings, flow = network.openings, np.zeros(len(network.tail), np.int64)
    flow[: len(openings)] = openings.group == openings.slot
    return network.fill(flow)


def answers(raised):
    """Return a trial that raises the second level so, and a list of what was tried."""
    tried = []

    def trial(question, answer):
        tried.append((question, answer))
        by = raised[question][0 if answer else 1]
        return None if by is None else [0, by]

    return trial, tried


def test_the_question_whose_answers_raise_most_together_is_asked(network):
    trial, tried = answers({0: (0, 5), 1: (2, 2), 2: (4, 3)})

    assert Questions(network).choose(one_each(network), [0, 0], trial) == 2
    assert sorted(tried) == [(question, answer) for question in range(3) for answer in (False, True)]


def test_what_was_learned_is_not_tried_again(network):
    questions = Questions(network)
    trial, tried = answers({0: (0, 5), 1: (2, 2), 2: (4, 3)})
    questions.choose(one_each(network), [0, 0], trial)
    tried.clear()
    questions.learn(2, True, bounds=[0, 0], after=[0, 0])
    questions.learn(2, True, bounds=[0, 0], after=[0, 0])  # on average 4 ÷ 3, together 4 ÷ 3 + 3

    assert questions.choose(one_each(network), [0, 7], trial) == 0
    assert tried == []


def test_an_answer_without_a_plan_makes_the_other_one_certain(network):
    trial, tried = answers({0: (9, 9), 1: (None, 0), 2: (9, 9)})

    assert Questions(network).choose(one_each(network), [0, 0], trial) == 1
    assert (2, True) not in tried


def test_a_plan_leaves_nothing_to_ask(network):
    trial, tried = answers({})
    flow = one_each(network)
    flow[:] = 0

    assert Questions(network).choose(network.fill(flow), [0, 0], trial) is None
    assert tried == []


@pytest.mark.parametrize("seed", [9, 10, 18])
def test_thirty_groups_of_a_landkreis_are_closed(seed):
    """In the order of urgency alone these trees have more than 1,800 parts each."""
    problem = read_problem(generate(participants=300, slots=80, seed=seed, groups=30))

    solved = solve(problem, engine="branch")

    assert solved.solution["status"] == "proven"
    assert check(problem, solved.solution, solved.certificate) == []
    assert len(solved.certificate.proof.questions) < 300


@pytest.mark.parametrize("tight", [1.25, 1.6])
def test_minimum_sizes_are_closed_where_places_abound(tight):
    problem = read_problem(generate(participants=1000, slots=150, seed=4, has_minimums=True, tight=tight))

    solved = solve(problem, engine="branch")

    assert solved.solution["status"] == "proven"
    assert check(problem, solved.solution, solved.certificate) == []
