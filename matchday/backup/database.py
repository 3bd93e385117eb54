"""Copy a database while people work, and put a copy back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, Connection, Engine, create_engine, inspect, make_url, text

from matchday.backup.sealed_file import BackupError
from matchday.config import Config

SCHEMAS = ("public", "dbos")
"""Where PostgreSQL keeps our tables and those of the tasks."""
SEES_ALL = "-c matchday.organiser_id=all"
"""The wall between organisers (models/row_security.py) is open for a copy of everything."""


@dataclass(frozen=True)
class Database:
    """One database by its address. ``programs``: folder of pg_dump and pg_restore, empty to search for them."""

    url: URL
    programs: str = ""

    @classmethod
    def of(cls, config: Config) -> Database:
        """Return the database of the settings."""
        return cls(make_url(config.database_url), config.postgres_programs)

    @property
    def is_sqlite(self) -> bool:
        """Tell whether it is an SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path:
        """Return the SQLite file."""
        return Path(self.url.database or "")

    def engine(self) -> Engine:
        """Return a plain engine on it, outside of the application's."""
        return create_engine(
            self.url, hide_parameters=True, connect_args={} if self.is_sqlite else {"options": SEES_ALL}
        )


def copy(database: Database, target: Path) -> Mapping[str, int]:
    """Copy a database into a file as it is at one moment, while others write. Return the rows of each table.

    **Errors** BackupError where there is no database, or a program of PostgreSQL is missing or fails.
    """
    if database.is_sqlite:
        return _copy_file(database.path, target)
    with closing_engine(database) as engine, engine.connect() as connection:
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        moment = connection.scalar(text("SELECT pg_export_snapshot()"))
        schemas = [f"--schema={name}" for name in SCHEMAS]
        run(database, "pg_dump", "--format=custom", f"--snapshot={moment}", "--enable-row-security", *schemas,
            f"--file={target}")  # fmt: skip
        return count_rows(connection)


def put_back(database: Database, source: Path) -> None:
    """Put a copy in the place of everything the database holds. Where it fails, all stays as it was."""
    if database.is_sqlite:
        with closing(sqlite3.connect(source)) as copied, closing(sqlite3.connect(database.path)) as held:
            held.execute("PRAGMA busy_timeout = 10000")
            copied.backup(held)
            held.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with closing_engine(database) as engine:
        kept = _put_aside(engine)
        try:
            run(database, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", source)
        except BackupError:
            _take_back(engine, kept)
            raise
        with engine.begin() as connection:
            for name in kept.values():
                connection.execute(text(f'DROP SCHEMA "{name}" CASCADE'))


def is_empty(database: Database) -> bool:
    """Tell whether no table is there."""
    if database.is_sqlite and not database.path.exists():
        return True
    with closing_engine(database) as engine, engine.connect() as connection:
        return not list(_tables(connection))


@contextmanager
def scratch(database: Database, folder: Path) -> Iterator[Database]:
    """Lend an empty database of the same kind and take it away afterwards."""
    if database.is_sqlite:
        yield Database(URL.create("sqlite", database=str(folder / "scratch.sqlite")))
        return
    name = f"matchday_verify_{uuid4().hex[:12]}"
    with closing_engine(database) as engine, engine.execution_options(isolation_level="AUTOCOMMIT").connect() as server:
        if not server.scalar(text("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")):
            raise BackupError(
                "To try the backup out matchday needs a database beside its own: give its role CREATEDB "
                "(ALTER ROLE … CREATEDB), or verify on another machine."
            )
        server.execute(text(f"CREATE DATABASE {name}"))
        try:
            yield Database(database.url.set(database=name), database.programs)
        finally:
            server.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def closing_engine(database: Database) -> Iterator[Engine]:
    """Lend an engine and let go of every connection afterwards."""
    engine = database.engine()
    try:
        yield engine
    finally:
        engine.dispose()


def count_rows(connection: Connection) -> dict[str, int]:
    """Return the rows of every table, those of the tasks too."""
    return {
        name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608  (names of tables)
        for name in _tables(connection)
    }


def run(database: Database, program: str, *words: str | Path) -> None:
    """Run a program of PostgreSQL on the database. **Errors** BackupError with its last words."""
    found = shutil.which(program, path=database.programs or None)
    if found is None:
        raise BackupError(
            f"The program {program} is missing. Install the client programs of your PostgreSQL version (Debian: "
            "postgresql-client), or name their folder in POSTGRES_PROGRAMS."
        )
    address = database.url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    environ = {**os.environ, "PGPASSWORD": database.url.password or "", "PGOPTIONS": SEES_ALL}
    done = subprocess.run(
        [found, f"--dbname={address}", *map(str, words)], env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BackupError(f"{program} failed: {done.stderr.strip()[-500:]}")


def _copy_file(source: Path, target: Path) -> Mapping[str, int]:
    if not source.exists():
        raise BackupError(f"There is no database at {source}.")
    with closing(sqlite3.connect(source)) as held, closing(sqlite3.connect(target)) as copied:
        held.execute("PRAGMA busy_timeout = 10000")
        held.backup(copied)
        copied.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    with closing_engine(Database(URL.create("sqlite", database=str(target)))) as engine, engine.connect() as connection:
        return count_rows(connection)


def _tables(connection: Connection) -> Iterator[str]:
    found, is_file = inspect(connection), connection.dialect.name == "sqlite"
    for schema in (None,) if is_file else SCHEMAS:
        for name in sorted(found.get_table_names(schema=schema)):
            yield f'"{name}"' if is_file else f'"{schema}"."{name}"'


def _put_aside(engine: Engine) -> dict[str, str]:
    """Rename the schemas that are there, so that they can come back. Return each with its new name."""
    mark = uuid4().hex[:8]
    with engine.begin() as connection:
        there = set(inspect(connection).get_schema_names())
        kept = {name: f"{name}_before_{mark}" for name in SCHEMAS if name in there}
        for name, other in kept.items():
            connection.execute(text(f'ALTER SCHEMA "{name}" RENAME TO "{other}"'))
    return kept


def _take_back(engine: Engine, kept: Mapping[str, str]) -> None:
    with engine.begin() as connection:
        for name, other in kept.items():
            connection.execute(text(f'DROP SCHEMA IF EXISTS "{name}" CASCADE'))
            connection.execute(text(f'ALTER SCHEMA "{other}" RENAME TO "{name}"'))
