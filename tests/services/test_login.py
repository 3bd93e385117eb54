"""Logins end on the server: by hand, with their account, with their access link."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.errors import NotFound
from matchday.core.login import KEPT
from matchday.models import Account, Login, Participant
from matchday.services.access import issue_access, revoke_access
from matchday.services.account import close_account
from matchday.services.login import (
    begin_login,
    begin_visit,
    end_login,
    end_logins,
    find_login,
    find_participant_login,
    forget_logins,
    list_devices,
    list_logins,
    list_visits,
    note_day,
    read_login,
)
from tests.factories import KEYRING, a_participant, an_account, an_event


@pytest.fixture
def coach(session: Session) -> Account:
    return an_account(session, Role.COACH)


@pytest.fixture
def person(session: Session) -> Participant:
    return a_participant(session, an_event(session))


def test_a_login_is_found_by_its_secret_until_it_ends(session: Session, coach: Account, now: datetime) -> None:
    secret = begin_login(session, coach, device="Android, Chrome", now=now)
    login = find_login(session, secret)
    assert login is not None
    found = login.account

    end_login(session, login, now=now)

    assert (found, find_login(session, secret), find_login(session, "guessed")) == (coach, None, None)


def test_of_a_device_the_last_day_is_noted_with_what_was_saved_there(
    session: Session, person: Participant, now: datetime
) -> None:
    link = issue_access(session, person, keyring=KEYRING, by=None, now=now)
    session.flush()
    begin_visit(session, link, mark="a" * 32, device="Android, Chrome", now=now)
    session.commit()
    (device,) = list_devices(session, person, now=now)
    assert device.saved_on is None

    note_day(session, device, today=now.date())
    session.commit()
    note_day(session, device, today=now.date() + timedelta(1))
    session.rollback()

    assert device.saved_on == now.date()


def test_the_database_keeps_no_secret(session: Session, coach: Account, now: datetime) -> None:
    secret = begin_login(session, coach, device="", now=now)

    login = find_login(session, secret)

    assert login is not None
    assert secret not in {str(getattr(login, column.name)) for column in Login.__table__.columns}


def test_a_closed_account_is_signed_in_nowhere(session: Session, coach: Account, now: datetime) -> None:
    owner = an_account(session, Role.OWNER, organiser_id=coach.organiser_id)
    secret = begin_login(session, coach, device="", now=now)

    close_account(session, coach, by=owner, now=now)

    assert find_login(session, secret) is None
    assert list_logins(session, coach, now=now) == []


def test_ending_all_others_leaves_this_one(session: Session, coach: Account, now: datetime) -> None:
    here, there = (begin_login(session, coach, device=device, now=now) for device in ("Mac, Safari", "iPhone, Safari"))
    own = find_login(session, here)

    ended = end_logins(session, coach, now=now, besides=own)

    assert (ended, [login.device for login in list_logins(session, coach, now=now)]) == (1, ["Mac, Safari"])
    assert find_login(session, there) is None


def test_a_login_of_somebody_else_is_not_there(session: Session, coach: Account, now: datetime) -> None:
    colleague = an_account(session, Role.COACH, organiser_id=coach.organiser_id)
    begin_login(session, colleague, device="", now=now)
    (theirs,) = list_logins(session, colleague, now=now)

    with pytest.raises(NotFound):
        read_login(session, coach, key=theirs.key)


def test_revoking_an_access_link_ends_its_logins(session: Session, person: Participant, now: datetime) -> None:
    link = issue_access(session, person, keyring=KEYRING, by=None, now=now)
    session.flush()
    secret = begin_visit(session, link, mark="a" * 32, device="Android, Chrome", is_shared=True, now=now)
    before = find_participant_login(session, secret, now=now)

    revoke_access(session, person, by=None, now=now)
    session.flush()

    assert before is not None
    assert find_participant_login(session, secret, now=now) is None
    assert [visit.device for visit in list_visits(session, person)] == ["Android, Chrome"]


def test_long_ago_is_forgotten(session: Session, coach: Account, now: datetime) -> None:
    begin_login(session, coach, device="", now=now - KEPT - timedelta(days=1))
    begin_login(session, coach, device="", now=now)

    forgotten = forget_logins(session, now=now)

    left = session.scalar(select(func.count()).where(Login.organiser_id == coach.organiser_id))
    assert (forgotten, left) == (1, 1)
