"""Consent: ask, answer, take back. The newest answer counts; no answer is a no."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matchday.core.consent import VERSIONS, Recipient, may_be_asked
from matchday.models import Account, Consent, Participant, Profile
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


def list_consents(session: Session, participant: Participant) -> dict[Recipient, Consent | None]:
    """Return the newest answer to every question this person is asked."""
    return {
        recipient: find_consent(session, participant, recipient)
        for recipient in Recipient
        if may_be_asked(recipient, is_protected=participant.is_protected)
    }


def is_given(session: Session, participant: Participant, recipient: Recipient) -> bool:
    """Tell whether the newest answer is a yes."""
    found = find_consent(session, participant, recipient)
    return found is not None and found.is_given


def list_agreeing(
    session: Session, people: Collection[Participant], recipient: Recipient, *, organiser_id: int
) -> set[int]:
    """Return the inner numbers of those whose newest answer is a yes."""
    answers = session.scalars(
        select(Consent)
        .where(
            Consent.organiser_id == organiser_id,
            Consent.participant_id.in_([person.id for person in people]),
            Consent.recipient == recipient,
        )
        .order_by(Consent.id)
    )
    newest = {answer.participant_id: answer.is_given for answer in answers}
    return {participant_id for participant_id, is_yes in newest.items() if is_yes}


def is_to_be_asked(session: Session, participant: Participant, recipient: Recipient) -> bool:
    """Tell whether the question is open: never answered, or its words have changed since."""
    if not may_be_asked(recipient, is_protected=participant.is_protected):
        return False
    found = find_consent(session, participant, recipient)
    return found is None or found.version < VERSIONS[recipient]


def answer_consent(
    session: Session,
    participant: Participant,
    recipient: Recipient,
    *,
    is_given: bool,
    by: Account | Participant,
    now: datetime,
) -> Consent:
    """Keep an answer with the version of the question; a no takes an earlier yes back from now on.

    With a no about needs those that are known are forgotten at once.
    """
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
    if recipient is Recipient.HEALTH and not is_given:
        _forget_needs(session, participant)
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


def _forget_needs(session: Session, participant: Participant) -> None:
    participant.needs_step_free = False
    session.execute(
        update(Profile)
        .where(Profile.organiser_id == participant.organiser_id, Profile.participant_id == participant.id)
        .values(needs=[])
    )
