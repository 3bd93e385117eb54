"""The day board and its deeds, as staff, readers and strangers see them."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.models import Account, CheckIn, Event
from matchday.services.door import issue_door_link
from tests.days import a_running_day, came, slot_of, tickets_of
from tests.factories import an_account, moment_of
from tests.page_client import PageClient


def zone(event: Event) -> ZoneInfo:
    return ZoneInfo(event.time_zone)


@pytest.fixture
def event(session: Session) -> Event:
    """Return a day that runs now: the slot began an hour ago."""
    event = a_running_day(session, people=2)
    slot, now = slot_of(session, event), moment_of().replace(second=0, microsecond=0)
    slot.start_at, slot.end_at = now - timedelta(hours=1), now + timedelta(hours=5)
    event.first_on = event.last_on = slot.start_at.astimezone(zone(event)).date()
    session.commit()
    return event


@pytest.fixture
def staff(session: Session, client: PageClient, event: Event) -> Account:
    account = an_account(session, Role.STAFF, organiser=event.organiser)
    session.commit()
    client.sign_in(account)
    return account


def address(session: Session, event: Event, deed: str = "") -> str:
    return f"/staff/{event.key}/day/{slot_of(session, event).key}{deed}"


def first_guest(session: Session, event: Event) -> str:
    return "/" + tickets_of(session, event)[0].participant.key


@pytest.mark.usefixtures("staff")
def test_the_board_says_in_one_sentence_how_the_day_goes(session: Session, client: PageClient, event: Event) -> None:
    came(session, tickets_of(session, event)[0], now=moment_of())

    page = client.get(f"/staff/{event.key}/day?day={event.first_on}")

    assert "1 von 2 sind da" in page.text
    assert "1 fehlt" in page.text
    assert "Ein Mensch fehlt" in page.text
    assert any(attrs.get("hx-trigger") == "every 5s" for attrs in page.all("div"))


@pytest.mark.usefixtures("staff")
def test_the_board_is_filtered_by_town_and_coach(session: Session, client: PageClient, event: Event) -> None:
    coach = an_account(session, Role.COACH, organiser=event.organiser)
    session.commit()
    board = f"/staff/{event.key}/day?day={event.first_on}"

    assert "0 von 2 sind da" in client.get(f"{board}&town=Steinfurth").text
    assert "Hier wird niemand erwartet" in client.get(f"{board}&coach={coach.key}").text
    assert "0 von 2 sind da" in client.get(f"/staff/{event.key}/day?day=nonsense&town=Nirgendwo").text


@pytest.mark.usefixtures("staff")
def test_before_a_plan_is_published_the_board_says_what_will_be_here(
    session: Session, client: PageClient, event: Event
) -> None:
    event.stage = Stage.WISHING
    session.commit()

    assert "Noch ist kein Plan veröffentlicht" in client.get(f"/staff/{event.key}/day").text


@pytest.mark.usefixtures("staff")
def test_staff_check_somebody_in_whom_the_foreman_sees(session: Session, client: PageClient, event: Event) -> None:
    page = client.follow(address(session, event, first_guest(session, event) + "/here"))

    assert "ist da." in page.text
    assert "da seit" in page.text
    page = client.follow(address(session, event, first_guest(session, event) + "/here/remove"))
    assert "gilt nicht mehr als da" in page.text
    assert "da seit" not in page.text


@pytest.mark.usefixtures("staff")
def test_somebody_did_not_come_and_came_all_the_same(session: Session, client: PageClient, event: Event) -> None:
    guest = address(session, event, first_guest(session, event))

    assert "nicht gekommen" in client.follow(f"{guest}/absence").text
    assert "Zurückgenommen" in client.follow(f"{guest}/absence/remove").text
    client.post(f"{guest}/absence")
    assert "da seit" in client.follow(f"{guest}/here").text


@pytest.mark.usefixtures("staff")
def test_an_early_departure_is_noted_with_its_time(session: Session, client: PageClient, event: Event) -> None:
    ticket = tickets_of(session, event)[0]
    check_in = came(session, ticket, now=ticket.slot.start_at)
    path = address(session, event, first_guest(session, event) + "/departure")
    assert "ist früher gegangen" in client.get(path).text
    left_at = ticket.slot.start_at + timedelta(minutes=20)

    page = client.follow(path, {"left": f"{left_at.astimezone(zone(event)):%H:%M}"})

    session.refresh(check_in)
    assert check_in.left_at == left_at
    assert "gegangen um" in page.text
    assert "Zurückgenommen" in client.follow(f"{path}/remove").text


@pytest.mark.usefixtures("staff")
def test_a_departure_in_the_future_is_refused_at_its_field(session: Session, client: PageClient, event: Event) -> None:
    ticket = tickets_of(session, event)[0]
    came(session, ticket, now=ticket.slot.start_at)
    late = moment_of() + timedelta(hours=2)
    path = address(session, event, first_guest(session, event) + "/departure")

    page = client.post(path, {"left": f"{late.astimezone(zone(event)):%H:%M}"}, expect=422)

    assert "kommt erst noch" in page.text


def test_a_reader_looks_and_does_nothing(session: Session, client: PageClient, event: Event) -> None:
    reader = an_account(session, Role.READER, organiser=event.organiser)
    session.commit()
    client.sign_in(reader)
    assert "sind da" in client.get(f"/staff/{event.key}/day").text
    page = client.get(address(session, event))
    assert "Nicht gekommen" not in page.text
    assert "Jemand ist ohne Ticket da?" not in page.text

    client.post(address(session, event, first_guest(session, event) + "/here"), expect=403)

    assert session.query(CheckIn).filter(CheckIn.organiser_id == event.organiser_id).count() == 0


def test_a_reader_gets_neither_the_code_of_a_door_nor_a_way_to_change(
    session: Session, client: PageClient, event: Event
) -> None:
    slot = slot_of(session, event)
    issue_door_link(session, slot, keyring=client.app.extensions["matchday.keyring"], by=None, now=moment_of())
    reader = an_account(session, Role.READER, organiser=event.organiser)
    session.commit()
    client.sign_in(reader)

    page = client.get(f"/staff/{event.key}/slots/{slot.key}")

    assert "/checkin" not in page.text
    assert "Zurückziehen" not in page.text
    assert "Ändern" not in page.text
    client.get(f"/staff/{event.key}/participants{first_guest(session, event)}/change", expect=403)


def test_another_organiser_finds_nothing_here(session: Session, client: PageClient, event: Event) -> None:
    stranger = an_account(session, Role.STAFF)
    session.commit()
    client.sign_in(stranger)

    client.get(f"/staff/{event.key}/day", expect=404)
    client.get(address(session, event), expect=404)
    client.post(address(session, event, first_guest(session, event) + "/absence"), expect=404)


@pytest.mark.usefixtures("staff")
def test_who_was_forgotten_at_the_door_is_noted_in_the_evening(
    session: Session, client: PageClient, event: Event
) -> None:
    slot = slot_of(session, event)
    slot.start_at, slot.end_at = (moment - timedelta(hours=8) for moment in (slot.start_at, slot.end_at))
    event.stage = Stage.CLOSED
    session.commit()
    deed = address(session, event, first_guest(session, event)) + "/here/later"
    assert "War da" in client.get(address(session, event)).text

    client.post(deed)

    assert "war da" in client.get(client.went_to).text
    assert session.query(CheckIn).filter_by(organiser_id=event.organiser_id).one().checked_in_at == slot.start_at
