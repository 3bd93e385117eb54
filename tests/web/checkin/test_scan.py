"""The door's pages, as a foreman's phone and as staff open them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.checkin import Answer
from matchday.core.event import Stage
from matchday.core.slot import SlotState
from matchday.extensions import limiter
from matchday.models import CheckIn, Scan, Ticket
from matchday.services.checkin import find_check_in
from matchday.services.door import revoke_door_link
from tests.doors import a_ticket, agree, token_of
from tests.factories import a_participant, a_slot, an_account, moment_of
from tests.page_client import PageClient
from tests.web.checkin.foreman import a_link, a_slot_now, ask, at_the_door, event_of, question

TRIES = 10


@pytest.fixture(autouse=True)
def fresh_limits(app: Flask) -> None:
    """Let every test begin with no tries used."""
    limiter.reset()


def test_a_tap_takes_the_door_over(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    a_ticket(session, slot)
    _, token = a_link(session, slot)

    page = client.follow("/checkin", {"token": token})

    assert "0 von 1 sind da" in page.text
    assert slot.employer.name in page.text


def test_opening_the_link_takes_nothing_over(client: PageClient, session: Session) -> None:
    link, _ = a_link(session, a_slot_now(session))

    page = client.get("/checkin")

    session.refresh(link)
    assert "Diese Tür übernehmen" in page.text
    assert link.device_digest is None


def test_another_phone_is_told_so_and_whom_to_call(app: Flask, client: PageClient, session: Session) -> None:
    link, token = a_link(session, a_slot_now(session))
    client.post("/checkin", {"token": token})

    page = PageClient(app).post("/checkin", {"token": token}, expect=409)

    assert "Diese Tür betreut ein anderes Telefon" in page.text
    assert "tel:+495550000210" in page.links()
    assert client.get("/checkin/door").status == 200
    assert link.bound_at is not None


def test_an_address_that_was_typed_opens_the_door_too(client: PageClient, session: Session) -> None:
    _, token = a_link(session, a_slot_now(session))

    client.post("/checkin", {"typed": f"http://birkenried.example/checkin#{token.lower()}"})

    assert client.went_to.endswith("/checkin/door")


def test_a_wrong_code_says_whom_to_call(client: PageClient, session: Session) -> None:
    a_link(session, a_slot_now(session))

    page = client.post("/checkin", {"token": "A" * 26}, expect=409)

    assert "Diesen Code kennen wir nicht" in page.text


def test_a_revoked_door_is_shut_at_once(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    at_the_door(session, client, slot)
    revoke_door_link(session, slot, by=None, now=moment_of())
    session.commit()

    client.get("/checkin/door", expect=302)

    assert "Dieser Code gilt nicht mehr" in client.get("/checkin").text


def test_after_the_day_the_door_is_over(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    at_the_door(session, client, slot)
    slot.start_at, slot.end_at = slot.start_at - timedelta(days=3), slot.end_at - timedelta(days=3)
    session.commit()

    client.get("/checkin/door", expect=302)

    assert "Der Tag ist vorbei" in client.get("/checkin").text


def test_long_before_the_day_the_door_says_when_it_opens(client: PageClient, session: Session) -> None:
    start = moment_of() + timedelta(days=5)
    _, token = a_link(session, a_slot_now(session, start_at=start, end_at=start + timedelta(hours=3)))

    page = client.post("/checkin", {"token": token}, expect=409)

    assert "Noch ist die Tür zu" in page.text
    assert "um 18:00 Uhr" in page.text


def test_without_a_door_nobody_sees_names(client: PageClient, session: Session) -> None:
    a_ticket(session, a_slot_now(session))
    session.commit()

    client.get("/checkin/door", expect=302)

    assert client.http.get("/checkin/door").headers["Location"].endswith("/checkin")


def test_a_ticket_is_welcome_with_the_name_it_allows(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session, needs=["safety_shoes"])
    ticket = a_ticket(session, slot)
    agree(session, ticket.participant)
    at_the_door(session, client, slot)

    page = ask(client, question("camera", token_of(session, ticket)))

    assert "Willkommen Amira Arabisch, Deutsch A2 Nötig: Sicherheitsschuhe" in page.text
    assert "door--welcome" in page.html


def test_the_second_time_it_says_since_when(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    ticket = a_ticket(session, slot)
    at_the_door(session, client, slot)
    ask(client, question("code", ticket.short_code))

    page = ask(client, question("code", ticket.short_code))

    assert "Schon da" in page.text
    assert "Alles in Ordnung." in page.text


def test_a_repeated_question_repeats_the_answer(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    ticket = a_ticket(session, slot)
    at_the_door(session, client, slot)
    asked = question("name", ticket.key)

    pages = [ask(client, asked), ask(client, asked)]

    assert ["Willkommen" in page.text for page in pages] == [True, True]
    assert session.scalar(select(func.count(Scan.id)).where(Scan.organiser_id == slot.organiser_id)) == 1


def test_at_another_door_it_says_where_but_not_who(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    there = a_slot(session, event_of(session, slot), start_at=slot.start_at, end_at=slot.end_at)
    ticket = a_ticket(session, there)
    agree(session, ticket.participant)
    at_the_door(session, client, slot)

    page = ask(client, question("camera", token_of(session, ticket)))

    assert "Anderer Ort" in page.text
    assert there.employer.name in page.text
    assert "Amira" not in page.text


def test_of_a_protected_person_a_wrong_door_learns_nothing(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    there = a_slot(session, event_of(session, slot), start_at=slot.start_at, end_at=slot.end_at)
    ticket = a_ticket(session, there, a_participant(session, event_of(session, slot), is_protected=True))
    at_the_door(session, client, slot)

    page = ask(client, question("camera", token_of(session, ticket)))

    assert "Bitte Landkreis anrufen." in page.text
    assert there.employer.name not in page.text
    assert "Erwartet" not in page.text


def test_another_organisers_ticket_is_unknown(client: PageClient, session: Session) -> None:
    slot, foreign = a_slot_now(session), a_ticket(session, a_slot_now(session))
    at_the_door(session, client, slot)

    page = ask(client, question("camera", token_of(session, foreign)))

    assert "Kenne ich nicht" in page.text
    assert "door--unknown" in page.html


def test_a_welcome_is_taken_back_within_a_minute(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    ticket = a_ticket(session, slot)
    at_the_door(session, client, slot)
    asked = question("name", ticket.key)
    ask(client, asked)

    page = client.follow(f"/checkin/door/answers/{asked['scan_id']}/undo")

    assert "Zurückgenommen." in page.text
    assert find_check_in(session, ticket) is None


def test_after_61_seconds_a_welcome_stays(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    ticket = a_ticket(session, slot)
    at_the_door(session, client, slot)
    asked = question("name", ticket.key)
    ask(client, asked)
    scan = session.scalars(select(Scan).where(Scan.organiser_id == slot.organiser_id)).one()
    scan.scanned_at -= timedelta(seconds=61)
    session.commit()

    page = client.post(f"/checkin/door/answers/{asked['scan_id']}/undo", expect=409)

    assert "nur eine Minute" in page.text
    assert "War ein Versehen" not in client.get(f"/checkin/door/answers/{asked['scan_id']}").text


def test_an_answer_of_another_door_is_not_there(app: Flask, client: PageClient, session: Session) -> None:
    slot, other = a_slot_now(session), a_slot_now(session)
    ticket, asked = a_ticket(session, slot), question("name", "")
    at_the_door(session, client, slot)
    ask(client, {**asked, "shown": ticket.key})
    stranger = PageClient(app)
    at_the_door(session, stranger, other)

    stranger.get(f"/checkin/door/answers/{asked['scan_id']}", expect=404)


def test_a_script_gets_values_and_what_to_show(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    ticket = a_ticket(session, slot)
    at_the_door(session, client, slot)
    headers = {"Accept": "application/json", "X-CSRFToken": client.csrf_token()}

    answer = client.http.post("/checkin/door/ask", json=question("code", ticket.short_code), headers=headers)

    found = json.loads(answer.data)
    assert (found["answer"], found["ground"], found["word"]) == (Answer.ADMITTED, "welcome", "Willkommen")
    assert "Nächste Person" in found["said"]
    assert "sind da" in found["count"]


@pytest.mark.parametrize(
    "asked", [{}, {"scan_id": "short", "way": "code"}, {"scan_id": "a" * 32, "way": "smell", "shown": "x"}]
)
def test_what_is_no_question_is_refused(client: PageClient, session: Session, asked: dict[str, str]) -> None:
    at_the_door(session, client, a_slot_now(session))

    client.post("/checkin/door/ask", asked, expect=400)


@pytest.mark.parametrize("shown", ["", "\x00", "WIFI:S:Gäste;;", "x" * 5000, "' OR 1=1 --"])
def test_whatever_else_a_camera_sees_is_unknown(client: PageClient, session: Session, shown: str) -> None:
    at_the_door(session, client, a_slot_now(session))

    assert "Kenne ich nicht" in ask(client, question("camera", shown)).text


def test_codes_are_not_guessed_but_names_and_scans_never_wait(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    ticket: Ticket = a_ticket(session, slot)
    at_the_door(session, client, slot)
    for _ in range(TRIES):
        client.post("/checkin/door/ask", question("code", "ZZZZ ZZZZ"), expect=303)

    page = client.post("/checkin/door/ask", question("code", "ZZZZ ZZZZ"), expect=429)

    assert "viele Versuche" in page.text
    assert "Willkommen" in ask(client, question("name", ticket.key)).text


def test_right_codes_are_never_counted_as_guesses(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session, capacity=20)
    tickets = [a_ticket(session, slot) for _ in range(TRIES + 2)]
    at_the_door(session, client, slot)

    pages = [ask(client, question("code", ticket.short_code)) for ticket in tickets]

    assert all("Willkommen" in page.text for page in pages)


def test_a_ticket_opened_with_the_phones_own_camera_leads_to_the_door(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    before = client.get("/T").text
    at_the_door(session, client, slot)

    client.get("/T", expect=302)

    assert "Zeigen Sie es am Tag selbst" in before
    assert 'name="shown"' in client.get("/checkin/door/ticket").html


def test_a_door_handed_back_waits_for_the_next_phone(app: Flask, client: PageClient, session: Session) -> None:
    _, token = a_link(session, a_slot_now(session))
    client.post("/checkin", {"token": token})

    client.post("/checkin/door/leave")

    client.get("/checkin/door", expect=302)
    other = PageClient(app)
    other.post("/checkin", {"token": token})
    assert other.went_to.endswith("/checkin/door")


def test_somebody_who_is_not_on_the_roster_is_asked_for(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    at_the_door(session, client, slot)

    page = client.follow("/checkin/door/walk-in", {"first_name": "Samir"})

    assert "Gefragt." in page.text
    assert "Samir" in client.get("/checkin/door/walk-in").text


@pytest.mark.parametrize("role", [Role.OWNER, Role.STAFF, Role.DOOR])
def test_the_organisers_people_stand_at_every_door(client: PageClient, session: Session, role: Role) -> None:
    slot = a_slot_now(session)
    event = event_of(session, slot)
    ticket = a_ticket(session, slot)
    client.sign_in(an_account(session, role, organiser=event.organiser))

    page = client.get(f"/checkin/{event.key}")
    client.post(f"/checkin/{event.key}/ask", question("code", ticket.short_code), expect=303)

    assert f"/checkin/{event.key}/slots/{slot.key}" in page.links()
    assert "Willkommen" in client.get(client.went_to).text
    assert session.scalar(select(func.count(CheckIn.id)).where(CheckIn.organiser_id == slot.organiser_id)) == 1


@pytest.mark.parametrize("role", [Role.COACH, Role.READER])
def test_others_stand_at_no_door(client: PageClient, session: Session, role: Role) -> None:
    event = event_of(session, a_slot_now(session))
    client.sign_in(an_account(session, role, organiser=event.organiser))

    client.get(f"/checkin/{event.key}", expect=404)


def test_a_foreign_event_is_not_there(client: PageClient, session: Session) -> None:
    event = event_of(session, a_slot_now(session))
    client.sign_in(an_account(session, Role.DOOR))

    client.get(f"/checkin/{event.key}", expect=404)


def test_at_a_slot_that_was_withdrawn_the_foreman_is_told_to_call(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    a_ticket(session, slot)
    at_the_door(session, client, slot)
    slot.state = SlotState.WITHDRAWN
    session.commit()

    page = client.get("/checkin/door")

    assert "Dieses Angebot ist zurückgezogen" in page.text
    assert "tel:+495550000210" in page.links()
    assert "Ist da" in page.text


def test_at_a_door_nobody_is_expected_at_the_foreman_reads_what_to_do(client: PageClient, session: Session) -> None:
    at_the_door(session, client, a_slot_now(session))

    page = client.get("/checkin/door")

    assert "Niemand wird erwartet" in page.text
    assert "Kommt trotzdem jemand" in page.text


def test_a_day_that_closes_while_the_door_is_open_says_so(client: PageClient, session: Session) -> None:
    slot = a_slot_now(session)
    at_the_door(session, client, slot)
    event_of(session, slot).stage = Stage.CLOSED
    session.commit()

    client.post("/checkin/door/ask", question("code", "ABCD2345"), expect=302)

    assert "Der Tag ist vorbei" in client.get(client.went_to).text


def test_who_only_helps_at_doors_finds_the_way_out(client: PageClient, session: Session) -> None:
    event = event_of(session, a_slot_now(session))
    client.sign_in(an_account(session, Role.DOOR, organiser=event.organiser))

    page = client.get(f"/checkin/{event.key}")

    assert "/account/" in page.links()
