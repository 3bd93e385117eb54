"""What templates can call: addresses of static files, dates and times as people write them, words of the field."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from flask import Flask, current_app, g, request
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from matchday.config import ROOT
from matchday.core.event import TIME_ZONE
from matchday.core.login import is_handheld
from matchday.core.shortcode import show_code
from matchday.services.contact import whom_to_ask, whom_to_call
from matchday.web.say_aim import explain_aim, name_level, say_level, say_order
from matchday.web.words import icon_of, short_reason, word

BERLIN = ZoneInfo(TIME_ZONE)
DAYS = {
    "ar": "EEEE، d MMMM y",
    "de": "EEEE, d. MMMM y",
    "fa": "EEEE d MMMM y",
    "fr": "EEEE d MMMM y",
    "ps": "EEEE، d MMMM y",
    "ti": "EEEE፣ d MMMM y",
    "tr": "d MMMM y EEEE",
}
"""How a whole day is written where it is not «Tuesday, 20 April 2027». **Source** the long dates of CLDR."""
NIGHT_ENDS, NIGHT_BEGINS = 6, 20
"""Outside of them a moon stands beside the picture of the clock. **Units** hours."""


def init_app(app: Flask) -> None:
    """Give the templates their filters and functions."""
    app.jinja_env.filters.update(
        clock=clock,
        day=day,
        short_day=short_day,
        moment=moment,
        span=span,
        day_and_span=day_and_span,
        dial=dial,
        listed=listed,
        word=word,
        short_reason=short_reason,
        icon_of=icon_of,
        device_icon=device_icon,
        explain_aim=explain_aim,
        say_level=say_level,
        say_order=say_order,
        code=show_code,
    )
    app.jinja_env.globals.update(asset=asset, name_level=name_level, whom_to_ask=whom_to_ask, whom_to_call=whom_to_call)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def asset(path: str) -> str:
    """Return the address of a static file with the hash of its content: it may be kept for good."""
    version = _content_hash(path) if not current_app.debug else _content_hash.__wrapped__(path)
    return f"{request.script_root}{current_app.static_url_path}/{path}?v={version}"


@cache
def _content_hash(path: str) -> str:
    return hashlib.sha256((ROOT / "static" / path).read_bytes()).hexdigest()[:10]


def local(at: datetime) -> datetime:
    """Return the moment on the clock of the event's place."""
    event = g.get("event")
    return at.astimezone(ZoneInfo(event.time_zone) if event else BERLIN)


def clock(at: datetime) -> Markup:
    """Return the time of day, ``08:00``, as an island that reads left to right in every language."""
    return Markup('<span class="md-time">{}</span>').format(local(at).strftime("%H:%M"))


def day(on: date | datetime, *, with_year: bool = True) -> str:
    """Return the day in full: «Dienstag, 20. April 2027». Digits are western in every language."""
    on = local(on).date() if isinstance(on, datetime) else on
    locale = get_locale() or Locale("de")
    pattern = DAYS.get(locale.language, "EEEE, d MMMM y")
    return format_date(on, pattern if with_year else pattern.replace(" y", ""), locale=locale)


def short_day(on: date | datetime) -> str:
    """Return the day without weekday and year: «20. April»."""
    on = local(on).date() if isinstance(on, datetime) else on
    locale = get_locale() or Locale("de")
    return format_date(on, "d. MMMM" if locale.language == "de" else "d MMMM", locale=locale)


def moment(at: datetime) -> str:
    """Return day and time for lists of staff: «20.04.2027, 08:00»."""
    return local(at).strftime("%d.%m.%Y, %H:%M")


def span(slot: object) -> Markup:
    """Return from when to when a slot goes, as one sentence part; says so where it ends on the next day."""
    start_at, end_at = local(slot.start_at), local(slot.end_at)  # type: ignore[attr-defined]
    times = {"start": clock(start_at), "end": clock(end_at)}
    if end_at.date() > start_at.date():
        return Markup(_("von %(start)s bis %(end)s Uhr am nächsten Tag")) % times  # noqa: S704
    return Markup(_("von %(start)s bis %(end)s Uhr")) % times  # noqa: S704


def day_and_span(slot: object) -> str:
    """Return day and times of a slot for one line of a list of staff: «20.04. 08:00–14:00»."""
    start_at, end_at = local(slot.start_at), local(slot.end_at)  # type: ignore[attr-defined]
    return f"{start_at:%d.%m.} {start_at:%H:%M}–{end_at:%H:%M}"


class Dial(NamedTuple):
    """Say how a clock shows a slot. **Units** degrees from twelve; ``length`` in steps of ten minutes."""

    hour_turn: float
    minute_turn: int
    length: float
    is_night: bool


def dial(slot: object) -> Dial:
    """Return how a clock shows when a slot begins and how long it takes; twelve hours fill it."""
    start_at, end_at = local(slot.start_at), local(slot.end_at)  # type: ignore[attr-defined]
    minutes = (slot.end_at - slot.start_at).total_seconds() / 60  # type: ignore[attr-defined]
    is_night = not NIGHT_ENDS <= start_at.hour < NIGHT_BEGINS or end_at.date() > start_at.date()
    return Dial(start_at.hour % 12 * 30 + start_at.minute / 2, start_at.minute * 6, min(minutes / 10, 72), is_night)


def listed(words: Iterable[object]) -> str:
    """Return words as one list in the reader's language: «Holz, Küche und Pflege»."""
    return format_list([str(word) for word in words], "standard", locale=get_locale() or "de")


def device_icon(device: str) -> str:
    """Return the picture of a device somebody came with: a phone, or a computer."""
    return "device-mobile" if is_handheld(device) else "device-laptop"
