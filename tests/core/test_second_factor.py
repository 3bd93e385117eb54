"""Codes of an authenticator app, against the standard's own examples and another implementation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from matchday.core.account import Role
from matchday.core.second_factor import (
    authenticator_address,
    code_of,
    find_step,
    needs_second_factor,
    show_secret,
    step_at,
)

SECRET = b"12345678901234567890"
"""The secret of RFC 4226, appendix D, and RFC 6238, appendix B."""
AT = datetime(2027, 4, 20, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(("count", "code"), [(0, "755224"), (1, "287082"), (2, "359152"), (3, "969429"), (9, "520489")])
def test_codes_are_those_of_the_standard(count: int, code: str) -> None:
    assert code_of(SECRET, count) == code


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_follow_the_clock_of_the_standard(seconds: int, code: str) -> None:
    now = datetime.fromtimestamp(seconds, UTC)

    assert find_step(SECRET, code, after=None, now=now) == step_at(now)


def test_an_app_that_reads_our_qr_code_shows_the_code_we_expect() -> None:
    address = authenticator_address(SECRET, account="hansen@birkenried.example", issuer="Landkreis Birkenried")

    app = pyotp.parse_uri(address)

    assert (app.issuer, app.name) == ("Landkreis Birkenried", "Landkreis Birkenried:hansen@birkenried.example")
    assert find_step(SECRET, app.at(int(AT.timestamp())), after=None, now=AT) == step_at(AT)


@pytest.mark.parametrize(("drift_s", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_phone_may_be_half_a_minute_wrong(drift_s: int, fits: bool) -> None:
    code = code_of(SECRET, step_at(AT + timedelta(seconds=drift_s)))

    assert (find_step(SECRET, code, after=None, now=AT) is not None) is fits


def test_letters_are_no_code() -> None:
    assert find_step(SECRET, "ⅷ", after=None, now=AT) is None


def test_a_code_counts_once_and_no_older_one_after_it() -> None:
    now, before = step_at(AT), step_at(AT) - 1

    assert find_step(SECRET, code_of(SECRET, now), after=now, now=AT) is None
    assert find_step(SECRET, code_of(SECRET, before), after=now, now=AT) is None
    assert find_step(SECRET, code_of(SECRET, now + 1), after=now, now=AT) == now + 1


def test_the_secret_can_be_typed() -> None:
    assert show_secret(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"


@pytest.mark.parametrize(
    ("role", "has_one", "needed"),
    [
        (Role.OWNER, False, True),
        (Role.STAFF, False, True),
        (Role.READER, False, True),
        (Role.COACH, False, False),
        (Role.COACH, True, True),
        (Role.EMPLOYER, False, False),
        (Role.DOOR, False, False),
    ],
)
def test_the_office_must_have_one_others_may(role: Role, has_one: bool, needed: bool) -> None:
    assert needs_second_factor({role}, has_one=has_one) is needed
