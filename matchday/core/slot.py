"""Slots: what an employer offers, and the states an offer goes through."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from matchday.core.errors import RuleError

LONGEST = timedelta(hours=14)
"""Longest span of one slot; longer is taken for a slip of the pen."""
MOST_PEOPLE = 500


class ActivityKind(StrEnum):
    """Say what a participant is at the employer's: a guest who watches, or somebody who joins in.

    **Source** A Hospitation is no employment and needs no permission; what counts is what is really done.
    """

    HOSPITATION = "hospitation"
    PRAKTIKUM = "praktikum"


class Trade(StrEnum):
    """Name the field of work a slot shows."""

    CARE = "care"
    METAL = "metal"
    BUILDING = "building"
    WOOD = "wood"
    BAKERY = "bakery"
    KITCHEN = "kitchen"
    GARDEN = "garden"
    STORES = "stores"
    SCHOOL = "school"
    OFFICE = "office"
    GARAGE = "garage"
    CLEANING = "cleaning"
    HAIR = "hair"
    PAINTING = "painting"
    ELECTRICS = "electrics"
    DRIVING = "driving"
    TEXTILE = "textile"
    RETAIL = "retail"
    OTHER = "other"


class GermanLevel(StrEnum):
    """Name a level of German. **Source** Common European Framework of Reference; ``none`` stands below A1."""

    NONE = "none"
    A1 = "a1"
    A2 = "a2"
    B1 = "b1"
    B2 = "b2"
    C1 = "c1"
    C2 = "c2"

    @property
    def step(self) -> int:
        """Return the level as a number from 0 (none) to 6 (C2)."""
        return list(GermanLevel).index(self)


class Need(StrEnum):
    """Name what a slot asks for or a person has to know before."""

    SAFETY_SHOES = "safety_shoes"
    HELMET = "helmet"
    WORK_CLOTHES = "work_clothes"
    WARM_CLOTHES = "warm_clothes"
    OWN_FOOD = "own_food"
    STANDING = "standing"
    LIFTING = "lifting"
    STAIRS = "stairs"
    OUTDOORS = "outdoors"


GEAR = (Need.SAFETY_SHOES, Need.HELMET)
"""What hardly anybody has at home, and without which nobody may begin: it is checked, not only said."""


class WhatFollows(StrEnum):
    """Say what may come after the day."""

    LOOK = "look"
    PRAKTIKUM = "praktikum"
    TRAINING = "training"
    WORK = "work"


class SlotState(StrEnum):
    """Name where an offer stands: only an approved slot can be wished."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class CalledOffBy(StrEnum):
    """Say whose decision it was that a slot does not take place: whoever had a ticket for it reads the true cause."""

    EMPLOYER = "employer"
    ORGANISER = "organiser"


STEPS: dict[SlotState, frozenset[SlotState]] = {
    SlotState.DRAFT: frozenset({SlotState.WAITING, SlotState.APPROVED, SlotState.WITHDRAWN}),
    SlotState.WAITING: frozenset({SlotState.APPROVED, SlotState.DRAFT, SlotState.WITHDRAWN}),
    SlotState.APPROVED: frozenset({SlotState.WAITING, SlotState.WITHDRAWN}),
    SlotState.WITHDRAWN: frozenset({SlotState.WAITING}),
}
"""Back to ``draft`` is sending back with a reason; back to ``waiting`` follows a change by the employer."""


def require_step(old: SlotState, new: SlotState) -> None:
    """Do nothing if an offer may go from ``old`` to ``new``.

    **Errors** RuleError ``slot_step`` (``old``, ``new``).
    """
    if new not in STEPS[old]:
        raise RuleError("slot_step", old=old, new=new)


def check_span(start_at: datetime, end_at: datetime) -> None:
    """Check that a slot ends after it starts and is not longer than a working day.

    **Units** aware moments. **Errors** RuleError ``slot_ends_before_start``, ``slot_too_long`` (``hours``).
    """
    if end_at <= start_at:
        raise RuleError("slot_ends_before_start")
    if end_at - start_at > LONGEST:
        raise RuleError("slot_too_long", hours=round((end_at - start_at).total_seconds() / 3600))


def check_day(day: date, *, first_on: date, last_on: date) -> None:
    """Check that a slot begins on a day of the event; it may end in the night after.

    **Errors** RuleError ``slot_other_day`` (``first``, ``last``).
    """
    if not first_on <= day <= last_on:
        raise RuleError("slot_other_day", first=first_on, last=last_on)


def check_places(capacity: int, min_group: int) -> None:
    """Check that 1 ≤ ``min_group`` ≤ ``capacity`` ≤ 500.

    **Errors** RuleError ``slot_capacity`` (``most``), ``slot_min_group`` (``capacity``), ``slot_one_place``.
    """
    if not 1 <= capacity <= MOST_PEOPLE:
        raise RuleError("slot_capacity", most=MOST_PEOPLE)
    if capacity == 1 and min_group != 1:
        raise RuleError("slot_one_place")
    if not 1 <= min_group <= capacity:
        raise RuleError("slot_min_group", capacity=capacity)
