"""Texts of a slot in another language."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.models.account import Account
from matchday.models.base import Base, Numbered, OfOrganiser, plain, pseudonym


class SlotText(Numbered, OfOrganiser, Base):
    """What a slot's employer wrote, as staff have it in one language. An empty text has no translation."""

    __tablename__ = "slot_text"
    __table_args__ = (UniqueConstraint("slot_id", "language"),)

    slot_id: Mapped[int] = plain(ForeignKey("slot.id", ondelete="CASCADE"))
    language: Mapped[str] = plain(String(12))
    title: Mapped[str] = plain(default="")
    duties: Mapped[str] = plain(Text, default="")
    meeting_point: Mapped[str] = plain(default="")
    original_digest: Mapped[str] = plain(String(64))
    """Of the German texts it was made from: after a change it is not shown any more."""
    is_read: Mapped[bool] = plain()
    """Somebody who knows the language read it."""
    changed_by_id: Mapped[int] = pseudonym(ForeignKey("account.id"))
    changed_at: Mapped[datetime] = plain()

    changed_by: Mapped[Account] = relationship()
