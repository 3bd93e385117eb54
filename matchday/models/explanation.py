"""Explanations: why a plan does not give somebody a wish."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.core.explanation import Why
from matchday.models.base import Base, Numbered, OfOrganiser, personal, plain, pseudonym
from matchday.models.slot import Slot


class Explanation(Numbered, OfOrganiser, Base):
    """One wish of one person that a plan does not fulfil.

    ``effect`` says for staff how the levels of the plan would change if it did: no person is named in it. ``held_id``
    is the person's own place that it does not go together with.
    """

    __tablename__ = "explanation"
    __table_args__ = (UniqueConstraint("assignment_id", "participant_id", "slot_id"),)

    assignment_id: Mapped[int] = plain(ForeignKey("assignment.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = plain(ForeignKey("slot.id"))
    rank: Mapped[int] = personal()
    why: Mapped[Why] = personal()
    effect: Mapped[list[dict[str, Any]]] = plain(JSON, default=list)
    held_id: Mapped[int | None] = plain(ForeignKey("slot.id"))

    slot: Mapped[Slot] = relationship(foreign_keys=[slot_id])
    held: Mapped[Slot | None] = relationship(foreign_keys=[held_id])
