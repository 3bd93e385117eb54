"""Why somebody does not keep a place, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matchday.core.comparison import Leaving, LeftPlace, ShiftKind, find_kind, why_left

TAKEN = LeftPlace(
    is_offered=True,
    is_moved_from=False,
    may_go=True,
    is_fixed_elsewhere=False,
    may_group_go=True,
    is_given=False,
    has_newcomers=False,
    capacity=3,
    min_group=1,
    held_count=3,
    load=3,
    group_count=1,
)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({}, Leaving.TAKEN),
        ({"is_offered": False, "load": 0}, Leaving.GONE),
        ({"is_moved_from": True}, Leaving.MOVED),
        ({"may_go": False, "may_group_go": False}, Leaving.NOT_ELIGIBLE),
        ({"is_fixed_elsewhere": True, "may_group_go": False}, Leaving.FIXED),
        ({"may_group_go": False}, Leaving.GROUP),
        ({"load": 0}, Leaving.NOT_RUNNING),
        ({"load": 0, "held_count": 1, "min_group": 2}, Leaving.TOO_FEW),
        ({"load": 0, "held_count": 2, "min_group": 2}, Leaving.NOT_RUNNING),
        ({"is_given": True}, Leaving.GIVEN),
        ({"capacity": 2, "load": 2}, Leaving.TOO_SMALL),
        ({"capacity": 2, "load": 2, "has_newcomers": True}, Leaving.TAKEN),
        ({"load": 2, "group_count": 2}, Leaving.TAKEN),
        ({"load": 2, "group_count": 4}, Leaving.GROUP),
        ({"load": 2}, Leaving.OUTWEIGHED),
        ({"load": 2, "is_given": True}, Leaving.OUTWEIGHED),
    ],
)
def test_a_place_is_not_kept_for_the_first_thing_that_stands_against_it(other: dict[str, object], why: Leaving) -> None:
    assert why_left(replace(TAKEN, **other)) is why


@pytest.mark.parametrize(
    ("left", "new", "kept", "kind"),
    [
        (1, 0, 0, ShiftKind.LOST),
        (1, 0, 1, ShiftKind.FEWER),
        (1, 1, 0, ShiftKind.MOVED),
        (1, 1, 1, ShiftKind.MOVED),
        (0, 1, 1, ShiftKind.FURTHER),
        (0, 1, 0, ShiftKind.GAINED),
    ],
)
def test_who_has_places_already_gets_a_further_one(left: int, new: int, kept: int, kind: ShiftKind) -> None:
    assert find_kind(left=left, new=new, kept=kept) is kind
