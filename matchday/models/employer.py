"""Employers and their sites."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Float, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.core.employer import HospitationCover
from matchday.core.travel import Position
from matchday.models.base import Base, Keyed, OfOrganiser, personal, plain


class Site(Keyed, OfOrganiser, Base):
    """One place of an employer."""

    __tablename__ = "site"

    employer_id: Mapped[int] = plain(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = plain(default="")
    street: Mapped[str] = plain(default="")
    postcode: Mapped[str] = plain(String(5), default="")
    town: Mapped[str] = plain(default="")
    latitude: Mapped[float | None] = plain(Float)
    longitude: Mapped[float | None] = plain(Float)

    @property
    def position(self) -> Position | None:
        """Return where the site is, if known."""
        return None if self.latitude is None or self.longitude is None else Position(self.latitude, self.longitude)


class Employer(Keyed, OfOrganiser, Base):
    """An organisation that offers slots; it stays from event to event."""

    __tablename__ = "employer"
    __table_args__ = (UniqueConstraint("organiser_id", "reference"),)

    reference: Mapped[str] = plain(String(80))
    """How the organiser's own lists name it; the firm's name unless given."""
    name: Mapped[str] = plain()
    contact_name: Mapped[str] = personal(default="")
    contact_mail: Mapped[str] = personal(String(254), default="")
    contact_phone: Mapped[str] = personal(String(40), default="")
    insurance_carrier: Mapped[str] = plain(default="")
    hospitation_cover: Mapped[HospitationCover] = plain(default=HospitationCover.UNKNOWN)
    withdrawn_at: Mapped[datetime | None] = plain()

    sites: Mapped[list[Site]] = relationship(order_by=Site.id, cascade="all, delete-orphan")
