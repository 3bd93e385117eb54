"""The participant's ticket, and what stands there without one."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.core.slot import CalledOffBy, Need, SlotState
from matchday.core.ticket import TicketState
from matchday.models import Event, Participant, Ticket
from matchday.services.access import issue_access, show_access
from matchday.services.assignment import find_published
from matchday.services.event import open_seed
from matchday.services.solving import explain_assignment
from matchday.services.ticket import list_tickets
from tests.conftest import NOW
from tests.documents.papers import page_picture, read_qr
from tests.factories import KEYRING, a_participant, a_slot, a_wish, moment_of
from tests.page_client import Page, PageClient
from tests.plans import a_day, people_of, published, the_slot

TICKET = "/participant/ticket"


@pytest.fixture
def event(session: Session) -> Event:
    return a_day(session, people=0, capacity=1)


@pytest.fixture
def person(session: Session, event: Event) -> Participant:
    person = a_participant(session, event, language="de", confirmed_at=NOW)
    a_wish(session, person, the_slot(session, event))
    return person


def the_ticket(session: Session, person: Participant) -> Ticket:
    (ticket,) = list_tickets(session, person)
    return ticket


def files_on(page: Page) -> list[str]:
    return [link for link in page.links() if link.endswith((".pdf", ".png", ".ics"))]


def test_before_publication_the_page_says_that_the_plan_is_not_ready(
    client: PageClient, session: Session, person: Participant
) -> None:
    client.enter(person)

    page = client.get(TICKET)

    assert "Der Plan ist noch nicht fertig." in page.text


def test_the_ticket_says_when_where_and_whom_to_call(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    slot = the_slot(session, event)
    slot.meeting_point, slot.foreman_name, slot.needs = "Tor 2", "Frau Brandt", [Need.SAFETY_SHOES]
    person.gear = [Need.SAFETY_SHOES]
    event.contact_name, event.contact_phone = "Frau Yıldız", "+49 5550 000233"
    published(session, event)
    client.enter(person)

    page = client.get(TICKET)

    for words in ("Für Sie reserviert", "Dienstag, 20. April", "08:00", "Industriestraße 12", "Treffpunkt: Tor 2",
                  "Frau Brandt wartet auf Sie.", "Sicherheitsschuhe", "Frau Yıldız anrufen",
                  "Das ist Ihr 1. Wunsch."):  # fmt: skip
        assert words in page.text
    assert "tel:+495550000233" in page.links()


def test_after_the_end_the_ticket_does_not_say_that_the_place_is_safe(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    slot = the_slot(session, event)
    slot.start_at, slot.end_at = moment_of() - timedelta(hours=6), moment_of() - timedelta(minutes=1)
    session.commit()
    client.enter(person)

    page = client.get(TICKET)

    assert "Dieser Termin ist vorbei" in page.text
    assert "Ihr Platz ist sicher" not in page.text


def test_who_cannot_come_reads_at_once_what_to_do(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    client.enter(person)

    page = client.get(TICKET)

    assert "Das ist in Ordnung. Sagen Sie es bitte gleich." in page.text
    assert "Warum habe ich" not in page.text


def test_the_code_can_be_typed_where_no_camera_works(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    client.enter(person)
    code = the_ticket(session, person).short_code

    page = client.get(TICKET)

    assert f"{code[:4]} {code[4:]}" in page.text
    assert "<svg" in page.html.split("ticket__qr")[1]


def test_a_changed_ticket_says_that_it_is_new(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    slot = the_slot(session, event)
    slot.start_at += timedelta(hours=1)
    slot.calendar_sequence += 1
    published(session, event)
    client.enter(person)

    page = client.get(TICKET)

    assert "Ihr Ticket hat sich geändert" in page.text
    assert "09:00" in page.text


def test_a_slot_that_moves_is_said_on_the_ticket_at_once(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    slot = the_slot(session, event)
    slot.meeting_point = "Tor 7"
    slot.calendar_sequence += 1
    session.commit()
    client.enter(person)

    page = client.get(TICKET)

    assert "Zeit oder Ort hat sich geändert" in page.text
    assert "Treffpunkt: Tor 7" in page.text


def test_an_open_ticket_learns_what_changed_and_nothing_else(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    client.enter(person)
    (shown,) = [tag["data-version"] for tag in client.get(TICKET).all("div") if "data-version" in tag]
    asked = {"If-None-Match": f'"{shown}"'}

    same = client.http.get(f"{TICKET}/version", headers=asked)
    the_slot(session, event).calendar_sequence += 1
    session.commit()
    moved = client.http.get(f"{TICKET}/version", headers=asked)

    assert (same.status_code, moved.status_code, same.data + moved.data) == (304, 200, b"")
    the_ticket(session, person).state = TicketState.WITHDRAWN
    session.commit()
    gone = client.http.get(f"{TICKET}/version", headers={"If-None-Match": moved.headers["ETag"]})
    assert gone.status_code == 200


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    client.enter(person)
    with client.http.session_transaction() as kept:
        kept["access"] = {**kept["access"], "seen": kept["access"]["seen"] - 120}
        was = kept["access"]["seen"]

    client.http.get(f"{TICKET}/version")
    with client.http.session_transaction() as kept:
        asked = kept["access"]["seen"]
    client.get(TICKET)

    with client.http.session_transaction() as kept:
        assert asked == was < kept["access"]["seen"]


def call_off(session: Session, event: Event, whose: CalledOffBy | None) -> None:
    """Let the event's first slot be called off."""
    slot = the_slot(session, event)
    slot.state, slot.called_off_by = SlotState.WITHDRAWN, whose


