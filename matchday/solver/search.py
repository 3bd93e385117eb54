"""What every engine takes and gives: the words shared by `flow`, `mip` and `solve`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from matchday.solver.certificate import Proof
from matchday.solver.levels import Level
from matchday.solver.problem import Truth
from matchday.solver.stopwatch import Stopwatch


@dataclass(frozen=True)
class Progress:
    """One elementary level has been dealt with.

    `number` counts from 1 to `count`, the lottery included; `value` equals `bound` when the level is closed.
    """

    level: str
    rank: int | None
    number: int
    count: int
    value: int
    bound: int


ProgressListener = Callable[[Progress], None]


@dataclass(frozen=True, eq=False)
class Found:
    """The plan an engine found, and what it claims about it.

    **Shapes.** `is_taken` (openings,). `values` and `bounds` one per elementary level in the sense of the
    level (maximised levels positive); a bound is None where the level was never reached. `grades` has one letter
    for each level: what speaks for its bound. Grades A and B need a `proof`.
    """

    is_taken: Truth
    values: tuple[int, ...]
    bounds: tuple[int | None, ...]
    grades: str
    is_reproducible: bool
    proof: Proof | None = None


@dataclass(eq=False)
class Search:
    """The course of one search: its limit, who listens, the levels dealt with so far, and a plan known before.

    `is_first` tells that another engine goes on where this one leaves something open.

    **Shapes.** `known` (openings,), or None.
    """

    levels: tuple[Level, ...]
    stopwatch: Stopwatch
    listener: ProgressListener | None = None
    known: Truth | None = None
    is_first: bool = False
    _number: int = field(default=0, init=False)

    def report(self, level: Level, value: int, bound: int) -> None:
        """Tell the listener that a level was dealt with; `value` and `bound` in the sense of the level."""
        self._number += 1
        if self.listener:
            count = len(self.levels) + 1
            self.listener(Progress(level.name, level.rank, self._number, count, value, bound))
