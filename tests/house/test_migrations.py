"""The migrated schema is that of the models, and every migration goes up, down and up, with data: law 9."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from matchday import migration
from matchday.app import create_app
from matchday.config import ROOT
from matchday.extensions import db
from matchday.models import Base, Event, Participant, Slot
from matchday.services.checkin import admit
from matchday.services.demo.fill import fill_sized
from matchday.services.ticket import issue_ticket
from tests.conftest import NOW, settings
from tests.factories import KEYRING, a_participant, a_slot, a_wish, an_event
from tests.killed import is_killed
from tests.postgres import fresh_database_url

FOLDER = ROOT / "migrations" / "versions"
NUMBERS = sorted(path.name[:4] for path in FOLDER.glob("[0-9]*.py"))
LONGEST_S = 60


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Return an application on an empty database of each kind."""
    if request.param == "sqlite":
        yield from _opened(create_app(settings(tmp_path)))
        return
    with fresh_database_url() as url:
        yield from _opened(create_app(settings(tmp_path, url)))


def _opened(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def is_ours(name: str | None, kind: str, _: object) -> bool:
    """Pass over the tables of the tasks: DBOS looks after them."""
    return kind != "table" or name in Base.metadata.tables


def test_the_migrated_schema_is_that_of_the_models(bare: Flask) -> None:
    migration.upgrade()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_go_up_down_and_up_with_data(bare: Flask) -> None:
    migration.upgrade()
    day = an_event(db.session())
    a_wish(db.session(), a_participant(db.session(), day), a_slot(db.session(), day))
    db.session.commit()
    db.session.remove()

    migration.downgrade("base")
    left = set(inspect(db.engine).get_table_names()) & set(Base.metadata.tables)
    migration.upgrade()

    assert left == set()
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM participant")).scalar() == 0


def fill(session: Session) -> None:
    """Fill in the day of reference, 481 people and 62 employers, with tickets and check-ins."""
    fill_sized(session, participants=481, employers=62, seed=1, keyring=KEYRING, now=NOW)
    day = session.scalars(select(Event).execution_options(across_organisers="there is one")).one()
    of_event = {"organiser_id": day.organiser_id, "event_id": day.id}
    slot = session.query(Slot).filter_by(**of_event).order_by(Slot.id).limit(1).one()
    for person in session.query(Participant).filter_by(**of_event).order_by(Participant.id).limit(100).all():
        ticket = issue_ticket(session, day, person, slot=slot, now=NOW)
        session.flush()
        admit(session, ticket, by=None, now=NOW)
    session.commit()
    db.session.remove()


def shape() -> dict[str, object]:
    """Return the whole schema of our tables, in an order of its own."""
    found: dict[str, object] = {}
    inspector = inspect(db.engine)
    for table in sorted(set(inspector.get_table_names()) & set(Base.metadata.tables)):
        found[table] = (
            sorted((one["name"], str(one["type"]), one["nullable"]) for one in inspector.get_columns(table)),
            sorted((one["constrained_columns"], one["referred_table"]) for one in inspector.get_foreign_keys(table)),
            sorted(one["column_names"] for one in inspector.get_unique_constraints(table)),
            sorted(str(one["column_names"]) for one in inspector.get_indexes(table)),
        )
    return found


def rows() -> dict[str, int]:
    """Return the rows of each table there is."""
    with db.engine.connect() as connection:
        return {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608
            for name in sorted(set(inspect(connection).get_table_names()) & set(Base.metadata.tables))
        }


def test_each_migration_goes_down_and_up_with_a_day_of_481_people(bare: Flask) -> None:
    migration.upgrade()
    fill(db.session())
    before, began, steps = (shape(), rows()), time.monotonic(), [*reversed(NUMBERS[:-1])]

    lasting = set(before[1])
    for number in steps:
        migration.downgrade(number)
        lasting &= set(rows())
    migration.upgrade()

    assert shape() == before[0]
    assert {name: rows()[name] for name in lasting} == {name: before[1][name] for name in lasting}
    assert rows()["participant"] == 481
    assert time.monotonic() - began < LONGEST_S


def test_a_migration_that_is_killed_is_done_again_from_its_beginning(bare: Flask) -> None:
    migration.upgrade()
    fill(db.session())
    newest, before = shape(), rows()["participant"]
    migration.downgrade(NUMBERS[0])
    oldest = shape()

    for at in (8, 40, 90):
        assert is_killed(migration.upgrade, at)
        assert shape() == oldest
        assert migration.read_revision(db.engine) == NUMBERS[0]
    migration.upgrade()

    assert shape() == newest
    assert rows()["participant"] == before


def test_matchday_refuses_to_start_on_older_tables_and_names_the_command(bare: Flask) -> None:
    migration.upgrade()
    migration.downgrade(NUMBERS[-2])

    with pytest.raises(migration.SchemaError, match="flask --app wsgi db upgrade"):
        migration.require_newest(bare)


def test_matchday_refuses_to_start_on_newer_tables(bare: Flask) -> None:
    migration.upgrade()
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(migration.SchemaError, match="newer than this matchday"):
        migration.require_newest(bare)


def test_matchday_starts_on_its_own_tables(bare: Flask) -> None:
    migration.upgrade()

    migration.require_newest(bare)


@pytest.mark.parametrize("words", [["-c", "import wsgi"], ["-m", "matchday.worker"]], ids=["web", "worker"])
def test_neither_web_nor_worker_starts_without_tables(tmp_path: Path, words: list[str]) -> None:
    environ = {**os.environ, "MATCHDAY_INSTANCE": str(tmp_path), "DATABASE_URL": ""}

    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=environ, capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert "flask --app wsgi db upgrade" in done.stderr


def test_migrations_are_numbered_and_named() -> None:
    names = sorted(path.stem for path in FOLDER.glob("*.py"))

    assert names == sorted(names)
    assert all(name[:4].isdecimal() and name[4] == "_" for name in names)
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
