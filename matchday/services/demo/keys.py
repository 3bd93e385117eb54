"""Keys from the seed: the same seed names the same rows."""

from __future__ import annotations

import random

from matchday.models.base import KEY_ALPHABET, KEY_LENGTH


def make_dice(seed: int) -> random.Random:
    """Return dice that fall the same way for the same seed."""
    return random.Random(seed)  # noqa: S311 - the invented rows keep no secret


def draw_key(dice: random.Random) -> str:
    """Return a key like the random ones, drawn from the seed."""
    return "".join(dice.choices(KEY_ALPHABET, k=KEY_LENGTH))


def draw_ticket_codes(dice: random.Random, count: int) -> list[int]:
    """Return ``count`` different numbers that stand for slots in tickets: 31 bits each."""
    return dice.sample(range(2**31), count)