@pytest.mark.parametrize(
    ("whose", "said"),
    [
        (CalledOffBy.EMPLOYER, "Der Betrieb hat abgesagt"),
        (CalledOffBy.ORGANISER, "Wir mussten diesen Termin absagen"),
        (None, "Dieses Angebot gibt es nicht mehr"),
    ],
)
def test_nobody_is_sent_to_a_slot_that_was_called_off_and_the_cause_is_true(
    client: PageClient, session: Session, event: Event, person: Participant, whose: CalledOffBy | None, said: str
) -> None:
    published(session, event)
    call_off(session, event, whose)
    session.commit()
    client.enter(person)

    page = client.get(TICKET)

    assert said in page.text
    assert said in client.get("/participant/summary").text
    assert "Bitte fahren Sie nicht hin." in page.text
    assert the_slot(session, event).employer.name in page.text
    assert not [words for words in ("Ihr Platz ist sicher", "Ich kann nicht kommen") if words in page.text]
    assert "ticket__qr" not in page.html
    client.get(f"{TICKET}/1.pdf", expect=404)


@pytest.mark.parametrize(
    ("whose", "cause"),
    [
        (CalledOffBy.EMPLOYER, "Der Betrieb hat abgesagt. Es liegt nicht an Ihnen."),
        (CalledOffBy.ORGANISER, "Wir mussten diesen Termin absagen. Es liegt nicht an Ihnen."),
        (None, "Das Angebot des Betriebs gibt es nicht mehr. Es liegt nicht an Ihnen."),
    ],
)
def test_a_withdrawn_ticket_names_the_cause_and_shows_no_code(
    client: PageClient, session: Session, event: Event, person: Participant, whose: CalledOffBy | None, cause: str
) -> None:
    published(session, event)
    call_off(session, event, whose)
    a_slot(session, event)
    published(session, event)
    client.enter(person)

    page = client.get(TICKET)

    assert the_ticket(session, person).state is TicketState.WITHDRAWN
    assert cause in page.text
    assert "ticket__qr" not in page.html


