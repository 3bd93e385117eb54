"""Accounts: staff, coaches and employers who sign in, and the one-time links that let them in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Boolean, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.core.account import Role
from matchday.models.base import Base, Keyed, Numbered, OfOrganiser, personal, plain, pseudonym


class AccountRole(Numbered, OfOrganiser, Base):
    """One role of one account."""

    __tablename__ = "account_role"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    account_id: Mapped[int] = pseudonym(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[Role] = plain()


class Account(Keyed, OfOrganiser, Base):
    """Somebody who signs in."""

    __tablename__ = "account"

    email: Mapped[str] = personal(String(254), unique=True)
    name: Mapped[str] = personal()
    phone: Mapped[str] = personal(String(40), default="")
    password: Mapped[str | None] = personal(String(255))
    active: Mapped[bool] = plain(Boolean, default=True)
    confirmed_at: Mapped[datetime | None] = plain()
    authenticator_secret: Mapped[bytes | None] = pseudonym()
    """What the app on the phone makes its codes from, sealed with the installation key."""
    authenticator_step: Mapped[int | None] = plain()
    """When the last code taken was made: none counts twice."""
    recovery_digests: Mapped[list[str] | None] = pseudonym(JSON)
    """Of the recovery codes that are still unused."""
    employer_id: Mapped[int | None] = pseudonym(ForeignKey("employer.id"), index=True)

    roles: Mapped[list[AccountRole]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    @property
    def role_names(self) -> frozenset[Role]:
        """Return what this account is."""
        return frozenset(role.name for role in self.roles)

    @property
    def is_coaching(self) -> bool:
        """Tell whether this account accompanies people: not once it is closed, or has another task."""
        return self.active and Role.COACH in self.role_names


class SignInLink(Numbered, OfOrganiser, Base):
    """A link that signs an account in once. Only its hash is kept."""

    __tablename__ = "sign_in_link"

    account_id: Mapped[int] = pseudonym(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = pseudonym(String(64), unique=True)
    made_at: Mapped[datetime] = plain()
    expires_at: Mapped[datetime] = plain()
    used_at: Mapped[datetime | None] = plain()
