"""Attestations: which hours, and from when on."""

from __future__ import annotations

from datetime import datetime, timedelta

from matchday.core.attestation import Attended, attended
from tests.factories import at

START, CAME, END = at(6), at(6, 10), at(12)


def span(*, came: datetime | None = CAME, left: datetime | None = None, now: datetime = END) -> Attended | None:
    return attended(START, END, checked_in_at=came, left_at=left, now=now)


def test_the_hours_are_the_slots_own_whenever_somebody_came() -> None:
    found = span()

    assert found
    assert (found.from_at, found.until_at, found.minutes) == (START, END, 360)


def test_who_left_early_has_fewer_hours_and_has_them_at_once() -> None:
    found = span(left=at(8, 10) + timedelta(seconds=40), now=at(8, 11))

    assert found
    assert (found.until_at, found.minutes) == (at(8, 10), 130)


def test_nothing_is_attested_of_who_did_not_come_or_while_the_slot_runs() -> None:
    assert span(came=None) is None
    assert span(now=at(11, 59)) is None


def test_nothing_is_attested_of_who_left_before_the_slot_began() -> None:
    assert span(came=at(5, 40), left=at(5, 55)) is None
