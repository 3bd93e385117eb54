"""Consent: the newest answer counts."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.consent import VERSIONS, Recipient
from matchday.services.audit import list_audit
from matchday.services.consent import answer_consent, find_consent, is_to_be_asked
from tests.factories import a_participant, an_account, an_event


def test_an_answer_is_kept_with_its_version_and_moment(session: Session, now: datetime) -> None:
    person = a_participant(session, an_event(session))

    answer_consent(session, person, Recipient.EMPLOYER, is_given=True, by=person, now=now)

    kept = find_consent(session, person, Recipient.EMPLOYER)
    assert kept is not None
    assert (kept.is_given, kept.version, kept.answered_by_id) == (True, VERSIONS[Recipient.EMPLOYER], None)
    assert kept.answered_at == now


def test_a_yes_can_be_taken_back(session: Session, now: datetime) -> None:
    person = a_participant(session, an_event(session))
    answer_consent(session, person, Recipient.EMPLOYER, is_given=True, by=person, now=now)

    answer_consent(session, person, Recipient.EMPLOYER, is_given=False, by=person, now=now + timedelta(days=1))

    kept = find_consent(session, person, Recipient.EMPLOYER)
    assert kept is not None
    assert not kept.is_given
    assert list_audit(session, organiser_id=person.organiser_id).entries[0].action == "consent.refuse"


def test_an_answer_read_aloud_names_who_wrote_it_down(session: Session, now: datetime) -> None:
    coach = an_account(session, Role.COACH)
    person = a_participant(session, an_event(session, by=coach), coach_id=coach.id)

    answered = answer_consent(session, person, Recipient.EMPLOYER, is_given=True, by=coach, now=now)

    assert answered.answered_by_id == coach.id


def test_a_protected_person_is_not_asked(session: Session, now: datetime) -> None:
    event = an_event(session)
    open_, hidden = a_participant(session, event), a_participant(session, event, is_protected=True)

    assert is_to_be_asked(session, open_, Recipient.EMPLOYER)
    assert not is_to_be_asked(session, hidden, Recipient.EMPLOYER)
    answer_consent(session, open_, Recipient.EMPLOYER, is_given=False, by=open_, now=now)
    assert not is_to_be_asked(session, open_, Recipient.EMPLOYER)
