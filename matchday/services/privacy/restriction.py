"""Restrict a person: what is known stays, and is used for nothing until the restriction is lifted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matchday.models import Account, Participant
from matchday.services.audit import write_audit


def restrict_participant(session: Session, person: Participant, *, by: Account, now: datetime) -> None:
    """Take a person out of plans, mails and rosters without losing anything. Twice is once."""
    if person.restricted_at is None:
        person.restricted_at = now
        _note(session, "participant.restrict", person, by=by, now=now)


def lift_restriction(session: Session, person: Participant, *, by: Account, now: datetime) -> None:
    """Use again what is known of a person."""
    if person.restricted_at is not None:
        person.restricted_at = None
        _note(session, "participant.lift_restriction", person, by=by, now=now)


def _note(session: Session, action: str, person: Participant, *, by: Account, now: datetime) -> None:
    write_audit(
        session, action, organiser_id=person.organiser_id, event_id=person.event_id, by=by, now=now,
        participant=person.id,
    )  # fmt: skip
