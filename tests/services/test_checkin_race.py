"""The same ticket, fifty times at once, from two processes: counted once, on both databases."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import Pipe

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.config import Config
from matchday.extensions import db
from matchday.models import CheckIn, Scan, Ticket
from matchday.services.door import issue_door_link
from tests.doors import a_door_slot, a_ticket
from tests.factories import KEYRING, moment_of
from tests.forked import begin
from tests.services.crowd import stand_at_the_door

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


def a_crowd(config: Config, ticket: Ticket, *, is_careless: bool = False) -> Counter[str]:
    """Let fifty show the ticket at the same moment. Return how often the door gave which answer."""
    crowd = partial(
        stand_at_the_door, slot_id=ticket.slot_id, ticket_id=ticket.id, threads=THREADS, is_careless=is_careless
    )
    db.session.rollback()  # whoever only looks must not hold the lock
    lines = []
    for _ in range(PROCESSES):
        ours, theirs = Pipe()
        begin(crowd, theirs, config)
        lines.append(ours)
    assert [line.recv() for line in lines] == ["ready"] * PROCESSES
    start = time.time() + BEFORE_S
    for line in lines:
        line.send(start)
    return Counter(answer for line in lines for answer in line.recv())


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
        answers = a_crowd(config, ticket, is_careless=True)

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
