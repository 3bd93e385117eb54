"""Replay many stages of a leaf at once, where nobody goes in company and no reward is shared out.

The bounds are those of a replay stage by stage (`tree`), which narrows the network down after each of them. Here every
cost is whole: a level whose bound is its goal leaves no gap, so that no arc which costs anything there can move.

1. An arc carries what the first level that prices it wants, as little or as much as it can. The sign of its reduced
   costs says which, once they are added up with weights of which each outweighs all levels behind.
2. The bound of a level, Σ reduced cost × carried − Σ potential × supply, is what all that is carried costs there, and
   what the potentials ask for the people it leaves over or lacks at the nodes.

**Source.** Weights for levels in order: H. Isermann, Operations-Research-Spektrum 4 (1982) 223–228.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from matchday.solver.certify.network import Drawn
from matchday.solver.certify.seats import cost_of_ranks, sum_by
from matchday.solver.levels import Level
from matchday.solver.problem import Whole

LARGEST_SUM = 2**62
"""Sums that may be larger do not fit into 64 bits: such a stage proves nothing."""

SHARED_OUT = ("running", "employers")
"""Levels whose rewards are shared out among people."""


def count_at_once(leaf: Drawn) -> int:
    """Return how many levels of the problem, from the first on, have whole costs."""
    if leaf.seats.scale > 1:
        return 0
    levels = leaf.seats.problem.levels
    return next((place for place, level in enumerate(levels) if level.name in SHARED_OUT), len(levels))


def replay_at_once(leaf: Drawn, levels: Sequence[Level], potentials: Whole, *, narrows: bool) -> list[int]:
    """Return the bound of each level; where more levels come, keep at the leaf only what reaches these.

    A bound holds where all before it are their goals. The answer ends before a level whose numbers are too large.

    **Shapes.** `potentials` (levels, nodes), not beyond 2⁶⁰.
    """
    tally, costs = leaf.seats.tally, [_cost_on(level, leaf) for level in levels]
    lowest, highest = potentials.min(axis=1).tolist(), potentials.max(axis=1).tolist()
    reaches = [cost.most + high - low for cost, low, high in zip(costs, lowest, highest, strict=True)]
    carried, is_free, told = np.zeros_like(leaf.high), np.ones(len(leaf.high), bool), 0
    has_low = leaf.low.any()
    for weights in _weigh(reaches):
        these = slice(told, told + len(weights))
        told += len(weights)
        price = _price(leaf, costs[these], potentials[these], np.array(weights))
        np.copyto(carried, leaf.high, where=is_free & (price < 0))
        if has_low:
            np.copyto(carried, leaf.low, where=is_free & (price > 0))
        is_free &= price == 0

    moved = carried.nonzero()[0]
    people, nodes = carried[moved], len(leaf.supply)
    lacking = sum_by(leaf.tail[moved], people, nodes) - sum_by(leaf.head[moved], people, nodes) - leaf.supply
    taken = moved[: np.searchsorted(moved, len(tally))]
    everybody, lack = int(people.sum()), int(np.abs(lacking).sum())
    bounds = []
    for cost, low, high, asked in zip(costs[:told], lowest, highest, potentials[:told], strict=False):
        if cost.most * everybody + max(high, -low) * lack > LARGEST_SUM:
            break
        bounds.append(int(cost.of(taken) @ people[: len(taken)]) + int(asked @ lacking))
    if narrows:
        leaf.low[:], leaf.high[:] = np.where(is_free, leaf.low, carried), np.where(is_free, leaf.high, carried)
    return bounds


@dataclass(frozen=True, eq=False)
class _Cost:
    """What one person in an opening adds to a level.

    **Shapes.** `amounts` by the `rank` of an opening, or by opening where there is none.
    """

    amounts: Whole
    rank: Whole | None

    @property
    def most(self) -> int:
        return int(np.abs(self.amounts).max(initial=0))

    def of(self, openings: Whole) -> Whole:
        return self.amounts[openings if self.rank is None else self.rank[openings]]


def _cost_on(level: Level, leaf: Drawn) -> _Cost:
    tally = leaf.seats.tally
    if level.is_of_ranks:
        return _Cost(cost_of_ranks(level, np.arange(leaf.seats.problem.rank_count + 2)), tally.rank)
    return _Cost(tally.add_up(level), None)


def _weigh(reaches: Sequence[int]) -> Iterator[list[int]]:
    """Yield weights of the levels, as many together as fit into 64 bits; end before a level that does not fit.

    **Shapes.** `reaches` are how much an arc can cost at most, or save.
    """
    end = 0
    while end < len(reaches):
        begin, largest = end, 1
        while end < len(reaches) and largest * (reaches[end] + 1) <= LARGEST_SUM:
            largest *= reaches[end] + 1
            end += 1
        if begin == end:
            return
        yield [prod(reach + 1 for reach in reaches[place + 1 : end]) for place in range(begin, end)]


def _price(leaf: Drawn, costs: Sequence[_Cost], potentials: Whole, weights: Whole) -> Whole:
    """Return the reduced costs of all arcs, added up with these weights."""
    together = weights @ (potentials - potentials.min(axis=1, keepdims=True))
    price: Whole = together.take(leaf.tail)
    price -= together.take(leaf.head)
    tally = leaf.seats.tally
    openings, by_rank = price[: len(tally)], np.zeros(leaf.seats.problem.rank_count + 2, np.int64)
    for cost, weight in zip(costs, weights, strict=True):
        if cost.rank is None:
            openings += weight * cost.amounts
        else:
            by_rank += weight * cost.amounts
    openings += by_rank.take(tally.rank)
    return price
