"""Staff and the ways they know better than the map."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.core.participant import TravelMeans
from matchday.models import Account, Event, Participant, Slot
from matchday.services.knownway import list_ways, set_way
from tests.conftest import NOW
from tests.doors import a_ticket
from tests.factories import a_participant, a_slot, a_wish, an_account, an_employer, an_event, at
from tests.page_client import PageClient

HERE, THERE = {"latitude": 51.31, "longitude": 9.48}, {"latitude": 51.53, "longitude": 9.92}
TOLD = {"minutes": "10", "reason": "Der Chef holt sie ab"}


@pytest.fixture
def staff(session: Session, client: PageClient) -> Account:
    """Return a member of staff who is signed in."""
    staff = an_account(session)
    client.sign_in(staff)
    return staff


@pytest.fixture
def event(session: Session, staff: Account) -> Event:
    """Return an event of theirs."""
    return an_event(session, by=staff)


@pytest.fixture
def slot(session: Session, event: Event) -> Slot:
    """Return a slot at night, far away."""
    there = an_employer(session, event, name="Bäckerei Lindhorst", **THERE)
    return a_slot(session, event, employer=there, title="Backstube", start_at=at(21), end_at=at(23))


@pytest.fixture
def person(session: Session, event: Event, slot: Slot) -> Participant:
    """Return somebody who goes by bus and wishes the slot."""
    person = a_participant(session, event, travel_means=TravelMeans.BUS, **HERE)
    a_wish(session, person, slot)
    session.commit()
    return person


def address_of(person: Participant, event: Event) -> str:
    return f"/staff/{event.key}/participants/{person.key}"


def test_the_page_names_every_offer_with_the_minutes_of_the_map_and_wishes_first(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    nowhere = an_employer(session, event, name="Autohaus Brandt")
    a_slot(session, event, employer=nowhere, title="Werkstatt")
    session.commit()

    page = client.get(f"{address_of(person, event)}/ways")

    assert "Noch nichts. Es gilt überall unsere Karte." in page.text
    wished, other = (
        page.text.index("1. Wunsch: Backstube, Bäckerei Lindhorst, "),
        page.text.index("Werkstatt, Autohaus"),
    )
    assert wished < other
    assert "(laut Karte 121 Minuten)" in page.text
    assert "(Weg unbekannt)" in page.text


def test_a_way_is_told_shown_with_who_and_why_and_taken_back(
    session: Session, client: PageClient, staff: Account, event: Event, person: Participant, slot: Slot
) -> None:
    ways = f"{address_of(person, event)}/ways"

    page = client.follow(ways, {"slot": slot.key, **TOLD})

    assert "Gespeichert. Im Plan gilt es, sobald er neu gerechnet wird." in page.text
    for words in ("10 Minuten", "laut Karte 121", "Der Chef holt sie ab", staff.name):
        assert words in page.text
    page = client.follow(f"{ways}/{slot.key}/remove")
    assert "Zurückgenommen." in page.text
    assert list_ways(session, person) == []


def test_who_loses_a_told_place_by_a_way_is_said_at_once(
    session: Session, client: PageClient, event: Event, person: Participant, slot: Slot
) -> None:
    a_ticket(session, slot, person)
    session.commit()
    ways = f"{address_of(person, event)}/ways"
    warning = f"{person.shown_name} hat ein Ticket für Bäckerei Lindhorst"

    short = client.follow(ways, {"slot": slot.key, **TOLD})
    long = client.follow(ways, {"slot": slot.key, **TOLD, "minutes": "240"})
    by_map = client.follow(f"{ways}/{slot.key}/remove")

    assert warning not in short.text
    assert warning in long.text
    assert warning in by_map.text


def test_the_page_of_the_person_leads_there_and_says_what_staff_told(
    client: PageClient, event: Event, person: Participant, slot: Slot
) -> None:
    here = address_of(person, event)
    before = client.get(here)
    assert f"{here}/ways" in before.links()
    assert "0 von 1 Angeboten" in before.text

    client.post(f"{here}/ways", {"slot": slot.key, **TOLD})

    after = client.get(here)
    assert "10 Min." in after.text
    assert "1 von 1 Angeboten" in after.text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"slot": ""}, "Bitte wählen Sie eine der Möglichkeiten."),
        ({"slot": "nobody"}, "Bitte wählen Sie eine der Möglichkeiten."),
        ({"minutes": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"minutes": "301"}, "Bitte geben Sie eine Zahl von 0 bis 300 an."),
        ({"minutes": "zehn"}, "Bitte geben Sie eine Zahl von 0 bis 300 an."),
        ({"reason": " "}, "Bitte füllen Sie dieses Feld aus."),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(
    session: Session,
    client: PageClient,
    event: Event,
    person: Participant,
    slot: Slot,
    form: dict[str, str],
    words: str,
) -> None:
    page = client.post(f"{address_of(person, event)}/ways", {"slot": slot.key, **TOLD, **form}, expect=422)

    assert words in page.text
    assert list_ways(session, person) == []


def test_for_somebody_who_does_not_take_part_it_is_refused(
    session: Session, client: PageClient, event: Event, person: Participant, slot: Slot
) -> None:
    person.withdrawn_at = NOW
    session.commit()

    page = client.post(f"{address_of(person, event)}/ways", {"slot": slot.key, **TOLD}, expect=422)

    assert "Diese Person nimmt nicht teil." in page.text
    assert f"{address_of(person, event)}/ways" not in client.get(address_of(person, event)).links()


def test_after_the_day_ways_are_only_shown(
    session: Session, client: PageClient, staff: Account, event: Event, person: Participant, slot: Slot
) -> None:
    set_way(session, person, slot, by=staff, now=NOW, minutes=1, reason="Der Chef holt sie ab")
    event.stage = Stage.CLOSED
    session.commit()

    page = client.get(f"{address_of(person, event)}/ways")

    assert "1 Minute " in page.text
    assert "Im Abschnitt „Abschluss“ lässt sich kein Weg mehr angeben." in page.text
    assert "Zurücknehmen (" not in page.text
    client.post(f"{address_of(person, event)}/ways", {"slot": slot.key, **TOLD}, expect=422)


def test_a_way_nobody_told_and_somebody_of_another_event_are_not_there(
    session: Session, client: PageClient, staff: Account, event: Event, person: Participant, slot: Slot
) -> None:
    other = a_participant(session, an_event(session, by=staff))
    session.commit()

    client.post(f"{address_of(person, event)}/ways/{slot.key}/remove", expect=404)
    client.get(f"{address_of(other, event)}/ways", expect=404)


def test_who_may_only_read_is_not_led_there(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    reader = an_account(session, Role.READER, organiser=event.organiser)
    session.commit()
    client.sign_in(reader)

    assert f"{address_of(person, event)}/ways" not in client.get(address_of(person, event)).links()
    client.get(f"{address_of(person, event)}/ways", expect=403)
