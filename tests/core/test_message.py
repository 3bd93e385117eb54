"""How long a message is tried, at which hours it leaves, and when what is planned goes out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from matchday.core.message import (
    TRIES,
    MessageKind,
    in_daytime,
    is_tomorrow,
    leaves_at,
    may_remind_of_tomorrow,
    may_thank,
    pause_after,
    wishing_reminder,
)

ZONE = ZoneInfo("Europe/Berlin")
DAY = date(2027, 4, 20)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of April on the clock of the event's place."""
    return datetime(2027, 4, day, hour, minute, tzinfo=ZONE)


def test_a_mail_is_tried_for_two_days_and_then_given_up() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, TRIES)]

    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert max(pause for pause in pauses if pause) == timedelta(hours=1)
    assert sum((pause for pause in pauses if pause), timedelta()) >= timedelta(hours=48)
    assert pause_after(TRIES) is None


@pytest.mark.parametrize(("evening", "hours"), [((2027, 3, 27), 11), ((2027, 3, 26), 12), ((2027, 10, 30), 13)])
def test_the_night_the_clocks_change_ends_at_eight_too(evening: tuple[int, int, int], hours: int) -> None:
    begins = datetime(*evening, 20, tzinfo=ZONE)

    for moment in (begins, begins.astimezone(UTC), begins.astimezone(UTC) + timedelta(hours=hours - 1)):
        morning = in_daytime(moment, zone=ZONE)
        assert morning.astimezone(ZONE).time() == time(8)
        assert morning - begins.astimezone(UTC) == timedelta(hours=hours)
        assert in_daytime(morning, zone=ZONE) == morning


@pytest.mark.parametrize(
    ("kind", "now", "leaves"),
    [
        (MessageKind.OFFER, on(10, 19, 59), on(10, 19, 59)),
        (MessageKind.OFFER, on(10, 20), on(11, 8)),
        (MessageKind.OFFER, on(11, 7, 59), on(11, 8)),
        (MessageKind.OFFER, on(11, 8), on(11, 8)),
        (MessageKind.INVITATION, on(10, 23, 59), on(11, 8)),
        (MessageKind.TICKET, on(11, 0), on(11, 8)),
        (MessageKind.TICKET_CHANGED, on(18, 23, 59), on(19, 8)),
        (MessageKind.TICKET_CHANGED, on(19, 0), on(19, 0)),  # the eve begins: nobody shall go to the wrong place
        (MessageKind.TICKET, on(19, 22), on(19, 22)),
        (MessageKind.TICKET_WITHDRAWN, on(20, 5), on(20, 5)),
        (MessageKind.WITHDRAWN, on(19, 22), on(19, 22)),
        (MessageKind.OFFER, on(19, 22), on(20, 8)),  # who has no place sets out for none
        (MessageKind.UNPLACED, on(19, 22), on(20, 8)),
    ],
)
def test_no_telephone_rings_at_night_but_for_who_sets_out_next(
    kind: MessageKind, now: datetime, leaves: datetime
) -> None:
    assert leaves_at(kind, now=now, zone=ZONE, first_on=DAY) == leaves


@pytest.mark.parametrize(
    ("now", "days"),
    [(on(7, 9), None), (on(7, 10), 3), (on(9, 9), 3), (on(9, 10), 1), (on(10, 17), 1), (on(10, 18), None)],
)
def test_who_has_not_chosen_is_reminded_three_days_and_one_day_before_the_end(now: datetime, days: int | None) -> None:
    assert wishing_reminder(on(10, 18), now=now, zone=ZONE) == days


def test_people_are_reminded_of_the_next_day_between_ten_and_eight_in_the_evening() -> None:
    assert [may_remind_of_tomorrow(on(19, hour), zone=ZONE) for hour in (9, 10, 19, 20)] == [False, True, True, False]
    assert is_tomorrow(on(20, 0), now=on(19, 23), zone=ZONE)
    assert not is_tomorrow(on(20, 0), now=on(20, 1), zone=ZONE)


def test_people_are_thanked_from_the_morning_after_for_two_weeks() -> None:
    moments = (on(20, 20), on(21, 9), on(21, 10), on(30, 10), on(21, 10) + timedelta(days=14))

    assert [may_thank(DAY, now=now, zone=ZONE) for now in moments] == [False, False, True, True, False]
