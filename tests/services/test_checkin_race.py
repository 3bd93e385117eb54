"""The same ticket, fifty times at once, from two processes: counted once, on both databases."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.config import ROOT, Config
from matchday.extensions import db
from matchday.models import CheckIn, Scan, Ticket
from matchday.services.door import issue_door_link
from tests.doors import a_door_slot, a_ticket
from tests.factories import KEYRING, moment_of

PROCESSES, THREADS = 2, 25
BEFORE_S = 0.5
"""How long before it begins everybody knows the moment."""


@pytest.fixture
def ticket(session: Session) -> Ticket:
    """Return a ticket for a slot that is on now."""
    now = moment_of()
    slot = a_door_slot(session, start_at=now, end_at=now.replace(hour=23, minute=59, second=59))
    issue_door_link(session, slot, keyring=KEYRING, by=None, now=now)
    shown = a_ticket(session, slot)
    session.commit()
    return shown


def a_crowd(config: Config, ticket: Ticket, *more: str) -> Counter[str]:
    """Let fifty show the ticket at the same moment. Return how often the door gave which answer."""
    named = [str(config.instance), config.database_url, str(ticket.slot_id), str(ticket.id), str(THREADS)]
    db.session.rollback()  # whoever only looks must not hold the lock
    command = [sys.executable, "-m", "tests.services.crowd", *named, *more]
    both = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    children = [subprocess.Popen(command, cwd=ROOT, **both) for _ in range(PROCESSES)]
    assert [child.stdout.readline() for child in children] == ["ready\n"] * PROCESSES
    begin = f"{time.time() + BEFORE_S}\n"
    return Counter(line for child in children for line in child.communicate(begin, timeout=120)[0].split())


def rows(session: Session, table: type[CheckIn | Scan], ticket: Ticket) -> int:
    """Return how many rows there are about the ticket."""
    found = select(func.count(table.id)).where(table.organiser_id == ticket.organiser_id, table.ticket_id == ticket.id)
    return session.scalar(found) or 0


def test_a_ticket_shown_fifty_times_at_once_is_counted_once(config: Config, session: Session, ticket: Ticket) -> None:
    answers = a_crowd(config, ticket)

    session.rollback()
    assert answers == {"admitted": 1, "already_in": PROCESSES * THREADS - 1}
    assert (rows(session, CheckIn, ticket), rows(session, Scan, ticket)) == (1, PROCESSES * THREADS)


def test_without_the_constraint_and_by_looking_first_the_crowd_is_counted_too_often(
    config: Config, session: Session, ticket: Ticket
) -> None:
    with unguarded():
        answers = a_crowd(config, ticket, "careless")

        session.rollback()
        assert answers["admitted"] > 1
        assert rows(session, CheckIn, ticket) > 1
        session.query(CheckIn).filter(CheckIn.organiser_id == ticket.organiser_id).delete()
        session.commit()


@contextmanager
def unguarded() -> Iterator[None]:
    """Take the constraint away that lets a ticket be counted once, and put it back."""
    db.session.rollback()
    with db.engine.begin() as connection, _check_ins(connection) as table:
        table.drop_constraint("uq_check_in_ticket_id", type_="unique")
    yield
    db.session.rollback()
    with db.engine.begin() as connection, _check_ins(connection) as table:
        table.create_unique_constraint("uq_check_in_ticket_id", ["ticket_id"])


def _check_ins(connection):  # type: ignore[no-untyped-def]
    return Operations(MigrationContext.configure(connection)).batch_alter_table("check_in")
