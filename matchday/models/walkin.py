"""Walk-ins: people at a door whom nobody expected."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from matchday.core.walkin import WalkInState
from matchday.models.base import Base, Keyed, OfOrganiser, personal, plain, pseudonym
from matchday.models.participant import Participant
from matchday.models.slot import Slot


class WalkIn(Keyed, OfOrganiser, Base):
    """Somebody who came without a ticket: asked for at a door or by staff, decided by staff."""

    __tablename__ = "walk_in"

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = plain(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    first_name: Mapped[str] = personal(String(100))
    state: Mapped[WalkInState] = plain(default=WalkInState.ASKED)
    is_covered: Mapped[bool] = plain(Boolean, default=False)
    """Whether staff have made sure of the accident insurance; until then «not yet covered»."""
    participant_id: Mapped[int | None] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    """Set when staff approve: then there is a ticket and a check-in too."""
    asked_at: Mapped[datetime] = personal()
    asked_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    door_link_id: Mapped[int | None] = pseudonym(ForeignKey("door_link.id"))
    decided_at: Mapped[datetime | None] = plain()
    decided_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))

    slot: Mapped[Slot] = relationship()
    participant: Mapped[Participant | None] = relationship()
