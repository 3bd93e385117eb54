"""Pins that contradict the rest are faults, each with the path of the first pin that cannot hold."""

import pytest

from matchday.solver import ProblemError, solve
from tests.solver.problems import a_participant, a_problem, a_slot

SLOTS = [a_slot("s1"), a_slot("s2", 2), a_slot("s3", 2, employer="e2"), a_slot("s4", 2, employer="e2")]
PEOPLE = [a_participant(name, "s1", "s2", max_placements=2) for name in ("p1", "p2", "p3")]


def fault_of(pins, **more):
    with pytest.raises(ProblemError) as caught:
        a_problem(SLOTS, PEOPLE, pins=pins, **more)
    return caught.value.code, caught.value.path


def test_a_pin_on_a_struck_pair():
    assert fault_of([["p1", "s1"]], bars=[["p1", "s1"]]) == ("pin_struck", "$.pins[0]")
    assert fault_of([["p1", "s1"]], ineligible=[["p1", "s1"]]) == ("pin_struck", "$.pins[0]")


def test_more_pins_than_placements():
    pins = [["p1", "s1"], ["p1", "s2"], ["p1", "s3"]]

    assert fault_of(pins) == ("pins_above_max_placements", "$.pins[2]")


def test_more_pins_than_capacity():
    assert fault_of([["p1", "s1"], ["p2", "s1"]]) == ("pins_above_capacity", "$.pins[1]")


def test_two_pins_at_one_employer():
    assert fault_of([["p1", "s3"], ["p1", "s4"]]) == ("pins_clash", "$.pins[1]")


def test_a_pin_of_a_member_must_be_given_for_every_member():
    groups = [{"id": "g1", "members": ["p1", "p2"]}]

    assert fault_of([["p1", "s2"]], groups=groups) == ("pin_splits_group", "$.pins[0]")
    a_problem(SLOTS, PEOPLE, pins=[["p1", "s2"], ["p2", "s2"]], groups=groups)


def test_a_pin_written_twice_counts_once():
    problem = a_problem(SLOTS, PEOPLE, pins=[["p1", "s1"], ["p1", "s1"]])

    assert problem.pairs.is_pinned.sum() == 1


def test_a_pin_that_was_not_wished_has_the_rank_of_acceptable():
    problem = a_problem(SLOTS, PEOPLE, pins=[["p1", "s3"]])

    solution = solve(problem, engine="mip").solution

    assert ["p1", "s3"] in solution["placements"]
    assert problem.pairs.rank[problem.pairs.is_pinned].tolist() == [3]


def test_a_minimum_that_nobody_can_reach_makes_its_pin_impossible():
    slots = [a_slot("s1", 2, min_group=2)]
    problem = a_problem(slots, [a_participant("p1", "s1")], pins=[["p1", "s1"]])

    with pytest.raises(ProblemError) as caught:
        solve(problem)

    assert (caught.value.code, caught.value.path) == ("pins_impossible", "$.pins")


def test_the_search_finds_that_two_minimums_need_the_same_person():
    slots = [a_slot("s1", 2, min_group=2), a_slot("s2", 2, min_group=2)]
    people = [a_participant("p1", "s1"), a_participant("p2", "s2"), a_participant("p3", "s1", "s2")]
    problem = a_problem(slots, people, pins=[["p1", "s1"], ["p2", "s2"]])

    with pytest.raises(ProblemError) as caught:
        solve(problem)

    assert (caught.value.code, caught.value.path) == ("pins_impossible", "$.pins")
