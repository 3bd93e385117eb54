"""Participants."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Float, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.core.participant import (
    Channel,
    FoodProof,
    PermissionEntry,
    PermissionRequest,
    TravelMeans,
    shown_name,
)
from matchday.core.slot import GermanLevel
from matchday.core.travel import Position
from matchday.core.wishlist import AcceptableAnswer
from matchday.models.account import Account
from matchday.models.base import Base, Keyed, OfOrganiser, personal, plain, pseudonym, special
from matchday.models.group import Group


class Participant(Keyed, OfOrganiser, Base):
    """A refugee who takes part in one event."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("event_id", "reference"),)

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    reference: Mapped[str] = pseudonym(String(80))
    """How the organiser's own lists name the person."""
    first_name: Mapped[str] = personal(String(100))
    last_name: Mapped[str] = personal(String(100), default="")
    alias: Mapped[str] = pseudonym(String(60), default="")
    """What an employer reads where the name may not be shown."""
    is_protected: Mapped[bool] = special(default=False)
    """Somebody may look for this person: no place or time in mail, calendar, export."""
    born_on: Mapped[date | None] = personal()
    language: Mapped[str] = personal(String(12), default="de")
    languages: Mapped[list[str]] = personal(JSON, default=list)
    german_level: Mapped[GermanLevel] = personal(default=GermanLevel.NONE)
    mail: Mapped[str] = personal(String(254), default="")
    phone: Mapped[str] = personal(String(40), default="")
    channel: Mapped[Channel] = personal(default=Channel.NONE)
    postcode: Mapped[str] = personal(String(5), default="")
    town: Mapped[str] = personal(default="")
    latitude: Mapped[float | None] = personal(Float)
    longitude: Mapped[float | None] = personal(Float)
    travel_means: Mapped[TravelMeans] = personal(default=TravelMeans.BUS)
    travel_min: Mapped[int] = personal(default=60)
    """The longest way to a slot the person can make, in minutes."""
    needs_step_free: Mapped[bool] = special(default=False)
    gear: Mapped[list[str]] = personal(JSON, default=list)
    """Values of core.slot.GEAR: what the person has."""
    food_proof: Mapped[FoodProof] = special(default=FoodProof.NOTHING)
    permission_entry: Mapped[PermissionEntry] = special(default=PermissionEntry.UNKNOWN)
    permission_request: Mapped[PermissionRequest] = special(default=PermissionRequest.NOT_ASKED)
    permission_asked_on: Mapped[date | None] = special()
    school: Mapped[str] = personal(Text, default="")
    work_done: Mapped[str] = personal(Text, default="")
    can_do: Mapped[str] = personal(Text, default="")
    wants: Mapped[str] = personal(Text, default="")
    guardian_name: Mapped[str] = personal(String(100), default="")
    guardian_signed_on: Mapped[date | None] = personal()
    """When a parent or guardian signed for somebody who is not of age."""
    coach_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"), index=True)
    group_id: Mapped[int | None] = pseudonym(ForeignKey("participant_group.id"), index=True)
    acceptable_answer: Mapped[AcceptableAnswer] = personal(default=AcceptableAnswer.BETTER_NONE)
    acceptable_trades: Mapped[list[str]] = personal(JSON, default=list)
    wishlist_version: Mapped[int] = plain(default=0)
    """Grows with every saved wish list, so that nobody overwrites another's unseen."""
    wishlist_saved_at: Mapped[datetime | None] = personal()
    wishlist_saved_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    """The coach or staff who entered it last; none: the person did."""
    confirmed_at: Mapped[datetime | None] = personal()
    """When the person said «Yes, that is me»."""
    withdrawn_at: Mapped[datetime | None] = personal()
    restricted_at: Mapped[datetime | None] = personal()
    """Art. 18 DSGVO: kept, but not used. No plan, no mail, no roster until the restriction is lifted."""

    coach: Mapped[Account | None] = relationship(foreign_keys=[coach_id])
    wishlist_saved_by: Mapped[Account | None] = relationship(foreign_keys=[wishlist_saved_by_id])
    group: Mapped[Group | None] = relationship()

    @property
    def shown_name(self) -> str:
        """Return first name and initial, as staff and coaches read it."""
        return shown_name(self.first_name, self.last_name)

    @property
    def acting_coach(self) -> Account | None:
        """Return who accompanies this person, as long as they are a coach."""
        return self.coach if self.coach and self.coach.is_coaching else None

    @property
    def spoken_languages(self) -> list[str]:
        """Return the codes of the languages somebody reads, the one of their pages first."""
        return list(dict.fromkeys([self.language, *self.languages]))

    @property
    def position(self) -> Position | None:
        """Return where the person lives, as far as known."""
        return None if self.latitude is None or self.longitude is None else Position(self.latitude, self.longitude)
