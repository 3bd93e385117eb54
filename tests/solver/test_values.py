"""The values of any plan, also of one that nobody should carry out."""

import pytest

from matchday.solver import LevelValue, ProblemError, values
from tests.solver.problems import a_participant, a_problem, a_slot

PROBLEM = a_problem(
    [a_slot("s1", 2, employer="e1"), a_slot("s2", employer="e1"), a_slot("s3")],
    [
        a_participant("p1", "s1", "s2", minutes={"s1": 35, "s3": 50}),
        a_participant("p2", "s2", acceptable=["s1"], minutes={"s2": 10, "s1": 20}),
    ],
    previous=[["p1", "s1"], ["p2", "s3"]],
    objective=[
        "placed",
        "kept",
        "employers",
        "running",
        "placements",
        "ranks:generous",
        "ranks:first",
        "ranks:total",
        "travel",
    ],
)


def values_of(*placements):
    return [reached.value for reached in values(PROBLEM, [pair.split("-") for pair in placements])]


def test_a_plan_is_counted_level_by_level():
    assert values_of("p1-s1", "p2-s1") == [2, 1, 1, 1, 2, 1, 0, 1, 0, 2, 55]


def test_the_empty_plan_is_worth_nothing():
    assert values_of() == [0] * 11


def test_a_move_that_nobody_wished_counts_behind_the_last_rank():
    assert values_of("p1-s3", "p2-s3") == [2, 1, 1, 1, 2, 2, 0, 0, 0, 4, 50]


def test_somebody_with_several_placements_is_placed_once():
    assert values_of("p1-s1", "p1-s3")[:5] == [1, 1, 2, 2, 2]


def test_the_order_of_the_placements_does_not_matter():
    assert values_of("p2-s2", "p1-s1") == values_of("p1-s1", "p2-s2")


def test_each_value_names_its_level_and_rank():
    reached = values(PROBLEM, [["p1", "s1"]])

    assert reached[0] == LevelValue("placed", None, 1)
    assert [(each.level, each.rank) for each in reached[5:9]] == [
        ("ranks:generous", 3),
        ("ranks:generous", 2),
        ("ranks:first", 1),
        ("ranks:first", 2),
    ]


def test_an_unknown_id_is_a_fault_with_its_path():
    with pytest.raises(ProblemError, match=r"^\$\.placements\[1\]: ") as caught:
        values(PROBLEM, [["p1", "s1"], ["p1", "s9"]])

    assert caught.value.code == "unknown_id"
