"""Consent: who may see what of a person, asked per recipient class and stored with its version."""

from __future__ import annotations

from enum import StrEnum


class Recipient(StrEnum):
    """Name a class of recipients a person can say yes or no to."""

    EMPLOYER = "employer"
    """May the employer see first name, language and what the person needs that day?"""


VERSIONS: dict[Recipient, int] = {Recipient.EMPLOYER: 1}
"""The version of the question now asked; an answer to an older one counts until it is asked anew."""


def may_show_name(*, is_given: bool, is_protected: bool) -> bool:
    """Tell whether an employer may read the first name: else the alias and «a person».

    A protected person stays under the alias whatever was answered: a roster can lie open at the door.
    """
    return is_given and not is_protected
