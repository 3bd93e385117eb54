"""Tickets: what a participant shows at the door."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.core.ticket import TicketState
from matchday.models.base import Base, Keyed, OfOrganiser, plain, pseudonym
from matchday.models.participant import Participant
from matchday.models.slot import Slot


class Ticket(Keyed, OfOrganiser, Base):
    """One ticket. It stays with the person: a change of slot, time or place raises ``revision``."""

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("event_id", "participant_id", "ordinal"),
        UniqueConstraint("event_id", "short_code"),
    )

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = plain(ForeignKey("slot.id"), index=True)
    ordinal: Mapped[int] = plain(default=1)
    """Counts the tickets of one person from 1."""
    number: Mapped[bytes] = pseudonym(LargeBinary, unique=True)
    """10 random bytes: what the door counts by."""
    short_code: Mapped[str] = pseudonym(String(8))
    revision: Mapped[int] = plain(default=1)
    state: Mapped[TicketState] = plain(default=TicketState.VALID)
    calendar_uid: Mapped[str] = pseudonym(String(80), unique=True)
    calendar_sequence: Mapped[int] = plain(default=0)
    slot_sequence: Mapped[int] = plain(default=0)
    """The slot's own calendar_sequence when the ticket last changed."""
    issued_at: Mapped[datetime] = plain()
    changed_at: Mapped[datetime] = plain()

    participant: Mapped[Participant] = relationship()
    slot: Mapped[Slot] = relationship()
