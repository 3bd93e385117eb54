"""The levels an organiser names, and the elementary levels that are compared one after the other.

`ranks:generous` and `ranks:first` unfold into one elementary level for each rank; every other level is
elementary by itself. The lottery comes after all of them and has no entry here.

**Source.** Rank-maximal and generous profiles: D. Michail, Theoretical Computer Science 389 (2007) 125–132;
A. Kwanashie, R. Irving, D. Manlove, C. Sng, IWOCA 2014, LNCS 8986, 213–225.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LOTTERY = "lottery"
MAXIMISED = frozenset({"placed", "kept", "employers", "running", "placements", "ranks:first"})
MINIMISED = frozenset({"ranks:generous", "ranks:total", "travel"})
PLACING = frozenset({"placed", "placements"})
"""One of these stands before the ranks and the travel: else a plan could be the better, the more it leaves out."""

DEFAULT_SINGLE = ("placed", "ranks:generous", "employers", "travel")
DEFAULT_SEVERAL = ("placed", "placements", "ranks:generous", "travel")


@dataclass(frozen=True)
class Level:
    """One elementary level: `rank` is given for `ranks:generous` and `ranks:first` only."""

    name: str
    rank: int | None = None

    @property
    def is_maximised(self) -> bool:
        """Tell whether more is better."""
        return self.name in MAXIMISED

    @property
    def is_of_ranks(self) -> bool:
        """Tell whether nothing but a placement's rank decides what it adds."""
        return self.name.startswith("ranks:")

    def __str__(self) -> str:
        return self.name if self.rank is None else f"{self.name} rank {self.rank}"


def elementary_levels(objective: Sequence[str], rank_count: int) -> tuple[Level, ...]:
    """Unfold an objective into its elementary levels, most important first.

    `rank_count` is R, the longest wish list; rank R + 1 is *acceptable*. `ranks:generous` compares the ranks
    R + 1 down to 2 and `ranks:first` the ranks 1 up to R.
    """
    levels: list[Level] = []
    for name in objective:
        if name == "ranks:generous":
            levels += [Level(name, rank) for rank in range(rank_count + 1, 1, -1)]
        elif name == "ranks:first":
            levels += [Level(name, rank) for rank in range(1, rank_count + 1)]
        elif name != LOTTERY:
            levels.append(Level(name))
    return tuple(levels)
