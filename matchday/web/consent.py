"""What each consent asks and what follows from it, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from matchday.core.consent import VERSIONS, Recipient
from matchday.core.profile import ProfilePart
from matchday.extensions import db
from matchday.models import Consent, Participant
from matchday.services.consent import list_consents
from matchday.services.profile import find_profile
from matchday.web.filters import listed
from matchday.web.words import word


@dataclass(frozen=True)
class ToldConsent:
    """One question with its answer. **Shapes** ``answered_at`` None: not asked yet; ``effect`` is what holds now."""

    recipient: Recipient
    question: str
    effect: str
    is_given: bool
    answered_at: datetime | None
    is_read_aloud: bool
    is_old: bool
    """The words have changed since: it is asked anew."""


def tell_consents(person: Participant) -> list[ToldConsent]:
    """Return every question this person is asked."""
    answers = list_consents(db.session(), person)
    return [_told(person, recipient, answer) for recipient, answer in answers.items()]


def _told(person: Participant, recipient: Recipient, answer: Consent | None) -> ToldConsent:
    is_given = answer is not None and answer.is_given
    return ToldConsent(
        recipient=recipient,
        question=_question(recipient),
        effect=_effect_of_yes(person, recipient) if is_given else _effect_of_no(person, recipient),
        is_given=is_given,
        answered_at=answer.answered_at if answer else None,
        is_read_aloud=answer is not None and answer.answered_by_id is not None,
        is_old=answer is not None and answer.version < VERSIONS[recipient],
    )


def _question(recipient: Recipient) -> str:
    return {
        Recipient.EMPLOYER: _("Darf der Betrieb Ihren Namen sehen?"),
        Recipient.EMPLOYER_PROFILE: _("Darf der Betrieb Ihren Steckbrief lesen?"),
        Recipient.HEALTH: _("Dürfen wir speichern, was Sie brauchen?"),
    }[recipient]


def _effect_of_yes(person: Participant, recipient: Recipient) -> str:
    if recipient is Recipient.EMPLOYER:
        return _("Der Betrieb sieht „%(name)s“ und Ihre Sprachen.", name=person.first_name)
    if recipient is Recipient.HEALTH:
        return _("Das Team und Ihre Begleitung wissen, was Sie brauchen.")
    profile = find_profile(db.session(), person)
    parts = [word(ProfilePart(value)) for value in profile.shown_parts] if profile else []
    return _("Der Betrieb liest nur: %(parts)s.", parts=listed(parts))


def _effect_of_no(person: Participant, recipient: Recipient) -> str:
    if recipient is Recipient.EMPLOYER:
        return _("Der Betrieb sieht nur „%(alias)s“.", alias=person.alias)
    if recipient is Recipient.HEALTH:
        return _("Wir speichern nicht, was Sie brauchen.")
    return _("Der Betrieb liest nichts von Ihrem Steckbrief.")
