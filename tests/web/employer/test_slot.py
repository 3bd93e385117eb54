"""An employer's own pages: offer, change, withdraw."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.core.slot import SlotState
from matchday.models import Employer, Event, Slot
from tests.factories import a_slot, an_account, an_employer, an_event, moment_of
from tests.page_client import PageClient
from tests.web.offers import an_offer


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def employer(session: Session, client: PageClient, event: Event) -> Employer:
    employer = an_employer(session, event)
    account = an_account(session, Role.EMPLOYER, organiser=event.organiser, employer_id=employer.id)
    session.commit()
    client.sign_in(account)
    return employer


def offered(session: Session, employer: Employer) -> Slot:
    asked = select(Slot).where(Slot.organiser_id == employer.organiser_id, Slot.employer_id == employer.id)
    return session.scalars(asked).one()


def test_an_offer_is_made_on_one_form_and_waits(
    session: Session, client: PageClient, event: Event, employer: Employer
) -> None:
    client.get(f"/employer/{event.key}/slots/new")

    page = client.follow(f"/employer/{event.key}/slots/new", an_offer(employer))

    assert "wartet auf Prüfung" in page.text
    assert offered(session, employer).state is SlotState.WAITING


def test_an_offer_over_midnight_ends_on_the_next_day(
    session: Session, client: PageClient, event: Event, employer: Employer
) -> None:
    night = {"start": "23:00", "end": "05:00", "is_over_midnight": "y"}

    page = client.follow(f"/employer/{event.key}/slots/new", an_offer(employer, **night))

    slot = offered(session, employer)
    assert (slot.end_at - slot.start_at).total_seconds() == 6 * 3600
    assert "am nächsten Tag" in page.text


def test_more_than_five_people_are_written_out(
    session: Session, client: PageClient, event: Event, employer: Employer
) -> None:
    client.follow(f"/employer/{event.key}/slots/new", an_offer(employer, capacity="more", capacity_more="12"))

    assert offered(session, employer).capacity == 12


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"end": "02:00"}, "Bis 2 Uhr nachts? Wenn Sie 14 Uhr meinen, bitte 14:00 eintragen."),
        ({"start": "14:00", "end": "13:30"}, "Bis 13:30 Uhr? Das liegt vor 14:00 Uhr."),
        ({"end": "08:00"}, "Anfang und Ende sind gleich"),
        ({"end": "23:00"}, "Das wären 15 Stunden."),
        (
            {"start": "02:00", "end": "05:00", "is_over_midnight": "y"},
            "Dann bitte den Haken bei „Es geht über Mitternacht“ entfernen.",
        ),
        ({"capacity": "more"}, "wie viele Menschen kommen können"),
        ({"min_group": "4"}, "Die Mindestzahl muss zwischen 1 und 3 liegen."),
        ({"capacity": "1", "min_group": "2"}, "Bei einem Platz ist die Mindestzahl 1."),
        ({"foreman_phone": "ruf an"}, "Das ist keine Telefonnummer."),
    ],
)
def test_a_slip_is_read_back_with_what_was_probably_meant(
    client: PageClient, event: Event, employer: Employer, wrong: dict[str, Any], sentence: str
) -> None:
    page = client.post(f"/employer/{event.key}/slots/new", an_offer(employer, **wrong), expect=422)

    assert sentence in page.text


@pytest.mark.parametrize("wrong", [{"day": "2027-04-21"}, {"trade": "piracy"}, {"needs": ["a_yacht"]}, {"site": ""}])
def test_what_nobody_can_pick_is_refused(
    client: PageClient, event: Event, employer: Employer, wrong: dict[str, Any]
) -> None:
    page = client.post(f"/employer/{event.key}/slots/new", an_offer(employer, **wrong), expect=422)

    assert "Bitte prüfen Sie eine Angabe" in page.text


def test_the_site_of_another_employer_cannot_be_picked(
    session: Session, client: PageClient, event: Event, employer: Employer
) -> None:
    other = an_employer(session, event)
    session.commit()

    client.post(f"/employer/{event.key}/slots/new", an_offer(other), expect=422)


def test_an_offer_sent_back_shows_why_and_is_changed(
    session: Session, client: PageClient, event: Event, employer: Employer
) -> None:
    slot = a_slot(session, event, employer=employer, state=SlotState.DRAFT, return_reason="Wo ist der Treffpunkt?")
    session.commit()
    home = client.get("/employer/")
    client.get(f"/employer/slots/{slot.key}/change")

    page = client.follow(f"/employer/slots/{slot.key}/change", an_offer(employer, meeting_point="Tor 2"))

    assert "Wo ist der Treffpunkt?" in home.text
    assert "Wo ist der Treffpunkt?" not in page.text
    assert "wartet auf Prüfung" in page.text


def test_saving_without_a_change_keeps_the_approval(
    session: Session, client: PageClient, event: Event, employer: Employer
) -> None:
    client.post(f"/employer/{event.key}/slots/new", an_offer(employer))
    slot = offered(session, employer)
    slot.state = SlotState.APPROVED
    session.commit()

    page = client.follow(f"/employer/slots/{slot.key}/change", an_offer(employer))

    session.refresh(slot)
    assert "Sie haben nichts geändert. Ihr Angebot bleibt freigegeben." in page.text
    assert slot.state is SlotState.APPROVED


def test_after_publication_the_first_page_says_that_changing_is_a_call(
    session: Session, client: PageClient, event: Event, employer: Employer
) -> None:
    slot = a_slot(session, event, employer=employer)
    event.stage = Stage.PUBLISHED
    session.commit()

    home = client.get("/employer/")
    call = client.get(f"/employer/slots/{slot.key}/change")

    assert "Etwas ändern: anrufen" in home.text
    assert "Zurückziehen" not in home.text
    assert "Zu diesem Angebot kommt bisher niemand." in call.text


def test_an_offer_that_is_over_says_so_and_offers_no_change(
    session: Session, client: PageClient, event: Event, employer: Employer
) -> None:
    ended_at = moment_of() - timedelta(hours=1)
    slot = a_slot(session, event, employer=employer, start_at=ended_at - timedelta(hours=4), end_at=ended_at)
    event.stage, event.first_on, event.last_on = Stage.RUNNING, ended_at.date(), moment_of().date()
    session.commit()

    home = client.get("/employer/")
    roster = client.get(f"/employer/slots/{slot.key}/roster")

    assert "vorbei" in home.text
    assert "anrufen" not in home.text
    assert "Niemand war eingeladen" in roster.text


def test_an_offer_is_withdrawn(session: Session, client: PageClient, event: Event, employer: Employer) -> None:
    slot = a_slot(session, event, employer=employer)
    session.commit()
    client.get(f"/employer/slots/{slot.key}/withdraw")

    page = client.follow(f"/employer/slots/{slot.key}/withdraw", {"reason": "Umbau"})

    assert "zurückgezogen" in page.text


@pytest.mark.parametrize("deed", ["change", "withdraw"])
def test_after_publication_there_is_a_number_to_call(
    session: Session, client: PageClient, event: Event, employer: Employer, deed: str
) -> None:
    slot = a_slot(session, event, employer=employer)
    event.stage, event.contact_phone = Stage.PUBLISHED, "+49 5550 000210"
    session.commit()

    page = client.get(f"/employer/slots/{slot.key}/{deed}")
    client.post(f"/employer/slots/{slot.key}/{deed}", an_offer(employer), expect=200)

    session.refresh(slot)
    assert "+49 5550 000210" in page.text
    assert slot.state is SlotState.APPROVED


@pytest.mark.parametrize("deed", ["change", "withdraw", "roster"])
def test_slots_of_other_employers_are_not_there(
    session: Session, client: PageClient, event: Event, employer: Employer, deed: str
) -> None:
    neighbour, stranger = a_slot(session, event), a_slot(session, an_event(session))
    session.commit()

    for slot in (neighbour, stranger):
        client.get(f"/employer/slots/{slot.key}/{deed}", expect=404)


def test_other_offers_are_not_on_the_first_page(
    session: Session, client: PageClient, event: Event, employer: Employer
) -> None:
    a_slot(session, event, title="Nebenan")
    session.commit()

    assert "Nebenan" not in client.get("/employer/").text


def test_an_event_of_another_organiser_is_not_there(session: Session, client: PageClient, employer: Employer) -> None:
    other = an_event(session)
    session.commit()

    client.get(f"/employer/{other.key}/slots/new", expect=404)


def test_without_a_coming_event_the_page_says_so(
    session: Session, client: PageClient, event: Event, employer: Employer
) -> None:
    event.stage = Stage.DRAFT
    session.commit()

    assert "Gerade ist kein Tag geplant" in client.get("/employer/").text
