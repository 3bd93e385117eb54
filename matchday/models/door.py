"""Doors: the link by which a foreman opens the door page of one slot."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, relationship

from matchday.models.base import Base, Keyed, OfOrganiser, plain, pseudonym
from matchday.models.slot import Slot

OPEN = text("revoked_at IS NULL")


class DoorLink(Keyed, OfOrganiser, Base):
    """One door link of one slot, one at a time. The first device that taps is bound until it is released.

    The token is made from ``nonce`` and the installation key, so that the roster can be printed again.
    """

    __tablename__ = "door_link"
    __table_args__ = (
        Index("uq_door_link_open_slot_id", "slot_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = plain(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    nonce: Mapped[str] = pseudonym(String(64))
    token_digest: Mapped[str] = pseudonym(String(64), unique=True)
    made_at: Mapped[datetime] = plain()
    made_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    device_digest: Mapped[str | None] = pseudonym(String(64))
    """Of the secret in the bound device's session; none: nobody has tapped yet, or the device was released. One device
    may look after several doors."""
    bound_at: Mapped[datetime | None] = plain()
    revoked_at: Mapped[datetime | None] = plain()

    slot: Mapped[Slot] = relationship()
