"""Staff and the people of an event."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.core.participant import Channel, PermissionEntry, PermissionRequest
from matchday.core.slot import GermanLevel
from matchday.models import Account, Event, Participant, Placement
from matchday.services.access import find_access
from matchday.services.progress import list_participants
from matchday.services.ticket import issue_tickets
from matchday.services.wishlist import read_tiers
from tests.factories import a_participant, a_slot, a_wish, an_account, an_event, moment_of
from tests.page_client import PageClient

NEW = {
    "first_name": "Selam",
    "language": "ti",
    "german_level": "a1",
    "channel": "none",
    "travel_means": "bus",
    "travel_min": "45",
    "permission_entry": "unknown",
    "permission_request": "not_asked",
    "food_proof": "nothing",
    "postcode": "34117",
    "coach": "",
}


@pytest.fixture
def staff(session: Session, client: PageClient) -> Account:
    """Return a member of staff who is signed in."""
    staff = an_account(session, name="Frau Hansen")
    client.sign_in(staff)
    return staff


@pytest.fixture
def event(session: Session, staff: Account) -> Event:
    """Return an event of theirs."""
    event = an_event(session, by=staff)
    session.commit()
    return event


@pytest.fixture
def people(event: Event) -> str:
    """Return where the event's people are."""
    return f"/staff/{event.key}/participants"


@pytest.fixture
def person(session: Session, event: Event) -> Participant:
    """Return somebody who takes part."""
    person = a_participant(session, event, first_name="Amira", last_name="Khalil")
    session.commit()
    return person


def test_an_empty_event_says_what_comes_first(client: PageClient, people: str) -> None:
    assert "Noch ist niemand angemeldet." in client.get(people).text


def test_views_count_and_show_who_is_in_them(session: Session, client: PageClient, event: Event, people: str) -> None:
    coach = an_account(session, Role.COACH, organiser=event.organiser)
    a_participant(session, event, first_name="Amira", coach_id=coach.id)
    asked = {"permission_entry": PermissionEntry.WITH_PERMISSION, "permission_request": PermissionRequest.ASKED}
    a_participant(session, event, first_name="Farhad", coach_id=coach.id, **asked)
    session.commit()

    page = client.get(f"{people}?view=permission")

    assert "Alle 2" in page.text
    assert "Erlaubnis offen 1" in page.text
    assert "Farhad" in page.text
    assert "Amira" not in page.text


def test_people_are_found_by_name_and_coach(session: Session, client: PageClient, event: Event, people: str) -> None:
    coach = an_account(session, Role.COACH, organiser=event.organiser)
    a_participant(session, event, first_name="Amira", coach_id=coach.id)
    a_participant(session, event, first_name="Farhad")
    session.commit()

    assert "Farhad" not in client.get(f"{people}?name=ami").text
    assert "Farhad" not in client.get(f"{people}?coach={coach.key}").text
    assert "Hier ist niemand." in client.get(f"{people}?name=zz").text


def test_a_protected_person_is_marked_in_the_list(
    session: Session, client: PageClient, event: Event, people: str
) -> None:
    a_participant(session, event, is_protected=True, alias="Gast 3")
    session.commit()

    assert "Gast 3 geschützt" in client.get(people).text


def test_somebody_is_added_on_a_plain_page(session: Session, client: PageClient, event: Event, people: str) -> None:
    page = client.follow(f"{people}/new", {**NEW, "phone": "05550 000233", "channel": "phone"})

    (row,) = list_participants(session, event)
    assert "Selam ist angemeldet." in page.text
    assert (row.participant.german_level, row.participant.languages) == (GermanLevel.A1, ["ti"])
    assert (row.participant.alias, row.participant.phone) == ("Gast 1", "+49 5550 000233")


def test_nothing_is_guessed_about_the_papers_of_somebody_new(client: PageClient, people: str) -> None:
    page = client.get(f"{people}/new")

    entry = re.search(r'name="permission_entry".*?</select>', page.html, flags=re.DOTALL)
    assert entry
    assert re.search(r'<option selected value="unknown">', entry.group())


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"first_name": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"first_name": "ß" * 101}, "Dieser Text ist zu lang: 101 Zeichen. Möglich sind 100."),
        ({"channel": "mail"}, "Für diesen Weg fehlt die Angabe."),
        ({"postcode": "3411"}, "Eine Postleitzahl hat fünf Ziffern."),
        ({"born_on": "gestern"}, "Das ist kein Datum."),
        ({"born_on": "2999-01-01"}, "Dieser Tag kommt erst noch."),
        ({"born_on": "1890-01-01"}, "Die Person wäre älter als 110 Jahre."),
        ({"reference": "7"}, "Diese Nummer hat schon jemand anderes."),
        ({"needs_step_free": "y"}, "Das speichern wir nur mit Einwilligung."),
    ],
)
def test_a_form_with_a_slip_says_what_is_wrong_and_adds_nobody(
    session: Session, client: PageClient, event: Event, people: str, wrong: dict[str, str], sentence: str
) -> None:
    a_participant(session, event, reference="7")
    session.commit()

    page = client.post(f"{people}/new", {**NEW, **wrong}, expect=422)

    assert sentence in page.text
    assert len(list_participants(session, event)) == 1


