"""Branching on flows: questions where a flow is no plan, in any order of levels, and a tree that proves the answer."""

from dataclasses import replace

import pytest

from matchday.solver import NoPlanError, ProblemError, branch, check, read_problem, solve
from matchday.solver.branch import Tree, solve_by_branch
from matchday.solver.forced import group_of
from matchday.solver.generate import generate
from matchday.solver.levels import LOTTERY, Level
from matchday.solver.network import build_network
from matchday.solver.reduce import find_openings
from matchday.solver.search import Search
from matchday.solver.stages import Region
from matchday.solver.stopwatch import Stopwatch
from tests.solver.brute_force import best_plan
from tests.solver.problems import a_drawn_file, a_participant, a_problem, a_slot, level_values

ORDERS = [
    ["placed", "running", "ranks:generous", "travel"],
    ["running", "kept", "placed", "employers", "ranks:first"],
    ["kept", "employers", "placements", "running", "ranks:total"],
    ["employers", "running", "placed", "travel"],
]


def root_stages(problem):
    network = build_network(problem, find_openings(problem))
    return list(Region(network, *network.limits()).bound((*problem.levels, Level(LOTTERY))))


@pytest.mark.parametrize("seed", range(40))
def test_every_order_of_levels_gives_the_best_plan_of_all(seed):
    file = a_drawn_file(seed, people=6, slots=3, with_groups=seed % 3 == 0) | {"objective": ORDERS[seed % 4]}
    best = best_plan(file)
    problem = read_problem(file)
    if best is None:
        with pytest.raises(ProblemError):
            solve(problem, engine="branch")
        return

    solved = solve(problem, engine="branch")

    assert (level_values(solved.solution), solved.solution["placements"]) == best
    assert (solved.solution["status"], solved.solution["reproducible"]) == ("proven", True)
    assert check(problem, solved.solution, solved.certificate) == []


def pinned(problem, pair):
    """The same problem with one more pin, of the whole group."""
    pairs = problem.pairs
    members = group_of(problem, int(pairs.participant[pair]))[pairs.participant]
    is_forced = members & (pairs.slot == pairs.slot[pair])
    return replace(problem, pairs=replace(pairs, is_pinned=pairs.is_pinned | is_forced))


def minimised(problem, solution):
    steps = zip(problem.levels, level_values(solution), strict=True)
    return [-value if level.is_maximised else value for level, value in steps]


