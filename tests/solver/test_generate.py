"""Invented problems: the same for the same seed, of the shape asked for, and always valid."""

import pytest

from matchday.solver import read_problem
from matchday.solver.errors import CallError
from matchday.solver.generate import generate


def test_the_same_seed_gives_the_same_problem():
    first, again, other = (generate(participants=50, slots=20, seed=seed) for seed in (1, 1, 2))

    assert first == again
    assert first != other


def test_without_extras_there_are_twelve_levels_and_one_placement_each():
    problem = read_problem(generate(participants=300, slots=80, seed=1))

    assert len(problem.levels) == 12
    assert problem.objective == ("placed", "ranks:generous", "travel")
    assert (problem.slots.min_group == 1).all()
    assert len(problem.group_ids) == 0


def test_people_wish_three_to_ten_slots_and_accept_up_to_five_more():
    participants = generate(participants=300, slots=80, seed=1)["participants"]

    assert max(len(each["wishes"]) for each in participants) == 10
    assert max(len(each["acceptable"]) for each in participants) == 5
    assert sum(len(each["wishes"]) >= 3 for each in participants) > 250


def test_there_are_about_as_many_places_as_asked_for():
    problem = read_problem(generate(participants=1000, slots=100, seed=1, tight=1.5))

    assert 1450 <= problem.slots.capacity.sum() <= 1550


def test_everybody_has_as_many_acceptable_slots_as_asked_for():
    participants = generate(participants=50, slots=200, seed=1, acceptable=5)["participants"]

    assert {len(each["acceptable"]) for each in participants} == {5}


def test_extras_are_drawn_where_asked_for():
    problem = read_problem(generate(participants=60, slots=20, seed=1, placements=2, has_minimums=True, groups=30))

    assert (problem.participants.max_placements == 2).all()
    assert problem.slots.is_timed.all()
    assert problem.site_minutes.max() > 0
    assert (problem.slots.min_group > 1).any()
    assert len(problem.group_ids) == 30
    assert problem.objective == ("placed", "placements", "ranks:generous", "travel")


@pytest.mark.parametrize(
    "wrong", [{"participants": 0}, {"slots": 0}, {"seed": -1}, {"placements": 0}, {"groups": 6}, {"tight": 0}]
)
def test_numbers_that_make_no_sense_are_refused(wrong):
    with pytest.raises(CallError):
        generate(**({"participants": 10, "slots": 5, "seed": 1} | wrong))


@pytest.mark.parametrize(("participants", "slots"), [(1, 1), (1, 30), (30, 1)])
def test_the_smallest_sizes_are_valid(participants, slots):
    read_problem(generate(participants=participants, slots=slots, seed=1, placements=20, has_minimums=True))
