"""Slots: spans, days, places, and the steps of an offer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from matchday.core.errors import RuleError
from matchday.core.slot import GermanLevel, SlotState, check_day, check_places, check_span, require_step
from tests.factories import DAY, at


def refused(check: object, *values: object, **named: object) -> str:
    with pytest.raises(RuleError) as caught:
        check(*values, **named)  # type: ignore[operator]
    return caught.value.code


def test_a_slot_may_go_over_midnight() -> None:
    check_span(at(21), at(3, day=DAY + timedelta(days=1)))


def test_a_slot_ends_after_it_starts() -> None:
    assert refused(check_span, at(8), at(8)) == "slot_ends_before_start"


def test_a_slot_is_not_longer_than_a_working_day() -> None:
    check_span(at(6), at(20))

    assert refused(check_span, at(6), at(20, 1)) == "slot_too_long"


@pytest.mark.parametrize(("day", "is_fine"), [(19, False), (20, True), (21, True), (22, False)])
def test_a_slot_begins_on_a_day_of_the_event(day: int, is_fine: bool) -> None:
    days = {"first_on": date(2027, 4, 20), "last_on": date(2027, 4, 21)}

    if is_fine:
        check_day(date(2027, 4, day), **days)
    else:
        assert refused(check_day, date(2027, 4, day), **days) == "slot_other_day"


def test_a_slot_has_from_one_to_five_hundred_places() -> None:
    check_places(1, 1)
    check_places(500, 500)

    assert refused(check_places, 0, 1) == refused(check_places, 501, 1) == "slot_capacity"


def test_the_smallest_group_fits_into_the_places() -> None:
    assert refused(check_places, 3, 4) == refused(check_places, 3, 0) == "slot_min_group"
    assert refused(check_places, 1, 2) == "slot_one_place"


def test_an_offer_is_never_approved_twice() -> None:
    assert refused(require_step, SlotState.APPROVED, SlotState.APPROVED) == "slot_step"


def test_levels_of_german_are_ordered() -> None:
    assert [level.step for level in GermanLevel] == list(range(7))
