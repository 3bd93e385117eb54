"""Telephone numbers: as people write them, as people read them, as a gateway dials them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchday.core.errors import RuleError

if TYPE_CHECKING:  # loaded where it is needed: the web process starts sooner
    from phonenumbers import PhoneNumber

COUNTRY = "DE"
"""Whose numbers are written without a country code."""


def shown_phone(text: str) -> str:
    """Return a number in the form ``+49 5550 000233``.

    **Errors** RuleError ``phone_unreadable``, ``phone_length``.
    """
    import phonenumbers

    return phonenumbers.format_number(_parsed(text), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def dialled_phone(text: str) -> str:
    """Return a number in the form ``+495550000233``, or nothing where it is none.

    **Source** ITU-T E.164.
    """
    import phonenumbers

    try:
        return phonenumbers.format_number(_parsed(text), phonenumbers.PhoneNumberFormat.E164)
    except RuleError:
        return ""


def _parsed(text: str) -> PhoneNumber:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, COUNTRY)
    except phonenumbers.NumberParseException:
        raise RuleError("phone_unreadable") from None
    if not phonenumbers.is_possible_number(number):
        raise RuleError("phone_length")
    return number
