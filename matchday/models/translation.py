"""Translations: what a reader of the language said of a sentence."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.models.account import Account
from matchday.models.base import Base, Numbered, OfOrganiser, plain, pseudonym


class SentenceReview(Numbered, OfOrganiser, Base):
    """How one sentence is right in one language: as it stood, or better. **Shapes** ``forms`` as the language has."""

    __tablename__ = "sentence_review"
    __table_args__ = (UniqueConstraint("organiser_id", "language", "sentence"),)

    language: Mapped[str] = plain(String(12))
    sentence: Mapped[str] = plain(String(24))
    """Names the German sentence: other German words, another name, and nobody has read it yet."""
    forms: Mapped[list[str]] = plain(JSON, default=list)
    read_by_id: Mapped[int] = pseudonym(ForeignKey("account.id"))
    read_at: Mapped[datetime] = plain()

    read_by: Mapped[Account] = relationship()
