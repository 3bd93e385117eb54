"""Assignments: one result for the whole event, what staff fixed beforehand, and who got what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from matchday.core.aim import Aim
from matchday.core.assignment import AssignmentState, UnplacedReason
from matchday.core.keeping import Keeping
from matchday.models.account import Account
from matchday.models.base import Base, Numbered, OfOrganiser, personal, plain, pseudonym
from matchday.models.participant import Participant
from matchday.models.slot import Slot


class Assignment(Numbered, OfOrganiser, Base):
    """One plan. ``solution`` is the solver's answer with its levels; ids inside are inner numbers."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = plain()
    state: Mapped[AssignmentState] = plain(default=AssignmentState.REQUESTED)
    aim: Mapped[Aim] = plain(default=Aim.NOBODY_LAST)
    """What it was asked to reach first; the event's aim may be another one since."""
    comparison: Mapped[int | None] = plain()
    """The number of the first of the plans that were asked for together, to be compared. None: asked for alone."""
    keeping: Mapped[Keeping] = plain(default=Keeping.NOTHING)
    base_id: Mapped[int | None] = plain(ForeignKey("assignment.id", ondelete="SET NULL"))
    """The plan it keeps something of."""
    requested_by_id: Mapped[int] = pseudonym(ForeignKey("account.id"))
    requested_at: Mapped[datetime] = plain()
    begun_at: Mapped[datetime | None] = plain()
    """When the worker took it in hand, or gave its last sign."""
    computed_at: Mapped[datetime | None] = plain()
    published_by_id: Mapped[int | None] = pseudonym(ForeignKey("account.id"))
    published_at: Mapped[datetime | None] = plain()
    problem_sha256: Mapped[str] = plain(String(64), default="")
    facts_sha256: Mapped[str] = plain(String(64), default="")
    """Of what the tables said: while they say the same, nobody has to ask whether the problem is another one."""
    problem: Mapped[bytes | None] = pseudonym(LargeBinary, deferred=True)
    """What it was computed from, without the seed, packed: to say what is different today. None: nobody can say."""
    fixed_count: Mapped[int] = plain(default=0)
    """How many pins and bars it holds. Without them another plan may be better."""
    status: Mapped[str] = plain(String(20), default="")
    """The solver's word: proven, closed or bounded."""
    levels: Mapped[list[dict[str, Any]]] = plain(JSON, default=list)
    """The levels closed so far while computing; all of them afterwards."""
    level_count: Mapped[int] = plain(default=0)
    prices: Mapped[list[dict[str, Any]]] = plain(JSON, default=list)
    """What each level costs those below it, as far as it was worked out."""
    explained_at: Mapped[datetime | None] = plain()
    """When the explanations were ready."""
    solution: Mapped[dict[str, Any]] = pseudonym(JSON, default=dict)
    failure: Mapped[str] = plain(String(80), default="")
    """A refusal's code when the state is failed."""

    base: Mapped[Assignment | None] = relationship(remote_side="Assignment.id")
    requested_by: Mapped[Account] = relationship(foreign_keys=[requested_by_id])
    published_by: Mapped[Account | None] = relationship(foreign_keys=[published_by_id])


class Placement(Numbered, OfOrganiser, Base):
    """One participant in one slot in one assignment. No rank: a place without a wish."""

    __tablename__ = "placement"
    __table_args__ = (UniqueConstraint("assignment_id", "participant_id", "slot_id"),)

    assignment_id: Mapped[int] = plain(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = plain(ForeignKey("slot.id"), index=True)
    rank: Mapped[int | None] = personal()

    participant: Mapped[Participant] = relationship()
    slot: Mapped[Slot] = relationship()


class Unplaced(Numbered, OfOrganiser, Base):
    """One participant without a place in one assignment, and why."""

    __tablename__ = "unplaced"
    __table_args__ = (UniqueConstraint("assignment_id", "participant_id"),)

    assignment_id: Mapped[int] = plain(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    reason: Mapped[UnplacedReason] = personal()

    participant: Mapped[Participant] = relationship()


class _Fixed(Numbered, OfOrganiser):
    """What a pin and a bar share."""

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = plain(ForeignKey("slot.id", ondelete="CASCADE"))
    reason: Mapped[str] = personal(Text, default="")
    made_by_id: Mapped[int] = pseudonym(ForeignKey("account.id"))
    made_at: Mapped[datetime] = plain()


class Pin(_Fixed, Base):
    """Staff fix a placement."""

    __tablename__ = "pin"
    __table_args__ = (UniqueConstraint("participant_id", "slot_id"),)

    participant: Mapped[Participant] = relationship()
    slot: Mapped[Slot] = relationship()
    made_by: Mapped[Account] = relationship()


class Bar(_Fixed, Base):
    """Staff forbid a placement."""

    __tablename__ = "bar"
    __table_args__ = (UniqueConstraint("participant_id", "slot_id"),)

    participant: Mapped[Participant] = relationship()
    slot: Mapped[Slot] = relationship()
    made_by: Mapped[Account] = relationship()


class Move(Numbered, OfOrganiser, Base):
    """What one plan tries: this person goes to this slot. Whoever takes the plan pins it, with a reason.

    ``left_id`` is the slot whose place the person gives up for it, or None for somebody who had none.
    """

    __tablename__ = "move"
    __table_args__ = (UniqueConstraint("assignment_id"),)

    assignment_id: Mapped[int] = plain(ForeignKey("assignment.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = pseudonym(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = plain(ForeignKey("slot.id"))
    left_id: Mapped[int | None] = plain(ForeignKey("slot.id"))

    participant: Mapped[Participant] = relationship()
    slot: Mapped[Slot] = relationship(foreign_keys=[slot_id])
    left: Mapped[Slot | None] = relationship(foreign_keys=[left_id])
