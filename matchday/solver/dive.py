"""A first plan where questions one by one would take long: whatever is no plan is decided at once, until nothing is.

1. Close all slots below their minimum. Whoever was there may stay out.
2. Send each group that is split to where most of it is, as long as the groups sent there before leave it room; where
   none of its slots has room, it goes to none of them.
3. Send the flow anew within these limits, and begin again where it is no plan.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matchday.solver.levels import Level
from matchday.solver.network import Network
from matchday.solver.problem import Whole
from matchday.solver.stages import Region, Stage
from matchday.solver.stopwatch import Stopwatch


def dive(
    network: Network, levels: Sequence[Level], stopwatch: Stopwatch, *, flow: Whole, stages: Sequence[Stage]
) -> Whole | None:
    """Return a flow that is a plan, near one that is best for the levels; None where this way leads to none.

    The limit ends only the levels behind the first.

    **Shapes.** `flow` int64 (arcs,); `stages` have bounded it.
    """
    low, high = network.limits()
    openings, room = network.openings, network.problem.slots.capacity.copy()
    pinned = np.flatnonzero(openings.is_pinned)
    np.subtract.at(room, openings.slot[pinned], openings.people[openings.group[pinned]])
    while True:
        short, split = network.short(flow), network.split(flow)
        if not len(short) and not len(split):
            return flow
        for slot in short.tolist():
            network.decide(low, high, question=slot, answer=False)
        _send_split(network, low, high, room, split=split[np.argsort(-flow[split], kind="stable")])
        region = Region(network, low, high)
        region.begin(flow, stages)
        stages = []
        for stage in region.bound(levels):
            if stage.level is None:
                return None
            stages.append(stage)
            if stopwatch.is_over:
                break
        flow = region.flow


def _send_split(network: Network, low: Whole, high: Whole, room: Whole, *, split: Whole) -> None:
    """Decide where split groups go; `split` are their openings, those with most people first."""
    openings, is_sent = network.openings, set[int]()
    for opening in split.tolist():
        group, slot = int(openings.group[opening]), int(openings.slot[opening])
        if group in is_sent or not high[opening]:
            continue
        goes = bool(openings.people[group] <= room[slot])
        network.decide(low, high, question=len(room) * (1 + group) + slot, answer=goes)
        if goes:
            is_sent.add(group)
            room[slot] -= openings.people[group]
