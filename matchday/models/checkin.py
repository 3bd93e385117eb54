"""Check-ins: that a ticket was shown at a slot; every scan with its answer; who did not come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.core.checkin import Answer, Way
from matchday.models.base import Base, Numbered, OfOrganiser, personal, plain, pseudonym
from matchday.models.slot import Slot
from matchday.models.ticket import Ticket


class CheckIn(Numbered, OfOrganiser, Base):
    """The one check-in of a ticket: who is here. Undoing takes it away; the scans stay."""

    __tablename__ = "check_in"

    ticket_id: Mapped[int] = pseudonym(ForeignKey("ticket.id", ondelete="CASCADE"), unique=True)
    slot_id: Mapped[int] = plain(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    checked_in_at: Mapped[datetime] = personal()
    left_at: Mapped[datetime | None] = personal()
    """When the person left, where that was before the slot's end."""
    account_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    door_link_id: Mapped[int | None] = pseudonym(ForeignKey("door_link.id"))

    ticket: Mapped[Ticket] = relationship()


class Scan(Numbered, OfOrganiser, Base):
    """One question asked at a door and its answer. A repeated ``scan_id`` repeats the answer."""

    __tablename__ = "scan"
    __table_args__ = (UniqueConstraint("organiser_id", "scan_id"),)

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int | None] = plain(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    """The door's slot; none: staff asked for any slot of the event."""
    ticket_id: Mapped[int | None] = pseudonym(ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    """None where the ticket is unknown."""
    scan_id: Mapped[str] = plain(String(40))
    """Made by the device, random: one for every question."""
    way: Mapped[Way] = plain()
    answer: Mapped[Answer] = plain()
    scanned_at: Mapped[datetime] = personal()
    undone_at: Mapped[datetime | None] = plain()
    account_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    door_link_id: Mapped[int | None] = pseudonym(ForeignKey("door_link.id"))

    ticket: Mapped[Ticket | None] = relationship()
    slot: Mapped[Slot | None] = relationship()


class Absence(Numbered, OfOrganiser, Base):
    """That the holder of a ticket did not come, as staff noted it."""

    __tablename__ = "absence"

    ticket_id: Mapped[int] = pseudonym(ForeignKey("ticket.id", ondelete="CASCADE"), unique=True)
    noted_at: Mapped[datetime] = personal()
    noted_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
