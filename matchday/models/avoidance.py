"""Where somebody must not be sent: somebody they hide from works or lives there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from matchday.models.account import Account
from matchday.models.base import Base, Keyed, OfOrganiser, personal, plain, pseudonym
from matchday.models.employer import Employer
from matchday.models.participant import Participant


class Avoidance(Keyed, OfOrganiser, Base):
    """One employer, or one town with all employers there, that one person avoids: also for slots that come later."""

    __tablename__ = "avoidance"
    __table_args__ = (CheckConstraint("(employer_id IS NULL) = (town <> '')", name="one"),)

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    employer_id: Mapped[int | None] = pseudonym(ForeignKey("employer.id", ondelete="CASCADE"))
    town: Mapped[str] = personal(String(120), default="")
    reason: Mapped[str] = personal(Text, default="")
    made_by_id: Mapped[int] = pseudonym(ForeignKey("account.id"))
    made_at: Mapped[datetime] = plain()

    participant: Mapped[Participant] = relationship()
    employer: Mapped[Employer | None] = relationship()
    made_by: Mapped[Account] = relationship()
