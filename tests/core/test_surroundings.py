"""The small map of a slot."""

from __future__ import annotations

from math import hypot

import pytest

from matchday.core.surroundings import HALF_HEIGHT, HALF_WIDTH, Spot, lay_round, look_around
from matchday.core.travel import Position

HOME = Position(51.30, 9.40)
NORTH_EAST = Position(51.352, 9.478)
NAMES = ("Steinfurth", "Birkenried")


def test_home_is_the_middle_and_north_is_up() -> None:
    around = look_around(NORTH_EAST, home=HOME, towns={}, names=NAMES)

    assert around.home is not None
    assert (around.home.x, around.home.y) == (0, 0)
    assert around.site.x > 0 > around.site.y
    assert around.km == 8


def test_a_ring_lies_as_far_out_as_it_says() -> None:
    around = look_around(NORTH_EAST, home=HOME, towns={}, names=NAMES)

    reach = (around.site.x**2 + around.site.y**2) ** 0.5
    for ring in around.rings:
        assert ring.radius / ring.km == pytest.approx(reach / 7.91, rel=0.01)


def test_without_a_home_the_site_is_the_middle_and_no_distance_is_told() -> None:
    around = look_around(NORTH_EAST, home=None, towns={}, names=("Steinfurth", ""))

    assert (around.home, around.km, around.site.x, around.site.y) == (None, None, 0, 0)
    assert around.rings


def test_who_lives_there_gets_a_map_of_the_town() -> None:
    around = look_around(HOME, home=HOME, towns={"Hollerbach": Position(51.24, 9.425)}, names=("Birkenried",) * 2)

    assert around.home is not None
    assert (around.km, around.home.x, around.site.x, around.home.y, around.site.y) == (0, -17, 17, 0, 0)
    assert (around.home.name, around.site.name) == ("", "Birkenried")
    assert [town.name for town in around.towns] == ["Hollerbach"]


@pytest.mark.parametrize("step", [0.004, 0.02, 0.09])
def test_no_name_stands_on_another_or_outside(step: float) -> None:
    places = {f"Ort {x}{y}": Position(51.3 + x * step, 9.4 + y * step) for x in range(-4, 5) for y in range(-4, 5)}

    around = look_around(NORTH_EAST, home=HOME, towns=places, names=NAMES)

    shown = [spot for spot in (*around.towns, around.site, around.home) if spot and spot.name]
    for one in around.towns:
        assert abs(one.x) < HALF_WIDTH
        assert abs(one.name_y) < HALF_HEIGHT
        assert not [other for other in shown if other is not one and _touch(one, other)]


def _touch(one: Spot, other: Spot) -> bool:
    width = 8.4 * (len(one.name) + len(other.name)) / 2
    return abs(one.x - other.x) < width and abs(one.name_y - other.name_y) < 20


def test_without_names_the_furthest_place_lies_at_the_edge_and_none_on_the_home() -> None:
    near = Position(51.301, 9.401)

    laid = lay_round(HOME, [NORTH_EAST, near, HOME])

    (east, south), reaches = laid[NORTH_EAST], {at: hypot(*spot) for at, spot in laid.items()}
    assert east > 0 > south
    assert reaches[NORTH_EAST] == max(reaches.values()) == pytest.approx(58, abs=1)
    assert reaches[NORTH_EAST] > reaches[near] > reaches[HOME] == 34


def test_without_places_nothing_is_laid_round_a_home() -> None:
    assert lay_round(HOME, []) == {}
