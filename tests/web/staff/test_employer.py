"""Pages of employers for staff."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.models import Account, Employer, Event, Message
from matchday.services.message import put_off
from tests.conftest import NOW
from tests.factories import a_slot, an_account, an_employer, an_event
from tests.page_client import PageClient
from tests.plans import a_day, published, the_slot

SITE = {"street": "Am Kanal 3", "postcode": "34117", "town": "Kassel"}
WENDT = {"name": "Holz Wendt", "hospitation_cover": "unknown"}


@pytest.fixture
def staff(session: Session, client: PageClient) -> Account:
    account = an_account(session, Role.STAFF)
    session.commit()
    client.sign_in(account)
    return account


@pytest.fixture
def event(session: Session, staff: Account) -> Event:
    return an_event(session, by=staff)


def test_without_employers_the_page_says_what_to_do(session: Session, client: PageClient, event: Event) -> None:
    session.commit()

    page = client.get(f"/staff/{event.key}/employers")

    assert "Noch kein Betrieb" in page.text


def test_the_list_shows_employers_and_what_waits(session: Session, client: PageClient, event: Event) -> None:
    employer = an_employer(session, event, name="Metallbau Seidel")
    a_slot(session, event, employer=employer, state="waiting")
    session.commit()

    page = client.get(f"/staff/{event.key}/employers")

    assert "Metallbau Seidel" in page.text
    assert "1 zu prüfen" in page.text


def test_employers_stand_in_german_order(session: Session, client: PageClient, event: Event) -> None:
    for name in ("Großküche Alm", "Gärtnerei Buche", "Öko-Hof Wiese", "Optik Meier"):
        an_employer(session, event, name=name)
    session.commit()

    text = client.get(f"/staff/{event.key}/employers").text

    places = [text.index(name) for name in ("Gärtnerei Buche", "Großküche Alm", "Öko-Hof Wiese", "Optik Meier")]
    assert places == sorted(places)


def test_an_employer_is_added_with_its_place(session: Session, client: PageClient, event: Event) -> None:
    session.commit()

    page = client.follow(f"/staff/{event.key}/employers/new", {**WENDT, **SITE})

    assert "Holz Wendt ist aufgenommen." in page.text
    assert "Am Kanal 3, 34117 Kassel" in page.text


def test_what_is_missing_stands_at_its_field(session: Session, client: PageClient, event: Event) -> None:
    session.commit()

    page = client.post(f"/staff/{event.key}/employers/new", {**WENDT, **SITE, "postcode": "3411"}, expect=422)

    assert "Eine Postleitzahl hat fünf Ziffern" in page.text


def test_a_reference_twice_is_refused_in_words(session: Session, client: PageClient, event: Event) -> None:
    an_employer(session, event, reference="Holz Wendt")
    session.commit()

    page = client.post(f"/staff/{event.key}/employers/new", {**WENDT, **SITE}, expect=422)

    assert "gehört schon zu einem anderen Betrieb" in page.text


def test_an_employer_and_its_sites_are_corrected(session: Session, client: PageClient, event: Event) -> None:
    employer = an_employer(session, event)
    session.commit()
    here = f"/staff/{event.key}/employers/{employer.key}"

    client.follow(f"{here}/change", {**WENDT, "contact_phone": "05550 000233"})
    client.follow(f"{here}/sites/new", {**SITE, "label": "Werk 2"})
    page = client.follow(f"{here}/sites/{employer.sites[0].key}", {**SITE, "street": "Neue Straße 1"})

    assert "+49 5550 000233" in page.text
    assert "Werk 2, Am Kanal 3" in page.text
    assert "Neue Straße 1" in page.text


def test_the_link_is_shown_once_and_lets_the_employer_in(session: Session, client: PageClient, event: Event) -> None:
    employer = an_employer(session, event, contact_name="Frau Brandt")
    session.commit()

    page = client.post(f"/staff/{event.key}/employers/{employer.key}/link", expect=200)

    token = re.search(r"/link#([\w-]+)", page.text)
    assert token
    client.sign_out()
    client.post("/link", {"token": token.group(1)})
    assert client.went_to == "/employer/"


def test_the_link_goes_by_mail(session: Session, client: PageClient, event: Event) -> None:
    employer = an_employer(session, event, contact_mail="brandt@seidel.example")
    session.commit()

    page = client.follow(f"/staff/{event.key}/employers/{employer.key}/link/send")

    assert "Der Link geht an brandt@seidel.example." in page.text
    assert session.scalars(select(Message).where(Message.organiser_id == event.organiser_id)).one()


def test_a_link_that_never_arrived_stands_beside_the_address(
    session: Session, client: PageClient, event: Event
) -> None:
    employer = an_employer(session, event, contact_mail="brandt@seidel.example")
    session.commit()
    client.post(f"/staff/{event.key}/employers/{employer.key}/link/send")
    message = session.scalars(select(Message).where(Message.organiser_id == event.organiser_id)).one()
    put_off(session, [message.id], failure="recipient_refused", is_final=True, now=NOW)
    other = an_employer(session, event, contact_mail="other@seidel.example")
    session.commit()

    assert "Die Adresse gibt es nicht." in client.get(f"/staff/{event.key}/employers/{employer.key}").text
    assert "Die Adresse gibt es nicht." not in client.get(f"/staff/{event.key}/employers/{other.key}").text


def test_an_employer_is_withdrawn_and_taken_in_again(session: Session, client: PageClient, event: Event) -> None:
    employer = an_employer(session, event)
    session.commit()
    here = f"/staff/{event.key}/employers/{employer.key}"

    client.get(f"{here}/withdraw")
    gone = client.follow(f"{here}/withdraw")
    back = client.follow(f"{here}/restore")

    assert "Dieser Betrieb ist zurückgezogen" in gone.text
    assert "ist wieder dabei" in back.text


@pytest.mark.parametrize(
    "path", ["", "/change", "/withdraw", "/sites/new", "/sites/{site}", "/slots/new"], ids=lambda path: path or "read"
)
def test_an_employer_of_another_organiser_is_not_there(
    session: Session, client: PageClient, event: Event, path: str
) -> None:
    stranger = an_employer(session, an_event(session))
    session.commit()

    client.get(f"/staff/{event.key}/employers/{stranger.key}{path.format(site=stranger.sites[0].key)}", expect=404)


def test_a_site_of_another_employer_is_not_there(session: Session, client: PageClient, event: Event) -> None:
    employer, other = an_employer(session, event), an_employer(session, event)
    session.commit()

    client.get(f"/staff/{event.key}/employers/{employer.key}/sites/{other.sites[0].key}", expect=404)


def test_an_employer_without_mail_gets_no_link(
    session: Session, client: PageClient, event: Event, now: datetime
) -> None:
    employer: Employer = an_employer(session, event, contact_mail="")
    session.commit()

    page = client.post(f"/staff/{event.key}/employers/{employer.key}/link", expect=409)

    assert "braucht der Betrieb eine E-Mail-Adresse" in page.text


@pytest.mark.parametrize(("count", "sentence"), [(1, "noch ein Angebot."), (3, "noch 3 Angebote.")])
def test_an_employer_with_slots_is_not_withdrawn_and_no_button_offers_it(
    session: Session, client: PageClient, event: Event, count: int, sentence: str
) -> None:
    employer = an_employer(session, event)
    for _ in range(count):
        a_slot(session, event, employer=employer)
    session.commit()
    path = f"/staff/{event.key}/employers/{employer.key}/withdraw"

    page = client.get(path)
    client.post(path, expect=409)

    session.refresh(employer)
    assert sentence in page.text
    assert "<button" not in page.html.split("<main")[1]
    assert employer.withdrawn_at is None


def test_a_place_that_moves_after_publication_says_who_has_a_ticket(
    session: Session, client: PageClient, staff: Account
) -> None:
    event = a_day(session, people=2, by=staff)
    published(session, event, by=staff)
    employer = the_slot(session, event).employer
    path = f"/staff/{event.key}/employers/{employer.key}/sites/{employer.sites[0].key}"

    form, page = client.get(path), client.follow(path, SITE)

    assert "2 Menschen haben hier ein Ticket" in form.text
    assert "2 Menschen mit Ticket sehen die Änderung ab sofort" in page.text
