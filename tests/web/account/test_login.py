"""Logins end: by hand, by the clock, by the server; a copied cookie is dead then."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.app import create_app
from matchday.core.account import Role
from matchday.core.password import hash_password
from matchday.models import Account, AccountRole, Login
from matchday.services.access import revoke_access
from matchday.services.account import close_account
from tests.conftest import settings
from tests.factories import a_participant, an_account, an_event, moment_of
from tests.page_client import PageClient

PASSWORD = "ein langer Satz fürs Büro"


@pytest.fixture
def staff(session: Session) -> Account:
    account = an_account(session, Role.STAFF, password=hash_password(PASSWORD))
    session.commit()
    return account


def copied(app: Flask, client: PageClient) -> PageClient:
    """Return another browser with a copy of this one's cookie."""
    thief = PageClient(app)
    thief.http.set_cookie("matchday", client.cookie())
    return thief


def is_in(client: PageClient, path: str = "/staff/") -> bool:
    return client.http.get(path).status_code == 200


def test_a_copied_cookie_is_dead_after_signing_out(app: Flask, client: PageClient, staff: Account) -> None:
    client.sign_in(staff)
    thief = copied(app, client)
    before = is_in(thief)

    client.post("/logout")

    assert (before, is_in(thief), is_in(client)) == (True, False, False)


def test_without_the_login_row_the_copy_would_live(
    app: Flask, client: PageClient, staff: Account, session: Session
) -> None:
    client.sign_in(staff)
    thief = copied(app, client)
    client.post("/logout")

    session.scalars(select(Login).where(Login.organiser_id == staff.organiser_id)).one().ended_at = None
    session.commit()

    assert is_in(thief)


def test_signing_out_clears_the_cache_and_nothing_else(client: PageClient, staff: Account) -> None:
    client.sign_in(staff)

    answer = client.http.post("/logout", data={"csrf_token": client.csrf_token()})

    assert answer.headers["Clear-Site-Data"] == '"cache"'


def test_a_session_from_before_signing_in_is_not_taken_over(client: PageClient, staff: Account) -> None:
    client.get("/login")
    token, planted = client.csrf_token(), client.cookie()

    client.post("/login", {"email": staff.email, "password": PASSWORD})

    assert client.cookie() != planted
    assert client.http.post("/logout", data={"csrf_token": token}).status_code == 403


@pytest.mark.parametrize(
    ("role", "path", "idle"),
    [
        (Role.STAFF, "/staff/", timedelta(minutes=30)),
        (Role.COACH, "/coach/", timedelta(hours=2)),
        (Role.DOOR, "/account/", timedelta(hours=4)),
    ],
)
def test_who_does_nothing_is_signed_out(
    client: PageClient, session: Session, role: Role, path: str, idle: timedelta
) -> None:
    client.sign_in(an_account(session, role))
    began = moment_of()

    with time_machine.travel(began + idle - timedelta(seconds=30)):
        assert is_in(client, path)
    with time_machine.travel(began + 2 * idle):
        assert not is_in(client, path)


def test_nobody_stays_longer_than_a_working_day(client: PageClient, staff: Account) -> None:
    client.sign_in(staff)
    began, seen = moment_of(), []

    for quarter in range(1, 50):
        with time_machine.travel(began + quarter * timedelta(minutes=15, seconds=-1)):
            seen.append(is_in(client))

    assert seen == [True] * 48 + [False]


@pytest.mark.parametrize(("headers", "stays"), [({"Asked-By": "page"}, False), ({}, True)])
def test_a_board_that_looks_again_by_itself_keeps_nobody_signed_in(
    client: PageClient, staff: Account, headers: dict[str, str], stays: bool
) -> None:
    client.sign_in(staff)
    began, looks = moment_of(), []

    for minutes in range(2, 30, 2):
        with time_machine.travel(began + timedelta(minutes=minutes)):
            looks.append(client.http.get("/staff/", headers=headers).status_code)

    assert set(looks) == {200}
    with time_machine.travel(began + timedelta(minutes=31)):
        assert is_in(client) is stays


