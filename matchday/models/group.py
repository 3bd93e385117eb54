"""Groups of participants who stay together."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from matchday.models.base import Base, Keyed, OfOrganiser, plain


class Group(Keyed, OfOrganiser, Base):
    """People who go to the same slot or to none."""

    __tablename__ = "participant_group"
    __table_args__ = (UniqueConstraint("event_id", "label"),)

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"))
    label: Mapped[str] = plain(String(80))
