"""Which ticket shows which slot, and when it opens the door."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from matchday.core.ticket import door_window, kept_until, share_out


@pytest.mark.parametrize(
    ("held", "slots", "shared"),
    [
        ({}, [5, 6], {1: 5, 2: 6}),
        ({1: 5, 2: 6}, [6, 5], {1: 5, 2: 6}),
        ({1: 5, 2: 6}, [6, 7], {1: 7, 2: 6}),
        ({1: 5, 2: 6}, [6], {2: 6}),
        ({1: 5}, [7], {1: 7}),
        ({1: 5, 2: 5}, [5, 8], {1: 5, 2: 8}),
        ({1: 5}, [], {}),
    ],
)
def test_a_ticket_keeps_its_slot_and_the_lowest_takes_the_new_one(
    held: dict[int, int], slots: list[int], shared: dict[int, int]
) -> None:
    assert share_out(held, slots) == shared


def test_the_door_opens_before_the_start_and_shuts_at_the_end() -> None:
    start_at, end_at = datetime(2027, 4, 20, 21, tzinfo=UTC), datetime(2027, 4, 21, 3, tzinfo=UTC)

    from_at, minutes = door_window(start_at, end_at, opens_min=90)

    assert (from_at, minutes) == (datetime(2027, 4, 20, 19, 30, tzinfo=UTC), 450)


def test_a_copy_goes_with_the_last_of_the_days_also_after_midnight_and_when_clocks_change() -> None:
    late = datetime(2027, 10, 31, 4, tzinfo=UTC)  # from 23:00 to 05:00, in the night the clocks change

    until = kept_until([datetime(2027, 10, 30, 12, tzinfo=UTC), late], zone=ZoneInfo("Europe/Berlin"))

    assert until == datetime(2027, 10, 31, 23, tzinfo=UTC)
