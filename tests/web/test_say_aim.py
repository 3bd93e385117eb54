"""Sentences about what a plan compares: there is one for whatever an order may hold."""

from __future__ import annotations

import pytest

from matchday.core.aim import Aim, order_levels
from matchday.web.say_aim import explain_aim, name_level, say_level


@pytest.mark.parametrize("aim", Aim)
@pytest.mark.parametrize("max_placements", [1, 2])
def test_every_level_of_every_order_has_its_sentences(aim: Aim, max_placements: int) -> None:
    for level in ("kept", *order_levels(aim, max_placements=max_placements)):
        assert say_level(level)
        assert name_level(level, 1, [])
    assert explain_aim(aim).is_best


def test_where_somebody_may_have_several_places_they_are_counted_and_not_the_people() -> None:
    ranks = [{"level": "ranks:generous", "rank": rank} for rank in (3, 2)]

    assert name_level("ranks:generous", 2, ranks) == "Menschen mit ihrem 2. Wunsch"
    assert name_level("ranks:generous", 3, ranks) == "Menschen mit einem Platz ohne Wunsch"
    several = [{"level": "placements", "rank": None}, *ranks]
    assert name_level("ranks:generous", 2, several) == "Plätze, die ein 2. Wunsch waren"
    assert name_level("ranks:generous", 3, several) == "Plätze ohne Wunsch"
