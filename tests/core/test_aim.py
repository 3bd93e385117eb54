"""Aims and the orders of levels they stand for."""

from __future__ import annotations

import pytest

from matchday.core.aim import ONE_EACH, PUSHING, SEVERAL_EACH, Aim, find_aim, order_levels

EVERY = [(aim, most) for aim in Aim for most in (1, 2)]


@pytest.mark.parametrize(("aim", "most"), EVERY)
def test_most_people_with_a_place_always_come_first(aim: Aim, most: int) -> None:
    assert order_levels(aim, max_placements=most)[0] == "placed"


@pytest.mark.parametrize("aim", Aim)
def test_where_somebody_may_get_several_places_their_number_comes_before_how_good_they_are(aim: Aim) -> None:
    assert order_levels(aim, max_placements=2)[1] == "placements"


@pytest.mark.parametrize(("aim", "most"), EVERY)
def test_an_order_tells_which_aim_it_stands_for(aim: Aim, most: int) -> None:
    assert find_aim(order_levels(aim, max_placements=most)) is aim


def test_a_question_without_an_order_has_the_aim_of_all_until_somebody_chose() -> None:
    assert find_aim(()) is Aim.NOBODY_LAST


@pytest.mark.parametrize("orders", [ONE_EACH, SEVERAL_EACH])
def test_the_aims_with_a_warning_are_those_that_come_before_the_wishes(orders: dict[Aim, tuple[str, ...]]) -> None:
    def is_before_the_wishes(order: tuple[str, ...]) -> bool:
        wishes = next(place for place, level in enumerate(order) if level.startswith("ranks:"))
        return any(level in order[:wishes] for level in ("employers", "running", "travel"))

    assert {aim for aim, order in orders.items() if is_before_the_wishes(order)} == PUSHING
