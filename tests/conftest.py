"""What every test can ask for: an application on a database of its own, its session, a client that reads pages."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from whitenoise import WhiteNoise

from matchday import migration
from matchday.app import create_app
from matchday.config import Config, from_environment
from matchday.extensions import db
from matchday.models import Base
from matchday.services.task import TASK_TABLES
from tests.page_client import PageClient
from tests.postgres import ROLE, SUPERUSER, fresh_database_url

NOW = datetime(2027, 3, 12, 9, 30, tzinfo=UTC)
"""The moment most tests happen: a Friday in the weeks of wishing."""


def pytest_collection_finish() -> None:
    """Keep what is loaded by now out of every search for garbage: a quarter of the processor's time went into them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


class KnownRule(Rule):
    """An address that is compiled once in a process: nearly every test builds an application with all of them."""

    def compile(self) -> None:
        """Take over what was compiled before for the same address."""
        if self.rule not in COMPILED:
            super().compile()
            COMPILED[self.rule] = vars(self)
        for name in ("arguments", "_parts", "_trace", "_converters", "_build", "_build_unknown"):
            setattr(self, name, COMPILED[self.rule][name])


COMPILED: dict[str, dict[str, Any]] = {}
Flask.url_rule_class = KnownRule


class KnownTemplates(BytecodeCache):
    """Templates that are compiled once in a process: half of the time of a page's test went into them."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it was compiled before."""
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self.known[bucket.key] = bucket.bytecode_to_string()


STATEMENTS: dict[Any, Any] = {}
DefaultDialect.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[assignment,method-assign]
DefaultDialect.__hash__ = lambda self: hash(type(self))  # type: ignore[assignment,method-assign]


@event.listens_for(Engine, "engine_connect")
def share_statements(connection: Connection) -> None:
    """Compile a statement once in a process for each kind of database: a third of a test's time went into them."""
    connection.execution_options(compiled_cache=STATEMENTS)


def find_files(server: WhiteNoise, root: str, prefix: str) -> None:
    """Look into a folder of static files once in a process."""
    if (root, prefix) not in FILES:
        look_into(server, root, prefix)
        FILES[root, prefix] = dict(server.files)
    server.files.update(FILES[root, prefix])


FILES: dict[tuple[str, str], dict[str, Any]] = {}
look_into, WhiteNoise.update_files_dictionary = WhiteNoise.update_files_dictionary, find_files
Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": KnownTemplates()}


def settings(instance: Path, database_url: str | None = None, **more: str) -> Config:
    """Return settings for a test, with mails going into files."""
    chosen = {"SECRET_KEY": "only for tests", "INSTALLATION_KEY": "0123456789abcdef" * 4, **more}
    if database_url:
        chosen["DATABASE_URL"] = database_url
    return from_environment(chosen, instance=instance)


def migrated(config: Config) -> Flask:
    """Return an application whose database has all tables."""
    app = create_app(config)
    with app.app_context():
        migration.upgrade()
        db.session.remove()
        db.engine.dispose()
    return app


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated SQLite file that nobody writes to: every test gets a copy."""
    instance = tmp_path_factory.mktemp("empty")
    migrated(settings(instance))
    return instance / "matchday.sqlite"


@pytest.fixture
def now() -> datetime:
    """Return the moment the test happens."""
    return NOW


@pytest.fixture
def config(tmp_path: Path, empty_database: Path) -> Config:
    """Return settings on a fresh SQLite file."""
    return settings(copied(empty_database, tmp_path))


def copied(empty_database: Path, instance: Path) -> Path:
    """Copy the empty database into an instance folder and return the folder."""
    shutil.copy(empty_database, instance / "matchday.sqlite")
    return instance


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return a migrated PostgreSQL database of this test process."""
    with fresh_database_url() as url:
        migrated(settings(tmp_path_factory.mktemp("postgres"), url))
        yield url


def empty(url: str) -> None:
    """Take every row out, also those of the tasks; cutting the tables' files would take forty times as long."""
    tasks, ours = (f"dbos.{name}" for name in TASK_TABLES), reversed(Base.metadata.sorted_tables)
    deletions = "; ".join(f"DELETE FROM {name}" for name in (*tasks, *(f'"{table.name}"' for table in ours)))  # noqa: S608
    everything = url.replace("+psycopg", "").replace(f"{ROLE}@", f"{SUPERUSER}@")  # no row is hidden from this account
    with psycopg.connect(everything) as connection:
        connection.execute(deletions.encode())


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """Return an application on the test's database."""
    app = create_app(config)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Session:
    """Return the database session of the test."""
    return db.session()


@pytest.fixture
def client(app: Flask) -> PageClient:
    """Return a client that checks every page it opens."""
    return PageClient(app)
