"""Consent: ask, answer, take back. The newest answer counts; no answer is a no."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.consent import VERSIONS, Recipient
from matchday.models import Account, Consent, Participant
from matchday.services.audit import write_audit


def find_consent(session: Session, participant: Participant, recipient: Recipient) -> Consent | None:
    """Return the newest answer of ``participant`` about ``recipient``, or None where nobody asked yet."""
    return session.scalar(
        select(Consent)
        .where(
            Consent.organiser_id == participant.organiser_id,
            Consent.participant_id == participant.id,
            Consent.recipient == recipient,
        )
        .order_by(Consent.id.desc())
        .limit(1)
    )


def is_to_be_asked(session: Session, participant: Participant, recipient: Recipient) -> bool:
    """Tell whether the question is still open. A protected person is not asked: nobody reads their name anyway."""
    return not participant.is_protected and find_consent(session, participant, recipient) is None


def answer_consent(
    session: Session,
    participant: Participant,
    recipient: Recipient,
    *,
    is_given: bool,
    by: Account | Participant,
    now: datetime,
) -> Consent:
    """Keep an answer with the version of the question; a no takes an earlier yes back from now on."""
    consent = Consent(
        organiser_id=participant.organiser_id,
        participant_id=participant.id,
        recipient=recipient,
        version=VERSIONS[recipient],
        is_given=is_given,
        answered_at=now,
        answered_by_id=by.id if isinstance(by, Account) else None,
    )
    session.add(consent)
    write_audit(
        session,
        "consent.give" if is_given else "consent.refuse",
        organiser_id=participant.organiser_id,
        event_id=participant.event_id,
        by=by,
        now=now,
        participant=participant.id,
        recipient=recipient,
        version=consent.version,
    )
    return consent
