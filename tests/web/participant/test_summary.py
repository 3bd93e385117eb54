"""What is saved, and what happens next."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.core.slot import SlotState, Trade
from matchday.models import Event, Participant
from matchday.services.answering import accept_place
from tests.confirmations import asked, holders, said_no
from tests.conftest import NOW
from tests.factories import a_slot, a_wish, an_account
from tests.page_client import PageClient
from tests.plans import a_day, published

PAGE = "/participant/summary"


def test_the_summary_shows_the_wishes_and_whom_to_call(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    a_wish(session, person, a_slot(session, event, trade=Trade.WOOD))
    event.wishing_until = datetime(2027, 4, 1, 21, 59, tzinfo=UTC)
    session.commit()

    page = client.get(PAGE)

    assert "Ihre Wünsche sind gespeichert" in page.text
    assert "Holz" in page.text
    assert "Bis 1. April können Sie die Wünsche ändern." in page.text
    assert "tel:+495550000210" in page.links()


def test_wishes_somebody_else_entered_say_who(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    coach = an_account(session, Role.COACH, name="Frau Yıldız")
    a_wish(session, person, a_slot(session, event))
    person.wishlist_saved_by_id = coach.id
    session.commit()

    assert "Eingetragen von Frau Yıldız" in client.get(PAGE).text


def test_without_a_wish_the_summary_leads_to_the_slots(client: PageClient, person: Participant) -> None:
    page = client.get(PAGE)

    assert "Sie haben noch keinen Wunsch" in page.text
    assert "/participant/wishlist" in page.links()


@pytest.mark.parametrize("stage", [Stage.PUBLISHED, Stage.RUNNING])
def test_after_publication_the_summary_leads_to_the_ticket(
    session: Session, client: PageClient, event: Event, person: Participant, stage: Stage
) -> None:
    event.stage = stage
    session.commit()

    page = client.get(PAGE)

    assert "Sie haben noch keinen Platz" in page.text
    assert "Mehr sehen" in page.text
    assert "/participant/wishlist" not in page.links()


def test_the_summary_says_how_one_stands_and_what_is_asked(client: PageClient, session: Session) -> None:
    event = a_day(session, people=1, capacity=1)
    published(session, event)
    person = holders(session, event)[0]
    person.language, person.confirmed_at = "de", NOW
    client.enter(person)

    before = client.get(PAGE).text
    accept_place(session, person, asked(session, person).ticket, event=event, by=person, now=NOW)
    session.commit()
    after_yes = client.get(PAGE).text
    said_no(session, event, person)
    after_no = client.get(PAGE).text

    assert "Sie haben einen Platz. Wir wissen noch nicht, ob Sie kommen. Bitte antworten Sie bis " in before
    assert "Ihr Platz ist sicher" in after_yes
    assert "Bitte antworten" not in after_yes
    assert "Sie haben den Platz zurückgegeben" in after_no
    assert "Mehr sehen" in after_no


def test_a_wish_that_is_gone_stays_in_its_place(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    a_wish(session, person, a_slot(session, event, trade=Trade.WOOD, state=SlotState.WITHDRAWN), rank=1)
    a_wish(session, person, a_slot(session, event, trade=Trade.CARE, state=SlotState.WAITING), rank=2)
    a_wish(session, person, a_slot(session, event, trade=Trade.HAIR), rank=3)
    session.commit()

    page = client.get(PAGE).text

    told = ("Holz", "Dieses Angebot gibt es nicht mehr", "Pflege", "Dieses Angebot wird gerade geprüft", "Friseur")
    places = [page.index(said) for said in told]
    assert places == sorted(places)
