"""Staff tell where somebody must not be sent."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.models import Account, Event, Participant
from matchday.services.avoidance import list_avoidances
from tests.doors import a_ticket
from tests.factories import a_participant, a_slot, an_account, an_employer, an_event
from tests.page_client import PageClient


@pytest.fixture
def staff(session: Session, client: PageClient) -> Account:
    """Return a member of staff who is signed in."""
    staff = an_account(session)
    client.sign_in(staff)
    return staff


@pytest.fixture
def event(session: Session, staff: Account) -> Event:
    """Return an event of theirs with a slot in Steinfurth."""
    event = an_event(session, by=staff)
    a_slot(session, event, employer=an_employer(session, event, name="Metallbau Seidel", town="Steinfurth"))
    return event


@pytest.fixture
def person(session: Session, event: Event) -> Participant:
    person = a_participant(session, event)
    session.commit()
    return person


def path_of(person: Participant, event: Event) -> str:
    return f"/staff/{event.key}/participants/{person.key}/avoidances"


def test_a_place_is_told_shown_with_who_and_why_and_taken_back(
    session: Session, client: PageClient, staff: Account, event: Event, person: Participant
) -> None:
    shown = client.get(path_of(person, event))
    assert [one.get("label") for one in shown.all("optgroup")] == ["Ganze Orte", "Betriebe"]

    page = client.follow(path_of(person, event), {"where": "town:Steinfurth", "reason": "Dort wohnt jemand"})

    for words in ("Eingetragen. Kein Plan schickt", "Steinfurth, der ganze Ort", "Dort wohnt jemand", staff.name):
        assert words in page.text
    assert "Ein Ort oder Betrieb ist eingetragen" in client.get(path_of(person, event).rsplit("/", 1)[0]).text
    (told,) = list_avoidances(session, person)
    page = client.follow(f"{path_of(person, event)}/{told.key}/remove")
    assert "Zurückgenommen." in page.text
    assert list_avoidances(session, person) == []


def test_who_has_a_ticket_for_such_a_place_is_named_at_once(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    employer = an_employer(session, event, name="Kaufhaus Allerlei")
    a_ticket(session, a_slot(session, event, employer=employer), person)
    session.commit()

    page = client.follow(
        path_of(person, event), {"where": f"employer:{employer.key}", "reason": "Dort arbeitet jemand"}
    )

    assert f"{person.shown_name} hat ein Ticket für Kaufhaus Allerlei" in page.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"where": "", "reason": "darum"}, "Bitte wählen Sie"),
        ({"where": "town:Nirgendwo", "reason": "darum"}, "Bitte wählen Sie"),
        ({"where": "town:Steinfurth", "reason": ""}, "Bitte füllen Sie dieses Feld aus."),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    client: PageClient, event: Event, person: Participant, fields: dict[str, str], sentence: str
) -> None:
    assert sentence in client.post(path_of(person, event), fields, expect=422).text


def test_after_the_day_it_is_only_shown(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    event.stage = Stage.CLOSED
    session.commit()

    page = client.get(path_of(person, event))

    assert "lässt sich hier nichts mehr eintragen" in page.text
