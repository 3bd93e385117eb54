"""Assignments: the states of a plan, and the figures people read first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class AssignmentState(StrEnum):
    """Name where a plan stands."""

    REQUESTED = "requested"
    COMPUTING = "computing"
    PROPOSED = "proposed"
    PUBLISHED = "published"
    REPLACED = "replaced"
    FAILED = "failed"


UNFINISHED = frozenset({AssignmentState.REQUESTED, AssignmentState.COMPUTING})
"""While somebody waits for the plan."""
COMPUTED = frozenset({AssignmentState.PROPOSED, AssignmentState.PUBLISHED, AssignmentState.REPLACED})
"""There is an answer to read."""


class UnplacedReason(StrEnum):
    """Say in one word why a person has no place."""

    NO_WISHES = "no_wishes"
    NOT_ELIGIBLE = "not_eligible"
    FULL = "full"
    TOO_FEW = "too_few"
    """A wanted slot with free places does not run: fewer people came together than it needs."""
    MIXED = "mixed"
    """Each named slot is out for a reason of its own."""
    GROUP = "group"
    """No wanted slot has room for all of the person's group."""
    DECLINED = "declined"
    """The person gave the place back, or did not answer."""


@dataclass(frozen=True)
class Wanted:
    """Describe one slot a person wanted and may go to, as the plan left it."""

    is_full: bool
    is_running: bool


def why_unplaced(*, named_count: int, wanted: Sequence[Wanted], is_in_group: bool) -> UnplacedReason:
    """Say why somebody without a place has none.

    **Shapes** ``named_count``: slots wished or acceptable, also those that are gone; ``wanted``: those of them the
    person may go to.
    """
    if not named_count:
        return UnplacedReason.NO_WISHES
    if not wanted:
        return UnplacedReason.NOT_ELIGIBLE
    if len(wanted) < named_count:
        return UnplacedReason.MIXED
    if all(slot.is_full for slot in wanted):
        return UnplacedReason.FULL
    if is_in_group:
        return UnplacedReason.GROUP
    return UnplacedReason.MIXED if all(slot.is_running for slot in wanted) else UnplacedReason.TOO_FEW


@dataclass(frozen=True)
class RankCounts:
    """Count the people of a plan by the wish they got.

    **Shapes** ``by_rank[i]`` people with rank i + 1. ``acceptable``: placed without a wish. The parts sum to all.
    """

    by_rank: tuple[int, ...]
    acceptable: int
    unplaced: int

    @property
    def placed(self) -> int:
        """Return the people with a place."""
        return sum(self.by_rank) + self.acceptable

    @property
    def people(self) -> int:
        """Return all people."""
        return self.placed + self.unplaced


def count_ranks(best_ranks: Sequence[int | None], *, unplaced: int) -> RankCounts:
    """Count people by the best rank each got; None is a place without a wish."""
    wished = [rank for rank in best_ranks if rank is not None]
    by_rank = tuple(wished.count(rank) for rank in range(1, max(wished, default=0) + 1))
    return RankCounts(by_rank, len(best_ranks) - len(wished), unplaced)


SUREST_LAST = ("", "bounded", "closed", "proven")
"""The solver's words for how sure it is that no plan is better, after none for a plan without an answer."""


@dataclass(frozen=True)
class Proof:
    """Say how sure it is that no plan is better.

    ``status`` is one of `SUREST_LAST`. ``gap`` is how much better the first level that is not
    closed could still be, ``level`` its name, ``rank`` the wish it counts.
    """

    status: str
    gap: int = 0
    level: str = ""
    rank: int | None = None


def sum_up_proof(status: str, levels: Sequence[Mapping[str, Any]]) -> Proof:
    """Return the proof that the levels of a solution give."""
    for entry in levels:
        if entry["bound"] is not None and entry["bound"] != entry["value"]:
            return Proof(status, abs(entry["bound"] - entry["value"]), entry["level"], entry.get("rank"))
    return Proof(status)
