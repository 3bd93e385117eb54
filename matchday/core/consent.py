"""Consent: who may see or keep what of a person, asked per recipient class and stored with its version."""

from __future__ import annotations

from enum import StrEnum


class Recipient(StrEnum):
    """Name a class of recipients a person can say yes or no to."""

    EMPLOYER = "employer"
    """May the employer see first name, language and whether all they need is there?"""
    EMPLOYER_PROFILE = "employer_profile"
    """May the employer read the parts of the profile that the person chose?"""
    HEALTH = "health"
    """May coach and staff keep what the person needs, which touches health or belief?"""


VERSIONS: dict[Recipient, int] = {Recipient.EMPLOYER: 2, Recipient.EMPLOYER_PROFILE: 1, Recipient.HEALTH: 1}
"""The version of the question now asked; an answer to an older one counts until it is asked anew."""


def may_be_asked(recipient: Recipient, *, is_protected: bool) -> bool:
    """Tell whether a person is asked at all: no employer reads anything of a protected person anyway."""
    return recipient is Recipient.HEALTH or not is_protected


def may_show_name(*, is_given: bool, is_protected: bool) -> bool:
    """Tell whether an employer may read the first name: else the alias and «a person».

    A protected person stays under the alias whatever was answered: a roster can lie open at the door.
    """
    return is_given and not is_protected
