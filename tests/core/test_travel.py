"""How long the way is."""

from __future__ import annotations

from datetime import time

import pytest

from matchday.core.errors import RuleError
from matchday.core.participant import TravelMeans
from matchday.core.travel import LONGEST_MIN, Position, distance_km, is_bus_time, require_way, travel_minutes

KASSEL, GOETTINGEN = Position(51.3127, 9.4797), Position(51.5413, 9.9158)


def test_the_straight_line_between_two_towns_is_known() -> None:
    assert distance_km(KASSEL, GOETTINGEN) == pytest.approx(39.5, abs=0.5)


def test_the_way_back_is_as_long() -> None:
    assert distance_km(KASSEL, GOETTINGEN) == distance_km(GOETTINGEN, KASSEL)


def test_who_is_there_walks_no_minute() -> None:
    assert travel_minutes(KASSEL, KASSEL, means=TravelMeans.FOOT) == 0


def test_a_car_is_faster_than_a_bus_and_a_bus_than_a_bike() -> None:
    foot, bike, bus, car = (travel_minutes(KASSEL, GOETTINGEN, means=means) for means in TravelMeans)

    assert car < bus < bike < foot


def test_minutes_are_rounded_up() -> None:
    next_door = Position(KASSEL.latitude + 0.0001, KASSEL.longitude)

    assert travel_minutes(KASSEL, next_door, means=TravelMeans.FOOT) == 1


@pytest.mark.parametrize(
    ("clock", "expected"), [(time(4, 59), False), (time(5), True), (time(21, 59), True), (time(22), False)]
)
def test_buses_run_from_five_to_ten_in_the_evening(clock: time, expected: bool) -> None:
    assert is_bus_time(clock) is expected


@pytest.mark.parametrize("minutes", [-1, LONGEST_MIN + 1])
def test_no_way_is_shorter_than_nothing_or_longer_than_five_hours(minutes: int) -> None:
    with pytest.raises(RuleError, match="way_minutes") as refused:
        require_way(minutes)

    assert refused.value.details == {"most": 300}


@pytest.mark.parametrize("minutes", [0, LONGEST_MIN])
def test_a_way_can_take_any_minutes_up_to_the_longest(minutes: int) -> None:
    require_way(minutes)
