"""Attestations: in whose hand they are, and what the page says to whoever checks one."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.models import Account, Event, Participant
from tests.days import a_running_day, came, slot_of, tickets_of
from tests.documents.papers import page_picture, read_qr
from tests.factories import an_account, moment_of
from tests.page_client import PageClient


@pytest.fixture
def event(session: Session) -> Event:
    """Return a day that is over since an hour; the first of its two guests came."""
    event = a_running_day(session, people=2)
    slot, now = slot_of(session, event), moment_of().replace(second=0, microsecond=0)
    slot.start_at, slot.end_at = now - timedelta(hours=7), now - timedelta(hours=1)
    came(session, tickets_of(session, event)[0], now=slot.start_at)
    return event


@pytest.fixture
def guest(session: Session, event: Event) -> Participant:
    person = tickets_of(session, event)[0].participant
    person.confirmed_at = moment_of()
    session.commit()
    return person


@pytest.fixture
def coach(session: Session, client: PageClient, event: Event, guest: Participant) -> Account:
    account = an_account(session, Role.COACH, organiser=event.organiser)
    guest.coach_id = account.id
    session.commit()
    client.sign_in(account)
    return account


def paper(client: PageClient, path: str) -> bytes:
    answer = client.http.get(path)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf"), answer.status
    return answer.get_data()


def token_on(pdf: bytes) -> str:
    (address,) = read_qr(page_picture(pdf, pixels_by_mm=4))
    return address.partition("#")[2]


@pytest.mark.usefixtures("coach")
def test_a_coach_prints_all_of_their_people_and_one(client: PageClient, event: Event, guest: Participant) -> None:
    assert "Eine Bescheinigung drucken" in client.get("/coach/").text
    assert "Bescheinigung drucken" in client.get(f"/coach/{guest.key}").text

    pages = paper(client, f"/coach/events/{event.key}/attestations.pdf")

    with pypdfium2.PdfDocument(pages) as document:
        assert len(document) == 1
    assert paper(client, f"/coach/{guest.key}/attestation.pdf")


@pytest.mark.usefixtures("guest")
def test_another_coach_has_nobodys(session: Session, client: PageClient, event: Event, guest: Participant) -> None:
    other = an_account(session, Role.COACH, organiser=event.organiser)
    session.commit()
    client.sign_in(other)

    client.get(f"/coach/{guest.key}/attestation.pdf", expect=404)
    client.get(f"/coach/events/{event.key}/attestations.pdf", expect=404)


def test_staff_print_those_of_a_slot_and_of_one_person(
    session: Session, client: PageClient, event: Event, guest: Participant
) -> None:
    client.sign_in(an_account(session, Role.STAFF, organiser=event.organiser))
    slot = f"/staff/{event.key}/day/{slot_of(session, event).key}"
    assert "Eine Bescheinigung drucken" in client.get(slot).text

    assert paper(client, f"{slot}/attestations.pdf")
    assert paper(client, f"/staff/{event.key}/participants/{guest.key}/attestation.pdf")
    absent = tickets_of(session, event)[1].participant
    client.get(f"/staff/{event.key}/participants/{absent.key}/attestation.pdf", expect=404)


def test_staff_of_another_organiser_have_none(
    session: Session, client: PageClient, event: Event, guest: Participant
) -> None:
    client.sign_in(an_account(session, Role.STAFF))

    client.get(f"/staff/{event.key}/participants/{guest.key}/attestation.pdf", expect=404)
    client.get(f"/staff/{event.key}/day/{slot_of(session, event).key}/attestations.pdf", expect=404)


def test_the_person_has_it_behind_their_own_link(client: PageClient, guest: Participant) -> None:
    client.enter(guest)
    assert "/participant/attestation.pdf" in client.get("/participant/ticket").links()

    assert token_on(paper(client, "/participant/attestation.pdf"))


def test_a_protected_person_gets_it_on_paper(session: Session, client: PageClient, guest: Participant) -> None:
    guest.is_protected, guest.language = True, "de"
    client.enter(guest)

    page = client.get("/participant/ticket")

    assert "bekommen Sie alles auf Papier" in page.text
    client.get("/participant/attestation.pdf", expect=404)


def test_who_did_not_come_has_none(session: Session, client: PageClient, event: Event) -> None:
    absent = tickets_of(session, event)[1].participant
    absent.confirmed_at = moment_of()
    client.enter(absent)

    assert "/participant/attestation.pdf" not in client.get("/participant/ticket").links()
    client.get("/participant/attestation.pdf", expect=404)


def test_the_page_says_genuine_date_and_employer_and_no_name(
    session: Session, client: PageClient, event: Event, guest: Participant
) -> None:
    client.enter(guest)
    token = token_on(paper(client, "/participant/attestation.pdf"))
    client.sign_out()
    assert "Ist diese Bescheinigung echt?" in client.get("/A").text

    page = client.post("/A", {"token": token}, expect=200)

    assert "Diese Bescheinigung ist echt." in page.text
    assert slot_of(session, event).employer.name in page.text
    assert guest.first_name not in page.text
    pasted = f"https://tag.example/a#{token[:70]} {token[70:].lower()}"
    assert "ist echt" in client.post("/a", {"pasted": pasted}, expect=200).text


def test_everything_else_gets_one_and_the_same_answer(
    session: Session, client: PageClient, event: Event, guest: Participant
) -> None:
    client.enter(guest)
    token = token_on(paper(client, "/participant/attestation.pdf"))
    ticket = token_on(paper(client, "/participant/ticket/1.pdf"))
    client.sign_out()
    wrong = (ticket, token[:-1], "A" * 148, token[:30] + ("B" if token[30] != "B" else "C") + token[31:], "x")

    answers = {client.post("/A", {"token": text}, expect=200).text for text in wrong}

    assert len(answers) == 1
    assert "nicht bestätigen" in answers.pop()
