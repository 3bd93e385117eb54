"""What each level costs the others."""

import pytest

from matchday.solver import CallError, price, read_problem, solve
from matchday.solver.values import Change
from tests.solver.problems import a_drawn_file, a_participant, a_problem, a_slot, level_values


def test_a_level_left_out_shows_every_level_with_and_without_it():
    slots = [a_slot("s1"), a_slot("s2")]
    more = {"objective": ["placed", "ranks:total", "travel"], "home_minutes": [["p1", "s1", 40], ["p1", "s2", 10]]}
    problem = a_problem(slots, [a_participant("p1", "s1", "s2")], **more)

    placed, ranks = price(problem, solve(problem).solution)

    assert (placed.level, placed.changes, placed.status) == ("placed", (), None)
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


@pytest.mark.parametrize("seed", range(10))
def test_prices_are_those_of_the_problem_written_without_the_level(seed):
    file = a_drawn_file(seed, people=8, slots=5, with_minimums=False, with_groups=False)
    problem = read_problem(file)

    for each in price(problem, solve(problem).solution):
        if each.changes:
            without = [name for name in file["objective"] if name != each.level]
            other = read_problem({**file, "objective": without})
            kept = [change.after for change in each.changes if change.level != each.level]
            assert kept == level_values(solve(other).solution)
