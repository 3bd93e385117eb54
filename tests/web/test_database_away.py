"""PostgreSQL goes away for a while, or the wire is cut in the middle of a commit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from matchday.app import create_app
from matchday.core.checkin import Way
from matchday.core.errors import RuleError
from matchday.core.event import Stage
from matchday.extensions import db
from matchday.models import CheckIn, Event, Message, Scan, Slot, Ticket
from matchday.services.assignment import publish_assignment, read_assignment
from matchday.services.checkin import Doorkeeper, Question, ask
from matchday.services.event import read_event
from tests.conftest import NOW, empty, settings
from tests.factories import KEYRING
from tests.invariants import broken
from tests.plans import a_day, a_member_of_staff, a_plan, published
from tests.severed import Wire, wire_to

pytestmark = pytest.mark.postgres


@pytest.fixture
def wire(postgres_url: str) -> Iterator[tuple[Wire, str]]:
    empty(postgres_url)
    with wire_to(postgres_url) as (wire, near):
        yield wire, near


@pytest.fixture
def far(wire: tuple[Wire, str], tmp_path: Path) -> Iterator[Flask]:
    """Return an application that reaches its database over the wire, as a server runs it: each request by itself."""
    app = create_app(settings(tmp_path, wire[1]))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(far: Flask, wire: tuple[Wire, str]) -> Iterator[Flask]:
    """Return it with a session to work in."""
    with far.app_context():
        yield far
        wire[0].mend()
        db.session().invalidate()
        db.session.remove()


@pytest.mark.parametrize(
    ("language", "sentence"), [("de", "Wir sind gleich wieder da."), ("ar", 'lang="ar" dir="rtl"')]
)
def test_while_the_database_is_away_everybody_is_told_to_come_back(
    far: Flask, wire: tuple[Wire, str], language: str, sentence: str
) -> None:
    guest = far.test_client()
    guest.get("/")
    wire[0].cut()

    answer = guest.get("/", headers={"Accept-Language": language})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert sentence in answer.text
    assert "Traceback" not in answer.text
    assert "psycopg" not in answer.text


def test_when_the_database_is_back_everything_works_by_itself(far: Flask, wire: tuple[Wire, str]) -> None:
    guest = far.test_client()
    guest.get("/")
    wire[0].cut()
    away = [guest.get("/").status_code for _ in range(3)]

    wire[0].mend()

    assert away == [503, 503, 503]
    assert [guest.get("/").status_code for _ in range(3)] == [200, 200, 200]


def test_a_server_that_started_again_is_noticed_without_a_fault(far: Flask, wire: tuple[Wire, str]) -> None:
    guest = far.test_client()
    guest.get("/")

    wire[0].cut()
    wire[0].mend()

    assert guest.get("/").status_code == 200


def prepared(session: Session) -> tuple[int, str, int]:
    """Return an event with a plan to publish: its organiser, its key, and who publishes."""
    event = a_day(session, people=3, capacity=2)
    by = a_member_of_staff(session, event)
    a_plan(session, event, by=by)
    return event.organiser_id, event.key, by.id


def publish(session: Session, organiser_id: int, key: str) -> None:
    event = read_event(session, organiser_id, key=key)
    plan = read_assignment(session, event, 1)
    by = plan.requested_by
    publish_assignment(session, event, plan, seen_publication=0, keyring=KEYRING, by=by, now=NOW)
    session.commit()


def test_a_publication_whose_commit_nobody_heard_of_counts_once(app: Flask, wire: tuple[Wire, str]) -> None:
    organiser_id, key, _ = prepared(db.session())
    wire[0].swallows = b"COMMIT"

    with pytest.raises(OperationalError):
        publish(db.session(), organiser_id, key)
    db.session().invalidate()
    wire[0].mend()
    with pytest.raises(RuleError, match="already_published"):
        publish(db.session(), organiser_id, key)
    db.session.rollback()

    assert db.session().query(Message).filter_by(organiser_id=organiser_id).count() == 3
    assert broken(db.session()) == []


def test_a_publication_cut_off_before_its_commit_can_be_done_again(app: Flask, wire: tuple[Wire, str]) -> None:
    organiser_id, key, _ = prepared(db.session())
    wire[0].swallows = b"UPDATE assignment"

    with pytest.raises(OperationalError):
        publish(db.session(), organiser_id, key)
    db.session().invalidate()
    wire[0].mend()
    publish(db.session(), organiser_id, key)

    assert broken(db.session()) == []


def show_ticket(session: Session, organiser_id: int) -> Scan:
    """Show the first ticket at its door; the device repeats the same question."""
    event = session.query(Event).filter_by(organiser_id=organiser_id).one()
    ticket = session.query(Ticket).filter_by(organiser_id=organiser_id).order_by(Ticket.id).limit(1).one()
    by = a_member_of_staff(session, event)
    keeper, at = Doorkeeper(event, slot=ticket.slot, account=by), ticket.slot.start_at + timedelta(minutes=1)
    scan = ask(session, keeper, Question("the same question", Way.NAME, ticket.key), now=at)
    answer = scan.answer
    session.commit()
    return answer  # type: ignore[return-value]


def test_a_check_in_whose_commit_nobody_heard_of_counts_once(app: Flask, wire: tuple[Wire, str]) -> None:
    event = a_day(db.session(), people=1)
    published(db.session(), event)
    event.stage, organiser_id = Stage.RUNNING, event.organiser_id
    db.session.commit()
    wire[0].swallows = b"COMMIT"

    with pytest.raises(OperationalError):
        show_ticket(db.session(), organiser_id)
    db.session().invalidate()
    wire[0].mend()
    again = show_ticket(db.session(), organiser_id)

    assert again == "admitted"
    assert db.session().query(CheckIn).filter_by(organiser_id=organiser_id).count() == 1
    assert db.session().query(Slot).filter_by(organiser_id=organiser_id).count() == 1


@pytest.mark.parametrize("code", ["40001", "40P01"])
def test_a_transaction_postgresql_gave_up_is_one_the_worker_tries_again(app: Flask, code: str) -> None:
    from matchday.worker import is_worth_another_try

    with pytest.raises(OperationalError) as given_up:
        db.session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END $$"))
    db.session.rollback()

    assert is_worth_another_try(given_up.value)
