"""Passkeys: with which devices an account shows who it is without a password."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from matchday.models.account import Account
from matchday.models.base import Base, Keyed, OfOrganiser, personal, plain, pseudonym


class Passkey(Keyed, OfOrganiser, Base):
    """One passkey of one account. Only its public half is here. **Source** WebAuthn Level 3."""

    __tablename__ = "passkey"

    account_id: Mapped[int] = pseudonym(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    credential: Mapped[bytes] = pseudonym(unique=True)
    """By what the device finds it again."""
    public_key: Mapped[bytes] = pseudonym()
    sign_count: Mapped[int] = plain(default=0)
    """Grows with each use on devices that count: a copy would be found out."""
    device: Mapped[str] = personal(String(60), default="")
    made_at: Mapped[datetime] = personal()
    used_at: Mapped[datetime | None] = personal()

    account: Mapped[Account] = relationship()
