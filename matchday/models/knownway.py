"""Ways that staff know better than the map: somebody is driven, a works bus stops there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.models.account import Account
from matchday.models.base import Base, Numbered, OfOrganiser, personal, plain, pseudonym
from matchday.models.participant import Participant
from matchday.models.slot import Slot


class KnownWay(Numbered, OfOrganiser, Base):
    """The minutes one person needs to one slot, as staff know them. **Units** minutes."""

    __tablename__ = "known_way"
    __table_args__ = (UniqueConstraint("participant_id", "slot_id"),)

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = plain(ForeignKey("slot.id", ondelete="CASCADE"))
    minutes: Mapped[int] = personal()
    reason: Mapped[str] = personal(Text, default="")
    made_by_id: Mapped[int] = pseudonym(ForeignKey("account.id"))
    made_at: Mapped[datetime] = plain()

    participant: Mapped[Participant] = relationship()
    slot: Mapped[Slot] = relationship()
    made_by: Mapped[Account] = relationship()
