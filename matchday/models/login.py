"""Logins: on which device somebody is signed in, and until when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from matchday.models.access import AccessLink
from matchday.models.account import Account
from matchday.models.base import Base, Keyed, OfOrganiser, personal, plain, pseudonym


class Login(Keyed, OfOrganiser, Base):
    """One signed-in device of an account or an access link. It ends on the server, not only in the cookie."""

    __tablename__ = "login"

    account_id: Mapped[int | None] = pseudonym(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    access_link_id: Mapped[int | None] = pseudonym(ForeignKey("access_link.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = pseudonym(String(64), unique=True)
    """SHA-256 of the secret in the session."""
    device: Mapped[str] = personal(String(60), default="")
    """In words: system and browser."""
    device_digest: Mapped[str | None] = pseudonym(String(64), index=True)
    """Of the mark that a participant's device keeps, for this person alone: ``core/login.py``."""
    is_shared: Mapped[bool] = plain(Boolean, default=False)
    is_confirmed: Mapped[bool] = plain(Boolean, default=False)
    """Whoever came by an access link said on this device: that is me."""
    began_at: Mapped[datetime] = personal()
    saved_on: Mapped[date | None] = personal(Date)
    """The last day somebody saved something here, of a participant's device: looking is not noted."""
    ended_at: Mapped[datetime | None] = plain()

    account: Mapped[Account | None] = relationship()
    access_link: Mapped[AccessLink | None] = relationship()
