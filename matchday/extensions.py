"""The extensions, not yet bound to an app, what is kept with an app, and what a database needs on every connection."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations
from flask import current_app
from flask_babel import Babel, Domain, get_locale
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from matchday.config import Config
from matchday.core.access import Keyring
from matchday.models import Base, row_security


class Catalogues(Domain):
    """Our catalogues and those put to use here, read as one.

    Flask-Babel takes the rule of plurals from whichever folder it reads last, also where that has no catalogue.
    """

    def get_translations(self) -> NullTranslations:
        """Return the sentences of the language that is spoken, with the rule of plurals of ours."""
        known_count, found = len(self.cache), super().get_translations()
        if len(self.cache) > known_count:
            found.plural = Translations.load(self.translation_directories[0], [get_locale()], self.domain[0]).plural
        return found


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
csrf = CSRFProtect()
babel = Babel()
babel.domain_instance = Catalogues(domain="messages")
compress = Compress()
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True)

is_reading: ContextVar[bool] = ContextVar("is_reading", default=False)
"""Set while a request only reads. Everything else begins its transaction with the write lock: SQLite refuses a
transaction that read first and writes after somebody else's commit, however long it may wait."""


def config() -> Config:
    """Return the settings of this installation."""
    found: Config = current_app.extensions["matchday.config"]
    return found


def keyring() -> Keyring:
    """Return the keys of this installation."""
    found: Keyring = current_app.extensions["matchday.keyring"]
    return found


PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "foreign_keys": 1,
    "busy_timeout": 30_000,
}
"""What trust rests on: nothing lost at a power cut (FULL = 2), nothing left after a delete."""

TURNSTILE = "turnstile"


def prepare_database(engine: Engine) -> None:
    """Give every connection what trust rests on: settings on SQLite, the wall between organisers on PostgreSQL."""
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    else:
        row_security.switch_on(engine)


def prepare_sqlite(engine: Engine) -> None:
    """Give every connection of an SQLite engine its settings and its way to begin.

    Whoever waits for SQLite's write lock asks again and again, and who has just come may be served first. So writers
    queue at a turnstile, a lock on the database's folder that the system hands on in turn: one of them asks, the others
    sleep.
    """
    folder = Path(engine.url.database or "").resolve().parent

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}")
        entry.info[TURNSTILE] = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)

    @event.listens_for(engine, "close")
    def leave(_connection: Any, entry: ConnectionPoolEntry) -> None:
        if (turnstile := entry.info.pop(TURNSTILE, None)) is not None:
            os.close(turnstile)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if is_reading.get():
            connection.exec_driver_sql("BEGIN")
            return
        turnstile = connection.info[TURNSTILE]
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            fcntl.flock(turnstile, fcntl.LOCK_UN)


def assert_sqlite(engine: Engine) -> None:
    """Refuse to start on a database file without the settings that trust rests on.

    **Errors** RuntimeError naming the setting.
    """
    token = is_reading.set(True)  # only asks: nobody who writes just now is waited for
    try:
        with engine.connect() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
    finally:
        is_reading.reset(token)
    for name, wanted in PRAGMAS.items():
        if found[name] != wanted:
            raise RuntimeError(f"SQLite answers {name} = {found[name]}, needed is {wanted}: it is not safe to start.")


@contextmanager
def transaction() -> Iterator[Session]:
    """Lend a session that is committed at the end, or rolled back, and given back in any case."""
    try:
        yield db.session()
        db.session.commit()
    finally:
        db.session.remove()
