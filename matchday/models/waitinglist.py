"""Waiting lists: people in order of moving up, per slot."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.models.base import Base, Numbered, OfOrganiser, personal, plain, pseudonym
from matchday.models.participant import Participant
from matchday.models.slot import Slot


class WaitingPlace(Numbered, OfOrganiser, Base):
    """One person's place on the waiting list of one slot; position 1 moves up first."""

    __tablename__ = "waiting_place"
    __table_args__ = (
        UniqueConstraint("assignment_id", "slot_id", "participant_id"),
        UniqueConstraint("assignment_id", "slot_id", "position"),
    )

    assignment_id: Mapped[int] = plain(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = plain(ForeignKey("slot.id"))
    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = personal()

    participant: Mapped[Participant] = relationship()
    slot: Mapped[Slot] = relationship()
