"""The lottery: a number for each participant and slot, drawn from a seed that can be published beforehand."""

from __future__ import annotations

from hashlib import sha256

import numpy as np

from matchday.solver.problem import Problem, Whole

BITS = 30


def draw(seed: str, participant_id: str, slot_id: str) -> int:
    """Return the first 30 bits of SHA-256 over seed, participant id and slot id, each on its own line."""
    digest = sha256(f"{seed}\n{participant_id}\n{slot_id}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - BITS)


def draw_all(problem: Problem, pairs: Whole | None = None) -> Whole:
    """Return the number of every pair of the problem, or of some of its pairs.

    **Shapes.** `pairs` are rows of `problem.pairs`; int64 of the same length, each from 0 to 2³⁰ − 1.
    """
    people, slots = problem.participants.ids, problem.slots.ids
    rows = np.arange(len(problem.pairs)) if pairs is None else pairs
    participant, slot = problem.pairs.participant[rows].tolist(), problem.pairs.slot[rows].tolist()
    lines = (f"{problem.seed}\n{people[one]}\n{slots[other]}" for one, other in zip(participant, slot, strict=True))
    digests = b"".join([sha256(line.encode()).digest() for line in lines])
    words = np.frombuffer(digests, ">u4")[:: sha256().digest_size // 4]
    return words.astype(np.int64) >> (32 - BITS)