def test_a_ticket_that_leads_elsewhere_says_why_and_names_the_place_before(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    before = the_slot(session, event)
    after = a_slot(session, event)
    a_wish(session, person, after, rank=2)
    call_off(session, event, CalledOffBy.EMPLOYER)
    published(session, event)
    client.enter(person)

    page = client.get(TICKET)

    assert "Ihr Ticket hat sich geändert Der Betrieb hat abgesagt. Es liegt nicht an Ihnen." in page.text
    assert re.search(f"<s>[^/]*<bdi>{before.employer.name}</bdi>", page.html)
    assert re.search(f"<strong>[^/]*<bdi>{after.employer.name}</bdi>", page.html)


def test_who_waits_sees_the_place_on_the_list(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    a_wish(session, a_participant(session, event, confirmed_at=NOW, language="de"), the_slot(session, event))
    published(session, event)
    (waiting,) = [one for one in people_of(session, event) if not list_tickets(session, one)]
    client.enter(waiting)

    page = client.get(TICKET)

    assert "Sie stehen auf der Warteliste" in page.text
    assert "Bei Ihren Wünschen waren alle Plätze vergeben" in page.text
    assert "Platz 1 Metallbau" in page.text


def test_who_has_no_place_reads_why_and_by_which_rules(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    a_wish(session, a_participant(session, event, language="de", confirmed_at=NOW), the_slot(session, event))
    published(session, event)
    explain_assignment(session, find_published(session, event).id, keyring=KEYRING, now=NOW)
    session.commit()
    (unlucky,) = [one for one in people_of(session, event) if not list_tickets(session, one)]
    client.enter(unlucky)

    page = client.get(TICKET)

    assert "Warum habe ich diesen Wunsch nicht bekommen?" in page.text
    assert "Das Los hat entschieden." in page.text
    assert "Die Plätze sind nach festen Regeln verteilt" in page.text


def test_paper_and_calendar_are_made_for_the_person(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    slot = list_tickets(session, person)[0].slot
    slot.meeting_point, slot.foreman_name = "Tor 2", "Frau Becker"
    client.enter(person)

    paper, sheet, picture, entry = (
        client.http.get(f"{TICKET}/1{name}") for name in (".pdf", "-a4.pdf", ".png", ".ics")
    )

    assert paper.data.startswith(b"%PDF-")
    assert paper.headers["Cache-Control"] == "no-store"
    assert read_qr(page_picture(paper.data)) == read_qr(page_picture(sheet.data)) != []
    assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/png", "no-store")
    assert 'filename="ticket-1.png"' in picture.headers["Content-Disposition"]
    assert b"DTSTART:20270420T060000Z" in entry.data
    assert "Tor 2" in entry.text
    assert "Becker" not in entry.text


def test_a_protected_person_gets_nothing_that_stays_on_the_phone(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    person.is_protected = True
    published(session, event)
    client.enter(person)

    page = client.get(TICKET)

    assert "Industriestraße 12" in page.text
    assert not [
        link for link in page.links() if link.startswith(f"{TICKET}/") and link.endswith((".pdf", ".png", ".ics"))
    ]
    for name in ("1.ics", "1.pdf", "1-a4.pdf", "1.png"):
        client.get(f"{TICKET}/{name}", expect=404)


def test_nothing_stays_on_a_shared_phone(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    link = issue_access(session, person, keyring=KEYRING, by=None, now=NOW)
    session.commit()
    client.post("/access", {"token": show_access(link, keyring=KEYRING).token, "is_shared": "y"})
    client.post("/participant/", {"me": "yes"})

    page = client.get(TICKET)

    assert not [
        link for link in page.links() if link.startswith(f"{TICKET}/") and link.endswith((".pdf", ".png", ".ics"))
    ]
    for path in (f"{TICKET}/1.ics", f"{TICKET}/1.pdf", "/participant/attestation.pdf"):
        client.get(path, expect=404)
    client.post("/participant/privacy/record", {"kind": "json"}, expect=404)
    assert "bekommen Sie alles auf Papier" in client.get("/participant/privacy").text


def test_a_ticket_one_does_not_have_is_not_found(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    client.enter(person)

    client.get(f"{TICKET}/2.pdf", expect=404)


def test_before_the_yes_that_is_me_nothing_is_shown(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    person.confirmed_at = None
    published(session, event)
    client.enter(person)

    client.get(TICKET, expect=302)


def test_after_the_event_is_put_away_there_is_no_ticket_any_more(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    event.stage = Stage.ARCHIVED
    session.commit()
    client.enter(person)

    client.get(f"{TICKET}/1.ics", expect=404)


def test_with_the_plan_everybody_can_check_the_lot(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    client.enter(person)

    page = client.get(TICKET)

    seed = open_seed(event, keyring=KEYRING)
    assert seed in page.text
    assert sha256(seed.encode()).hexdigest() == event.seed_commitment
