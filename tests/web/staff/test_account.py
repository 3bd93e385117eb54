"""The team: who invites whom, who may what, and that an owner always remains."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.models import Account, Message
from matchday.services.account import find_account
from matchday.services.message import ask_for_sign_in_link, put_off
from tests.conftest import NOW
from tests.factories import an_account
from tests.page_client import PageClient


@pytest.fixture
def owner(session: Session) -> Account:
    return an_account(session, Role.OWNER, Role.STAFF)


def invite(client: PageClient, role: Role, *, expect: int = 302) -> None:
    form = {"name": "Frau Yıldız", "email": "yildiz@birkenried.example", "role": role.value}
    client.post("/staff/accounts", form, expect=expect)


@pytest.mark.parametrize("role", [Role.OWNER, Role.STAFF, Role.READER, Role.DOOR, Role.COACH])
def test_an_owner_invites_everybody(client: PageClient, session: Session, owner: Account, role: Role) -> None:
    client.sign_in(owner)

    invite(client, role)

    invited = find_account(session, email="yildiz@birkenried.example")
    assert invited is not None
    assert role in invited.role_names


@pytest.mark.parametrize(
    ("role", "status"), [(Role.COACH, 302), (Role.DOOR, 302), (Role.STAFF, 422), (Role.OWNER, 422)]
)
def test_staff_invite_helpers_only(
    client: PageClient, owner: Account, session: Session, role: Role, status: int
) -> None:
    client.sign_in(an_account(session, Role.STAFF, organiser_id=owner.organiser_id))

    invite(client, role, expect=status)


def test_staff_make_no_link_that_signs_in_as_the_owner(client: PageClient, owner: Account, session: Session) -> None:
    client.sign_in(an_account(session, Role.STAFF, organiser_id=owner.organiser_id))

    page = client.post(f"/staff/accounts/{owner.key}/link", expect=409)

    assert "/link#" not in page.html


def test_only_an_owner_changes_what_others_may(client: PageClient, owner: Account, session: Session) -> None:
    colleague = an_account(session, Role.STAFF, organiser_id=owner.organiser_id)
    client.sign_in(colleague)

    client.post(f"/staff/accounts/{colleague.key}", {"role": "owner"}, expect=403)

    session.refresh(colleague)
    assert colleague.role_names == {Role.STAFF}


def test_a_task_is_changed(client: PageClient, owner: Account, session: Session) -> None:
    colleague = an_account(session, Role.STAFF, organiser_id=owner.organiser_id)
    client.sign_in(owner)

    page = client.follow(f"/staff/accounts/{colleague.key}", {"role": "reader"})

    assert "„Nur ansehen“" in page.text
    session.refresh(colleague)
    assert colleague.role_names == {Role.READER}


def test_the_last_owner_stays_one(client: PageClient, owner: Account, session: Session) -> None:
    client.sign_in(owner)

    page = client.post(f"/staff/accounts/{owner.key}", {"role": "staff"}, expect=422)
    client.post(f"/staff/accounts/{owner.key}/close", expect=409)

    assert "Es muss immer jemand die Leitung haben" in page.text


def test_an_owner_may_step_back_where_there_is_another(client: PageClient, owner: Account, session: Session) -> None:
    an_account(session, Role.OWNER, organiser_id=owner.organiser_id)
    client.sign_in(owner)

    client.post(f"/staff/accounts/{owner.key}", {"role": "staff"})

    client.get(f"/staff/accounts/{owner.key}", expect=403)


def test_an_owner_resets_a_lost_second_factor(client: PageClient, owner: Account, session: Session) -> None:
    colleague = an_account(session, Role.STAFF, organiser_id=owner.organiser_id, authenticator_secret=b"sealed")
    client.sign_in(owner)

    page = client.follow(f"/staff/accounts/{colleague.key}/second-factor/reset")

    assert "richtet beim nächsten Anmelden einen neuen zweiten Schritt ein" in page.text
    session.refresh(colleague)
    assert colleague.authenticator_secret is None


def test_somebody_of_another_organiser_is_not_there(client: PageClient, owner: Account, session: Session) -> None:
    stranger = an_account(session, Role.STAFF)
    client.sign_in(owner)

    client.get(f"/staff/accounts/{stranger.key}", expect=404)
    client.post(f"/staff/accounts/{stranger.key}/second-factor/reset", expect=404)


def test_a_mail_that_never_reached_somebody_stands_beside_their_address(
    client: PageClient, owner: Account, session: Session
) -> None:
    client.sign_in(owner)
    invite(client, Role.COACH)
    coach = find_account(session, email="yildiz@birkenried.example")
    assert coach is not None
    (message,) = session.query(Message).filter_by(organiser_id=owner.organiser_id, account_id=coach.id)
    put_off(session, [message.id], failure="recipient_refused", is_final=True, now=NOW)
    session.commit()

    assert "Die Adresse gibt es nicht." in client.get("/staff/accounts").text

    ask_for_sign_in_link(session, coach.email, now=NOW)
    session.commit()
    assert "Die Adresse gibt es nicht." not in client.get("/staff/accounts").text
