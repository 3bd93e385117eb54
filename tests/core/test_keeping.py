"""What stays of the plan before, by hand."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from matchday.core.keeping import Place, Room, find_settled

TWO = Room(capacity=2, min_group=1)
HELD = {(1, 10), (2, 10), (3, 11)}


def settled(
    held: Collection[Place] = frozenset(HELD),
    *,
    fixed: Collection[Place] = (),
    rooms: dict[int, Room] | None = None,
    groups: Collection[Collection[int]] = (),
    may_not: Collection[Place] = (),
    most: int = 1,
) -> set[Place]:
    def may_hold(person: int, slots: Collection[int]) -> bool:
        return len(slots) <= most and not any((person, slot) in may_not for slot in slots)

    rooms = {10: TWO, 11: TWO} if rooms is None else rooms
    return set(find_settled(held, fixed=fixed, rooms=rooms, groups=groups, may_hold=may_hold))


def test_where_nothing_changed_everybody_stays() -> None:
    assert settled() == HELD


def test_who_was_in_a_slot_that_is_gone_is_free() -> None:
    assert settled(rooms={10: TWO}) == {(1, 10), (2, 10)}


def test_in_a_slot_that_became_too_small_nobody_is_chosen_beforehand() -> None:
    assert settled(rooms={10: Room(1, 1), 11: TWO}) == {(3, 11)}


def test_a_slot_left_with_too_few_keeps_nobody() -> None:
    assert settled(rooms={10: Room(5, 3), 11: TWO}) == {(3, 11)}


def test_who_may_not_go_there_any_more_is_free() -> None:
    assert settled(may_not={(3, 11)}) == {(1, 10), (2, 10)}


@pytest.mark.parametrize("groups", [[(1, 2)], [(2, 1)]])
def test_a_group_stays_together_or_not_at_all(groups: list[tuple[int, int]]) -> None:
    assert settled(groups=groups, may_not={(1, 10)}) == {(3, 11)}


def test_who_loses_a_place_can_leave_too_few_behind() -> None:
    assert settled(rooms={10: Room(5, 2), 11: TWO}, may_not={(1, 10)}) == {(3, 11)}


def test_who_is_pinned_elsewhere_leaves_the_old_place() -> None:
    assert settled(fixed={(3, 10)}, rooms={10: Room(3, 1), 11: TWO}) == {(1, 10), (2, 10)}


def test_a_pin_into_a_full_slot_makes_all_of_them_concerned() -> None:
    assert settled(fixed={(3, 10)}) == set()


def test_a_pin_of_one_is_a_pin_of_the_group() -> None:
    assert settled(fixed={(3, 10)}, groups=[(3, 4)], rooms={10: Room(3, 1), 11: TWO}) == set()


def test_whoever_has_several_places_keeps_those_that_are_not_touched() -> None:
    assert settled({(1, 10), (1, 11)}, rooms={11: TWO}, most=2) == {(1, 11)}
