"""Waiting lists: who moves up first when a place becomes free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """Somebody without any place who wished one slot and may go there.

    ``lot`` is the lottery number for person and slot; the smaller one comes first.
    """

    participant_id: int
    slot_id: int
    rank: int
    lot: int


def order_waiting(waiting: Iterable[Waiting]) -> dict[int, list[int]]:
    """Return for each slot the participants in order of moving up: by rank of the wish, then by lot."""
    lists: dict[int, list[int]] = {}
    for one in sorted(waiting, key=lambda one: (one.slot_id, one.rank, one.lot, one.participant_id)):
        lists.setdefault(one.slot_id, []).append(one.participant_id)
    return lists
