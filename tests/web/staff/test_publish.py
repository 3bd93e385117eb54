"""Staff publish a plan: who is told what, who was quicker, and why it may not be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.assignment import AssignmentState
from matchday.core.eligibility import Reason
from matchday.core.event import CoverRule, Stage
from matchday.core.participant import Channel
from matchday.models import Account, Event
from matchday.services.assignment import read_assignment
from matchday.services.wishlist import list_offers
from tests.factories import an_account
from tests.page_client import PageClient
from tests.plans import a_day, a_member_of_staff, a_plan, people_of, published, the_slot


@pytest.fixture
def event(session: Session) -> Event:
    return a_day(session, people=3, capacity=2)


@pytest.fixture
def staff(session: Session, event: Event, client: PageClient) -> Account:
    account = a_member_of_staff(session, event)
    client.sign_in(account)
    return account


def path_of(event: Event, number: int) -> str:
    return f"/staff/{event.key}/assignments/{number}/publish"


def test_the_preview_counts_who_is_told_how(client: PageClient, session: Session, event: Event, staff: Account) -> None:
    person = people_of(session, event)[0]
    person.mail, person.coach_id = "", an_account(session, Role.COACH, organiser=event.organiser).id
    plan = a_plan(session, event)

    page = client.get(path_of(event, plan.number))

    assert "2 Nachrichten gehen hinaus" in page.text
    assert "1 Mensch bekommt es von der Begleitung gesagt." in page.text


def test_who_has_neither_mail_nor_coach_is_named_apart(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    alone, led, left = people_of(session, event)
    alone.mail = led.mail = left.mail = ""
    led.coach_id = an_account(session, Role.COACH, organiser=event.organiser).id
    left.coach_id = an_account(session, Role.COACH, organiser=event.organiser, active=False).id
    plan = a_plan(session, event)

    page = client.get(path_of(event, plan.number))

    assert "1 Mensch bekommt es von der Begleitung gesagt" in page.text
    assert "2 Menschen erreicht niemand" in page.text
    assert alone.shown_name in page.text


def test_who_may_not_be_insured_is_counted_before_publishing(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    a_plan(session, event)

    page = client.get(path_of(event, 1))
    event.group_cover = True
    session.commit()
    insured = client.get(path_of(event, 1))

    assert "2 Menschen sind dort vielleicht nicht versichert" in page.text
    assert "nicht versichert" not in insured.text


def test_where_nobody_goes_uninsured_the_slots_are_shut(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    plan = a_plan(session, event)
    event.cover_rule = CoverRule.BLOCK
    session.commit()

    page = client.get(path_of(event, plan.number))

    assert "Für 3 Menschen ist anderes möglich" in page.text
    assert [one.reasons for one in list_offers(session, people_of(session, event)[0])] == [(Reason.NOT_COVERED,)]


def test_who_keeps_the_place_at_another_time_is_named(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    published(session, event)
    slot = the_slot(session, event)
    slot.start_at, slot.calendar_sequence = slot.start_at + timedelta(minutes=30), 1
    a_plan(session, event)

    page = client.get(path_of(event, 2))

    assert "Niemand bekommt einen anderen Platz." in page.text
    assert "2 Menschen behalten ihren Platz, aber Zeit oder Ort ist anders: " in page.text


def test_publishing_says_what_went_out(client: PageClient, session: Session, event: Event, staff: Account) -> None:
    plan = a_plan(session, event)

    page = client.follow(path_of(event, plan.number), {"seen_publication": "0"})

    assert "Plan 1 gilt jetzt." in page.text
    assert f"Veröffentlicht von {staff.name}" in page.text


def test_who_comes_second_reads_who_was_first_and_when(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    plan = a_plan(session, event)
    published(session, event, by=staff)

    page = client.post(path_of(event, plan.number), {"seen_publication": "0"}, expect=409)

    assert f"{staff.name} hat schon veröffentlicht: 12.03.2027, 10:30 Uhr" in page.text


def test_before_the_stage_of_planning_nothing_is_published(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    event.stage = Stage.WISHING
    plan = a_plan(session, event)

    page = client.post(path_of(event, plan.number), {"seen_publication": "0"}, expect=409)

    assert "Das ist jetzt nicht möglich." in page.text
    assert read_assignment(session, event, plan.number).state is AssignmentState.PROPOSED


@pytest.mark.parametrize(
    ("stage", "why"),
    [
        (Stage.WISHING, "Noch können sich Wünsche ändern."),
        (Stage.RUNNING, "Im Abschnitt „Der Tag“ gilt, was veröffentlicht ist."),
    ],
)
def test_where_nothing_is_published_staff_read_why(
    client: PageClient, session: Session, event: Event, staff: Account, stage: Stage, why: str
) -> None:
    plan = a_plan(session, event)
    event.stage = stage
    session.commit()

    page = client.get(path_of(event, plan.number))

    assert why in page.text
    assert "Jetzt veröffentlichen" not in page.text


def test_what_staff_do_themselves_after_publishing_is_said_as_sentences(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    people_of(session, event)[0].channel = Channel.LETTER
    plan = a_plan(session, event)

    page = client.get(path_of(event, plan.number))

    assert "1 Brief liegt danach bereit. Sie drucken ihn." in page.text
    assert "1 Betrieb hat kein Konto. Sie rufen dort an." in page.text
