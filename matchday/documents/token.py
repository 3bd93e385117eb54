"""The signed text inside a ticket's QR code, and the short code that a person types instead.

A token holds no name, no employer, no place and no language: who finds one learns nothing.

Layout, version 1: 92 bytes, numbers unsigned and big-endian, written as 148 letters of base32.

    byte   0       version, always 1
    bytes  1 - 2   key id: which key of this organiser and event signed
    bytes  3 - 6   event, a random number, never a database id
    bytes  7 - 10  slot, a random number, never a database id
    bytes 11 - 20  ticket number, random
    byte  21       revision: of one ticket number, the highest counts
    bytes 22 - 25  valid from, in seconds since 1970-01-01 00:00 UTC
    bytes 26 - 27  valid for, in minutes
    bytes 28 - 91  Ed25519 signature over "matchday/ticket/v1", organiser code (UTF-8), bytes 0 - 27

An attestation's token has the same layout and the purpose "matchday/attestation/v1"; its number is that of the
ticket, its time from when to when the person took part.

Purpose and organiser are signed but not sent, so a token is worthless for another purpose or another
organiser. 148 letters carry four bits more than 92 bytes; these must be zero and the letters
upper-case: one token has exactly one spelling. Count a ticket by its number all the same.

**Source**: RFC 8032 (Ed25519), RFC 4648 section 6 (base32).
"""

import base64
import binascii
import re
import secrets
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from matchday.core.shortcode import ALPHABET

VERSION = 1
BODY = struct.Struct(">BHII10sBIH")
SIGNATURE_BYTES = 64
TOKEN_LETTERS = 148

SHORT_CODE_LETTERS = 8

_HOST = re.compile(r"[A-Z0-9]([A-Z0-9.-]*[A-Z0-9])?(:[0-9]{1,5})?", re.ASCII)


class Purpose(StrEnum):
    """Say what a token is for; one for another purpose is forged. No value begins with another."""

    TICKET = "matchday/ticket/v1"
    ATTESTATION = "matchday/attestation/v1"