def test_sms_is_offered_only_where_they_go_out(
    session: Session, client: PageClient, app: Flask, people: str, person: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.channel, person.phone, change = Channel.SMS, "+49 170 1234567", f"{people}/{person.key}/change"
    session.commit()
    said, tile = "Bisher stand hier SMS. Dieser Weg ist hier nicht eingerichtet.", 'value="sms"'
    page = client.get(change)
    assert (said in page.text, tile in page.html) == (True, False)
    client.post(change, {**NEW, "channel": "sms"}, expect=422)

    config = replace(app.extensions["matchday.config"], sms_url="https://gateway.example/sms")
    monkeypatch.setitem(app.extensions, "matchday.config", config)

    page = client.get(change)
    assert (said in page.text, tile in page.html) == (False, True)


def test_everything_known_can_be_changed(
    session: Session, client: PageClient, event: Event, people: str, person: Participant
) -> None:
    coach = an_account(session, Role.COACH, organiser=event.organiser, name="Frau Yıldız")
    session.commit()

    agreed = {"needs_step_free": "y", "needs_agreed": "y"}
    page = client.follow(
        f"{people}/{person.key}/change",
        {**NEW, **agreed, "first_name": "Amina", "coach": coach.key, "wants": "In einer Küche"},
    )

    session.expire_all()
    assert person.needs_step_free
    assert "gefragt, ob wir das speichern" not in client.get(f"{people}/{person.key}/change").text
    assert (person.first_name, person.coach_id, person.wants) == ("Amina", coach.id, "In einer Küche")
    assert "In einer Küche" in page.text


def test_a_coach_whose_account_is_closed_stays_until_somebody_changes_it(
    session: Session, client: PageClient, event: Event, people: str, person: Participant
) -> None:
    closed = an_account(session, Role.COACH, organiser=event.organiser, name="Herr Wolters", active=False)
    person.coach_id = closed.id
    session.commit()

    assert "Herr Wolters, nicht mehr dabei" in client.get(f"{people}/{person.key}/change").text
    client.post(f"{people}/{person.key}/change", {**NEW, "coach": closed.key})

    session.expire_all()
    assert person.coach_id == closed.id
    page = client.get(f"{people}?view=alone")
    assert "Ohne Begleitung 1" in page.text
    assert person.shown_name in page.text


def test_the_main_language_stays_first(session: Session, client: PageClient, people: str, person: Participant) -> None:
    person.languages = ["ti", "xx", "ar"]
    session.commit()

    client.post(f"{people}/{person.key}/change", {**NEW, "languages": ["ar", "en", "ti"]})

    session.expire_all()
    assert person.languages == ["ti", "xx", "ar", "en"]


def test_protection_comes_and_goes(session: Session, client: PageClient, people: str, person: Participant) -> None:
    page = client.follow(f"{people}/{person.key}/protect")
    assert f"geschützt: {person.alias}" in page.text
    assert "nie: Die Person ist geschützt" in page.text
    assert "auf der eigenen Seite der Person, bei der Begleitung und hier beim Team" in page.text

    client.post(f"{people}/{person.key}/protect")
    session.expire_all()
    assert not person.is_protected


def test_an_access_is_shown_once_and_can_be_ended(
    session: Session, client: PageClient, people: str, person: Participant
) -> None:
    page = client.post(f"{people}/{person.key}/access", expect=200)
    assert re.search(r"[0-9A-Z]{5} [0-9A-Z]{5}", page.text)
    assert not re.search(r"[0-9A-Z]{5} [0-9A-Z]{5}", client.get(f"{people}/{person.key}").text)

    client.post(f"{people}/{person.key}/access/revoke")
    assert find_access(session, person, now=moment_of()) is None


def test_staff_end_one_device_and_the_access_stays(
    session: Session, app: Flask, client: PageClient, people: str, person: Participant
) -> None:
    phones = PageClient(app), PageClient(app)
    token = phones[0].enter(person)
    phones[1].post("/access", {"token": token})
    page = client.get(f"{people}/{person.key}")

    ended = client.follow(re.findall(r"/staff/\w+/participants/\w+/logins/\w+/end", page.html)[0])

    assert "Das Gerät ist abgemeldet." in ended.text
    assert [phone.http.get("/participant/").status_code for phone in phones] == [200, 302]
    phones[1].post("/access", {"token": token})


def test_sending_the_same_form_again_keeps_the_access_that_was_handed_over(
    session: Session, client: PageClient, people: str, person: Participant
) -> None:
    client.post(f"{people}/{person.key}/access", {"replaces": ""}, expect=200)
    shown = find_access(session, person, now=moment_of())
    assert shown is not None

    page = client.post(f"{people}/{person.key}/access", {"replaces": ""}, expect=409)

    assert "Dieser Zugang wurde schon gezeigt" in page.text
    assert find_access(session, person, now=moment_of()) is shown
    assert f'name="replaces" value="{shown.key}"' in page.html
    client.post(f"{people}/{person.key}/access", {"replaces": shown.key}, expect=200)


def test_taking_out_somebody_with_a_place_says_what_follows(
    session: Session, client: PageClient, event: Event, people: str, person: Participant
) -> None:
    slot = a_slot(session, event)
    event.stage = Stage.PUBLISHED
    place = Placement(participant_id=person.id, slot_id=slot.id, slot=slot)
    issue_tickets(session, event, [place], now=moment_of())
    session.commit()

    before = client.get(f"{people}/{person.key}/withdraw")
    after = client.follow(f"{people}/{person.key}/withdraw", {"reason": "ist umgezogen"})

    assert "Das Ticket gilt dann nicht mehr, und der Platz wird frei." in before.text
    assert "Der Betrieb sieht es sofort in seiner Liste." in before.text
    assert "Die Person bekommt eine Nachricht" in before.text
    assert f"{slot.employer.name} sieht es ab sofort in der eigenen Liste." in after.text
    assert "Eine Nachricht sagt es der Person." in after.text


def test_who_does_not_come_is_taken_out_with_a_reason_and_can_come_back(
    session: Session, client: PageClient, people: str, person: Participant
) -> None:
    client.post(f"{people}/{person.key}/withdraw", {}, expect=422)
    page = client.follow(f"{people}/{person.key}/withdraw", {"reason": "ist umgezogen"})
    assert f"{person.shown_name} nimmt nicht mehr teil." in page.text
    client.post(f"{people}/{person.key}/access", expect=409)

    client.post(f"{people}/{person.key}/return")
    session.expire_all()
    assert person.withdrawn_at is None


def test_staff_enter_wishes_on_somebodys_behalf(
    session: Session, client: PageClient, event: Event, people: str, person: Participant
) -> None:
    one, two = a_slot(session, event), a_slot(session, event, german_level=GermanLevel.C1)
    session.commit()
    assert "geht nicht: mehr Deutsch nötig" in client.get(f"{people}/{person.key}/wishlist").text

    form = {"version": 0, "answer": "better_none", "ranks-0-slot": two.key, "ranks-1-slot": one.key}
    page = client.follow(f"{people}/{person.key}/wishlist", form)

    assert "eingetragen von Frau Hansen" in page.text
    session.expire_all()
    assert read_tiers(session, person) == ((two.id,), (one.id,))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ranks-1-slot": "same"}, "Ein Angebot steht zweimal in den Wünschen."),
        ({"answer": "trades"}, "Bitte wählen Sie mindestens einen Beruf."),
        ({"version": 7}, "Die Wünsche wurden inzwischen geändert."),
    ],
)
def test_a_wish_list_that_cannot_be_saved_says_why_and_changes_nothing(
    session: Session,
    client: PageClient,
    event: Event,
    people: str,
    person: Participant,
    wrong: dict[str, object],
    sentence: str,
) -> None:
    slot = a_slot(session, event)
    session.commit()
    form = {"version": 0, "answer": "better_none", "ranks-0-slot": slot.key, "ranks-1-slot": "", **wrong}
    form = {name: slot.key if value == "same" else value for name, value in form.items()}

    page = client.post(f"{people}/{person.key}/wishlist", form, expect=422)

    assert sentence in page.text
    session.expire_all()
    assert (read_tiers(session, person), person.wishlist_version) == ((), 0)


