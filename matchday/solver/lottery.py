"""The lottery: a number for each participant and slot, drawn from a seed that can be published beforehand."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from matchday.solver.problem import Problem

BITS = 30


def draw(seed: str, participant_id: str, slot_id: str) -> int:
    """Return the first 30 bits of SHA-256 over seed, participant id and slot id, each on its own line."""
    digest = sha256(f"{seed}\n{participant_id}\n{slot_id}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - BITS)


def draw_all(problem: Problem) -> NDArray[np.int64]:
    """Return the number of every pair of the problem.

    **Shapes.** int64 (pairs,), each from 0 to 2³⁰ − 1.
    """
    people, slots, pairs = problem.participants.ids, problem.slots.ids, problem.pairs
    numbers = (
        draw(problem.seed, people[participant], slots[slot])
        for participant, slot in zip(pairs.participant.tolist(), pairs.slot.tolist(), strict=True)
    )
    return np.fromiter(numbers, np.int64, len(pairs))