def test_reading_notes_nothing_in_the_database(client: PageClient, staff: Account) -> None:
    client.sign_in(staff)

    with time_machine.travel(moment_of() + timedelta(minutes=5)):
        client.get("/staff/")


def test_another_role_counts_at_the_next_tap(client: PageClient, staff: Account, session: Session) -> None:
    client.sign_in(staff)
    client.get("/staff/")

    staff.roles[:] = [AccountRole(organiser_id=staff.organiser_id, name=Role.COACH)]
    session.commit()

    client.get("/staff/", expect=404)
    client.get("/coach/")


def test_a_closed_account_is_out_at_the_next_tap(client: PageClient, staff: Account, session: Session) -> None:
    client.sign_in(staff)

    close_account(session, staff, by=an_account(session, Role.OWNER, organiser_id=staff.organiser_id), now=moment_of())
    session.commit()

    assert not is_in(client)


def test_another_device_is_ended_from_afar(app: Flask, client: PageClient, staff: Account, session: Session) -> None:
    lost = PageClient(app)
    lost.sign_in(staff)
    client.sign_in(staff)
    (key,) = session.scalars(
        select(Login.key).where(Login.organiser_id == staff.organiser_id).order_by(Login.id).limit(1)
    )

    page = client.follow(f"/account/logins/{key}/end")

    assert "Dieses Gerät ist abgemeldet." in page.text
    assert (is_in(lost), is_in(client)) == (False, True)


def test_all_others_are_ended_at_once(app: Flask, client: PageClient, staff: Account) -> None:
    others = [PageClient(app) for _ in range(3)]
    for one in (*others, client):
        one.sign_in(staff)

    client.follow("/account/logins/end")

    assert ([is_in(one) for one in others], is_in(client)) == ([False] * 3, True)


def test_a_new_password_signs_out_everywhere_else(app: Flask, client: PageClient, staff: Account) -> None:
    other = PageClient(app)
    other.sign_in(staff)
    client.sign_in(staff)

    client.post("/account/password", {"password": "noch ein langer Satz", "again": "noch ein langer Satz"})

    assert (is_in(other), is_in(client)) == (False, True)


def test_a_participants_sign_out_ends_it_on_the_server(app: Flask, client: PageClient, session: Session) -> None:
    client.enter(a_participant(session, an_event(session)))
    thief = copied(app, client)
    before = is_in(thief, "/participant/")

    client.post("/participant/sign-out")

    assert (before, is_in(thief, "/participant/")) == (True, False)


def test_a_revoked_access_link_ends_its_sessions_at_once(client: PageClient, session: Session) -> None:
    person = a_participant(session, an_event(session))
    client.enter(person)

    revoke_access(session, person, by=None, now=moment_of())
    session.commit()

    assert not is_in(client, "/participant/")


def test_a_wrong_password_leaves_no_login(client: PageClient, staff: Account, session: Session) -> None:
    client.post("/login", {"email": staff.email, "password": "falsch"}, expect=422)
    client.post("/login", {"email": "niemand@birkenried.example", "password": "falsch"}, expect=422)

    count = session.scalar(select(func.count()).where(Login.organiser_id == staff.organiser_id))
    assert count == 0


def test_over_https_the_cookie_is_bound_to_the_host(tmp_path: object) -> None:
    config = settings(tmp_path, PUBLIC_URL="https://tag.birkenried.example")  # type: ignore[arg-type]

    app = create_app(config)

    kept = {
        name.removeprefix("SESSION_COOKIE_"): value for name, value in app.config.items() if "SESSION_COOKIE" in name
    }
    assert (kept["NAME"], kept["SECURE"], kept["HTTPONLY"], kept["SAMESITE"]) == ("__Host-matchday", True, True, "Lax")
    assert (kept["DOMAIN"], kept["PATH"]) == (None, None)
