"""How far somebody is, how old, and how they are named."""

from __future__ import annotations

import inspect
from datetime import date

import pytest

from matchday.core.errors import RuleError
from matchday.core.participant import (
    ParticipantState,
    PermissionEntry,
    PermissionRequest,
    age_on,
    check_born_on,
    default_alias,
    is_permission_open,
    shown_name,
    state_of,
)


@pytest.mark.parametrize(
    ("true", "expected"),
    [
        (set(), ParticipantState.ADDED),
        ({"is_invited"}, ParticipantState.INVITED),
        ({"is_invited", "has_opened"}, ParticipantState.OPENED),
        ({"has_wished"}, ParticipantState.WISHED),
        ({"has_wished", "is_unplaced"}, ParticipantState.UNPLACED),
        ({"is_invited", "has_wished", "is_placed"}, ParticipantState.PLACED),
        ({"is_placed", "has_confirmed"}, ParticipantState.CONFIRMED),
        ({"is_unplaced", "has_confirmed"}, ParticipantState.UNPLACED),
        ({"has_wished", "is_called_off"}, ParticipantState.CALLED_OFF),
        ({"has_wished", "is_placed", "is_withdrawn"}, ParticipantState.WITHDRAWN),
    ],
)
def test_the_last_step_that_is_true_counts(true: set[str], expected: ParticipantState) -> None:
    asked = inspect.signature(state_of).parameters

    assert state_of(**{name: name in true for name in asked}) is expected


@pytest.mark.parametrize(
    ("entry", "request_state", "expected"),
    [
        (PermissionEntry.FREE, PermissionRequest.NOT_ASKED, False),
        (PermissionEntry.NOT_ALLOWED, PermissionRequest.NOT_ASKED, False),
        (PermissionEntry.UNKNOWN, PermissionRequest.NOT_ASKED, True),
        (PermissionEntry.WITH_PERMISSION, PermissionRequest.ASKED, True),
        (PermissionEntry.WITH_PERMISSION, PermissionRequest.GRANTED, False),
        (PermissionEntry.WITH_PERMISSION, PermissionRequest.REFUSED, False),
    ],
)
def test_a_permission_is_open_while_somebody_must_ask_or_wait(
    entry: PermissionEntry, request_state: PermissionRequest, expected: bool
) -> None:
    assert is_permission_open(entry, request_state) is expected


def test_the_next_guest_gets_the_next_number() -> None:
    assert default_alias([]) == "Gast 1"
    assert default_alias(["Gast 3", "Gast 16", "Löwe", "Gast zwei"]) == "Gast 17"


def test_somebody_born_on_the_29th_of_february_is_older_on_the_first_of_march() -> None:
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_a_birth_date_lies_in_a_life() -> None:
    today = date(2027, 4, 20)

    for born_on in (None, today, date(1917, 4, 20)):
        check_born_on(born_on, today=today)
    with pytest.raises(RuleError, match="born_on_future"):
        check_born_on(date(2027, 4, 21), today=today)
    with pytest.raises(RuleError, match="born_on_too_old"):
        check_born_on(date(1916, 4, 20), today=today)


def test_a_list_shows_first_name_and_initial() -> None:
    assert shown_name("Amira", "Khalil") == "Amira K."
    assert shown_name("Tesfay", "") == "Tesfay"
