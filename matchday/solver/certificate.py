"""The certificate of a plan: the fingerprint of its problem, and a proof of one kind.

Each kind is a class of plain int64 arrays; a new one is added to `KINDS` and gets a checker in `certify`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from matchday.solver.problem import Whole

FORMAT = "matchday-certificate/2"

Grade = Literal["A", "B", "C"]


@dataclass(frozen=True, eq=False)
class TreeProof:
    """A tree of questions that splits all plans, and potentials that bound the levels at each of its leaves.

    A problem that is a flow needs no question: the tree is one leaf, with one stage for each level.

    **Shapes.** `questions` (nodes of the tree,), each before its answers and yes before no: −1 at a leaf, a slot's
    number for "does it run?", slots + group × slots + slot for "does the group go there?". `stage_counts` (leaves,).
    `levels` (stages,), leaf after leaf: the number of the level bounded, −1 for the proof that the leaf is empty.
    `potentials` (stages, nodes of the network): groups, slots, employers where that level is compared, the sink.
    """

    kind: ClassVar[str] = "tree"
    grade: ClassVar[Grade] = "A"
    dimensions: ClassVar[dict[str, int]] = {"questions": 1, "stage_counts": 1, "levels": 1, "potentials": 2}

    questions: Whole
    stage_counts: Whole
    levels: Whole
    potentials: Whole


@dataclass(frozen=True, eq=False)
class RowProof:
    """Multipliers of the rows that every plan keeps to, level after level: whole numbers over a denominator.

    **Shapes.** `denominators` (levels bounded,). `multipliers` (n, 4): the number of a level, the place of a kind in
    `ROWS`, whom the row is about, the amount. That is a group's, a slot's or an employer's number; for `link` group ×
    slots + slot; for `clique` its number in `cliques`; for `kept` the number of a level. `cliques` (n, 3): the number
    of a clique, a group and a slot.
    """

    kind: ClassVar[str] = "rows"
    grade: ClassVar[Grade] = "B"
    dimensions: ClassVar[dict[str, int]] = {"denominators": 1, "multipliers": 2, "cliques": 2}

    denominators: Whole
    multipliers: Whole
    cliques: Whole


ROWS = ("most", "placed", "capacity", "minimum", "link", "employer", "clique", "kept")

Proof = TreeProof | RowProof
KINDS: dict[str, type[Proof]] = {proof.kind: proof for proof in (TreeProof, RowProof)}
"""`grade` is the best a kind may claim, `dimensions` what its arrays look like in a file."""


@dataclass(frozen=True, eq=False)
class Certificate:
    """What proves the levels of a plan, most important first."""

    problem_sha256: str
    proof: Proof
