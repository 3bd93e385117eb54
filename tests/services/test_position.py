"""Where a postcode lies."""

from __future__ import annotations

from matchday.core.travel import Position, distance_km
from matchday.services.position import find_position


def test_a_german_postcode_lies_where_its_town_is() -> None:
    kassel = find_position("34117")

    assert kassel is not None
    assert distance_km(kassel, Position(51.31, 9.49)) < 2


def test_a_leading_zero_counts() -> None:
    assert find_position("01067") is not None


def test_an_unknown_postcode_lies_nowhere() -> None:
    assert find_position("00000") is find_position("") is None
