"""Who holds a row waits for others who hold it, and for nobody who adds something that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from matchday.config import Config
from matchday.extensions import db
from matchday.models import Event
from matchday.services.lock import hold
from tests.conftest import empty, settings
from tests.factories import a_group, an_event

pytestmark = pytest.mark.postgres


@pytest.fixture
def config(postgres_url: str, tmp_path: Path) -> Config:
    empty(postgres_url)
    return settings(tmp_path, postgres_url)


@pytest.fixture
def event(session: Session) -> Event:
    event = an_event(session)
    session.commit()
    return event


@pytest.fixture
def other(session: Session) -> Iterator[Session]:
    """Return a second session, which waits a second at most."""
    with Session(db.engine) as other:
        other.execute(text("SET LOCAL lock_timeout = '1s'"))
        yield other


def of_the_other(other: Session, event: Event) -> Event:
    return other.query(Event).filter_by(organiser_id=event.organiser_id, id=event.id).one()


def test_of_two_who_hold_a_row_one_waits(session: Session, other: Session, event: Event) -> None:
    hold(session, event)
    same = of_the_other(other, event)

    with pytest.raises(OperationalError):
        hold(other, same)


def test_whoever_adds_to_a_held_thing_holds_nobody_up(session: Session, other: Session, event: Event) -> None:
    a_group(session, event)
    session.flush()

    hold(other, of_the_other(other, event))


def test_the_strongest_lock_would_be_held_up(session: Session, other: Session, event: Event) -> None:
    a_group(session, event)
    session.flush()
    same = of_the_other(other, event)

    with pytest.raises(OperationalError):
        other.refresh(same, with_for_update=True)
