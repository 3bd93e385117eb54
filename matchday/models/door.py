"""Doors: the link by which a foreman opens the door page of one slot."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from matchday.models.base import Base, Keyed, OfOrganiser, plain, pseudonym
from matchday.models.slot import Slot


class DoorLink(Keyed, OfOrganiser, Base):
    """One door link of one slot. The first device that taps is bound; others wait until it is released.

    The token is made from ``nonce`` and the installation key, so that the roster can be printed again.
    """

    __tablename__ = "door_link"

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = plain(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    nonce: Mapped[str] = pseudonym(String(64))
    token_digest: Mapped[str] = pseudonym(String(64), unique=True)
    made_at: Mapped[datetime] = plain()
    made_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    device_digest: Mapped[str | None] = pseudonym(String(64), unique=True)
    """Of the secret in the bound device's session; none: nobody has tapped yet, or the device was released."""
    bound_at: Mapped[datetime | None] = plain()
    revoked_at: Mapped[datetime | None] = plain()

    slot: Mapped[Slot] = relationship()
