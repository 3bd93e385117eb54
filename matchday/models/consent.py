"""Consent: the answers a person gave, each with its version and moment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from matchday.core.consent import Recipient
from matchday.models.base import Base, Numbered, OfOrganiser, personal, plain, pseudonym


class Consent(Numbered, OfOrganiser, Base):
    """One answer; the newest counts. ``answered_by_id`` is the coach or staff who wrote it down, if any."""

    __tablename__ = "consent"

    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    recipient: Mapped[Recipient] = plain()
    version: Mapped[int] = plain()
    is_given: Mapped[bool] = personal()
    answered_at: Mapped[datetime] = personal()
    answered_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
