"""Confirmations: what people with a place answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.core.confirmation import Reply, WhyNot
from matchday.models.account import Account
from matchday.models.base import Base, Numbered, OfOrganiser, personal, plain, pseudonym
from matchday.models.ticket import Ticket


class Confirmation(Numbered, OfOrganiser, Base):
    """Whether the holder of a ticket comes to its slot: question and answer. Asked anew when time or place change."""

    __tablename__ = "confirmation"
    __table_args__ = (UniqueConstraint("ticket_id", "slot_id"),)

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    ticket_id: Mapped[int] = pseudonym(ForeignKey("ticket.id", ondelete="CASCADE"))
    slot_id: Mapped[int] = plain(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    """A ticket may lead elsewhere later: what was said about this slot stays."""
    is_offered: Mapped[bool] = plain(default=False)
    """The place became free and was offered; else the plan gave it."""
    asked_at: Mapped[datetime] = plain()
    answer_by_at: Mapped[datetime] = plain()
    reminded_at: Mapped[datetime | None] = plain()
    answer: Mapped[Reply] = personal(default=Reply.OPEN)
    answered_at: Mapped[datetime | None] = plain()
    answered_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    """Who answered for the person; None: the person, or nobody."""
    why_not: Mapped[WhyNot | None] = personal()
    wants_other: Mapped[bool] = personal(default=False)
    """After a no: another place would be welcome. Nobody is given one who did not say so."""

    ticket: Mapped[Ticket] = relationship()
    answered_by: Mapped[Account | None] = relationship()
