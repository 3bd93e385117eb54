"""The file of a backup: a head, then pieces, each sealed with a key of its own place.

A piece that is missing, moved, changed or cut off at the end does not open: half a backup is none.

**Source** scrypt (RFC 7914) for the key; AES-256-GCM for the pieces, see ``documents/seal.py``.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from matchday.documents.seal import InvalidTag, seal, unseal

MAGIC = b"matchday-backup/1\n"
SALT_LENGTH = 16
PIECE = 1024 * 1024
WORK, BLOCK = 2**15, 8
"""How hard it is to try a passphrase: about a tenth of a second and 32 MB each."""


class BackupError(RuntimeError):
    """Say why a backup cannot be made, opened or put back, and what to do."""


def write_sealed(source: Path, target: Path, *, secret: bytes) -> None:
    """Encrypt a file. The target is there whole or not at all, readable by its owner only."""
    salt, draft = secrets.token_bytes(SALT_LENGTH), target.with_name(f".{target.name}.part")
    key = _derive(secret, salt)
    with source.open("rb") as plain, _private(draft) as sealed:
        sealed.write(MAGIC + salt)
        for number, (piece, is_last) in enumerate(_pieces(plain)):
            text = seal(piece, _key_of(key, number, is_last=is_last))
            sealed.write(len(text).to_bytes(4) + text)
        sealed.flush()
        os.fsync(sealed.fileno())
    draft.rename(target)


def read_sealed(source: Path, target: Path, *, secret: bytes) -> None:
    """Decrypt a backup into a file. **Errors** BackupError where it is none, is damaged, or the secret is another."""
    with source.open("rb") as sealed, _private(target) as plain:
        if sealed.read(len(MAGIC)) != MAGIC:
            raise BackupError(f"{source} is not a backup of matchday.")
        key = _derive(secret, sealed.read(SALT_LENGTH))
        for number, (text, is_last) in enumerate(_sealed_pieces(sealed)):
            try:
                plain.write(unseal(text, _key_of(key, number, is_last=is_last)))
            except InvalidTag:
                why = "The passphrase or key file is not the one it was made with, or the file is damaged."
                raise BackupError(
                    f"{source} cannot be opened. {why if number == 0 else 'The file is damaged.'}"
                ) from None


def _private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _derive(secret: bytes, salt: bytes) -> bytes:
    return hashlib.scrypt(secret, salt=salt, n=WORK, r=BLOCK, p=1, maxmem=2 * 128 * WORK * BLOCK, dklen=32)


def _key_of(key: bytes, number: int, *, is_last: bool) -> bytes:
    """Return the key of one place, so that no piece opens in another one or after the end was cut off."""
    return hmac.digest(key, b"%d/%s" % (number, b"last" if is_last else b"more"), "sha256")


def _pieces(plain: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Yield the pieces of a file and whether each is the last. An empty file has one empty piece."""
    piece = plain.read(PIECE)
    while True:
        following = plain.read(PIECE)
        yield piece, not following
        if not following:
            return
        piece = following


def _sealed_pieces(sealed: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    length = sealed.read(4)
    while True:
        text, length = sealed.read(int.from_bytes(length)), sealed.read(4)
        yield text, not length
        if not length:
            return
