"""Deadlines of answers: in the evening, never after the day, never at night, and silence is not a no too early."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from matchday.core.confirmation import (
    Reply,
    deadline,
    lapses_at,
    may_offer,
    remind_at,
    require_answerable,
)
from matchday.core.errors import RuleError

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2027, 4, 22, 8, tzinfo=ZONE)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of April on the clock of the event's place."""
    return datetime(2027, 4, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("asked", "until", "is_offered", "answer_by"),
    [
        (on(1, 9), None, False, on(5, 20)),
        (on(1, 9), date(2027, 4, 10), False, on(10, 20)),
        (on(10, 9), date(2027, 4, 10), False, on(14, 20)),
        (on(1, 9), date(2027, 4, 10), True, on(3, 20)),
        (on(20, 9), None, False, on(21, 20)),
        (on(21, 19), None, True, on(21, 20)),
        (on(21, 22), None, False, START),
    ],
)
def test_people_have_until_an_evening_and_never_longer_than_the_employer_can_use(
    asked: datetime, until: date | None, is_offered: bool, answer_by: datetime
) -> None:
    assert deadline(asked, until=until, start_at=START, zone=ZONE, is_offered=is_offered) == answer_by


@pytest.mark.parametrize(
    ("asked", "answer_by", "reminded"),
    [
        (on(1, 9), on(10, 20), on(3, 9)),
        (on(1, 10), on(3, 10), on(2, 10)),
        (on(1, 21), on(10, 20), on(4, 8)),
        (on(1, 4), on(10, 20), on(3, 8)),
    ],
)
def test_who_does_not_answer_is_reminded_after_two_days_or_half_the_time_by_day(
    asked: datetime, answer_by: datetime, reminded: datetime
) -> None:
    assert remind_at(asked, answer_by, zone=ZONE) == reminded


def test_silence_becomes_a_no_a_day_after_the_deadline_but_not_at_night() -> None:
    assert lapses_at(on(10, 20), start_at=START, zone=ZONE) == on(12, 8)
    assert lapses_at(on(10, 12), start_at=START, zone=ZONE) == on(11, 12)


def test_close_to_the_day_silence_stays_silence() -> None:
    assert lapses_at(on(20, 20), start_at=START, zone=ZONE) is None


def test_the_day_before_nobody_is_offered_a_place_by_a_message() -> None:
    assert may_offer(START - timedelta(hours=25), start_at=START)
    assert not may_offer(START - timedelta(hours=24), start_at=START)


@pytest.mark.parametrize("answer", [Reply.NO, Reply.SILENT])
def test_a_place_given_back_can_not_be_taken_again_by_oneself(answer: Reply) -> None:
    with pytest.raises(RuleError, match="place_given_back"):
        require_answerable(answer, start_at=START, now=on(1, 9))


@pytest.mark.parametrize("answer", [Reply.OPEN, Reply.YES])
def test_one_can_answer_and_change_a_yes_until_the_start(answer: Reply) -> None:
    require_answerable(answer, start_at=START, now=START - timedelta(minutes=1))

    with pytest.raises(RuleError, match="slot_begun"):
        require_answerable(answer, start_at=START, now=START)
