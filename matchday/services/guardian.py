"""Guardians: note who signed for somebody who is not of age, and take the note back."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from matchday.core.guardian import check_signed_on
from matchday.models import Account, Participant
from matchday.services.audit import write_audit
from matchday.services.event import local_day, read_event


def note_guardian(
    session: Session, participant: Participant, *, name: str, signed_on: date, by: Account, now: datetime
) -> None:
    """Note that ``name`` signed the sheet. **Errors** RuleError ``guardian_future``."""
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    check_signed_on(signed_on, today=local_day(event, now))
    participant.guardian_name, participant.guardian_signed_on = name, signed_on
    _write(session, "guardian.note", participant, by=by, now=now)


def withdraw_guardian(session: Session, participant: Participant, *, by: Account, now: datetime) -> None:
    """Note that the guardian took the yes back, or that the note was wrong: the person may go nowhere from now on."""
    participant.guardian_name, participant.guardian_signed_on = "", None
    _write(session, "guardian.withdraw", participant, by=by, now=now)


def _write(session: Session, action: str, participant: Participant, *, by: Account, now: datetime) -> None:
    write_audit(
        session, action, organiser_id=participant.organiser_id, event_id=participant.event_id, by=by, now=now,
        participant=participant.id,
    )  # fmt: skip