@pytest.mark.parametrize("seed", range(6))
def test_a_tree_gone_on_with_from_its_leaves_finds_what_a_pin_finds(seed):
    groups = 4 if seed % 2 else 0
    problem = read_problem(generate(participants=30, slots=10, seed=seed, has_minimums=True, groups=groups))
    openings = find_openings(problem)
    tree = Tree(build_network(problem, openings), problem.levels, Stopwatch(0))

    for opening in range(seed, len(openings), len(openings) // 4):
        is_searched = tree.force(int(openings.group[opening]), int(openings.slot[opening]), Stopwatch(60))
        solved = solve(pinned(problem, openings.pairs[openings.first_pair[opening]]), engine="branch")

        assert is_searched
        assert tree.best == minimised(problem, solved.solution)


THREE_FOR_TWO = [a_participant("p1", "s1", "s2"), a_participant("p2", "s1", "s2"), a_participant("p3", "s1", "s2")]


def test_levels_behind_a_rounded_one_are_bounded_among_all_plans_that_reach_it():
    """Three people fill one slot of three or one of two: flows run one slot and a half, plans only one."""
    slots = [a_slot("s1", 3, min_group=2), a_slot("s2", 2, min_group=2)]
    problem = a_problem(slots, THREE_FOR_TWO, objective=["running", "placed", "ranks:generous"])

    running = root_stages(problem)[0]
    solved = solve(problem, engine="branch")

    assert (running.bound, running.is_whole) == (-1, False)
    assert level_values(solved.solution) == [1, 3, 0, 0]
    assert solved.solution["status"] == "proven"
    assert check(problem, solved.solution, solved.certificate) == []


def test_some_of_these_problems_have_levels_that_flows_reach_only_in_fractions():
    files = [
        a_drawn_file(seed, people=6, slots=3, with_groups=False) | {"objective": ORDERS[seed % 4]} for seed in range(40)
    ]

    rounded = [any(not stage.is_whole for stage in root_stages(read_problem(file))) for file in files]

    assert sum(rounded) >= 2


def test_pins_that_minimum_sizes_make_impossible_are_found():
    slots = [a_slot("s1", 2, min_group=2), a_slot("s2", 2, min_group=2)]
    people = [a_participant(name, "s1", "s2") for name in ("p1", "p2", "p3")]

    with pytest.raises(ProblemError, match="cannot all be held"):
        solve(a_problem(slots, people, pins=[["p1", "s1"], ["p2", "s2"]]), engine="branch")


def test_a_group_is_asked_about_when_a_flow_splits_it():
    people = [a_participant(name, "s1", "s2") for name in ("p1", "p2", "p3")]
    problem = a_problem([a_slot("s1", 2), a_slot("s2", 2)], people, groups=[{"id": "g1", "members": ["p2", "p3"]}])

    solved = solve(problem, engine="branch")

    assert (solved.solution["placements"], solved.solution["status"]) == (best_plan_of(problem), "proven")


def best_plan_of(problem):
    return solve(problem, engine="mip").solution["placements"]


def test_a_search_without_any_time_finds_no_plan():
    problem = a_problem([a_slot("s1", 2, min_group=2), a_slot("s2")], THREE_FOR_TWO)

    with pytest.raises(NoPlanError):
        solve_by_branch(problem, find_openings(problem), Search(problem.levels, Stopwatch(0)))


def test_where_many_slots_are_short_the_plan_that_closes_them_is_beaten_by_the_best(monkeypatch):
    monkeypatch.setattr(branch, "FEW_DOUBTS", 0)
    for seed in range(20):
        problem = read_problem(a_drawn_file(seed, people=8, slots=4, with_groups=False) | {"pins": []})

        solved = solve(problem, engine="branch")

        assert solved.solution["status"] == "proven"
        assert check(problem, solved.solution, solved.certificate) == []


def test_where_many_groups_are_split_there_is_a_plan_after_a_single_part(monkeypatch):
    monkeypatch.setattr(branch, "FEW_DOUBTS", 0)
    monkeypatch.setattr(branch, "MOST_NODES", 1)
    for seed in range(6):
        problem = read_problem(generate(participants=60, slots=15, seed=seed, groups=12))

        solved = solve(problem, engine="branch")

        assert check(problem, solved.solution, solved.certificate) == []


def test_many_short_slots_do_not_take_the_search_through_a_part_for_each(monkeypatch):
    """With a single part looked at there is a plan all the same, with the first open level bounded by proof."""
    monkeypatch.setattr(branch, "FEW_DOUBTS", 0)
    monkeypatch.setattr(branch, "MOST_NODES", 1)
    for seed in range(20):
        problem = read_problem(a_drawn_file(seed, people=8, slots=4, with_groups=False) | {"pins": []})

        solved = solve(problem, engine="branch")

        assert check(problem, solved.solution, solved.certificate) == []


def test_where_many_groups_are_split_the_next_engine_goes_on_from_a_first_plan(monkeypatch):
    problem = read_problem(generate(participants=80, slots=40, seed=3, groups=12))
    by_tree = solve(problem).solution
    monkeypatch.setattr(branch, "FEW_DOUBTS", 0)
    monkeypatch.setattr(branch, "MANY_SPLIT", 0)

    solved = solve(problem)

    assert (by_tree["engine"], solved.solution["engine"]) == ("branch", "lexlp")
    assert level_values(solved.solution) == level_values(by_tree)
    assert solved.solution["placements"] == by_tree["placements"]
    assert check(problem, solved.solution, solved.certificate) == []
    assert solve(problem, engine="branch").solution["engine"] == "branch"
