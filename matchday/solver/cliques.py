"""Sets of openings of which nobody can hold more than one, because every two of them clash.

As rows of a linear program, all largest sets say much more than the clashing pairs do: for two rounds in a day
nothing is left to say, because a graph of clashes that falls into two cliques is perfect.

**Source.** C. Bron, J. Kerbosch, *Algorithm 457*, Communications of the ACM 16 (1973) 575–577, with pivots;
V. Chvátal, *On certain polytopes associated with graphs*, Journal of Combinatorial Theory B 18 (1975) 138–154.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from matchday.solver.clash import clashing
from matchday.solver.problem import Problem, Truth
from matchday.solver.reduce import Openings

MOST = 200
"""How many largest sets are looked for in one group; there may be exponentially many."""


def find_cliques(problem: Problem, openings: Openings) -> Iterator[list[int]]:
    """Find, for every group that may have several placements, sets of openings of which it can hold only one.

    Every two openings of one group that clash stand together in one of the sets.
    """
    start = np.searchsorted(openings.group, np.arange(len(openings.people) + 1))
    for group in np.flatnonzero(openings.most_placements > 1).tolist():
        own = np.arange(start[group], start[group + 1])
        first, second = np.meshgrid(openings.slot[own], openings.slot[own], indexing="ij")
        clash = clashing(problem, first.ravel(), second.ravel()).reshape(len(own), len(own))
        np.fill_diagonal(clash, val=False)
        cliques = list(islice(_largest_cliques(clash), MOST))
        if len(cliques) == MOST:
            cliques += _cover(clash, cliques)
        for clique in cliques:
            yield own[clique].tolist()


def _largest_cliques(clash: Truth) -> Iterator[list[int]]:
    """Yield every clique of at least two that no other contains; sets of openings are the bits of a number."""
    neighbours = [sum(1 << other for other in np.flatnonzero(row).tolist()) for row in clash]
    chosen: list[tuple[list[int], int, int]] = [([], (1 << len(clash)) - 1, 0)]
    while chosen:
        clique, possible, done = chosen.pop()
        if not possible:
            if not done and len(clique) > 1:
                yield sorted(clique)
            continue
        # whatever clashes with the pivot comes up beside it: begin only with what does not
        pivot = max(_members(possible | done), key=lambda each: (neighbours[each] & possible).bit_count())
        for each in _members(possible & ~neighbours[pivot]):
            chosen.append(([*clique, each], possible & neighbours[each], done & neighbours[each]))
            possible &= ~(1 << each)
            done |= 1 << each


def _members(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _cover(clash: Truth, cliques: list[list[int]]) -> Iterator[list[int]]:
    """Yield cliques until every clash stands in one; each is grown from a pair as far as everything clashes."""
    is_open = np.triu(clash, 1)
    for clique in cliques:
        is_open[np.ix_(clique, clique)] = False
    for i, j in np.argwhere(is_open).tolist():
        if is_open[i, j]:
            clique = [i, j]
            for k in range(len(clash)):
                if k not in clique and clash[k, clique].all():
                    clique.append(k)
            clique.sort()
            is_open[np.ix_(clique, clique)] = False
            yield clique
