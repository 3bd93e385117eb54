"""What a level takes from those after it."""

from __future__ import annotations

from typing import Any

import pytest

from matchday.core.price import Cost, find_cost, is_about_fewer_places, is_about_having_none

Row = tuple[str, int | None, int, int]


def changes(*rows: Row) -> list[dict[str, Any]]:
    return [dict(zip(("level", "rank", "before", "after"), row, strict=True)) for row in rows]


SEATED: Row = ("placed", None, 10, 10)


@pytest.mark.parametrize(
    ("rows", "cost"),
    [
        # four who have the first wish without the rule have the second or the third with it
        ([("ranks:generous", 3, 1, 0), ("ranks:generous", 2, 4, 1)], Cost("ranks:first", 1, 4)),
        # as many first wishes, but one goes from the third to the second
        ([("ranks:generous", 3, 1, 0), ("ranks:generous", 2, 1, 2)], Cost("ranks:generous", 3, 1)),
        ([("ranks:first", 1, 5, 5), ("ranks:first", 2, 1, 3)], Cost("ranks:first", 2, 2)),
        ([("ranks:first", 1, 5, 7), ("ranks:first", 2, 1, 3)], Cost("ranks:first", 1, 2)),
        ([("ranks:total", None, 9, 4)], Cost("ranks:total", None, 5)),
        ([("ranks:generous", 2, 1, 1), ("travel", None, 90, 60)], Cost("travel", None, 30)),
        ([("ranks:generous", 2, 1, 1), ("travel", None, 90, 90)], None),
    ],
)
def test_first_wishes_come_first_then_the_first_level_that_would_be_better(rows: list[Row], cost: Cost | None) -> None:
    assert find_cost("running", changes(SEATED, ("running", None, 6, 4), *rows)) == cost


def test_where_only_the_level_itself_would_be_worse_it_costs_nothing() -> None:
    assert find_cost("employers", changes(SEATED, ("employers", None, 5, 3), ("travel", None, 60, 60))) is None


def test_the_wishes_are_not_the_price_of_the_wishes() -> None:
    rows = changes(SEATED, ("ranks:generous", 3, 0, 4), ("ranks:generous", 2, 8, 0), ("travel", None, 60, 50))

    assert find_cost("ranks:generous", rows) == Cost("travel", None, 10)


def test_what_others_gain_where_people_have_no_place_is_no_price() -> None:
    behind: list[Row] = [("employers", None, 5, 3), ("travel", None, 60, 60)]
    alone, counted_too = changes(SEATED, *behind), changes(SEATED, ("placements", None, 12, 9), *behind)

    assert is_about_having_none("placed", alone)
    assert not is_about_having_none("placed", counted_too)
    assert not is_about_having_none("placements", counted_too)
    assert not is_about_having_none("employers", alone)


def test_what_is_better_only_where_there_are_fewer_places_is_no_price() -> None:
    behind: list[Row] = [("ranks:generous", 2, 2, 1), ("travel", None, 60, 50)]
    fewer, as_many = (changes(SEATED, ("placements", None, 12, after), *behind) for after in (11, 12))
    first_gained = changes(SEATED, ("placements", None, 12, 11), ("ranks:generous", 2, 4, 1))

    assert is_about_fewer_places("placements", fewer)
    assert not is_about_fewer_places("placements", as_many)
    assert not is_about_fewer_places("placements", first_gained)
    assert not is_about_fewer_places("travel", fewer)
