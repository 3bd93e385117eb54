"""The calendar file that puts a ticket's time into the calendar of a phone.

All times are written in UTC: right on the days the clocks change and for a slot from 23:00, with no
table of a time zone's rules that a calendar could read otherwise. Every entry is marked private, so that
a calendar shared with others shows "busy" and not where somebody will be.

**Source**: RFC 5545 (iCalendar), RFC 5546 (publish and cancel).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded where it is needed: the web process starts sooner
    from icalendar import Event, vCalAddress

# RFC 5545 section 3.1 allows no control characters but TAB and the line end.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """Hold one entry of a calendar.

    **Shapes**: `uid` stays the same for the life of a placement; `sequence` grows by one with each
    change, the cancelling one included; `changed_at` is the moment of that change.
    **Units**: aware moments of any zone, kept to the second.
    **Errors**: ValueError for a naive moment, an end not after the start, a negative sequence or no uid.
    """

    uid: str
    sequence: int
    summary: str
    description: str
    location: str
    start_at: datetime
    end_at: datetime
    changed_at: datetime
    is_cancelled: bool = False

    def __post_init__(self) -> None:
        if any(moment.tzinfo is None for moment in (self.start_at, self.end_at, self.changed_at)):
            raise ValueError("the moments of a calendar entry must be aware")
        # In UTC: within one zone Python compares wall clocks, and in October 02:30 comes twice.
        if self.end_at.astimezone(UTC) <= self.start_at.astimezone(UTC):
            raise ValueError("a calendar entry must end after its start")
        if self.sequence < 0 or not self.uid:
            raise ValueError("a calendar entry needs a uid and a sequence from 0 on")


def calendar_file(
    entries: Sequence[CalendarEntry],
    *,
    product_name: str,
    organiser_name: str = "",
    organiser_email: str = "",
) -> bytes:
    """Write a calendar file: it publishes the entries, or takes them back if all are cancelled.

    **Shapes**: UTF-8, lines of at most 75 octets ended by CR LF; control characters in texts are left
    out. With `organiser_email` each entry names who published it, as RFC 5546 asks for.
    **Errors**: ValueError without entries.
    """
    if not entries:
        raise ValueError("a calendar file holds at least one entry")
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{_clean(product_name)}//DE")
    calendar.add("method", "CANCEL" if all(entry.is_cancelled for entry in entries) else "PUBLISH")
    for entry in entries:
        event = _event(entry)
        if organiser_email:
            event.add("organizer", _organiser(organiser_name, organiser_email))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", _clean(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", _utc(entry.changed_at))
    event.add("last-modified", _utc(entry.changed_at))
    event.add("dtstart", _utc(entry.start_at))
    event.add("dtend", _utc(entry.end_at))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    for name in ("summary", "location", "description"):
        text = _clean(getattr(entry, name))
        if text:
            event.add(name, text)
    return event


def _organiser(name: str, email: str) -> vCalAddress:
    from icalendar import vCalAddress, vText

    organiser = vCalAddress(f"mailto:{_clean(email)}")
    if name:
        # A parameter is quoted, never escaped: it can hold neither a quotation mark nor a line end.
        organiser.params["CN"] = vText(re.sub(r"[\"\n]+", " ", _clean(name)))
    return organiser


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
