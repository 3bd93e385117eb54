"""Accounts and their one-time links."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.errors import NotFound, RuleError
from matchday.services.account import (
    close_account,
    end_sign_in_links,
    find_account,
    invite_account,
    list_accounts,
    make_sign_in_link,
    read_account,
    spend_sign_in_link,
)
from matchday.services.login import begin_login, find_login
from tests.factories import an_account, an_organiser


def test_a_link_signs_in_once(session: Session, now: datetime) -> None:
    account = an_account(session)
    token = make_sign_in_link(session, account, now=now)

    spent = spend_sign_in_link(session, token, now=now)

    assert spent == account
    with pytest.raises(RuleError, match="link_gone"):
        spend_sign_in_link(session, token, now=now)


def test_a_link_ends_by_itself(session: Session, now: datetime) -> None:
    token = make_sign_in_link(session, an_account(session), now=now)

    with pytest.raises(RuleError, match="link_gone"):
        spend_sign_in_link(session, token, now=now + timedelta(hours=72))


def test_a_link_in_an_older_mail_still_lets_somebody_in(session: Session, now: datetime) -> None:
    account = an_account(session)
    old = make_sign_in_link(session, account, now=now)
    make_sign_in_link(session, account, now=now)

    assert spend_sign_in_link(session, old, now=now) == account


def test_links_can_be_ended_before_somebody_uses_them(session: Session, now: datetime) -> None:
    account = an_account(session)
    old = make_sign_in_link(session, account, now=now)

    end_sign_in_links(session, account, now=now)

    with pytest.raises(RuleError, match="link_gone"):
        spend_sign_in_link(session, old, now=now)


def test_a_closed_account_cannot_come_in(session: Session, now: datetime) -> None:
    by = an_account(session)
    account = an_account(session, Role.COACH, organiser=None)
    token = make_sign_in_link(session, account, now=now)
    secret = begin_login(session, account, device="", now=now)

    close_account(session, account, by=by, now=now)

    assert find_login(session, secret) is None
    with pytest.raises(RuleError, match="link_gone"):
        spend_sign_in_link(session, token, now=now)


def test_nobody_closes_their_own_account(session: Session, now: datetime) -> None:
    account = an_account(session)

    with pytest.raises(RuleError, match="account_own"):
        close_account(session, account, by=account, now=now)


def test_an_address_has_one_account(session: Session, now: datetime) -> None:
    organiser = an_organiser(session)
    how = {"name": "Frau Yıldız", "roles": [Role.COACH], "organiser_id": organiser.id, "by": None, "now": now}
    invite_account(session, "Yildiz@birkenried.example", **how)

    with pytest.raises(RuleError, match="account_exists"):
        invite_account(session, "yildiz@birkenried.example", **how)


def test_an_account_is_found_for_signing_in_whatever_its_organiser(session: Session) -> None:
    account = an_account(session)

    assert find_account(session, email=account.email) == account


def test_an_account_of_another_organiser_is_not_there(session: Session) -> None:
    account = an_account(session)

    with pytest.raises(NotFound):
        read_account(session, account.key, organiser_id=an_organiser(session).id)


def test_the_team_is_listed_by_role(session: Session) -> None:
    organiser = an_organiser(session)
    coach = an_account(session, Role.COACH, organiser=organiser)
    an_account(session, Role.EMPLOYER, organiser=organiser)
    an_account(session, Role.COACH)

    assert list_accounts(session, Role.COACH, organiser_id=organiser.id) == [coach]