class TokenError(ValueError):
    """Say why a token is not accepted.

    **Errors**: `code` is `spelling` (not a token, or not its one spelling), `version` (a layout we do
    not know), `unknown_key` (no such key id here) or `forged` (the signature is wrong).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SigningKey:
    """Hold one Ed25519 key pair as raw bytes; the private half must be sealed before it is stored.

    **Shapes**: 32 bytes each.
    """

    private: bytes
    public: bytes

    def __repr__(self) -> str:
        return f"SigningKey(public={self.public.hex()})"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketToken:
    """Hold what a token says.

    **Shapes**: `event` and `slot` below 2**32, `number` 10 bytes, `key_id` below 2**16, `revision`
    below 2**8.
    **Units**: `valid_from_at` an aware moment in whole seconds, given back in UTC; `valid_min` minutes
    below 2**16.
    **Errors**: ValueError where a value does not fit the layout.
    """

    key_id: int
    event: int
    slot: int
    number: bytes
    revision: int
    valid_from_at: datetime
    valid_min: int

    def __post_init__(self) -> None:
        if self.valid_from_at.tzinfo is None or self.valid_from_at.microsecond:
            raise ValueError("valid_from_at must be an aware moment in whole seconds")
        if len(self.number) != 10:
            raise ValueError("a ticket number has 10 bytes")
        try:
            self.to_bytes()
        except struct.error as error:
            raise ValueError(f"does not fit into a token: {error}") from error

    @property
    def valid_until_at(self) -> datetime:
        """Give the first moment at which the token is no longer valid."""
        return self.valid_from_at + timedelta(minutes=self.valid_min)

    def to_bytes(self) -> bytes:
        """Write the 28 bytes that are signed."""
        moment_s = int(self.valid_from_at.timestamp())
        return BODY.pack(
            VERSION, self.key_id, self.event, self.slot, self.number, self.revision, moment_s, self.valid_min
        )


def new_signing_key() -> SigningKey:
    """Make a key pair for one organiser and event."""
    private = Ed25519PrivateKey.generate()
    return SigningKey(private.private_bytes_raw(), private.public_key().public_bytes_raw())


def new_ticket_number() -> bytes:
    """Make a ticket number: 10 random bytes."""
    return secrets.token_bytes(10)


def new_ticket_code() -> int:
    """Make the random number by which tokens know an event or a slot.

    **Shapes**: below 2**31, so that it fits a signed integer column of any database.
    """
    return secrets.randbits(31)


def sign_token(
    token: TicketToken, *, private_key: bytes, organiser_code: str, purpose: Purpose = Purpose.TICKET
) -> str:
    """Sign a token and write it in its one spelling: 148 letters of upper-case base32."""
    body = token.to_bytes()
    signature = Ed25519PrivateKey.from_private_bytes(private_key).sign(_signed(body, organiser_code, purpose))
    return _spell(body + signature)


def read_token(
    text: str, *, public_keys: Mapping[int, bytes], organiser_code: str, purpose: Purpose = Purpose.TICKET
) -> TicketToken:
    """Read a token that one of the organiser's keys has signed.

    **Shapes**: `public_keys` from key id to 32 bytes, old keys of the event included.
    **Errors**: TokenError, see there for its codes. Whether the token is valid now, here and in this
    revision is for the caller to decide.
    """
    token = peek_token(text)
    content = _unspell(text)
    body, signature = content[: BODY.size], content[BODY.size :]
    if token.key_id not in public_keys:
        raise TokenError("unknown_key")
    try:
        Ed25519PublicKey.from_public_bytes(public_keys[token.key_id]).verify(
            signature, _signed(body, organiser_code, purpose)
        )
    except InvalidSignature as error:
        raise TokenError("forged") from error
    return token


def peek_token(text: str) -> TicketToken:
    """Read what a token says without looking at its signature: to find whose key it has to be checked with.

    **Errors**: TokenError `spelling` or `version`.
    """
    body = _unspell(text)[: BODY.size]
    version, key_id, event, slot, number, revision, valid_from_s, valid_min = BODY.unpack(body)
    if version != VERSION:
        raise TokenError("version")
    return TicketToken(
        key_id=key_id,
        event=event,
        slot=slot,
        number=number,
        revision=revision,
        valid_from_at=datetime.fromtimestamp(valid_from_s, UTC),
        valid_min=valid_min,
    )


def ticket_address(host: str, text: str) -> str:
    """Give the address in a ticket's QR code: any phone's camera opens the door page with it.

    All is upper-case so that the QR code stays small; the token stands behind `#`, so it reaches no log.

    **Shapes**: `host` in ASCII, with a port where it has one.
    **Errors**: ValueError for a host that cannot be written this way.
    """
    return _address(host, "T", text)


def attestation_address(host: str, text: str) -> str:
    """Give the address in an attestation's QR code: the page that says whether it is genuine.

    **Shapes**, **Errors**: as in `ticket_address`.
    """
    return _address(host, "A", text)


def _address(host: str, page: str, text: str) -> str:
    address_host = host.upper()
    if not _HOST.fullmatch(address_host):
        raise ValueError(f"not a host name in ASCII: {host!r}")
    return f"HTTPS://{address_host}/{page}#{text}"


def new_short_code() -> str:
    """Make a ticket's short code: 8 letters without look-alikes, 40 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SHORT_CODE_LETTERS))


def _signed(body: bytes, organiser_code: str, purpose: Purpose) -> bytes:
    # No purpose begins with another and the body has a fixed length: no two of the three can give the same bytes.
    return purpose.encode() + organiser_code.encode() + body


def _spell(content: bytes) -> str:
    return base64.b32encode(content).rstrip(b"=").decode("ascii")


def _unspell(text: str) -> bytes:
    if len(text) != TOKEN_LETTERS:
        raise TokenError("spelling")
    try:
        content = base64.b32decode(text + "=" * (-TOKEN_LETTERS % 8))
    except (binascii.Error, ValueError) as error:
        raise TokenError("spelling") from error
    # 15 other last letters decode to the same bytes; only the one we would write ourselves is a token.
    if _spell(content) != text:
        raise TokenError("spelling")
    return content
