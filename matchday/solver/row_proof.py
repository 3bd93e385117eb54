"""Write down the multipliers of a model's rows as a proof."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matchday.solver.certificate import ROWS, RowProof
from matchday.solver.face import Multipliers
from matchday.solver.model import Model
from matchday.solver.problem import Whole


def write_row_proof(model: Model, stages: Sequence[Multipliers], kept: Whole) -> RowProof:
    """Write down which rows bound which level, and how much.

    **Shapes.** `stages` has one for each level bounded. `kept` are the levels that became rows behind those of the
    model, in this order.
    """
    kind, owner = _name_rows(model, kept)
    parts = []
    for level, stage in enumerate(stages):
        rows = np.flatnonzero(stage.amount)
        rows = rows[kind[rows] >= 0]
        parts.append(np.column_stack([np.full(len(rows), level), kind[rows], owner[rows], stage.amount[rows]]))
    multipliers = np.concatenate([np.zeros((0, 4), np.int64), *parts])
    used = np.unique(multipliers[multipliers[:, 1] == ROWS.index("clique"), 2]).tolist()
    members = [(clique, opening) for clique in used for opening in model.cliques[clique]]
    clique, opening = np.array(members, np.int64).reshape(-1, 2).T
    return RowProof(
        denominators=np.array([stage.denominator for stage in stages], np.int64),
        multipliers=multipliers,
        cliques=np.column_stack([clique, model.openings.group[opening], model.openings.slot[opening]]),
    )


def _name_rows(model: Model, kept: Whole) -> tuple[Whole, Whole]:
    """Return the kind of each row, −1 for the lottery's, and whom it is about."""
    openings = model.openings
    kinds, owners = [], []
    for kind, numbers in (*model.rows.blocks, ("kept", kept)):
        kinds.append(np.full(len(numbers), ROWS.index(kind) if kind in ROWS else -1))
        if kind == "link":
            owners.append(openings.group[numbers] * len(model.problem.slots) + openings.slot[numbers])
        else:
            owners.append(numbers)
    return np.concatenate(kinds), np.concatenate(owners)
