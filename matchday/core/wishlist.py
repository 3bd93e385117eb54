"""Wish lists: which wishes a list may hold, and what counts beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from matchday.core.errors import RuleError
from matchday.core.slot import Trade

Tiers = tuple[tuple[int, ...], ...]
"""A wish list: best first; a tier holds the slot ids of one rank, more than one where they are tied."""


class AcceptableAnswer(StrEnum):
    """Answer the question «If none of these is possible?»."""

    BETTER_NONE = "better_none"
    REACHABLE = "reachable"
    TRADES = "trades"


def would_take(answer: AcceptableAnswer, trades: Collection[Trade], trade: Trade) -> bool:
    """Tell whether somebody who answered so takes a slot of ``trade`` that they did not wish."""
    return answer is AcceptableAnswer.REACHABLE or (answer is AcceptableAnswer.TRADES and trade in trades)


class Step(StrEnum):
    """Name what one tap does to a wish list."""

    ADD = "add"
    REMOVE = "remove"
    UP = "up"
    DOWN = "down"
    PLACE = "place"
    """Put the wish down at a rank."""


def check_wishlist(tiers: Sequence[Sequence[int]], *, wishable: Collection[int], max_wishes: int) -> None:
    """Check a wish list: every slot can be wished, none twice, not too many.

    **Shapes** ``tiers`` is best first; a tier holds the slot ids of one rank, ties allowed.
    **Errors** RuleError ``wish_unknown``, ``wish_twice``, ``wish_too_many`` (``most``).
    """
    slot_ids = [slot_id for tier in tiers for slot_id in tier]
    if not set(slot_ids) <= set(wishable):
        raise RuleError("wish_unknown")
    if len(slot_ids) != len(set(slot_ids)):
        raise RuleError("wish_twice")
    if len(slot_ids) > max_wishes:
        raise RuleError("wish_too_many", most=max_wishes)


def ranked(tiers: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return the rank of each slot id: 1 is best, dense, the same within a tier; empty tiers do not count."""
    return {slot_id: rank for rank, tier in enumerate((t for t in tiers if t), start=1) for slot_id in tier}


def tiers_of(ranks: Mapping[int, int]) -> Tiers:
    """Return the wish list that gives each slot id its rank; within a tier by id."""
    return tuple(
        tuple(sorted(slot_id for slot_id, rank in ranks.items() if rank == one)) for one in sorted(set(ranks.values()))
    )


def take_step(tiers: Tiers, step: Step, slot_id: int, *, rank: int = 1) -> Tiers:
    """Return the wish list after one tap; a tap without effect returns the same.

    A new wish comes last. A tied wish that moves first leaves its tie, in the direction it moves. ``rank`` is where
    a wish is put down, alone.
    """
    place = next((index for index, tier in enumerate(tiers) if slot_id in tier), None)
    if place is None:
        return (*tiers, (slot_id,)) if step is Step.ADD else tiers
    if step is Step.ADD:
        return tiers
    others = tuple(other for other in tiers[place] if other != slot_id)
    without = tuple(tier for tier in (*tiers[:place], others, *tiers[place + 1 :]) if tier)
    if step is Step.REMOVE:
        return without
    if step is Step.PLACE:
        return (*without[: rank - 1], (slot_id,), *without[rank - 1 :])
    if others:
        parted = ((slot_id,), others) if step is Step.UP else (others, (slot_id,))
        return (*tiers[:place], *parted, *tiers[place + 1 :])
    return _swapped(tiers, place, place + (1 if step is Step.DOWN else -1))


def require_version(saved: int, seen: int) -> None:
    """Do nothing if the wish list is still the one that was seen.

    **Errors** RuleError ``wishlist_changed``: somebody saved in between, and nothing is overwritten.
    """
    if saved != seen:
        raise RuleError("wishlist_changed")


def check_acceptable(answer: AcceptableAnswer, trades: Collection[Trade]) -> None:
    """Check that trades are named where only these are acceptable. **Errors** RuleError ``trades_missing``."""
    if answer is AcceptableAnswer.TRADES and not trades:
        raise RuleError("trades_missing")


def _swapped(tiers: Tiers, here: int, there: int) -> Tiers:
    if not 0 <= there < len(tiers):
        return tiers
    swapped = list(tiers)
    swapped[here], swapped[there] = swapped[there], swapped[here]
    return tuple(swapped)
