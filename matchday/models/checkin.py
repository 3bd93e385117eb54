"""Check-ins: that a ticket was shown at a slot."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped

from matchday.models.base import Base, Numbered, OfOrganiser, personal, plain, pseudonym


class CheckIn(Numbered, OfOrganiser, Base):
    """The one check-in of a ticket. ``scan_id`` comes from the device: a repeated scan repeats the answer."""

    __tablename__ = "check_in"

    ticket_id: Mapped[int] = pseudonym(ForeignKey("ticket.id", ondelete="CASCADE"), unique=True)
    slot_id: Mapped[int] = plain(ForeignKey("slot.id"), index=True)
    scan_id: Mapped[str] = plain(String(40), unique=True)
    checked_in_at: Mapped[datetime] = personal()
