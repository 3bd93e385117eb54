"""The small maps of slots: home, site, towns and rings of distance; north is up, and no network is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import cos, hypot, radians, sqrt

from matchday.core.travel import EARTH_KM, Position, distance_km

HALF_WIDTH, HALF_HEIGHT = 150, 105
"""The map reaches so far from its middle. **Units** those of the drawing; a letter is about 9 wide."""
_REACH, _LEAST_KM = 58.0, 5.0
_RINGS_KM = (1, 2, 5, 10, 20, 50, 100, 200)
_LETTER, _LINE, _BELOW, _MARK = 8.4, 20.0, 14.0, 12.0
_MOST_TOWNS = 5
_ASIDE = 17.0
"""Nearer than this, home and site would cover each other: they stand so far to the sides of the middle."""
_Box = tuple[float, float, float, float]
"""From the west and the north to the east and the south."""


@dataclass(frozen=True)
class Spot:
    """A point of the drawing, its name and where that stands. **Units** from the middle, to the east and the south."""

    x: float
    y: float
    name: str
    name_y: float


@dataclass(frozen=True)
class Ring:
    """A circle round the middle; its figure stands at ``label_y``. **Units** those of the drawing."""

    km: int
    radius: float
    label_y: float


@dataclass(frozen=True)
class Surroundings:
    """Hold what a small map draws. ``home`` is None where nobody knows it; the middle is then the site."""

    home: Spot | None
    site: Spot
    rings: tuple[Ring, ...]
    towns: tuple[Spot, ...]
    km: int | None
    """From home to the site, as the crow flies."""


def look_around(
    site: Position, *, home: Position | None, towns: Mapping[str, Position], names: tuple[str, str]
) -> Surroundings:
    """Return the map round somebody's home with a site on it. **Shapes** ``names``: the site's town and the home's."""
    middle = home or site
    apart_km = distance_km(middle, site)
    scale = _REACH / max(apart_km, _LEAST_KM)
    there, here = _spot(site, middle, scale, names[0]), _spot(home, middle, scale, names[1]) if home else None
    if here and max(abs(there.x), abs(there.y)) < _ASIDE:
        east = _ASIDE if there.x >= 0 else -_ASIDE
        here, there = replace(here, x=-east), replace(here, x=east, name=there.name)
    taken: list[_Box] = []
    there, here = _shown(there, taken), _shown(here, taken) if here else None
    rings = [_ring(km, km * scale, taken) for km in _RINGS_KM if 30 <= km * scale <= HALF_HEIGHT - _LINE / 2][-2:]
    others = [_spot(at, middle, scale, name) for name, at in towns.items() if name not in names]
    found = tuple(_fitting(sorted(others, key=lambda one: (one.x**2 + one.y**2, one.name)), taken))
    return Surroundings(here, there, tuple(rings), found, round(apart_km) if home else None)


def lay_round(home: Position, places: Iterable[Position]) -> dict[Position, tuple[int, int]]:
    """Return where places lie round a home in the middle, for a drawing too small for names.

    The furthest lies at the edge, none on the home, and the near ones further apart than the scale says: a town would
    be one dot. **Units** as on a map: to the east and the south.
    """
    spots = {at: _spot(at, home, 1.0, "") for at in places}
    furthest_km = max((hypot(spot.x, spot.y) for spot in spots.values()), default=0.0) or _LEAST_KM
    laid = {}
    for at, spot in spots.items():
        apart_km = hypot(spot.x, spot.y)
        east, south = (spot.x / apart_km, spot.y / apart_km) if apart_km else (1.0, 0.0)
        reach = 2 * _ASIDE + (_REACH - 2 * _ASIDE) * sqrt(apart_km / furthest_km)
        laid[at] = (round(east * reach), round(south * reach))
    return laid


def _spot(at: Position, middle: Position, scale: float, name: str) -> Spot:
    """Return where a position lies on the map, its name below: at this size the earth is flat."""
    east = radians(at.longitude - middle.longitude) * cos(radians(middle.latitude)) * EARTH_KM
    south = radians(middle.latitude - at.latitude) * EARTH_KM
    return Spot(round(east * scale, 1), round(south * scale, 1), name, round(south * scale + _BELOW, 1))


def _shown(spot: Spot, taken: list[_Box]) -> Spot:
    """Return the spot with its name where there is room for it, else without; it takes its room."""
    label = _label(spot)
    is_named = not any(_overlap(label, other) for other in taken)
    taken += [(spot.x - _MARK, spot.y - 2 * _MARK, spot.x + _MARK, spot.y + _MARK)] + [label] * is_named
    return spot if is_named else replace(spot, name="")


def _ring(km: int, radius: float, taken: list[_Box]) -> Ring:
    """Return a ring with its figure in the north, or in the south where something stands there."""
    north, south = ((-24.0, y - _LINE / 2, 24.0, y + _LINE / 2) for y in (-radius, radius))
    label = south if any(_overlap(north, other) for other in taken) else north
    taken.append(label)
    return Ring(km, round(radius, 1), round(label[1] + _LINE / 2, 1))


def _fitting(spots: list[Spot], taken: list[_Box]) -> Iterator[Spot]:
    """Yield the towns whose names, below or above their dots, stand on the map and on nothing else."""
    count = 0
    for spot in spots:
        dot = (spot.x - 4, spot.y - 4, spot.x + 4, spot.y + 4)
        for named in (spot, replace(spot, name_y=2 * spot.y - spot.name_y)):
            boxes = (_label(named), dot)
            if count < _MOST_TOWNS and all(_is_free(box, taken) for box in boxes):
                taken += boxes
                count += 1
                yield named
                break


def _label(spot: Spot) -> _Box:
    """Return the room of a name."""
    half = len(spot.name) * _LETTER / 2
    return spot.x - half, spot.name_y - _LINE / 2, spot.x + half, spot.name_y + _LINE / 2


def _is_free(box: _Box, taken: list[_Box]) -> bool:
    """Tell whether a box lies on the map and on nothing else."""
    is_inside = abs(box[0]) <= HALF_WIDTH >= abs(box[2]) and abs(box[1]) <= HALF_HEIGHT >= abs(box[3])
    return is_inside and not any(_overlap(box, other) for other in taken)


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
