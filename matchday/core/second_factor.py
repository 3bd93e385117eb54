"""The second factor: codes from an authenticator app, and who must have one.

**Source** RFC 4226 (HOTP) and RFC 6238 (TOTP): six digits, SHA-1, a new code every 30 seconds.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Collection
from datetime import datetime
from urllib.parse import quote, urlencode

from matchday.core.account import OFFICE_ROLES, Role

STEP_S = 30
DIGITS = 6
DRIFT = 1
"""How many steps a phone's clock may be wrong, either way."""
SECRET_LENGTH = 20
"""Bytes of a secret (RFC 4226, section 4: 160 bits)."""
RECOVERY_COUNT = 10
RECOVERY_LENGTH = 10
"""Letters of a recovery code: 50 bits."""


def needs_second_factor(roles: Collection[Role], *, has_one: bool) -> bool:
    """Tell whether somebody must show a second factor: the office always, others if they set one up."""
    return has_one or bool(OFFICE_ROLES & frozenset(roles))


def step_at(now: datetime) -> int:
    """Return the number of the 30 seconds in which ``now`` lies."""
    return int(now.timestamp()) // STEP_S


def code_of(secret: bytes, step: int) -> str:
    """Return the six digits an authenticator app shows in this step."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), hashlib.sha1)
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def find_step(secret: bytes, code: str, *, after: int | None, now: datetime) -> int | None:
    """Return the step to which ``code`` belongs, or None where it fits none.

    **Shapes** ``after`` is the step of the code taken last: no code counts twice, nor an older one.
    """
    around = range(step_at(now) - DRIFT, step_at(now) + DRIFT + 1)
    fits = [step for step in around if hmac.compare_digest(code_of(secret, step).encode(), code.encode())]
    return next((step for step in fits if after is None or step > after), None)


def show_secret(secret: bytes) -> str:
    """Return the secret as one types it into an app: base32 in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def authenticator_address(secret: bytes, *, account: str, issuer: str) -> str:
    """Return what an authenticator app reads from the QR code. **Source** Google's Key URI Format."""
    text = base64.b32encode(secret).decode().rstrip("=")
    label = quote(f"{issuer}:{account}", safe="")
    return f"otpauth://totp/{label}?{urlencode({'secret': text, 'issuer': issuer}, quote_via=quote)}"
