"""Assignments: the states of a plan, and the figures people read first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class AssignmentState(StrEnum):
    """Name where a plan stands."""

    REQUESTED = "requested"
    COMPUTING = "computing"
    PROPOSED = "proposed"
    PUBLISHED = "published"
    REPLACED = "replaced"
    FAILED = "failed"


class UnplacedReason(StrEnum):
    """Say in one word why a person has no place."""

    NO_WISHES = "no_wishes"
    NOT_ELIGIBLE = "not_eligible"
    FULL = "full"


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
