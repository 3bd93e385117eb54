"""The migrated schema is that of the models, and every migration goes up, down and up, with data: law 9."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from matchday import migration
from matchday.app import create_app
from matchday.extensions import db
from matchday.models import Base
from tests.conftest import settings
from tests.factories import a_participant, a_slot, a_wish, an_event
from tests.postgres import fresh_database_url


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
    event = an_event(db.session())
    a_wish(db.session(), a_participant(db.session(), event), a_slot(db.session(), event))
    db.session.commit()
    db.session.remove()

    migration.downgrade("base")
    left = set(inspect(db.engine).get_table_names()) & set(Base.metadata.tables)
    migration.upgrade()

    assert left == set()
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM participant")).scalar() == 0


def test_migrations_are_numbered_and_named() -> None:
    folder = Path(__file__).parents[2] / "migrations" / "versions"
    names = sorted(path.stem for path in folder.glob("*.py"))

    assert names == sorted(names)
    assert all(name[:4].isdecimal() and name[4] == "_" for name in names)
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
