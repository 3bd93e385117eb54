"""To-dos: what somebody has to do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, relationship

from matchday.core.message import MessageKind
from matchday.core.todo import TodoKind
from matchday.models.account import Account
from matchday.models.base import Base, Keyed, OfOrganiser, plain, pseudonym
from matchday.models.participant import Participant
from matchday.models.slot import Slot


class Todo(Keyed, OfOrganiser, Base):
    """Something to do about a person, a slot or both; done by itself when its cause is gone, or ticked off."""

    __tablename__ = "todo"

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[TodoKind] = plain()
    participant_id: Mapped[int | None] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int | None] = plain(ForeignKey("slot.id", ondelete="CASCADE"))
    message_kind: Mapped[MessageKind | None] = plain()
    """What is to be said, where somebody must be told."""
    made_at: Mapped[datetime] = plain()
    due_at: Mapped[datetime] = plain()
    done_at: Mapped[datetime | None] = plain()
    done_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    """Who ticked it off; None: its cause is gone, or it is open."""

    participant: Mapped[Participant | None] = relationship()
    slot: Mapped[Slot | None] = relationship()
    done_by: Mapped[Account | None] = relationship()
