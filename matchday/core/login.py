"""Logins: how long each lasts, what a device is called in words, and which device is news."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from matchday.core.access import digest_token
from matchday.core.account import Role

LONGEST = timedelta(hours=12)
"""A working day with its evening. Nobody with an account is signed in for longer without saying who they are."""

FRESH = timedelta(minutes=10)
"""How long after signing in, or confirming it, somebody may publish, delete or export."""

SHARED_IDLE = timedelta(minutes=30)
"""After so long without a tap a shared phone forgets who was there."""
OWN_IDLE = timedelta(days=30)
"""A participant's own phone: from the wishes to the day. The access link can be revoked at any time."""

IDLE = {
    Role.OWNER: timedelta(minutes=30),
    Role.STAFF: timedelta(minutes=30),
    Role.READER: timedelta(minutes=30),
    Role.COACH: timedelta(hours=2),
    Role.DOOR: timedelta(hours=4),
    Role.EMPLOYER: timedelta(hours=8),
}
"""How long each role may do nothing. Office computers stand open, and hold everybody. A coach is on the road with a
phone that locks itself, and sees their own people only. A door waits between two slots, and shows first names. An
employer comes by a link in a mail each time, writes an offer between two customers, and sees their own day only."""

KEPT = timedelta(days=180)
"""How long it stays known from which device somebody came: one event, from the first letter to the last question."""

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
HANDHELD = ("iPhone", "iPad", "Android")
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""The first that is found counts: most browsers also name those they descend from."""


@dataclass(frozen=True)
class Device:
    """What is kept of a device on which somebody came.

    **Shapes** ``digest`` of its mark: none where it came before devices had one, empty where it is to be news again.
    """

    digest: str | None
    words: str


def is_mark(text: str) -> bool:
    """Tell whether ``text`` is spelled like the mark of a device: 128 bits that say nothing of anybody."""
    return re.fullmatch("[0-9a-f]{32}", text) is not None


def digest_mark(mark: str, *, whose: str) -> str:
    """Return what is kept of a mark with the person whose key is ``whose``: nobody sees which people share a phone."""
    return digest_token(f"{mark} {whose}")


def is_news(device: Device, before: Collection[Device]) -> bool:
    """Tell whether a device never came before although another one did; the very first is nobody's news.

    One that came before devices had marks is known by its words, until a device with a mark came with the same ones.
    """
    if any(one.digest == device.digest for one in before if one.digest):
        return False
    alike = [one.digest for one in before if one.words == device.words]
    is_known_by_words = bool(alike) and set(alike) == {None}
    return bool(before) and not is_known_by_words


def idle_of(roles: Collection[Role]) -> timedelta:
    """Return how long somebody with these roles may do nothing: the strictest counts."""
    return min((IDLE[role] for role in roles), default=timedelta())


def has_ended(roles: Collection[Role], *, began_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Tell whether a login of somebody with these roles lay idle too long, or lasted too long."""
    return now - seen_at > idle_of(roles) or now - began_at > LONGEST


def describe_device(agent: str) -> str:
    """Return system and browser in words from what a browser says of itself; nothing finer is kept.

    **Shapes** ``Android, Chrome``; empty where neither is known.
    """
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    return ", ".join(word for word in (system, browser) if word)


def is_handheld(device: str) -> bool:
    """Tell whether a device, as :func:`describe_device` names it, is a phone or a tablet."""
    return device.startswith(HANDHELD)


def tell_apart(names: Iterable[str]) -> list[str]:
    """Return the names with a number from the second of a kind on: ``Android, Chrome (2)``."""
    seen: Counter[str] = Counter()
    apart = []
    for name in names:
        seen[name] += 1
        apart.append(f"{name} ({seen[name]})" if seen[name] > 1 else name)
    return apart
