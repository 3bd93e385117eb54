"""How long a login lasts, and what a device is called."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from matchday.core.account import Role
from matchday.core.login import Device, describe_device, has_ended, is_handheld, is_mark, is_news, tell_apart

AT = datetime(2027, 4, 20, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("roles", "idle", "ended"),
    [
        ({Role.STAFF}, timedelta(minutes=30), False),
        ({Role.STAFF}, timedelta(minutes=31), True),
        ({Role.READER}, timedelta(minutes=31), True),
        ({Role.COACH}, timedelta(minutes=119), False),
        ({Role.COACH, Role.STAFF}, timedelta(minutes=31), True),
        ({Role.EMPLOYER}, timedelta(hours=8, minutes=1), True),
        (set(), timedelta(seconds=1), True),
    ],
)
def test_who_does_nothing_for_long_is_signed_out(roles: set[Role], idle: timedelta, ended: bool) -> None:
    assert has_ended(roles, began_at=AT, seen_at=AT, now=AT + idle) is ended


@pytest.mark.parametrize("role", Role)
def test_nobody_stays_for_more_than_twelve_hours(role: Role) -> None:
    now = AT + timedelta(hours=12)

    assert not has_ended({role}, began_at=AT, seen_at=now, now=now)
    assert has_ended({role}, began_at=AT, seen_at=now, now=now + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            "Mozilla/5.0 (Linux; Android 10; K) Chrome/156.0.0.0 Mobile Safari/537.36",
            "Android, Chrome",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1", "iPhone, Safari"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0.0.0 Safari/537.36 Edg/156.0", "Windows, Edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Linux, Firefox"),
        ("curl/8.1", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_by_system_and_browser_only(agent: str, device: str) -> None:
    assert describe_device(agent) == device


def test_equal_devices_are_told_apart_and_phones_from_computers() -> None:
    assert tell_apart(["Linux, Chrome", "iPhone, Safari", "Linux, Chrome"]) == [
        "Linux, Chrome",
        "iPhone, Safari",
        "Linux, Chrome (2)",
    ]
    assert [is_handheld(one) for one in ("iPad, Safari", "Android, Firefox", "Linux, Chrome", "")] == [
        True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "news"),
    [
        ([], False),
        ([Device("b", "Mac")], True),
        ([Device("b", "Mac"), Device("a", "iPhone")], False),
        ([Device("", "Mac")], True),
        ([Device(None, "Mac")], False),
        ([Device(None, "iPhone")], True),
        ([Device(None, "Mac"), Device("b", "Mac")], True),
    ],
)
def test_a_device_is_news_where_only_others_came(before: list[Device], news: bool) -> None:
    assert is_news(Device("a", "Mac"), before) is news


def test_two_devices_that_are_to_be_news_again_are_not_one() -> None:
    assert is_news(Device("", "Mac"), [Device("", "Mac")])


@pytest.mark.parametrize("text", ["", "0" * 31, "0" * 33, "G" * 32, "A" * 32, "\u0660" * 32, "0" * 32 + "\n"])
def test_nothing_else_is_taken_for_a_mark(text: str) -> None:
    assert not is_mark(text)
    assert is_mark("0123456789abcdef" * 2)
