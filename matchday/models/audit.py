"""The audit chain: who did what to whom, when, why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.models.account import Account
from matchday.models.base import Base, Numbered, OfOrganiser, personal, plain, pseudonym


class AuditEntry(Numbered, OfOrganiser, Base):
    """One entry. ``details`` and ``salt`` can be erased by law; ``commitment`` and ``entry_hash`` stay."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("organiser_id", "number"),)

    event_id: Mapped[int | None] = plain(ForeignKey("event.id", ondelete="SET NULL"), index=True)
    number: Mapped[int] = plain()
    written_at: Mapped[datetime] = plain()
    action: Mapped[str] = plain(String(60))
    account_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    participant_id: Mapped[int | None] = pseudonym(ForeignKey("participant.id", ondelete="SET NULL"))
    """The participant who did it, where nobody with an account did."""
    details: Mapped[dict[str, Any] | None] = personal(JSON)
    salt: Mapped[bytes | None] = pseudonym(LargeBinary)
    commitment: Mapped[str] = plain(String(64))
    previous_hash: Mapped[str] = plain(String(64))
    entry_hash: Mapped[str] = plain(String(64), unique=True)

    account: Mapped[Account | None] = relationship()
