"""A device that opens somebody's pages for the first time: who is told, once, and when it is known again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.todo import TodoKind
from matchday.models import AccessLink, AuditEntry, Login, Participant, Todo
from matchday.services import access, login
from matchday.services.access import issue_access, open_access, show_access
from matchday.services.event import read_event
from matchday.services.login import (
    begin_visit,
    confirm_login,
    dismiss_device,
    find_participant_login,
    list_devices,
    list_visits,
)
from matchday.services.todo import close_todos, list_todos
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, an_event
from tests.pausing import pausing
from tests.rush import all_at_once

OWN, OTHER = "0" * 32, "1" * 32
Come = Callable[..., Login]


@pytest.fixture
def person(session: Session) -> Participant:
    return a_participant(session, an_event(session))


@pytest.fixture
def come(session: Session, person: Participant) -> Come:
    """Return how the person comes by an access link, by the first one where no other is named."""
    first = issue_access(session, person, keyring=KEYRING, by=None, now=NOW)

    def come(mark: str, *, hours: float = 0, link: AccessLink = first, device: str = "", **how: bool) -> Login:
        now = NOW + timedelta(hours=hours)
        secret = begin_visit(session, link, mark=mark, device=device, now=now, **how)
        found = find_participant_login(session, secret, now=now)
        assert found
        return found

    return come


def told(session: Session, person: Participant) -> tuple[int, int]:
    """Return how many to-dos about a new device are open, and how many entries tell of one."""
    event = read_event(session, person.organiser_id, event_id=person.event_id)
    todos = [one for one in list_todos(session, event) if one.kind == TodoKind.NEW_DEVICE and one.participant is person]
    entries = select(func.count()).where(
        AuditEntry.organiser_id == person.organiser_id, AuditEntry.action == "access.new_device"
    )
    return len(todos), session.scalar(entries) or 0


def new_ones(session: Session, person: Participant) -> list[bool]:
    """Return of each visit, the oldest first, whether it is shown as one of a new device."""
    return [visit.is_new_device for visit in reversed(list_visits(session, person))]


def test_the_first_device_is_nobodys_news_and_another_one_is_told_of_once(
    session: Session, person: Participant, come: Come
) -> None:
    come(OWN)
    assert told(session, person) == (0, 0)

    come(OTHER, hours=1)
    assert told(session, person) == (1, 1)

    letter = issue_access(session, a_participant(session, an_event(session)), keyring=KEYRING, by=None, now=NOW)
    session.flush()
    come(OWN, hours=2)
    come(OTHER, hours=3)
    come(OTHER, hours=4, link=letter)  # somebody else's first, on a phone that two people use
    assert told(session, person) == (1, 1)
    come("2" * 32, hours=5)
    assert told(session, person) == (1, 2)  # one open question, each device written down
    assert new_ones(session, person) == [False, True, False, False, True]


def test_two_people_who_share_a_phone_are_not_led_to_each_other(session: Session, come: Come) -> None:
    other = a_participant(session, an_event(session))
    letter = issue_access(session, other, keyring=KEYRING, by=None, now=NOW)
    session.flush()

    mine, theirs = come(OWN), come(OWN, link=letter)

    assert len({mine.device_digest, theirs.device_digest, OWN}) == 3


def test_a_device_stands_once_among_those_that_are_open(session: Session, person: Participant, come: Come) -> None:
    come(OWN).saved_on = NOW.date()
    come(OTHER, hours=1)

    come(OWN, hours=2)

    devices = list_devices(session, person, now=NOW + timedelta(hours=3))
    assert [(one.began_at, one.saved_on) for one in devices] == [
        (NOW + timedelta(hours=2), NOW.date()),
        (NOW + timedelta(hours=1), None),
    ]


def test_a_device_knows_who_said_that_is_me_but_for_a_shared_phone(come: Come) -> None:
    confirm_login(come(OWN))
    confirm_login(come(OTHER, is_shared=True))

    again = [come(OWN, hours=1), come(OTHER, hours=1), come(OWN, hours=2, is_shared=True)]

    assert [one.is_confirmed for one in again] == [True, False, False]


@pytest.mark.parametrize("device", ["Android, Chrome", "iPhone, Safari"])
def test_by_a_code_a_device_is_told_of_even_if_it_is_like_one_from_before_marks(
    session: Session, person: Participant, come: Come, device: str
) -> None:
    come(OWN, device="Android, Chrome").device_digest = None

    come(OTHER, hours=1, device=device, is_second=True)

    assert told(session, person) == (1, 1)
    come(OTHER, hours=2, device=device)
    assert told(session, person) == (1, 1)


def test_from_before_marks_a_device_is_known_by_its_words_once(
    session: Session, person: Participant, come: Come
) -> None:
    long_ago = come(OWN, device="Android, Chrome"), come(OWN, hours=1, device="Mac, Safari")
    for one in long_ago:
        one.device_digest = None

    come(OWN, hours=2, device="Android, Chrome")
    assert told(session, person) == (0, 0)

    come(OTHER, hours=3, device="Android, Chrome")
    assert told(session, person) == (1, 1)
    come(OWN, hours=4, device="Mac, Firefox")
    assert told(session, person) == (1, 1)
    assert new_ones(session, person) == [False, True, False, True, False]


def test_with_a_new_access_the_question_is_closed_and_who_came_meanwhile_is_news_again(
    session: Session, person: Participant, come: Come
) -> None:
    come(OWN)
    come(OTHER, hours=1)
    come(OWN, hours=2)

    letter = issue_access(session, person, keyring=KEYRING, by=None, now=NOW + timedelta(hours=3))
    session.flush()

    assert told(session, person) == (0, 1)
    come(OWN, hours=4, link=letter)
    assert told(session, person) == (0, 1)
    come(OTHER, hours=5, link=letter)  # the new letter was photographed too
    assert told(session, person) == (1, 2)


def test_who_was_asked_and_said_yes_is_known_with_a_new_access_too(
    session: Session, person: Participant, come: Come
) -> None:
    come(OWN)
    come(OTHER, hours=1)
    event = read_event(session, person.organiser_id, event_id=person.event_id)
    close_todos(session, event, TodoKind.NEW_DEVICE, participant=person, now=NOW)

    letter = issue_access(session, person, keyring=KEYRING, by=None, now=NOW + timedelta(hours=2))
    session.flush()
    come(OTHER, hours=3, link=letter)

    assert told(session, person) == (0, 1)


def test_a_device_that_was_ended_from_afar_is_news_again(session: Session, person: Participant, come: Come) -> None:
    come(OWN)
    come(OTHER, hours=1)
    event = read_event(session, person.organiser_id, event_id=person.event_id)
    close_todos(session, event, TodoKind.NEW_DEVICE, participant=person, now=NOW)

    dismiss_device(session, person, come(OTHER, hours=2), by=person, now=NOW + timedelta(hours=3))
    come(OTHER, hours=4)

    assert told(session, person) == (1, 2)


def rush(app: Flask, session: Session, person: Participant) -> int:
    """Let two phones come by the same link at once. Return how many to-dos there are."""
    organiser_id = person.organiser_id
    (link,) = session.scalars(select(AccessLink).where(AccessLink.organiser_id == organiser_id))
    link.first_opened_at = NOW  # to note this would be a lock too
    token = show_access(link, keyring=KEYRING).token
    session.commit()

    def deed(own: Session, mark: str) -> None:
        begin_visit(own, open_access(own, token, keyring=KEYRING, now=NOW), mark=mark, device="", now=NOW)

    assert all_at_once(app, deed, ["2" * 32, "3" * 32]) == ["done"] * 2
    session.expire_all()
    return session.scalar(select(func.count()).where(Todo.organiser_id == organiser_id)) or 0


@pytest.mark.parametrize("came_before", [False, True])
def test_of_two_new_phones_at_once_one_is_told_of(
    app: Flask, session: Session, person: Participant, come: Come, monkeypatch: pytest.MonkeyPatch, came_before: bool
) -> None:
    if came_before:
        come(OWN)
    for look in ("is_news", "note_todo"):
        monkeypatch.setattr(login, look, pausing(getattr(login, look)))

    assert rush(app, session, person) == 1


@pytest.mark.parametrize("came_before", [False, True])
def test_without_the_lock_nobody_or_two_would_be(
    app: Flask, session: Session, person: Participant, come: Come, monkeypatch: pytest.MonkeyPatch, came_before: bool
) -> None:
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time: that is its lock")
    if came_before:
        come(OWN)
    for look in ("is_news", "note_todo"):
        monkeypatch.setattr(login, look, pausing(getattr(login, look)))
    monkeypatch.setattr(access, "hold", lambda *_: None)

    assert rush(app, session, person) == (2 if came_before else 0)
