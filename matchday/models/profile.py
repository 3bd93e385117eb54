"""Profiles: what a person tells by tapping, beside the short texts that stand with the person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from matchday.core.profile import Learned, SchoolYears, WorkYears
from matchday.models.account import Account
from matchday.models.base import Base, Numbered, OfOrganiser, personal, pseudonym, special


class Profile(Numbered, OfOrganiser, Base):
    """One person's profile, from the first saved step on."""

    __tablename__ = "profile"

    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), unique=True)
    steps_done: Mapped[list[str]] = personal(JSON, default=list)
    school_years: Mapped[SchoolYears | None] = personal()
    learned: Mapped[Learned | None] = personal()
    work_years: Mapped[WorkYears | None] = personal()
    work_trades: Mapped[list[str]] = personal(JSON, default=list)
    abilities: Mapped[dict[str, Any]] = personal(JSON, default=dict)
    """An activity to what the person said of it; where they said nothing it is not there."""
    wanted_trades: Mapped[list[str]] = personal(JSON, default=list)
    needs: Mapped[list[str]] = special(JSON, default=list)
    shown_parts: Mapped[list[str]] = personal(JSON, default=list)
    """The parts an employer may read while the consent to it holds."""
    saved_at: Mapped[datetime] = personal()
    saved_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    """The coach or staff who entered the last step; none: the person did."""

    saved_by: Mapped[Account | None] = relationship()
