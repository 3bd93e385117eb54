"""What a transaction cannot do: files, and the traces that a database leaves of deleted rows.

**Source** SQLite manual, pragma wal_checkpoint and secure_delete; PostgreSQL manual, VACUUM: a plain VACUUM leaves the
text of deleted rows in the table's file, FULL writes the file anew.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from pathlib import Path

from sqlalchemy import Connection, Engine, text

STATISTICS = "pg_catalog.pg_statistic"
"""Here the planner of PostgreSQL keeps samples of what stands in the tables."""
OLDER_PICTURES = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND age(backend_xmin) > age(CAST(CAST(:mine AS text) AS xid))"
)
WAITS, WAIT_S = 120, 0.5
"""For a minute; after that the next turn of the worker tries again."""


def remove_files(folders: Iterable[Path], marks: Collection[str]) -> int:
    """Delete every file whose name holds one of the marks. Return how many; one that is gone already is none."""
    wanted = [mark for mark in marks if mark]
    found = [
        path
        for folder in folders
        if folder.is_dir()
        for path in folder.iterdir()
        if path.is_file() and any(mark in path.name for mark in wanted)
    ]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def compact(engine: Engine, tables: Iterable[str]) -> bool:
    """Write the tables' files anew, so that nothing of a deleted row is left.

    Return whether that was possible: where others hold the database it is done a little later.
    """
    if engine.dialect.name == "sqlite":
        return _empty_wal(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not _await_readers(connection):
            return False
        for table in tables:
            connection.execute(text(f"VACUUM (FULL, ANALYZE) {table}"))
        connection.execute(text(f"VACUUM (FULL) {STATISTICS}"))
    return True


def _await_readers(connection: Connection) -> bool:
    """Wait until nobody reads with a picture of the database from before: for them VACUUM keeps what was deleted.

    Return whether that came to pass. The worker's own scheduler holds such a picture for seconds at a time.
    """
    mine = connection.scalar(text("SELECT pg_current_xact_id()::xid::text"))
    for _ in range(WAITS):
        if not connection.scalar(OLDER_PICTURES, {"mine": mine}):
            return True
        time.sleep(WAIT_S)
    return False


def _empty_wal(engine: Engine) -> bool:
    """Take the write-ahead log into the file, where secure_delete has overwritten the rows, and cut it to nothing."""
    connection = engine.raw_connection()  # a checkpoint must not stand inside a transaction
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (is_busy, *_) = cursor.fetchall()[0]
    finally:
        connection.close()
    return not is_busy
