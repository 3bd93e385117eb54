"""Slots: what employers offer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.core.slot import ActivityKind, CalledOffBy, GermanLevel, SlotState, Trade
from matchday.models.base import Base, Keyed, OfOrganiser, personal, plain
from matchday.models.employer import Employer, Site
from matchday.models.slottext import SlotText


class Slot(Keyed, OfOrganiser, Base):
    """One employer, one time span, one place, one capacity, one activity kind."""

    __tablename__ = "slot"
    __table_args__ = (
        UniqueConstraint("event_id", "reference"),
        UniqueConstraint("event_id", "ticket_code"),
        CheckConstraint("1 <= min_group AND min_group <= capacity", name="places"),
        CheckConstraint("start_at < end_at", name="span"),
    )

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    employer_id: Mapped[int] = plain(ForeignKey("employer.id"), index=True)
    site_id: Mapped[int] = plain(ForeignKey("site.id"))
    reference: Mapped[str] = plain(String(80))
    """How the organiser's own lists name it."""
    ticket_code: Mapped[int] = plain()
    """Stands for the slot in a ticket's token: random, 31 bits."""
    title: Mapped[str] = plain(default="")
    trade: Mapped[Trade] = plain()
    activity_kind: Mapped[ActivityKind] = plain()
    duties: Mapped[str] = plain(Text, default="")
    start_at: Mapped[datetime] = plain()
    end_at: Mapped[datetime] = plain()
    capacity: Mapped[int] = plain()
    min_group: Mapped[int] = plain(default=1)
    german_level: Mapped[GermanLevel] = plain(default=GermanLevel.NONE)
    minimum_age: Mapped[int | None] = plain()
    needs: Mapped[list[str]] = plain(JSON, default=list)
    """Values of core.slot.Need."""
    lends_gear: Mapped[bool] = plain(default=False)
    """Whether guests borrow there what they need of core.slot.GEAR."""
    is_food: Mapped[bool] = plain(default=False)
    is_step_free: Mapped[bool] = plain(default=False)
    what_follows: Mapped[list[str]] = plain(JSON, default=list)
    """Values of core.slot.WhatFollows."""
    meeting_point: Mapped[str] = plain(default="")
    foreman_name: Mapped[str] = personal(default="")
    foreman_phone: Mapped[str] = personal(String(40), default="")
    spoken_languages: Mapped[list[str]] = plain(JSON, default=list)
    state: Mapped[SlotState] = plain(default=SlotState.DRAFT)
    return_reason: Mapped[str] = plain(Text, default="")
    """Why the offer was sent back or taken out, shown to the employer."""
    called_off_by: Mapped[CalledOffBy | None] = plain()
    """Who decided that a withdrawn slot does not take place. None: it is offered, or nobody was asked at the time."""
    calendar_sequence: Mapped[int] = plain(default=0)
    """Grows with every change of time or place that people must be told."""
    changed_at: Mapped[datetime] = plain()

    employer: Mapped[Employer] = relationship()
    site: Mapped[Site] = relationship()
    texts: Mapped[list[SlotText]] = relationship(viewonly=True)
    """In other languages, old ones too."""
