"""Who may go where once all that can never happen is struck."""

from matchday.solver.reduce import find_openings
from tests.solver.problems import a_participant, a_problem, a_slot


def openings_of(slots, people, **more):
    problem = a_problem(slots, people, **more)
    openings = find_openings(problem)
    return [f"{group}-{problem.slots.ids[slot]}" for group, slot in zip(openings.group, openings.slot, strict=True)]


TWO = [a_participant("p1", "s1", "s2"), a_participant("p2", "s1", "s2")]


def test_ineligible_and_barred_pairs_are_struck():
    slots = [a_slot("s1"), a_slot("s2")]

    assert openings_of(slots, TWO, ineligible=[["p1", "s1"]], bars=[["p2", "s2"]]) == ["0-s2", "1-s1"]


def test_a_slot_with_too_little_demand_is_closed():
    slots = [a_slot("s1", 3, min_group=3), a_slot("s2", 2, min_group=2)]

    assert openings_of(slots, TWO) == ["0-s2", "1-s2"]


def test_demand_counts_people_and_not_groups():
    slots = [a_slot("s1", 3, min_group=2), a_slot("s2", 1)]

    assert openings_of(slots, TWO, groups=[{"id": "g1", "members": ["p1", "p2"]}]) == ["0-s1"]


def test_pins_that_use_up_a_person_or_a_slot_strike_the_rest():
    slots = [a_slot("s1"), a_slot("s2")]

    assert openings_of(slots, TWO, pins=[["p1", "s1"]]) == ["0-s1", "1-s2"]


def test_a_group_of_one_stands_before_those_who_are_alone():
    slots = [a_slot("s1"), a_slot("s2")]
    problem = a_problem(slots, TWO, groups=[{"id": "g1", "members": ["p2"]}])

    openings = find_openings(problem)

    assert problem.pairs.participant[openings.pairs].tolist() == [1, 1, 0, 0]
    assert openings.group.tolist() == [0, 0, 1, 1]


def test_amounts_are_added_up_over_the_members():
    groups = [{"id": "g1", "members": ["p1", "p2"]}]
    problem = a_problem([a_slot("s1", 2), a_slot("s2", 2)], TWO, groups=groups)

    openings = find_openings(problem)

    assert openings.people.tolist() == [2]
    assert openings.sum_over_members(problem.pairs.rank).tolist() == [2, 4]
