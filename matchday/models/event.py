"""Events: one Refugees' Day with its stage, deadlines and policies, and the keys that sign its tickets."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.core.aim import Aim
from matchday.core.event import TIME_ZONE, CoverRule, FoodRule, Policy, Stage
from matchday.models.base import Base, Keyed, Numbered, OfOrganiser, personal, plain
from matchday.models.organiser import Organiser


class Event(Keyed, OfOrganiser, Base):
    """One Refugees' Day."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("organiser_id", "name"),)

    name: Mapped[str] = plain()
    place: Mapped[str] = plain(default="")
    first_on: Mapped[date] = plain()
    last_on: Mapped[date] = plain()
    time_zone: Mapped[str] = plain(String(64), default=TIME_ZONE)
    stage: Mapped[Stage] = plain(default=Stage.DRAFT)
    registration_until: Mapped[date | None] = plain()
    wishing_until: Mapped[datetime | None] = plain()
    confirmation_until: Mapped[date | None] = plain()
    contact_name: Mapped[str] = personal(default="")
    contact_phone: Mapped[str] = personal(String(40), default="")
    """Whom to call on the day."""

    max_wishes: Mapped[int] = plain(default=5)
    max_placements: Mapped[int] = plain(default=1)
    aim: Mapped[Aim] = plain(default=Aim.NOBODY_LAST)
    group_cover: Mapped[bool] = plain(default=False)
    cover_rule: Mapped[CoverRule] = plain(default=CoverRule.WARN)
    food_rule: Mapped[FoodRule] = plain(default=FoodRule.NOTHING)
    youngest_age: Mapped[int] = plain(default=15)
    night_age: Mapped[int] = plain(default=18)
    night_from: Mapped[time] = plain(default=time(22, 0))
    night_until: Mapped[time] = plain(default=time(6, 0))
    door_opens_min: Mapped[int] = plain(default=90)

    ticket_code: Mapped[int] = plain(Integer)
    """Stands for the event in a ticket's token: random, 31 bits."""
    seed_commitment: Mapped[str] = plain(String(64), default="")
    """SHA-256 of the seed, shown before wishing opens."""
    sealed_seed: Mapped[bytes] = plain(LargeBinary, default=b"")
    publication_count: Mapped[int] = plain(default=0)
    """Grows by one with every publication; whoever publishes must have seen the newest."""

    retention: Mapped[dict[str, Any]] = plain(JSON, default=dict)
    """How long what is kept, by core.privacy.Keep, in days after the last day; what is missing is kept shortest."""
    retained_on: Mapped[date | None] = plain()
    """The day on which what was due last went."""

    organiser: Mapped[Organiser] = relationship()

    @property
    def policy(self) -> Policy:
        """Return the settings that change a rule."""
        return Policy(
            group_cover=self.group_cover,
            cover_rule=self.cover_rule,
            food_rule=self.food_rule,
            youngest_age=self.youngest_age,
            night_age=self.night_age,
            night_from=self.night_from,
            night_until=self.night_until,
            door_opens_min=self.door_opens_min,
            max_wishes=self.max_wishes,
            max_placements=self.max_placements,
        )


class SigningKey(Numbered, OfOrganiser, Base):
    """A key pair that signs the tickets of one event; the private half is sealed with the installation key."""

    __tablename__ = "signing_key"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int] = plain()
    public_key: Mapped[bytes] = plain(LargeBinary)
    sealed_private_key: Mapped[bytes] = plain(LargeBinary)
    made_at: Mapped[datetime] = plain()
