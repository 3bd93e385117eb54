"""Before an important step somebody shows once more who they are, and is led back."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.password import hash_password
from matchday.models import Account
from tests.factories import an_account, moment_of
from tests.page_client import PageClient

PASSWORD = "ein langer Satz fürs Büro"


@pytest.fixture
def owner(session: Session) -> Account:
    account = an_account(session, Role.OWNER, Role.STAFF, password=hash_password(PASSWORD))
    session.commit()
    return account


def closing(session: Session, owner: Account) -> str:
    coach = an_account(session, Role.COACH, organiser_id=owner.organiser_id)
    session.commit()
    return f"/staff/accounts/{coach.key}/close"


def test_within_ten_minutes_nobody_is_asked(client: PageClient, owner: Account, session: Session) -> None:
    client.sign_in(owner)

    with time_machine.travel(moment_of() + timedelta(minutes=9)):
        client.get(closing(session, owner))


def test_later_the_password_is_asked_and_leads_back(client: PageClient, owner: Account, session: Session) -> None:
    client.sign_in(owner)
    path = closing(session, owner)

    with time_machine.travel(moment_of() + timedelta(minutes=11)):
        asked = client.http.get(path).headers["Location"]
        client.post(asked, {"password": "falsch"}, expect=422)
        page = client.follow(asked, {"password": PASSWORD})

    assert asked.startswith("/account/confirm?next=/staff/accounts/")
    assert "Zugang" in page.text


def test_a_form_sent_too_late_does_nothing(client: PageClient, owner: Account, session: Session) -> None:
    client.sign_in(owner)
    path = closing(session, owner)

    with time_machine.travel(moment_of() + timedelta(minutes=11)):
        client.post(path)
        page = client.get(client.went_to)

    assert "Es wurde noch nichts geändert" in page.text


def test_nobody_is_led_away_from_the_house(client: PageClient, owner: Account) -> None:
    client.sign_in(owner)

    client.post("/account/confirm?next=//evil.example/", {"password": PASSWORD})

    assert client.went_to == "/home"


def test_a_reader_reads_and_changes_nothing(client: PageClient, session: Session) -> None:
    client.sign_in(an_account(session, Role.READER))
    client.get("/staff/accounts")

    page = client.post("/staff/accounts", {"name": "x"}, expect=403)

    assert "Es wurde nichts geändert" in page.text
