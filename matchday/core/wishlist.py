"""Wish lists: which wishes a list may hold, and what counts beside them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from matchday.core.errors import RuleError


class AcceptableAnswer(StrEnum):
    """Answer the question «If none of these is possible?»."""

    BETTER_NONE = "better_none"
    REACHABLE = "reachable"
    TRADES = "trades"


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
