"""What each level costs the others."""

import pytest

from matchday.solver import CallError, price, read_problem, solve
from matchday.solver.values import Change
from tests.solver.brute_force import best_plan
from tests.solver.problems import a_drawn_file, a_participant, a_problem, a_slot


def test_a_level_left_out_shows_every_level_with_and_without_it():
    slots = [a_slot("s1"), a_slot("s2")]
    more = {"objective": ["placed", "ranks:total", "travel"], "home_minutes": [["p1", "s1", 40], ["p1", "s2", 10]]}
    problem = a_problem(slots, [a_participant("p1", "s1", "s2")], **more)

    placed, ranks = price(problem, solve(problem).solution)

    assert (placed.level, placed.status) == ("placed", "proven")
    assert placed.changes == (
        Change("placed", None, before=1, after=0),
        Change("ranks:total", None, before=0, after=0),
        Change("travel", None, before=40, after=0),
    )
    assert (ranks.level, ranks.status) == ("ranks:total", "proven")
    assert ranks.changes == (
        Change("placed", None, before=1, after=1),
        Change("ranks:total", None, before=0, after=1),
        Change("travel", None, before=40, after=10),
    )
    assert [change.is_better for change in ranks.changes[1:]] == [False, True]


def test_placed_has_a_price_where_placements_are_counted_too():
    people = [a_participant("p1", "s1", "s2", max_placements=2), a_participant("p2", "s1")]
    problem = a_problem([a_slot("s1"), a_slot("s2")], people, objective=["placed", "placements", "ranks:first"])

    placed, placements = price(problem, solve(problem).solution)

    assert {placed.status, placements.status} <= {"proven", "closed"}
    assert [change.after for change in placements.changes[:2]] == [2, 2]


def test_a_level_alone_costs_nothing():
    problem = a_problem([a_slot("s1")], [a_participant("p1", "s1")], objective=["placed"])

    assert price(problem, solve(problem).solution) == []


def test_a_plan_with_a_false_claim_has_no_price():
    problem = a_problem([a_slot("s1")], [a_participant("p1", "s1")])

    with pytest.raises(CallError, match="not to be trusted"):
        price(problem, solve(problem).solution | {"placements": []})


@pytest.mark.parametrize("seed", range(40))
def test_prices_are_what_the_best_plan_without_the_level_reaches(seed):
    file = {**a_drawn_file(seed, placements=1 + seed % 2), "pins": []}
    problem = read_problem(file)

    for each in price(problem, solve(problem).solution):
        reached, _ = best_plan({**file, "objective": [name for name in file["objective"] if name != each.level]})
        assert [change.after for change in each.changes if change.level != each.level] == reached
