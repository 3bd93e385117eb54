"""Staff see on every page when mails, plans and papers are not being made; whoever watches is told too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchday.services.health import beat
from matchday.services.mailbox import note_away
from tests.factories import an_account, an_event, moment_of
from tests.page_client import PageClient

WARNING = "Das Programm im Hintergrund läuft nicht"


@pytest.fixture
def dead_worker(session: Session) -> None:
    beat(session, "worker-1", now=moment_of() - timedelta(minutes=6))
    session.commit()


@pytest.fixture
def worker(session: Session) -> None:
    beat(session, "worker-1", now=moment_of())
    session.commit()


def test_every_staff_page_warns_when_the_worker_is_away(
    client: PageClient, session: Session, dead_worker: None
) -> None:
    account = an_account(session)
    event = an_event(session, by=account)
    session.commit()
    client.sign_in(account)

    pages = [client.get(path) for path in ("/staff/", f"/staff/{event.key}/", f"/staff/{event.key}/participants")]

    assert all(WARNING in page.text for page in pages)


def test_no_staff_page_warns_while_the_worker_is_there(client: PageClient, session: Session, worker: None) -> None:
    account = an_account(session)
    session.commit()
    client.sign_in(account)

    assert WARNING not in client.get("/staff/").text


def test_staff_and_whoever_watches_are_told_that_returned_mails_stay_unread(
    app: Flask, client: PageClient, session: Session, worker: None
) -> None:
    note_away(session, now=moment_of() - timedelta(minutes=61))
    account = an_account(session)
    session.commit()
    client.sign_in(account)

    assert "Zurückgekommene E-Mails werden gerade nicht gelesen" in client.get("/staff/").text
    assert app.test_client().get("/readyz").text == "returns_unread\n"


def test_participants_and_guests_are_not_bothered(client: PageClient, dead_worker: None) -> None:
    assert WARNING not in client.get("/").text


def test_whoever_watches_is_told_that_the_worker_is_away(app: Flask, dead_worker: None) -> None:
    answer = app.test_client().get("/readyz")

    assert (answer.status_code, answer.text) == (503, "worker_away\n")


def test_whoever_watches_is_told_that_all_is_well(app: Flask, worker: None) -> None:
    answer = app.test_client().get("/readyz")

    assert (answer.status_code, answer.text) == (200, "ready\n")
