"""How long somebody is on the way: straight line times a factor, by their means."""

from __future__ import annotations

from datetime import time
from functools import lru_cache
from math import asin, ceil, cos, radians, sin, sqrt
from typing import NamedTuple

from matchday.core.errors import RuleError
from matchday.core.participant import TravelMeans

EARTH_KM = 6371.0
DETOUR = 1.3
"""Roads are about 1.3 times as long as the straight line."""

NEAR_MIN = 30
"""A slot is near when the way takes at most so many minutes."""

LONGEST_MIN = 300
"""No way of anybody is told to be longer."""

BUS_FROM, BUS_UNTIL = time(5, 0), time(22, 0)
"""Outside these hours hardly a bus runs in the country: nobody is sent to a stop at night."""

# Door to door: kilometres per hour under way, and minutes before and after (waiting, walking, parking).
_PACE: dict[TravelMeans, tuple[float, int]] = {
    TravelMeans.FOOT: (4.5, 0),
    TravelMeans.BIKE: (14.0, 2),
    TravelMeans.BUS: (28.0, 12),
    TravelMeans.CAR: (50.0, 5),
}


class Position(NamedTuple):
    """A point on the map. **Units** degrees, WGS 84."""

    latitude: float
    longitude: float


@lru_cache(maxsize=2**16)  # people of a town and slots of a firm share theirs
def distance_km(one: Position, other: Position) -> float:
    """Return the straight line between two points in kilometres. **Source** haversine formula."""
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    half = sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def travel_minutes(home: Position, site: Position, *, means: TravelMeans) -> int:
    """Return the minutes from door to door. **Units** whole minutes, rounded up."""
    km_per_hour, extra_min = _PACE[means]
    return ceil(distance_km(home, site) * DETOUR / km_per_hour * 60) + extra_min


def require_way(minutes: int) -> None:
    """Do nothing if a way can take so many minutes. **Errors** RuleError ``way_minutes`` (``most``)."""
    if not 0 <= minutes <= LONGEST_MIN:
        raise RuleError("way_minutes", most=LONGEST_MIN)


def is_bus_time(on_the_clock: time) -> bool:
    """Tell whether buses run at this time of day. **Units** local time."""
    return BUS_FROM <= on_the_clock < BUS_UNTIL
