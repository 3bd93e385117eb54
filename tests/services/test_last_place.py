"""Fifty walk-ins are let in to the last place at once: one gets it. One person at two doors gets one."""

from __future__ import annotations

from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.core.ticket import TicketState
from matchday.models import Account, Base, Event, Participant, Ticket, WalkIn
from matchday.services import walkin
from matchday.services.walkin import approve_walk_in, ask_walk_in
from tests.conftest import NOW
from tests.factories import a_participant, a_slot
from tests.invariants import broken
from tests.pausing import pausing
from tests.plans import a_day, a_member_of_staff, published, the_slot
from tests.rush import all_at_once

PEOPLE = 50


def an_asked_day(session: Session) -> tuple[Event, list[int]]:
    """Return a running event with one free place and the questions of fifty walk-ins."""
    event = a_day(session, people=2, capacity=3)
    published(session, event)
    event.stage, slot, by = Stage.RUNNING, the_slot(session, event), a_member_of_staff(session, event)
    asked = [ask_walk_in(session, slot, first_name=name_of(number), by=by, now=NOW).id for number in range(PEOPLE)]
    session.commit()
    return event, asked


def name_of(number: int) -> str:
    return "Samira " + chr(ord("A") + number // 26) + chr(ord("A") + number % 26)


def rush(app: Flask, session: Session) -> tuple[list[str], int]:
    """Approve all of them at once. Return what staff hear, and the valid tickets of the slot."""
    event, asked = an_asked_day(session)
    organiser_id = event.organiser_id
    session.rollback()

    def deed(own: Session, walk_in_id: int) -> None:
        walk_in = own.query(WalkIn).filter_by(organiser_id=organiser_id, id=walk_in_id).one()
        by = own.query(Account).filter_by(organiser_id=organiser_id).order_by(Account.id).limit(1).one()
        approve_walk_in(own, walk_in, None, despite=frozenset(), by=by, now=NOW)

    heard = all_at_once(app, deed, asked)
    return heard, session.query(Ticket).filter_by(organiser_id=organiser_id, state=TicketState.VALID).count()


def test_of_fifty_walk_ins_for_the_last_place_one_gets_it(app: Flask, session: Session) -> None:
    heard, tickets = rush(app, session)

    assert sorted(heard) == ["done"] + ["walk_in_objections"] * (PEOPLE - 1)
    assert tickets == 3
    assert broken(session) == []


def test_without_the_lock_several_would_get_it(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time: that is its lock")
    monkeypatch.setattr(walkin, "hold", lambda *_: None)
    monkeypatch.setattr(walkin, "read_objections", pausing(walkin.read_objections))

    _, tickets = rush(app, session)

    assert tickets > 3


def let_in_twice(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], int]:
    """Let the same person in at two doors at once. Return what staff hear, and the person's valid tickets."""
    event = a_day(session, people=2, capacity=2)
    published(session, event)
    event.stage, by, person = Stage.RUNNING, a_member_of_staff(session, event), a_participant(session, event)
    slots = [a_slot(session, event) for _ in range(2)]
    asked = [ask_walk_in(session, slot, first_name=person.first_name, by=by, now=NOW).id for slot in slots]
    session.commit()
    organiser_id, person_id = event.organiser_id, person.id
    session.rollback()
    monkeypatch.setattr(walkin, "list_without_place", pausing(walkin.list_without_place))
    monkeypatch.setattr(walkin, "require_overridden", lambda *_, **__: None)

    def deed(own: Session, walk_in_id: int) -> None:
        walk_in = own.query(WalkIn).filter_by(organiser_id=organiser_id, id=walk_in_id).one()
        mine = own.query(Participant).filter_by(organiser_id=organiser_id, id=person_id).one()
        by = own.query(Account).filter_by(organiser_id=organiser_id).order_by(Account.id).limit(1).one()
        approve_walk_in(own, walk_in, mine, despite=frozenset(), by=by, now=NOW)

    heard = all_at_once(app, deed, asked)
    return heard, session.query(Ticket).filter_by(organiser_id=organiser_id, participant_id=person_id).count()


def test_one_person_at_two_doors_gets_one_place(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    heard, tickets = let_in_twice(app, session, monkeypatch)

    assert (sorted(heard), tickets) == (["done", "walk_in_has_place"], 1)
    assert broken(session) == []


def test_without_the_lock_on_the_person_there_the_other_door_breaks_or_gives_one_too(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time: that is its lock")
    hold = walkin.hold

    def hold_others(own: Session, row: Base) -> None:
        if not isinstance(row, Participant):
            hold(own, row)

    monkeypatch.setattr(walkin, "hold", hold_others)

    with suppress(IntegrityError):  # the second door breaks, or gives a second ticket
        _, tickets = let_in_twice(app, session, monkeypatch)
        assert tickets == 2
