"""Wishes."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.models.base import Base, Numbered, OfOrganiser, personal, plain, pseudonym
from matchday.models.slot import Slot


class Wish(Numbered, OfOrganiser, Base):
    """A slot a participant wants. Rank 1 is best; equal ranks are ties."""

    __tablename__ = "wish"
    __table_args__ = (
        UniqueConstraint("participant_id", "slot_id"),
        CheckConstraint("rank >= 1", name="rank"),
    )

    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = plain(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    rank: Mapped[int] = personal()

    slot: Mapped[Slot] = relationship()
