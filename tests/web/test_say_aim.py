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