def test_a_text_that_is_too_long_is_not_lost(client: PageClient, people: str, person: Participant) -> None:
    long = "x" * 4001

    page = client.post(f"{people}/{person.key}/withdraw", {"reason": long}, expect=422)

    assert "Dieser Text ist zu lang: 4001 Zeichen." in page.text
    assert long in page.text


def test_an_emptied_wish_list_is_said(
    session: Session, client: PageClient, event: Event, people: str, person: Participant
) -> None:
    a_wish(session, person, a_slot(session, event))
    session.commit()

    page = client.follow(f"{people}/{person.key}/wishlist", {"version": 0, "answer": "better_none", "ranks-0-slot": ""})

    assert "Amira K. hat jetzt keine Wünsche." in page.text


@pytest.mark.parametrize("path", ["", "/change", "/withdraw", "/wishlist"])
def test_somebody_of_another_organiser_is_not_there(
    session: Session, client: PageClient, event: Event, people: str, path: str
) -> None:
    foreign_event = an_event(session)
    foreign = a_participant(session, foreign_event)
    session.commit()

    client.get(f"{people}/{foreign.key}{path}", expect=404)
    client.get(f"/staff/{foreign_event.key}/participants/{foreign.key}{path}", expect=404)


@pytest.mark.parametrize("deed", ["change", "protect", "withdraw", "return", "access", "access/revoke", "wishlist"])
def test_nothing_can_be_done_to_somebody_of_another_organiser(
    session: Session, client: PageClient, people: str, deed: str
) -> None:
    foreign = a_participant(session, an_event(session))
    session.commit()

    client.post(f"{people}/{foreign.key}/{deed}", {**NEW, "reason": "x"}, expect=404)
