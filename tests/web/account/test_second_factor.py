"""The second factor as people meet it: set up at the first sign-in, shown at every one after."""

from __future__ import annotations

import re

import pyotp
import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.password import hash_password
from matchday.models import Account
from matchday.services.account import make_sign_in_link
from tests.factories import an_account, moment_of
from tests.page_client import Page, PageClient

PASSWORD = "ein langer Satz fürs Büro"


@pytest.fixture
def staff(session: Session) -> Account:
    account = an_account(session, Role.STAFF, password=hash_password(PASSWORD))
    session.commit()
    return account


def come_by_password(client: PageClient, account: Account) -> None:
    client.post("/login", {"email": account.email, "password": PASSWORD})


def app_of(page: Page) -> pyotp.TOTP:
    """Return the authenticator app that read the page's address."""
    return pyotp.parse_uri(next(link for link in page.links() if link.startswith("otpauth:")))


def set_up_app(client: PageClient) -> pyotp.TOTP:
    app = app_of(client.get("/account/authenticator"))
    client.post("/account/authenticator", {"code": app.now()})
    return app


def set_up_codes(client: PageClient) -> list[str]:
    page = client.post("/account/recovery-codes", expect=200)
    return re.findall(r'<li class="md-code">([^<]+)</li>', page.html)


def test_the_first_sign_in_leads_to_setting_up_and_then_to_the_codes(client: PageClient, staff: Account) -> None:
    come_by_password(client, staff)
    refused = client.http.get("/staff/")

    set_up_app(client)

    assert "/account/second-factor/new" in refused.headers["Location"]
    assert client.went_to == "/account/recovery-codes"
    assert len(set_up_codes(client)) == 10
    client.get("/staff/")


def test_recovery_codes_are_shown_once(client: PageClient, staff: Account) -> None:
    come_by_password(client, staff)
    set_up_app(client)
    codes = set_up_codes(client)

    again = client.get("/account/recovery-codes")

    assert not any(code in again.html for code in codes)


def test_a_password_alone_does_not_open_the_office(client: PageClient, staff: Account) -> None:
    come_by_password(client, staff)
    app = set_up_app(client)
    client.sign_out()

    with time_machine.travel(moment_of().timestamp() + 60):
        come_by_password(client, staff)
        for path in ("/staff/", "/account/", "/account/password", "/account/authenticator", "/account/recovery-codes"):
            assert "/account/second-factor?" in client.http.get(path).headers["Location"]
        client.post("/account/second-factor?next=/account/", {"code": "000000"}, expect=422)
        client.post("/account/second-factor?next=/account/", {"code": app.now()})
        client.get("/staff/")

    assert client.went_to == "/account/"


def test_a_code_seen_over_a_shoulder_is_worth_nothing(client: PageClient, staff: Account) -> None:
    come_by_password(client, staff)
    app = set_up_app(client)
    code = app.now()
    client.sign_out()

    come_by_password(client, staff)

    client.post("/account/second-factor", {"code": code}, expect=422)


def test_a_recovery_code_opens_once(client: PageClient, staff: Account) -> None:
    come_by_password(client, staff)
    set_up_app(client)
    first, *_ = set_up_codes(client)
    answers = []

    for _ in range(2):
        client.sign_out()
        come_by_password(client, staff)
        form = {"code": first, "csrf_token": client.csrf_token()}
        answers.append(client.http.post("/account/second-factor", data=form).status_code)

    assert answers == [302, 422]


def test_a_link_from_a_mailbox_does_not_open_the_office_either(
    client: PageClient, staff: Account, session: Session
) -> None:
    come_by_password(client, staff)
    set_up_app(client)
    client.sign_out()
    token = make_sign_in_link(session, staff, now=moment_of())
    session.commit()

    client.post("/link", {"token": token})

    assert "/account/second-factor?" in client.http.get("/staff/").headers["Location"]


def test_guessing_codes_is_stopped_after_five(client: PageClient, staff: Account) -> None:
    come_by_password(client, staff)
    set_up_app(client)
    client.sign_out()
    come_by_password(client, staff)
    form = {"code": "000000", "csrf_token": client.csrf_token()}

    answers = [client.http.post("/account/second-factor", data=form).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]


@pytest.mark.parametrize("role", [Role.COACH, Role.DOOR])
def test_others_may_have_one_and_are_then_asked(client: PageClient, session: Session, role: Role) -> None:
    account = an_account(session, role, password=hash_password(PASSWORD))
    session.commit()
    come_by_password(client, account)
    client.get("/account/")
    set_up_app(client)
    client.sign_out()

    come_by_password(client, account)

    assert "/account/second-factor?" in client.http.get("/account/").headers["Location"]


def test_the_demo_asks_for_none(
    app: Flask, client: PageClient, staff: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = app.extensions["matchday.config"]
    object.__setattr__(config, "is_demo", True)

    come_by_password(client, staff)

    client.get("/staff/")
