"""The day: where a guest stands, what is wrong at a slot, when somebody can have left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from matchday.core.day import (
    DOOR_BEFORE,
    MISSING_AFTER,
    GuestState,
    SlotCounts,
    Trouble,
    check_departure,
    guest_state,
    troubles_of,
)
from matchday.core.errors import RuleError
from tests.factories import at

START, END = at(6), at(12)


def state(**values: object) -> GuestState:
    return guest_state(START, **{"is_checked_in": False, "left_at": None, "is_absent": False, "now": START, **values})


def troubles(counts: SlotCounts, **values: object) -> tuple[Trouble, ...]:
    usual = {"is_withdrawn": False, "is_door_open": True, "now": START, **values}
    return troubles_of(counts, start_at=START, end_at=END, **usual)


def test_somebody_is_late_before_they_are_missing() -> None:
    assert state(now=START + MISSING_AFTER - timedelta(seconds=1)) is GuestState.EXPECTED
    assert state(now=START + MISSING_AFTER) is GuestState.MISSING


def test_who_was_seen_was_not_absent() -> None:
    assert state(is_checked_in=True, is_absent=True) is GuestState.HERE
    assert state(is_checked_in=True, left_at=at(9)) is GuestState.LEFT
    assert state(is_absent=True) is GuestState.ABSENT


def test_the_door_is_a_trouble_shortly_before_the_start_and_while_nobody_came() -> None:
    expected = SlotCounts(invited=2)

    assert troubles(expected, is_door_open=False, now=START - DOOR_BEFORE - timedelta(seconds=1)) == ()
    assert troubles(expected, is_door_open=False, now=START - DOOR_BEFORE) == (Trouble.DOOR,)
    assert troubles(SlotCounts(invited=2, here=1), is_door_open=False) == ()


def test_the_most_urgent_trouble_comes_first() -> None:
    counts = SlotCounts(invited=3, here=1, asked=1, refused=2, uncovered=1)

    found = troubles(counts, now=START + MISSING_AFTER)

    assert found == (Trouble.WALK_IN, Trouble.MISSING, Trouble.REFUSED, Trouble.NOT_COVERED)


def test_a_slot_where_everybody_is_known_has_no_trouble() -> None:
    counts = SlotCounts(invited=3, here=1, left=1, absent=1)

    assert troubles(counts, is_door_open=False, now=at(9)) == ()


def test_nobody_is_missing_at_a_withdrawn_slot_but_they_must_be_told() -> None:
    assert troubles(SlotCounts(invited=1), is_withdrawn=True, is_door_open=False, now=at(7)) == (Trouble.WITHDRAWN,)
    assert troubles(SlotCounts(invited=1), is_withdrawn=True, now=END) == ()


@pytest.mark.parametrize(
    ("left_at", "now", "code"),
    [
        (at(5, 40), at(9), "left_before_arrival"),
        (END, at(13), "left_after_end"),
        (at(10), at(9), "left_in_future"),
    ],
)
def test_nobody_leaves_before_coming_after_the_end_or_in_the_future(left_at, now, code) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RuleError, match=code):
        check_departure(left_at, checked_in_at=at(5, 50), end_at=END, now=now)


def test_somebody_may_leave_within_the_minute_they_came() -> None:
    check_departure(at(6, 2), checked_in_at=at(6, 2) + timedelta(seconds=40), end_at=END, now=at(7))
