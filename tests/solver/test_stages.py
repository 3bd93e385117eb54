"""The parts a flow in stages is made of: digits, distances, paths; and what happens where a search is cut short."""

from contextlib import suppress

import numpy as np
import pytest

from matchday.solver import NoPlanError, branch, check, read_problem, solve, stages, tree
from matchday.solver.generate import generate
from matchday.solver.shortest import FAR, CycleError, Graph
from matchday.solver.stages import _add_up, _read_digits
from tests.solver.problems import a_drawn_file, level_values


def a_graph(*arcs):
    tail, head, length = np.array(arcs, np.int64).T
    return Graph(np.arange(len(arcs)), tail.astype(np.int32), head.astype(np.int32), length)


def test_weighed_levels_read_back_as_digits_of_either_sign():
    dice = np.random.default_rng(1)
    bits = [3, 5, 12]
    levels = [dice.integers(-9, 9, 50), *(dice.integers(-(2 ** (b - 1)), 2 ** (b - 1), 50) for b in bits)]

    assert (np.array(_read_digits(_add_up(levels, bits), bits)) == np.array(levels)).all()


def test_a_shortest_path_is_told_from_its_end_with_distances_no_farther():
    graph = a_graph((0, 1, 5), (0, 2, 1), (1, 3, 2), (2, 1, 0), (2, 3, 4), (3, 4, 9))
    nodes = np.arange(5)

    path, distance = graph.find_path(nodes == 0, nodes == 3)

    assert path == [2, 3, 1]
    assert distance.tolist() == [0, 1, 1, 3, 3]


def test_where_no_path_leads_the_path_is_empty():
    nodes = np.arange(3)

    path, distance = a_graph((0, 1, 5)).find_path(nodes == 0, nodes == 2)

    assert path == []
    assert distance.tolist() == [0, 5, FAR]


def test_a_cycle_shorter_than_nothing_is_not_walked_for_ever():
    with pytest.raises(CycleError):
        a_graph((0, 1, 1), (1, 0, -2)).shorten(np.zeros(2, np.int64))


def test_who_is_reached_by_one_way_only_is_left_out_and_every_arc_is_kept_to_all_the_same():
    arcs = [(0, 2, 3), (2, 0, -3), (0, 3, 1), (1, 3, -4), (3, 1, 4), (1, 2, -1), (3, 4, 0), (4, 2, 5), (2, 4, 2)]
    graph, distance = a_graph(*arcs), np.zeros(5, np.int64)

    graph.shorten_behind(distance, 2)

    assert (distance[graph.tail] + graph.length >= distance[graph.head]).all()
    assert distance[0] == distance[2] - 3
    assert distance[1] == distance[3] + 4


def test_a_cycle_that_is_as_long_as_nothing_is_no_fault():
    distance = np.array([3, 0, 0])

    a_graph((0, 1, 1), (1, 0, -1), (1, 2, -2), (2, 1, 2)).shorten(distance)

    assert distance.tolist() == [-1, 0, -2]


def test_digits_too_short_are_put_right_or_longer_ones_taken_and_the_plan_is_the_same(monkeypatch):
    problem = read_problem(generate(participants=300, slots=80, seed=1))
    plan = solve(problem).solution["placements"]
    monkeypatch.setattr(stages, "DIGIT_BITS", 1)

    solved = solve(problem)

    assert (solved.solution["placements"], solved.solution["status"]) == (plan, "proven")
    assert check(problem, solved.solution, solved.certificate) == []


def problems_with_questions():
    for seed in range(60):
        problem = read_problem(a_drawn_file(seed, people=8, slots=4) | {"pins": []})
        solved = solve(problem, engine="branch")
        if len(solved.certificate.proof.questions) > 3:
            yield problem, solved


def test_what_branching_leaves_open_another_engine_closes_and_what_is_proven_stays_proven(monkeypatch):
    found = list(problems_with_questions())[:6]
    monkeypatch.setattr(branch, "MOST_NODES", 2)

    assert found
    for problem, whole in found:
        solved = solve(problem)
        assert level_values(solved.solution) == level_values(whole.solution)
        assert solved.solution["status"] in {"closed", "proven"}
        assert check(problem, solved.solution, solved.certificate) == []


def test_a_tree_cut_short_bounds_the_first_open_level_by_proof(monkeypatch):
    statuses = []
    for problem, whole in list(problems_with_questions()):
        monkeypatch.setattr(branch, "MOST_NODES", len(whole.certificate.proof.questions) - 1)
        with suppress(NoPlanError):
            solved = solve(problem, engine="branch")
            statuses.append(solved.solution["status"])
            assert "C" not in [entry["grade"] for entry in solved.solution["levels"]]
            assert check(problem, solved.solution, solved.certificate) == []
        monkeypatch.undo()

    assert "bounded" in statuses


def test_a_proof_too_large_for_a_certificate_is_not_claimed(monkeypatch):
    monkeypatch.setattr(tree, "LARGEST_BYTES", 0)
    problem = read_problem(a_drawn_file(1, with_groups=False) | {"pins": []})

    solved = solve(problem, engine="branch")

    assert solved.certificate is None
    assert {entry["grade"] for entry in solved.solution["levels"]} == {"C"}
    assert solved.solution["status"] == "closed"
