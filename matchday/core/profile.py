"""Profiles: one page about a person, filled in step by step, and the parts of it they let an employer read."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class ProfileStep(StrEnum):
    """Name a step of the profile. The order of the members is the order they are asked in."""

    LANGUAGES = "languages"
    SCHOOL = "school"
    WORK = "work"
    ABILITIES = "abilities"
    WANTS = "wants"
    TRAVEL = "travel"
    NEEDS = "needs"
    CONTACT = "contact"


class SchoolYears(StrEnum):
    """Say how long somebody went to school."""

    NONE = "none"
    TO_FOUR = "to_four"
    TO_EIGHT = "to_eight"
    TO_TEN = "to_ten"
    MORE = "more"


class Learned(StrEnum):
    """Say what somebody learned after school."""

    NOTHING = "nothing"
    TRADE = "trade"
    STUDY = "study"


class WorkYears(StrEnum):
    """Say how long somebody has worked."""

    NONE = "none"
    TO_ONE = "to_one"
    TO_FIVE = "to_five"
    MORE = "more"


class ProfileNeed(StrEnum):
    """Name what a person needs on the day beside a way without steps; employers never read it."""

    CHILDCARE = "childcare"
    INTERPRETER = "interpreter"
    FOOD = "food"
    BREAKS = "breaks"


class ProfilePart(StrEnum):
    """Name a part of the profile that a person can let an employer read. Ways, needs and contact are none."""

    LANGUAGES = "languages"
    SCHOOL = "school"
    WORK = "work"
    ABILITIES = "abilities"
    WANTS = "wants"


def next_step(step: ProfileStep) -> ProfileStep | None:
    """Return the step after ``step``, or None after the last."""
    steps = list(ProfileStep)
    place = steps.index(step) + 1
    return steps[place] if place < len(steps) else None


def first_open(done: Collection[str]) -> ProfileStep | None:
    """Return the first step nobody has saved yet, or None where the profile is whole."""
    return next((step for step in ProfileStep if step not in done), None)
