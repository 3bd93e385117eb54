"""Privacy: what people asked for, and what was erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from matchday.core.privacy import ErasureKind, ErasureReason, RequestKind
from matchday.models.account import Account
from matchday.models.base import Base, Keyed, OfOrganiser, personal, plain, pseudonym
from matchday.models.participant import Participant


class PrivacyRequest(Keyed, OfOrganiser, Base):
    """Somebody asks for a correction, a restriction or an erasure; open until staff have answered."""

    __tablename__ = "privacy_request"

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RequestKind] = personal()
    text: Mapped[str] = personal(Text, default="")
    """What is wrong, or why: in the person's own words."""
    asked_at: Mapped[datetime] = personal()
    asked_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    """The coach who passed it on; none: the person asked on their own phone."""
    answered_at: Mapped[datetime | None] = personal()
    answered_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))

    participant: Mapped[Participant] = relationship()
    asked_by: Mapped[Account | None] = relationship(foreign_keys=[asked_by_id])


class Erasure(Keyed, OfOrganiser, Base):
    """Somebody or an event was erased. The rows are gone; until ``done_at`` the worker clears what lies elsewhere."""

    __tablename__ = "erasure"

    kind: Mapped[ErasureKind] = plain()
    digest: Mapped[str] = pseudonym(String(64))
    """What the ledger outside the database keeps: leads to nobody."""
    reason: Mapped[ErasureReason] = plain()
    row_count: Mapped[int] = plain(default=0)
    file_marks: Mapped[list[str]] = pseudonym(JSON, default=list)
    """Parts of the names of files still to be deleted; empty when done."""
    asked_at: Mapped[datetime] = plain()
    asked_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    done_at: Mapped[datetime | None] = plain()

    asked_by: Mapped[Account | None] = relationship()
