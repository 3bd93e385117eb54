"""Confirmations: whoever got a place says yes or no. Silence goes to the coach first and frees the place at last."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from matchday.core.errors import RuleError
from matchday.core.message import in_daytime


class Reply(StrEnum):
    """Say what became of the question. ``SILENT``: nobody answered in time, and the place was given back."""

    OPEN = "open"
    YES = "yes"
    NO = "no"
    SILENT = "silent"


class WhyNot(StrEnum):
    """Say why somebody does not come. Nothing about health or belief is asked: that is nobody's business here."""

    DATE = "date"
    WORK = "work"
    """Work, a course, school."""
    CHILDREN = "children"
    WAY = "way"
    PLACE = "place"
    """This employer, or this trade."""
    UNSAID = "unsaid"


GONE = frozenset({Reply.NO, Reply.SILENT})
"""The place is free again."""

EVENING = time(20, 0)
"""A deadline ends in the evening, when people have come home."""
DAYS_TO_ANSWER, DAYS_TO_ANSWER_AN_OFFER = 4, 2
"""After a publication, where the event names no day; and after a place became free."""
ANSWER_BEFORE = timedelta(hours=12)
"""So long before the start the last answer is still of use to the employer."""
REMIND_AFTER = timedelta(days=2)
COACH_HAS = timedelta(days=1)
"""So long the coach can ask before silence becomes a no."""
OFFER_BEFORE = timedelta(days=1)
"""Closer to the start nobody is asked by a message any more: somebody calls."""


def deadline(now: datetime, *, until: date | None, start_at: datetime, zone: ZoneInfo, is_offered: bool) -> datetime:
    """Return until when somebody who is asked now should answer.

    ``until`` is the event's own day for it; whoever is offered a place that became free has two days. Where the slot
    is so near that nobody can wait for answers, it is the start itself.
    """
    today = now.astimezone(zone).date()
    day = today + timedelta(days=DAYS_TO_ANSWER_AN_OFFER if is_offered else DAYS_TO_ANSWER)
    if until is not None and today < until and not is_offered:
        day = until
    latest = start_at - ANSWER_BEFORE
    return min(datetime.combine(day, EVENING, zone), latest) if latest > now else start_at


def remind_at(asked_at: datetime, answer_by: datetime, *, zone: ZoneInfo) -> datetime:
    """Return when somebody who has not answered is reminded: after two days, earlier where there are fewer."""
    return in_daytime(asked_at + min(REMIND_AFTER, (answer_by - asked_at) / 2), zone=zone)


def lapses_at(answer_by: datetime, *, start_at: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when silence becomes a no. None: too near to the start, somebody may still simply come."""
    moment = in_daytime(answer_by + COACH_HAS, zone=zone)
    return moment if moment <= start_at - OFFER_BEFORE else None


def may_offer(now: datetime, *, start_at: datetime) -> bool:
    """Tell whether a place that became free is offered by itself: there is time to ask and to answer."""
    return now < start_at - OFFER_BEFORE


def require_answerable(answer: Reply, *, start_at: datetime, now: datetime) -> None:
    """Do nothing if the question can be answered, or answered anew.

    **Errors** RuleError ``place_given_back`` after a no, ``slot_begun`` from the start on.
    """
    if answer in GONE:
        raise RuleError("place_given_back")
    if now >= start_at:
        raise RuleError("slot_begun")
