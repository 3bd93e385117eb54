"""Messages: one text to one person on one channel."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from matchday.core.message import MessageKind, MessageState
from matchday.core.participant import Channel
from matchday.models.account import Account
from matchday.models.base import Base, Keyed, OfOrganiser, plain, pseudonym
from matchday.models.participant import Participant


class Message(Keyed, OfOrganiser, Base):
    """One text to one person. It stores no text: the sender writes it anew from what is true then."""

    __tablename__ = "message"

    event_id: Mapped[int | None] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    publication: Mapped[int | None] = plain()
    """The event's publication this message tells of."""
    participant_id: Mapped[int | None] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = pseudonym(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    ticket_id: Mapped[int | None] = pseudonym(ForeignKey("ticket.id", ondelete="CASCADE"))
    cause: Mapped[str] = pseudonym(String(120), unique=True)
    """Names what happened, so that nothing is told twice; also the name of its task."""
    kind: Mapped[MessageKind] = plain()
    language: Mapped[str] = plain(String(12), default="de")
    channel: Mapped[Channel] = plain(default=Channel.MAIL)
    state: Mapped[MessageState] = plain(default=MessageState.WAITING)
    header_id: Mapped[str] = pseudonym(String(120), unique=True)
    """The Message-ID, or what a gateway knows an SMS by: the same when a crash sends it twice."""
    attempts: Mapped[int] = plain(default=0)
    made_at: Mapped[datetime] = plain()
    due_at: Mapped[datetime | None] = plain()
    """While waiting: when its turn is. While being sent: since when."""
    sent_at: Mapped[datetime | None] = plain()
    resent_at: Mapped[datetime | None] = plain()
    """When it was sent once more because nobody knew whether the first mail had left."""
    failure: Mapped[str] = plain(String(200), default="")

    participant: Mapped[Participant | None] = relationship()
    account: Mapped[Account | None] = relationship()
