"""The mailbox that mails come back to: how far it is read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped

from matchday.models.base import Base, Numbered, plain


class Mailbox(Numbered, Base):
    """How far the mailbox of returned mails is read. It belongs to the installation; there is one row at most."""

    __tablename__ = "mailbox"

    mark: Mapped[str] = plain(String(64), default="")
    """Tells one folder of one mailbox from every other, and from itself with its numbers given anew."""
    last_number: Mapped[int] = plain(BigInteger, default=0)
    """The number of the last mail that was looked at."""
    away_since: Mapped[datetime | None] = plain()
    """Since when the mailbox cannot be read."""
