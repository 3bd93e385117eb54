"""Employers, their sites and the way in of their contact."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Stage
from matchday.core.slot import SlotState
from matchday.models import Account, AuditEntry, Event, Message
from matchday.services.account import spend_sign_in_link
from matchday.services.employer import (
    add_employer,
    change_employer,
    hand_over_link,
    list_employers,
    read_employer,
    restore_employer,
    send_link,
    withdraw_employer,
)
from matchday.services.site import add_site, change_site
from tests.factories import a_slot, an_account, an_employer, an_event

SITE = {"label": "", "street": "Am Kanal 3", "postcode": "34117", "town": "Kassel"}


@pytest.fixture
def staff(session: Session) -> Account:
    return an_account(session, Role.STAFF)


@pytest.fixture
def event(session: Session, staff: Account) -> Event:
    return an_event(session, by=staff)


def test_a_new_employer_goes_by_its_name_and_knows_where_it_is(
    session: Session, event: Event, staff: Account, now: datetime
) -> None:
    employer = add_employer(session, {"name": "Holz Wendt"}, site=SITE, event=event, by=staff, now=now)

    position = employer.sites[0].position
    assert employer.reference == "Holz Wendt"
    assert position
    assert round(position.latitude, 1) == 51.3


def test_an_unknown_postcode_leaves_the_position_open(
    session: Session, event: Event, staff: Account, now: datetime
) -> None:
    site = {**SITE, "postcode": "00102"}

    employer = add_employer(session, {"name": "Holz Wendt"}, site=site, event=event, by=staff, now=now)

    assert employer.sites[0].position is None


def test_two_employers_cannot_share_a_reference(session: Session, event: Event, staff: Account, now: datetime) -> None:
    an_employer(session, event, reference="WENDT")

    with pytest.raises(RuleError, match="employer_exists"):
        add_employer(session, {"name": "W", "reference": "wendt"}, site=SITE, event=event, by=staff, now=now)


def test_the_list_counts_offers_and_those_that_wait(session: Session, event: Event, staff: Account) -> None:
    employer = an_employer(session, event)
    a_slot(session, event, employer=employer)
    a_slot(session, event, employer=employer, state=SlotState.WAITING)
    a_slot(session, event, employer=employer, state=SlotState.WITHDRAWN)

    (row,) = list_employers(session, event.organiser_id, event_id=event.id)

    assert (row.employer, row.slot_count, row.waiting_count) == (employer, 2, 1)


def test_an_employer_of_another_organiser_is_not_there(session: Session, event: Event) -> None:
    stranger = an_employer(session, an_event(session))

    with pytest.raises(NotFound):
        read_employer(session, event.organiser_id, key=stranger.key)


def test_an_employer_with_offers_stays(session: Session, event: Event, staff: Account, now: datetime) -> None:
    employer = an_employer(session, event)
    a_slot(session, event, employer=employer)

    with pytest.raises(RuleError, match="employer_has_slots"):
        withdraw_employer(session, employer, event=event, by=staff, now=now)


def test_offers_of_past_events_hold_no_employer(session: Session, event: Event, staff: Account, now: datetime) -> None:
    employer = an_employer(session, event)
    a_slot(session, an_event(session, by=staff, stage=Stage.CLOSED), employer=employer)

    withdraw_employer(session, employer, event=event, by=staff, now=now)

    assert employer.withdrawn_at == now


def test_a_withdrawn_employer_cannot_sign_in(session: Session, event: Event, staff: Account, now: datetime) -> None:
    employer = an_employer(session, event)
    token = hand_over_link(session, employer, event=event, by=staff, now=now)

    withdraw_employer(session, employer, event=event, by=staff, now=now)

    with pytest.raises(RuleError, match="link_gone"):
        spend_sign_in_link(session, token, now=now)


def test_an_employer_taken_in_again_gets_its_old_account_back(
    session: Session, event: Event, staff: Account, now: datetime
) -> None:
    employer = an_employer(session, event)
    hand_over_link(session, employer, event=event, by=staff, now=now)
    withdraw_employer(session, employer, event=event, by=staff, now=now)
    restore_employer(session, employer, event=event, by=staff, now=now)

    token = hand_over_link(session, employer, event=event, by=staff, now=now)

    assert spend_sign_in_link(session, token, now=now).employer_id == employer.id


def test_a_new_contact_ends_the_access_of_the_old_one(
    session: Session, event: Event, staff: Account, now: datetime
) -> None:
    employer = an_employer(session, event, contact_mail="alt@seidel.example")
    token = hand_over_link(session, employer, event=event, by=staff, now=now)

    change_employer(session, employer, {"contact_mail": "neu@seidel.example"}, event=event, by=staff, now=now)

    with pytest.raises(RuleError, match="link_gone"):
        spend_sign_in_link(session, token, now=now)


def test_without_a_mail_address_there_is_no_link(session: Session, event: Event, staff: Account, now: datetime) -> None:
    employer = an_employer(session, event, contact_mail="")

    with pytest.raises(RuleError, match="employer_without_mail"):
        hand_over_link(session, employer, event=event, by=staff, now=now)


def test_a_link_by_mail_is_one_message_without_a_secret(
    session: Session, event: Event, staff: Account, now: datetime
) -> None:
    employer = an_employer(session, event)

    send_link(session, employer, event=event, by=staff, now=now)

    message = session.scalars(select(Message).where(Message.organiser_id == event.organiser_id)).one()
    assert message.account_id is not None


def test_a_site_that_moves_is_placed_anew_and_its_slots_tell_the_calendars(
    session: Session, event: Event, staff: Account, now: datetime
) -> None:
    employer = an_employer(session, event)
    slot = a_slot(session, event, employer=employer)

    change_site(session, employer, employer.sites[0], values=SITE, event=event, by=staff, now=now)

    session.refresh(slot)
    assert employer.sites[0].position is not None
    assert slot.calendar_sequence == 1


def test_a_second_site_is_in_the_audit(session: Session, event: Event, staff: Account, now: datetime) -> None:
    employer = an_employer(session, event)

    add_site(session, employer, SITE, event=event, by=staff, now=now)

    last = session.scalars(
        select(AuditEntry).where(AuditEntry.organiser_id == event.organiser_id).order_by(AuditEntry.number.desc())
    ).first()
    assert len(employer.sites) == 2
    assert last
    assert (last.action, last.event_id) == ("site.add", event.id)
