"""Limits: who guesses is stopped, who shares a Wi-Fi with many is not."""

from __future__ import annotations

import secrets

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.shortcode import ALPHABET
from matchday.services.access import issue_access, show_access
from matchday.web import limits
from tests.factories import KEYRING, a_participant, an_account, an_event, moment_of
from tests.page_client import PageClient


def a_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def codes_of(session: Session, *, count: int) -> list[str]:
    event = an_event(session)
    people = [a_participant(session, event) for _ in range(count)]
    links = [issue_access(session, person, keyring=KEYRING, by=None, now=moment_of()) for person in people]
    codes = [show_access(link, keyring=KEYRING).code for link in links]
    session.commit()
    return codes


def guess(client: PageClient, code: str, *, origin: str = "192.0.2.1") -> int:
    form = {"short_code": code, "csrf_token": client.csrf_token()}
    return client.http.post("/access", data=form, environ_base={"REMOTE_ADDR": origin}).status_code


@pytest.mark.parametrize(
    "form",
    [
        {"token": "A" * 26, "short_code": "ABCDEFGH12"},
        {"token": "ABCDEFGH12"},
        {"token": "ABCDEFGH12" + "-" * 16},
        {"token": "x", "short_code": "ABCDEFGH12"},
    ],
    ids=["beside a token", "as a token", "as a token of the right length", "beside a letter"],
)
def test_no_guess_of_a_code_passes_for_a_link(client: PageClient, form: dict[str, str]) -> None:
    for _ in range(10):
        client.post("/access", form, expect=422)

    client.post("/access", form, expect=429)


def test_links_open_while_somebody_guesses_codes_beside_them(session: Session, client: PageClient) -> None:
    participant = a_participant(session, an_event(session))
    link = issue_access(session, participant, keyring=KEYRING, by=None, now=moment_of())
    token = show_access(link, keyring=KEYRING).token
    session.commit()
    for _ in range(151):
        guess(client, a_code(), origin="127.0.0.1")

    client.post("/access", {"token": token})

    assert client.went_to == "/participant/"


def test_sixty_people_behind_one_wifi_are_never_blocked(session: Session, client: PageClient) -> None:
    answers = []
    for code in codes_of(session, count=60):
        answers += [guess(client, a_code()), guess(client, a_code()), guess(client, code)]
        client.http.delete_cookie("matchday")

    assert answers == [422, 422, 302] * 60


def test_who_goes_on_guessing_is_asked_to_wait(client: PageClient) -> None:
    answers = {guess(client, a_code()) for _ in range(150)}
    page = client.http.post("/access", data={"short_code": a_code(), "csrf_token": client.csrf_token()})

    assert answers == {422}
    assert guess(client, a_code()) == 429
    assert page.status_code == 422  # another network


def test_a_refusal_says_when_to_try_again(client: PageClient) -> None:
    for _ in range(150):
        guess(client, a_code())

    form = {"short_code": a_code(), "csrf_token": client.csrf_token()}
    answer = client.http.post("/access", data=form, environ_base={"REMOTE_ADDR": "192.0.2.1"})

    assert (answer.status_code, 0 < int(answer.headers["Retry-After"]) <= 600) == (429, True)


def test_half_a_code_does_not_help_from_many_networks(client: PageClient) -> None:
    answers = [guess(client, f"ABCD{a_code()[4:]}", origin=f"192.0.2.{number}") for number in range(11)]

    assert answers == [422] * 10 + [429]


def test_a_forged_header_does_not_make_a_new_network(client: PageClient) -> None:
    for number in range(150):
        form = {"short_code": a_code(), "csrf_token": client.csrf_token()}
        client.http.post("/access", data=form, headers={"X-Forwarded-For": f"198.51.100.{number}"})

    assert guess(client, a_code(), origin="127.0.0.1") == 429


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
    ],
)
def test_a_household_of_ipv6_is_one_network(app: Flask, address: str, network: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert limits.network() == network


def test_guessing_a_password_is_stopped_and_shuts_nobody_else_out(session: Session, client: PageClient) -> None:
    staff = an_account(session, Role.STAFF)
    session.commit()
    form = {"email": staff.email, "password": "not the right one", "csrf_token": client.csrf_token()}
    elsewhere = {"REMOTE_ADDR": "192.0.2.99"}

    answers = [client.http.post("/login", data=form).status_code for _ in range(11)]

    assert answers == [422] * 10 + [429]
    assert client.http.post("/login", data=form, environ_base=elsewhere).status_code == 422
