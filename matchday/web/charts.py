"""Charts as parts of a bar; parts/charts.html draws them as inline SVG beside a table of the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matchday.core.assignment import RankCounts

WIDTH = 540
GAP = 2
SHOWN_RANKS = 3
"""A bar has at most five parts: so many ranks, then places without a wish, then people without a place."""


@dataclass(frozen=True)
class Part:
    """One part of a bar. **Units** ``x`` and ``width`` in the units of the picture, ``percent`` whole."""

    style: str
    label: str
    count: int
    percent: int
    x: float
    width: float


def rank_parts(counts: RankCounts) -> list[Part]:
    """Return the parts of «wishes by rank»: they sum to all people; empty parts have no width."""
    ranks = list(counts.by_rank[: SHOWN_RANKS - 1])
    rest = counts.by_rank[SHOWN_RANKS - 1 :]
    rows = [(f"r{rank}", f"{rank}. Wunsch", count) for rank, count in enumerate(ranks, start=1)]
    if rest:
        last = len(counts.by_rank)
        label = f"{SHOWN_RANKS}. Wunsch" if last == SHOWN_RANKS else f"{SHOWN_RANKS}. bis {last}. Wunsch"
        rows.append((f"r{SHOWN_RANKS}", label, sum(rest)))
    rows += [("r4", "ohne Wunsch", counts.acceptable), ("r5", "ohne Platz", counts.unplaced)]
    return _laid_out(rows, people=counts.people)


def drawn_styles(bars: Iterable[Sequence[Part]]) -> set[str]:
    """Return the styles that are seen in one of several bars: a legend names no other."""
    return {part.style for parts in bars for part in parts if part.count}


def share_out(counts: Sequence[int]) -> list[int]:
    """Return the share of each count as whole percents that sum to 100; all nothing where there is nothing to share.

    Each share is rounded down; what is missing goes, one percent each, where most was cut off, to the first of equals.

    **Source** the method of the largest remainder (Hare and Niemeyer).
    """
    whole = sum(counts)
    if not whole:
        return [0] * len(counts)
    percents = [100 * count // whole for count in counts]
    by_cut = sorted(range(len(counts)), key=lambda place: -(100 * counts[place] % whole))
    for place in by_cut[: 100 - sum(percents)]:
        percents[place] += 1
    return percents


def _laid_out(rows: list[tuple[str, str, int]], *, people: int) -> list[Part]:
    room = WIDTH - GAP * (sum(1 for _, _, count in rows if count) - 1)
    parts, x = [], 0.0
    for (style, label, count), percent in zip(rows, share_out([count for _, _, count in rows]), strict=True):
        width = room * count / people if people else 0.0
        parts.append(Part(style, label, count, percent, round(x, 1), round(width, 1)))
        x += width + GAP if count else 0
    return parts
