"""Access without an account: tokens and short codes, and how they are read, made and compared.

A token has 130 bits, a short code 50. Both are made from a random nonce and the installation key, so they can be
printed again but cannot be made from the database alone; the database keeps only digests.
**Source** ASVS 5.0, 6.5.2: a plain hash is enough from 112 bits on; the short code is kept as HMAC.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from matchday.core.shortcode import ALPHABET, read_code

TOKEN_LENGTH = 26
CODE_LENGTH = 10

SECOND_LENGTH = 8
SECOND_LIFE = timedelta(seconds=60)
"""A code that lets a second device in: 40 bits, for a minute, once. Its length tells it from a code that lasts."""


@dataclass(frozen=True)
class Keyring:
    """Hold the keys made from the installation key, one per purpose."""

    installation_key: bytes = field(repr=False)

    def key(self, purpose: str) -> bytes:
        """Return the 32-byte key for one purpose."""
        return hmac.digest(self.installation_key, f"matchday/{purpose}".encode(), hashlib.sha256)


def token_from(nonce: str, keyring: Keyring, *, purpose: str = "access-token") -> str:
    """Return the token that belongs to ``nonce``: 26 letters of base32."""
    digest = hmac.digest(keyring.key(purpose), nonce.encode(), hashlib.sha256)
    return base64.b32encode(digest).decode()[:TOKEN_LENGTH]


def code_from(nonce: str, keyring: Keyring) -> str:
    """Return the short code that belongs to ``nonce``: 10 letters without look-alikes."""
    return _spell(keyring.key("access-code"), nonce, length=CODE_LENGTH)


def second_code_from(nonce: str, asked_at: datetime, keyring: Keyring) -> str:
    """Return the code that was asked for a second device at this moment."""
    return _spell(keyring.key("second-device"), f"{nonce} {int(asked_at.timestamp())}", length=SECOND_LENGTH)


def is_token(text: str) -> bool:
    """Tell whether ``text`` is spelled like an access token and like nothing else: no short code hides in it."""
    return re.fullmatch(f"[A-Z2-7]{{{TOKEN_LENGTH}}}", text) is not None


def is_second_code(secret: str) -> bool:
    """Tell whether this opens only as a code for a second device: by its length."""
    return len(read_code(secret)) == SECOND_LENGTH


def digest_token(token: str) -> str:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def digest_code(code: str, keyring: Keyring) -> str:
    """Return what the database keeps of a short code."""
    return hmac.digest(keyring.key("access-code-digest"), code.encode(), hashlib.sha256).hex()


def _spell(key: bytes, text: str, *, length: int) -> str:
    """Return letters without look-alikes that only the key can make of a text."""
    digest = hmac.digest(key, text.encode(), hashlib.sha256)
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:length])
