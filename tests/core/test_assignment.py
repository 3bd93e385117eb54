"""Figures of a plan, why somebody has no place, how sure the proof is."""

from __future__ import annotations

import pytest

from matchday.core.assignment import Proof, UnplacedReason, Wanted, count_ranks, sum_up_proof, why_unplaced

FULL = Wanted(is_full=True, is_running=True)
OPEN = Wanted(is_full=False, is_running=True)
STILL = Wanted(is_full=False, is_running=False)


def test_the_parts_of_a_plan_sum_to_all_people() -> None:
    counts = count_ranks([1, 1, 3, None], unplaced=2)

    assert (counts.by_rank, counts.acceptable, counts.placed, counts.people) == ((2, 0, 1), 1, 4, 6)


@pytest.mark.parametrize(
    ("named", "wanted", "is_in_group", "reason"),
    [
        (0, [], False, UnplacedReason.NO_WISHES),
        (2, [], False, UnplacedReason.NOT_ELIGIBLE),
        (2, [FULL, FULL], False, UnplacedReason.FULL),
        (2, [FULL], False, UnplacedReason.MIXED),
        (2, [FULL, OPEN], False, UnplacedReason.MIXED),
        (2, [FULL, STILL], False, UnplacedReason.TOO_FEW),
        (2, [FULL, OPEN], True, UnplacedReason.GROUP),
    ],
)
def test_the_true_reason_is_told(named: int, wanted: list[Wanted], is_in_group: bool, reason: UnplacedReason) -> None:
    assert why_unplaced(named_count=named, wanted=wanted, is_in_group=is_in_group) is reason


def test_the_first_open_level_says_how_much_better_a_plan_could_be() -> None:
    closed = {"level": "placed", "value": 40, "bound": 40}
    open_ = {"level": "ranks:generous", "rank": 3, "value": 4, "bound": 2}

    assert sum_up_proof("bounded", [closed, open_]) == Proof("bounded", 2, "ranks:generous", 3)


def test_a_closed_plan_has_no_gap() -> None:
    assert sum_up_proof("proven", [{"level": "placed", "value": 40, "bound": 40}]) == Proof("proven")
