"""Who is restricted is kept and used for nothing: no plan, no mail, no roster, until it is lifted."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.core.message import MessageKind, MessageState
from matchday.models import AuditEntry, Event, Participant, Ticket
from matchday.services.checkin import list_arrivals
from matchday.services.message import begin_sending, list_uninvited
from matchday.services.privacy import lift_restriction, restrict_participant
from matchday.services.roster import read_guests, read_roster
from matchday.services.solving.reading import read_problem
from tests.doors import agree
from tests.factories import KEYRING, a_message
from tests.plans import a_day, a_member_of_staff, people_of, published, the_slot


@pytest.fixture
def event(session: Session) -> Event:
    return a_day(session, people=2, capacity=2)


@pytest.fixture
def person(session: Session, event: Event, now: datetime) -> Participant:
    person = people_of(session, event)[0]
    restrict_participant(session, person, by=a_member_of_staff(session, event), now=now)
    return person


def planned(session: Session, event: Event) -> set[str]:
    return {one["id"] for one in read_problem(session, event, keyring=KEYRING)["participants"]}


def test_a_restricted_person_is_in_no_plan_until_it_is_lifted(
    session: Session, event: Event, person: Participant, now: datetime
) -> None:
    without = planned(session, event)

    lift_restriction(session, person, by=a_member_of_staff(session, event), now=now)

    assert str(person.id) not in without
    assert str(person.id) in planned(session, event)


def test_a_restricted_person_gets_no_mail(session: Session, event: Event, person: Participant, now: datetime) -> None:
    message = a_message(session, person, MessageKind.INVITATION, cause="trial", now=now)

    assert message.state is MessageState.BY_HAND
    assert person not in list_uninvited(session, event)


def test_a_mail_that_waits_is_not_sent_any_more(session: Session, event: Event, now: datetime) -> None:
    person, event.stage = people_of(session, event)[0], Stage.WISHING
    message = a_message(session, person, MessageKind.INVITATION, cause="trial", now=now)
    restrict_participant(session, person, by=a_member_of_staff(session, event), now=now)

    assert begin_sending(session, message.id, keyring=KEYRING, now=now) is None
    assert message.state is MessageState.FAILED


def test_a_restricted_person_is_on_no_roster(session: Session, event: Event, now: datetime) -> None:
    published(session, event)
    event.stage = Stage.PUBLISHED
    slot = the_slot(session, event)
    how = {"organiser_id": event.organiser_id, "employer": slot.employer, "now": now}
    before = len(read_roster(session, slot, **how).guests)

    restrict_participant(session, people_of(session, event)[0], by=a_member_of_staff(session, event), now=now)

    assert (before, len(read_roster(session, slot, **how).guests)) == (2, 1)


def test_a_door_names_nobody_whose_data_rest_and_lets_them_in(session: Session, event: Event, now: datetime) -> None:
    published(session, event)
    event.stage = Stage.PUBLISHED
    slot = the_slot(session, event)
    person = people_of(session, event)[0]
    agree(session, person)
    restrict_participant(session, person, by=a_member_of_staff(session, event), now=now)
    ticket = session.query(Ticket).filter_by(organiser_id=event.organiser_id, participant_id=person.id).one()

    assert person.id not in {one.ticket.participant_id for one in list_arrivals(session, slot)}
    assert read_guests(session, [ticket], organiser_id=event.organiser_id)[ticket.id].name == person.alias


def test_both_restricting_and_lifting_are_in_the_audit_once(
    session: Session, event: Event, person: Participant, now: datetime
) -> None:
    staff = a_member_of_staff(session, event)
    for deed in (restrict_participant, lift_restriction, lift_restriction):
        deed(session, person, by=staff, now=now)

    actions = [one.action for one in session.query(AuditEntry).filter(
        AuditEntry.organiser_id == event.organiser_id).order_by(AuditEntry.number)]  # fmt: skip
    assert actions[-2:] == ["participant.restrict", "participant.lift_restriction"]
