"""What a wish list may hold, and what one tap does to it."""

from __future__ import annotations

import pytest

from matchday.core.errors import RuleError
from matchday.core.slot import Trade
from matchday.core.wishlist import (
    AcceptableAnswer,
    Step,
    Tiers,
    check_acceptable,
    check_wishlist,
    ranked,
    require_version,
    take_step,
    tiers_of,
)


@pytest.mark.parametrize(
    ("tiers", "code"),
    [([[1], [9]], "wish_unknown"), ([[1], [2, 1]], "wish_twice"), ([[1], [2], [3]], "wish_too_many")],
)
def test_a_wish_list_that_cannot_be_is_refused(tiers: list[list[int]], code: str) -> None:
    with pytest.raises(RuleError) as refused:
        check_wishlist(tiers, wishable={1, 2, 3}, max_wishes=2)

    assert refused.value.code == code


def test_ranks_are_dense_and_ties_share_one() -> None:
    assert ranked([[7], [], [3, 5], [1]]) == {7: 1, 3: 2, 5: 2, 1: 3}


def test_a_wish_list_is_the_same_after_going_through_ranks() -> None:
    tiers: Tiers = ((7,), (3, 5), (1,))

    assert tiers_of(ranked(tiers)) == tiers


@pytest.mark.parametrize(
    ("step", "slot_id", "after"),
    [
        (Step.ADD, 4, ((1,), (2,), (3,), (4,))),
        (Step.ADD, 1, ((1,), (2,), (3,))),
        (Step.REMOVE, 2, ((1,), (3,))),
        (Step.REMOVE, 9, ((1,), (2,), (3,))),
        (Step.UP, 2, ((2,), (1,), (3,))),
        (Step.UP, 1, ((1,), (2,), (3,))),
        (Step.DOWN, 2, ((1,), (3,), (2,))),
        (Step.DOWN, 3, ((1,), (2,), (3,))),
        (Step.UP, 9, ((1,), (2,), (3,))),
    ],
)
def test_one_tap_changes_one_thing(step: Step, slot_id: int, after: Tiers) -> None:
    assert take_step(((1,), (2,), (3,)), step, slot_id) == after


def test_a_tied_wish_that_moves_leaves_its_tie_first() -> None:
    tied: Tiers = ((1,), (2, 3))

    assert take_step(tied, Step.UP, 3) == ((1,), (3,), (2,))
    assert take_step(tied, Step.DOWN, 2) == ((1,), (3,), (2,))
    assert take_step(tied, Step.REMOVE, 2) == ((1,), (3,))


@pytest.mark.parametrize(
    ("slot_id", "rank", "after"),
    [
        (3, 1, ((3,), (1,), (2, 4))),
        (1, 2, ((2, 4), (1,), (3,))),
        (4, 9, ((1,), (2,), (3,), (4,))),
        (9, 1, ((1,), (2, 4), (3,))),
    ],
)
def test_a_dragged_wish_lies_where_it_is_put_down(slot_id: int, rank: int, after: Tiers) -> None:
    assert take_step(((1,), (2, 4), (3,)), Step.PLACE, slot_id, rank=rank) == after


def test_a_list_somebody_else_saved_is_not_overwritten() -> None:
    require_version(4, 4)

    with pytest.raises(RuleError, match="wishlist_changed"):
        require_version(5, 4)


def test_only_these_trades_needs_a_trade() -> None:
    check_acceptable(AcceptableAnswer.TRADES, [Trade.CARE])
    check_acceptable(AcceptableAnswer.REACHABLE, [])

    with pytest.raises(RuleError, match="trades_missing"):
        check_acceptable(AcceptableAnswer.TRADES, [])
