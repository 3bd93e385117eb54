"""Forged tickets by rule, so that any verifier in any language can be held against the same ones.

The rules stand in words in ``token_vectors.json`` with the SHA-256 of what they give, joined by line feeds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LETTERS, BITS = 148, 736
VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("token_vectors.json").read_text("utf-8"))


def flipped(text: str) -> Iterator[str]:
    """Give the token with each of its 736 bits flipped, the first bit first."""
    for bit in range(BITS):
        place, mask = bit // 5, 16 >> bit % 5
        yield text[:place] + BASE32[BASE32.index(text[place]) ^ mask] + text[place + 1 :]


def mutated(text: str, *, seed: str, count: int) -> Iterator[str]:
    """Give the token with one to four letters changed, as the digests of the seed and a running number say."""
    for number in range(count):
        dice = hashlib.sha256(f"{seed}/{number}".encode()).digest()
        letters = list(text)
        for change in range(1 + dice[0] % 4):
            place = int.from_bytes(dice[1 + 3 * change : 3 + 3 * change], "big") % LETTERS
            step = 1 + dice[3 + 3 * change] % 31
            letters[place] = BASE32[(BASE32.index(text[place]) + step) % 32]
        yield "".join(letters)


def spelled_otherwise(text: str) -> Iterator[str]:
    """Give other spellings of the same bytes: 15 last letters, lower case, padding, white space and junk."""
    last = BASE32.index(text[-1])
    yield from (text[:-1] + BASE32[last ^ spare] for spare in range(1, 16))
    yield from (text.lower(), text.capitalize(), text + "====", f" {text}", f"{text}\n", f"{text}\t")
    for junk in " -.=!":
        yield text[:74] + junk + text[74:]
        yield text[:74] + junk + text[75:]


def cut(text: str) -> Iterator[str]:
    """Give every shorter beginning of the token."""
    yield from (text[:length] for length in range(LETTERS))


def swapped(text: str) -> Iterator[str]:
    """Give the halves of the token in the other order, and each of them twice."""
    one, two = text[:74], text[74:]
    yield from (two + one, one + one, two + two)


def forged(text: str) -> dict[str, list[str]]:
    """Give all forgeries of one token, by the name of their rule."""
    rules = VECTORS["rules"]
    return {
        "flipped": list(flipped(text)),
        "mutated": list(mutated(text, seed=rules["mutated"]["seed"], count=rules["mutated"]["count"])),
        "spelled_otherwise": list(spelled_otherwise(text)),
        "cut": list(cut(text)),
        "swapped": list(swapped(text)),
    }


def digest(texts: list[str]) -> str:
    """Return the SHA-256 of texts joined by line feeds."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
