"""Each level decides by itself: a tiny problem, the plan known by hand, by every engine that can do it."""

import pytest

from matchday.solver import solve
from matchday.solver.levels import Level, elementary_levels
from tests.solver.problems import a_participant, a_problem, a_slot, level_values


@pytest.fixture(params=["flow", "mip"])
def plan(request):
    """Solve with one engine and return placements as text and the values of the levels."""

    def solve_with(slots, people, **more):
        solution = solve(a_problem(slots, people, **more), engine=request.param).solution
        return " ".join("-".join(pair) for pair in solution["placements"]), level_values(solution)

    return solve_with


SLOTS = [a_slot("s1"), a_slot("s2"), a_slot("s3")]


def test_placed_prefers_two_people_to_one_first_wish(plan):
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", "s1")]

    assert plan(SLOTS, people, objective=["placed"]) == ("p1-s2 p2-s1", [2])


def test_kept_stays_with_the_previous_plan(plan):
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", "s1", "s2")]
    previous = [["p1", "s2"], ["p2", "s1"], ["p9", "s1"]]

    assert plan(SLOTS, people, previous=previous, objective=["placed", "kept"]) == ("p1-s2 p2-s1", [2, 2])


def test_employers_receives_at_as_many_as_possible(plan):
    slots = [a_slot("s1", 2, employer="e1"), a_slot("s2", employer="e1"), a_slot("s3", employer="e2")]
    people = [a_participant("p1", "s1 s2"), a_participant("p2", "s1", "s2", "s3")]

    assert plan(slots, people, objective=["placed", "employers", "ranks:total"])[1] == [2, 2, 2]


def test_running_opens_as_many_slots_as_possible(plan):
    slots = [a_slot("s1", 3), a_slot("s2"), a_slot("s3")]
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", "s1"), a_participant("p3", "s1", "s3")]

    assert plan(slots, people, objective=["placed", "running"]) == ("p1-s2 p2-s1 p3-s3", [3, 3])


def test_generous_avoids_the_worst_rank_first(plan):
    people = [a_participant("p1", "s1", "s2", "s3"), a_participant("p2", "s1", "s2"), a_participant("p3", "s2")]

    _, values = plan(SLOTS, people, objective=["placed", "ranks:generous"])

    assert values == [3, 0, 1, 0]


def test_first_and_generous_disagree_where_they_should(plan):
    slots = [a_slot("s1"), a_slot("s2"), a_slot("s3")]
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", "s1", "s2", "s3"), a_participant("p3", "s2", "s1")]

    _, first = plan(slots, people, objective=["placed", "ranks:first"])
    _, generous = plan(slots, people, objective=["placed", "ranks:generous"])

    assert first == [3, 2, 0, 1]
    assert generous == [3, 0, 1, 0]


def test_total_adds_up_the_ranks(plan):
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", "s1", "", "s3")]

    assert plan(SLOTS, people, objective=["placed", "ranks:total"]) == ("p1-s2 p2-s1", [2, 1])


def test_travel_sends_people_where_it_is_near(plan):
    people = [
        a_participant("p1", "s1 s2", minutes={"s1": 50, "s2": 10}),
        a_participant("p2", "s1 s2", minutes={"s1": 20, "s2": 5}),
    ]

    assert plan(SLOTS, people, objective=["placed", "travel"]) == ("p1-s2 p2-s1", [2, 30])


def test_an_acceptable_slot_counts_behind_the_last_rank(plan):
    people = [a_participant("p1", "", "", acceptable=["s1"])]

    assert plan(SLOTS, people, objective=["placed", "ranks:generous"]) == ("p1-s1", [1, 1, 0])


def test_placements_counts_all_of_them():
    people = [a_participant("p1", "s1", "s2", max_placements=2), a_participant("p2", "s3", max_placements=2)]

    solution = solve(a_problem(SLOTS, people, objective=["placed", "placements"])).solution

    assert level_values(solution) == [2, 3]


def test_the_objective_unfolds_into_elementary_levels():
    generous = elementary_levels(["placed", "ranks:generous"], 3)
    first = elementary_levels(["ranks:first"], 2)

    assert generous == (Level("placed"), *(Level("ranks:generous", rank) for rank in (4, 3, 2)))
    assert first == (Level("ranks:first", 1), Level("ranks:first", 2))
