"""Access links: how a participant comes to their pages without an account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from matchday.models.base import Base, Keyed, OfOrganiser, plain, pseudonym
from matchday.models.participant import Participant


class AccessLink(Keyed, OfOrganiser, Base):
    """One access link of one participant; reusable until revoked.

    Token and short code are made from ``nonce`` and the installation key, which is not in the database:
    whoever holds only the database can open nothing.
    """

    __tablename__ = "access_link"

    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    nonce: Mapped[str] = pseudonym(String(64))
    token_digest: Mapped[str] = pseudonym(String(64), unique=True)
    code_digest: Mapped[str] = pseudonym(String(64), unique=True)
    made_at: Mapped[datetime] = plain()
    made_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    expires_at: Mapped[datetime | None] = plain()
    first_opened_at: Mapped[datetime | None] = plain()
    revoked_at: Mapped[datetime | None] = plain()
    second_digest: Mapped[str | None] = pseudonym(String(64), index=True)
    """Of the code that lets one more device in; None once it did."""
    second_asked_at: Mapped[datetime | None] = plain()

    participant: Mapped[Participant] = relationship()
