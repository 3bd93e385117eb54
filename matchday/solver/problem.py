"""The question: who wishes what, and what a slot takes, as flat arrays.

Slots and participants are numbered in the order of their ids (code points), not of the file: two files that
say the same give the same arrays, and so the same plan. Everything that is said about one participant and one
slot stands in one row of `Pairs`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matchday.solver.levels import Level, elementary_levels

Whole = NDArray[np.int64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Slots:
    """What every slot takes.

    **Shapes.** All (slots,). `employer` numbers employers from 0 in the order of their ids, then the slots
    without one; `site` is a row of `Problem.site_minutes`, the last one for a slot without a known site.
    **Units.** Moments in microseconds since 1970 in UTC, 0 where `is_timed` is false.
    """

    ids: tuple[str, ...]
    capacity: Whole
    min_group: Whole
    employer: Whole
    site: Whole
    start_us: Whole
    end_us: Whole
    is_timed: Truth

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Return the number of each id."""
        return {name: number for number, name in enumerate(self.ids)}

    @property
    def employer_count(self) -> int:
        """Count the employers."""
        return int(self.employer.max(initial=-1)) + 1


@dataclass(frozen=True, eq=False)
class Participants:
    """Who takes part.

    **Shapes.** All (participants,). `group` is the number of the group, −1 for somebody who comes alone.
    """

    ids: tuple[str, ...]
    max_placements: Whole
    group: Whole

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Return the number of each id."""
        return {name: number for number, name in enumerate(self.ids)}


@dataclass(frozen=True, eq=False)
class Pairs:
    """All that is said about one participant and one slot; sorted by participant, then slot.

    A pair stands here when it is wished, acceptable, pinned, placed previously, or has minutes.

    **Shapes.** All (pairs,). `rank` is 1 to R, or R + 1 for acceptable slots and those not named.
    **Units.** `home_min` in minutes.
    """

    participant: Whole
    slot: Whole
    rank: Whole
    home_min: Whole
    is_named: Truth
    is_ineligible: Truth
    is_barred: Truth
    is_pinned: Truth
    is_previous: Truth

    def __len__(self) -> int:
        return len(self.participant)


@dataclass(frozen=True, eq=False)
class Problem:
    """One problem, whole and checked.

    **Shapes.** `site_minutes` (sites + 1, sites + 1) from row to column, the last ones 0 for unknown sites.
    `objective` has at least one level and never names the lottery.
    """

    sha256: str
    slots: Slots
    participants: Participants
    pairs: Pairs
    group_ids: tuple[str, ...]
    site_minutes: Whole
    rank_count: int
    objective: tuple[str, ...]
    seed: str

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """Name the elementary levels, most important first."""
        return elementary_levels(self.objective, self.rank_count)
