"""Messages: what kinds there are and how far one can be."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class MessageKind(StrEnum):
    """Name what a message says; each kind is a folder of templates under ``mail``."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    WISHING = "wishing"
    """Nobody has chosen yet, and soon it is too late."""
    TICKET = "ticket"
    OFFER = "offer"
    """A place became free for somebody who waited."""
    REMINDER = "reminder"
    """Nobody has said yet whether they come."""
    TICKET_CHANGED = "ticket_changed"
    TICKET_WITHDRAWN = "ticket_withdrawn"
    WITHDRAWN = "withdrawn"
    UNPLACED = "unplaced"
    DAY_BEFORE = "day_before"
    """Tomorrow is the day: when, where, the way, whom to call."""
    THANKS = "thanks"
    """Afterwards, to who was there: the attestation."""
    ROSTER = "roster"


class MessageState(StrEnum):
    """Say how far a message is. ``BY_HAND``: nothing written reaches the person, so the coach tells them."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    NEEDLESS = "needless"
    """What it asks for is done already."""
    BY_HAND = "by_hand"
    TOLD = "told"
    TO_PRINT = "to_print"
    """A letter that waits for staff to print it."""
    PRINTED = "printed"


ABOUT_ONESELF = frozenset({MessageKind.INVITATION, MessageKind.WISHING})
"""Kinds from before the plan: questions about them go to the own coach. All others are about a place and the day."""
BY_LETTER = frozenset(
    {
        MessageKind.INVITATION,
        MessageKind.TICKET,
        MessageKind.TICKET_CHANGED,
        MessageKind.TICKET_WITHDRAWN,
        MessageKind.UNPLACED,
        MessageKind.THANKS,
    }
)
"""Kinds that can wait until a letter is handed over; the others somebody says."""
CHANGES = frozenset({MessageKind.TICKET_CHANGED, MessageKind.TICKET_WITHDRAWN, MessageKind.WITHDRAWN})
"""Kinds after which somebody would go to the wrong place, or in vain."""
ASKS = frozenset({MessageKind.TICKET, MessageKind.OFFER, MessageKind.REMINDER, MessageKind.TICKET_CHANGED})
"""Kinds that wait for a yes or no: who has answered needs to be told none of them."""
OF_PLACE = ASKS | {MessageKind.TICKET_WITHDRAWN, MessageKind.WITHDRAWN, MessageKind.UNPLACED}
"""Kinds about somebody's place: the next plan replaces what they said."""
URGENT = CHANGES | {MessageKind.TICKET}
"""Kinds that somebody needs before they set out."""
DAYTIME = (time(8, 0), time(20, 0))
"""Nobody's phone rings because of us outside these hours."""


def leaves_at(kind: MessageKind, *, now: datetime, zone: ZoneInfo, first_on: date) -> datetime:
    """Return when a message to a participant goes out: at once, or in the morning where it would come at night.

    A mail rings as an SMS does, and it does not matter who sends it. Only a place that is new, changed or gone is said
    at once from the eve of the first day on, whatever the hour: somebody would set out wrongly, or not at all.
    """
    is_near = now.astimezone(zone).date() >= first_on - timedelta(days=1)
    return now if kind in URGENT and is_near else in_daytime(now, zone=zone)


def in_daytime(moment: datetime, *, zone: ZoneInfo) -> datetime:
    """Return the moment, or the next morning where it falls into the quiet hours.

    **Units** UTC, so that a night in which the clocks change is as long as it is.
    """
    local = moment.astimezone(zone)
    begins, ends = DAYTIME
    if begins <= local.time() < ends:
        return moment
    day = local.date() + timedelta(days=local.time() >= ends)
    return datetime.combine(day, begins, zone).astimezone(UTC)


MORNING = time(10, 0)
"""When what is planned for a day goes out."""
WISHING_DAYS = (1, 3)
"""So many days before the wishing ends, who has not chosen is reminded; the nearest first."""
THANKS_FOR = timedelta(days=14)
"""So long after the day thanks are still in place."""


def wishing_reminder(until: datetime, *, now: datetime, zone: ZoneInfo) -> int | None:
    """Return which reminder to choose it is time for, by the days that are left. None: none now."""
    last_on = until.astimezone(zone).date()
    for days in WISHING_DAYS:
        if _morning(last_on - timedelta(days=days), zone) <= now < until:
            return days
    return None


def may_remind_of_tomorrow(now: datetime, *, zone: ZoneInfo) -> bool:
    """Tell whether people are reminded of the next day at this moment."""
    return _morning(now.astimezone(zone).date(), zone) <= now == in_daytime(now, zone=zone)


def is_tomorrow(start_at: datetime, *, now: datetime, zone: ZoneInfo) -> bool:
    """Tell whether something begins on the next day."""
    return start_at.astimezone(zone).date() == now.astimezone(zone).date() + timedelta(days=1)


def may_thank(last_on: date, *, now: datetime, zone: ZoneInfo) -> bool:
    """Tell whether people are thanked at this moment: from the morning after the last day on, for two weeks."""
    begins = _morning(last_on + timedelta(days=1), zone)
    return begins <= now < begins + THANKS_FOR


def _morning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, MORNING, zone)


LONGEST_PAUSE = timedelta(hours=1)
TRIES = 56
"""With the pauses below somebody's mail is tried for a little more than two days."""


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts, or None to give up: 1 minute, doubled up to 1 hour.

    A mail server may be away over a weekend's night and a day; after two days staff must know.
    """
    if attempts >= TRIES:
        return None
    return min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_PAUSE)
