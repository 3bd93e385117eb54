"""Guardians: without a signature nobody under eighteen goes anywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.eligibility import Reason
from matchday.core.errors import RuleError
from matchday.services.audit import list_audit
from matchday.services.eligibility import reasons_for
from matchday.services.guardian import note_guardian, withdraw_guardian
from matchday.services.progress import list_participants
from tests.factories import a_participant, a_slot, an_account, an_event


def test_a_signature_after_midnight_is_of_the_day_it_is_there(session: Session) -> None:
    coach = an_account(session, Role.COACH)
    young = a_participant(session, an_event(session, by=coach), born_on=date(2010, 5, 1))
    at_half_past_midnight = datetime.fromisoformat("2027-03-13T00:30+01:00").astimezone(UTC)

    note_guardian(session, young, name="Zahra Rezai", signed_on=date(2027, 3, 13), by=coach, now=at_half_past_midnight)

    assert young.guardian_signed_on == date(2027, 3, 13)


def test_a_signature_opens_the_slots_and_its_withdrawal_shuts_them(session: Session, now: datetime) -> None:
    coach = an_account(session, Role.COACH)
    event = an_event(session, by=coach)
    slot, young = a_slot(session, event), a_participant(session, event, born_on=date(2010, 5, 1), coach_id=coach.id)
    assert reasons_for(session, young)[slot.id].reasons == (Reason.GUARDIAN,)

    with pytest.raises(RuleError, match="guardian_future"):
        note_guardian(session, young, name="Zahra Rezai", signed_on=now.date() + timedelta(1), by=coach, now=now)
    note_guardian(session, young, name="Zahra Rezai", signed_on=now.date(), by=coach, now=now)

    assert reasons_for(session, young)[slot.id].reasons == ()
    (row,) = list_participants(session, event, participant=young)
    assert not row.is_signature_missing
    withdraw_guardian(session, young, by=coach, now=now)
    assert reasons_for(session, young)[slot.id].reasons == (Reason.GUARDIAN,)
    (row,) = list_participants(session, event, participant=young)
    assert row.is_signature_missing
    assert [entry.action for entry in list_audit(session, organiser_id=event.organiser_id).entries[:2]] == [
        "guardian.withdraw",
        "guardian.note",
    ]
