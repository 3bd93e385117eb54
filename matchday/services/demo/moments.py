"""When the demo happened and will happen, counted from today: it always stands in the weeks before the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from matchday.core.event import DAY_ENDS, TIME_ZONE

ZONE = ZoneInfo(TIME_ZONE)
TUESDAY = 1
FEWEST_DAYS_AHEAD = 30
HOLIDAYS_FROM, HOLIDAYS_UNTIL = (12, 20), (1, 6)


@dataclass(frozen=True)
class Moments:
    """Count from ``now``. **Units** local dates; aware moments."""

    now: datetime

    @property
    def today(self) -> date:
        """Return the date on the clock of the place."""
        return self.now.astimezone(ZONE).date()

    @property
    def day(self) -> date:
        """Return the day of the event: the next Tuesday at least 30 days ahead, when nobody is away for Christmas."""
        earliest = self.today + timedelta(days=FEWEST_DAYS_AHEAD)
        day = earliest + timedelta(days=(TUESDAY - earliest.weekday()) % 7)
        while (day.month, day.day) >= HOLIDAYS_FROM or (day.month, day.day) <= HOLIDAYS_UNTIL:
            day += timedelta(weeks=1)
        return day

    @property
    def registration_until(self) -> date:
        """Return the last day of registration: past already, so that wishing is what goes on."""
        return self.today - timedelta(days=15)

    @property
    def wishing_until(self) -> datetime:
        """Return when wishing ends: three weeks before the day."""
        return on_clock(self.day - timedelta(days=21), DAY_ENDS)

    @property
    def confirmation_until(self) -> date:
        """Return until when people confirm: a week before the day."""
        return self.day - timedelta(days=7)

    def days_ago(self, days: int, *, at: time = time(10, 0)) -> datetime:
        """Return the moment ``days`` before today at a time of the local clock."""
        return on_clock(self.today - timedelta(days=days), at)

    def span(self, start: time, end: time) -> tuple[datetime, datetime]:
        """Return start and end on the day; an end that is not after the start is on the morning after."""
        last = self.day if end > start else self.day + timedelta(days=1)
        return on_clock(self.day, start), on_clock(last, end)

    def born(self, age: int, *, month: int, of_month: int) -> date:
        """Return the birth date of somebody who is ``age`` on the day."""
        year = self.day.year - age - ((month, of_month) > (self.day.month, self.day.day))
        return date(year, month, of_month)


def on_clock(day: date, at: time) -> datetime:
    """Return a moment of the local clock as an aware one."""
    return datetime.combine(day, at, ZONE)
