"""Seal small secrets, so that the database alone gives nothing away.

**Source** AES-256-GCM, NIST SP 800-38D, with a random 96-bit nonce in front.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

__all__ = ["InvalidTag", "seal", "unseal"]

NONCE_LENGTH = 12


def seal(secret: bytes, key: bytes) -> bytes:
    """Return ``secret`` sealed with a 32-byte ``key``."""
    nonce = secrets.token_bytes(NONCE_LENGTH)
    return nonce + AESGCM(key).encrypt(nonce, secret, None)


def unseal(sealed: bytes, key: bytes) -> bytes:
    """Return what :func:`seal` sealed.

    **Errors** cryptography's InvalidTag where the key is another one or a bit was changed.
    """
    return AESGCM(key).decrypt(sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:], None)
