"""Who moves up first."""

from __future__ import annotations

from matchday.core.waitinglist import Waiting, order_waiting


def test_the_better_wish_comes_first_and_the_lot_decides_between_equals() -> None:
    waiting = [Waiting(1, 9, rank=2, lot=1), Waiting(2, 9, rank=1, lot=8), Waiting(3, 9, rank=1, lot=5)]

    assert order_waiting(waiting) == {9: [3, 2, 1]}


def test_every_slot_has_a_list_of_its_own() -> None:
    waiting = [Waiting(1, 9, rank=1, lot=1), Waiting(1, 8, rank=2, lot=1)]

    assert order_waiting(waiting) == {8: [1], 9: [1]}
