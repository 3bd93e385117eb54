"""Privacy: how sensitive a column is, how long what is kept, what people can ask for."""

from __future__ import annotations

import calendar
import hashlib
import hmac
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from matchday.core.errors import RuleError

CEILING_DAYS = 730
"""After so many days nothing about a person is left, whatever staff have set: 24 months."""
LIVES = (30, 90, 180, 365, CEILING_DAYS)
"""What staff can choose from. **Units** days after the last day of the event."""
TASK_DAYS = 14
"""So long a finished task leaves a trace for whoever looks for a fault."""


class DataClass(StrEnum):
    """Tell what a value says about a person.

    ``NONE`` nothing; ``PSEUDONYM`` an id that leads to a person only with another table; ``PERSONAL`` says
    something about a person; ``SPECIAL`` touches health, belief or residence (Art. 9 DSGVO, or as sensitive).
    """

    NONE = "none"
    PSEUDONYM = "pseudonym"
    PERSONAL = "personal"
    SPECIAL = "special"


class Keep(StrEnum):
    """Name what is kept for a time of its own."""

    CONTACT = "contact"
    """How the person is reached, where they live, their access."""
    WISHES = "wishes"
    NOTES = "notes"
    """The profile, needs and papers, reasons of pins and bars."""
    MESSAGES = "messages"
    CHECK_INS = "check_ins"
    """Who was at which door when: attestations rest on it."""
    AUDIT = "audit"
    """What an audit entry says; that there was one stays."""
    PERSON = "person"
    """All that is left: name, place, attestation. With it goes everything else."""


SHORTEST: Mapping[Keep, int] = {
    Keep.CONTACT: 30,
    Keep.WISHES: 30,
    Keep.NOTES: 30,
    Keep.MESSAGES: 30,
    Keep.CHECK_INS: 180,
    Keep.AUDIT: 180,
    Keep.PERSON: 180,
}
"""The shortest time that serves the purpose; what counts where staff have set nothing."""


class RequestKind(StrEnum):
    """Name what a person can ask for."""

    CORRECTION = "correction"
    """Art. 16 DSGVO."""
    RESTRICTION = "restriction"
    """Art. 18 DSGVO."""
    ERASURE = "erasure"
    """Art. 17 DSGVO."""


class ErasureKind(StrEnum):
    """Say what was erased."""

    PARTICIPANT = "participant"
    EVENT = "event"


class ErasureReason(StrEnum):
    """Say why, in words that name nobody: the reason stays when the person is gone."""

    ASKED = "asked"
    MISTAKE = "mistake"
    NOT_NEEDED = "not_needed"


def life_of(keep: Keep, chosen: Mapping[str, int]) -> int:
    """Return for how many days something is kept: as chosen, but no longer than the person. **Units** days."""
    days = {one: min(chosen.get(one.value, SHORTEST[one]), CEILING_DAYS) for one in Keep}
    return min(days[keep], days[Keep.PERSON])


def goes_on(keep: Keep, chosen: Mapping[str, int], *, last_on: date) -> date:
    """Return the day on which something goes."""
    return last_on + timedelta(days=life_of(keep, chosen))


def due(chosen: Mapping[str, int], *, last_on: date, today: date) -> tuple[Keep, ...]:
    """Return what has to be gone by ``today``, the person last."""
    return tuple(keep for keep in Keep if goes_on(keep, chosen, last_on=last_on) <= today)


def check_lives(chosen: Mapping[Keep, int]) -> None:
    """Check what staff have chosen: nothing is kept longer than the person it belongs to.

    **Errors** RuleError ``retention_unknown`` for a time that is not offered, ``retention_beyond_person`` (``keep``).
    """
    for keep, days in chosen.items():
        if days not in LIVES:
            raise RuleError("retention_unknown")
        if days > chosen[Keep.PERSON]:
            raise RuleError("retention_beyond_person", keep=keep)


def answer_until(asked_on: date) -> date:
    """Return the day until which a request must be answered: one month later. **Source** Art. 12 (3) DSGVO."""
    year, month = asked_on.year + asked_on.month // 12, asked_on.month % 12 + 1
    return date(year, month, min(asked_on.day, calendar.monthrange(year, month)[1]))


def erasure_digest(kind: ErasureKind, subject_key: str, *, secret: bytes) -> str:
    """Return what the ledger keeps of somebody erased: without the installation's secret it leads to nobody."""
    return hmac.digest(secret, f"{kind.value}/{subject_key}".encode(), hashlib.sha256).hex()
