"""What a transaction cannot do: files, and the traces that a database leaves of deleted rows.

**Source** SQLite manual, pragma wal_checkpoint and secure_delete; PostgreSQL manual, VACUUM: a plain VACUUM leaves the
text of deleted rows in the table's file, FULL writes the file anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from sqlalchemy import Engine, text

STATISTICS = "pg_catalog.pg_statistic"
"""Here the planner of PostgreSQL keeps samples of what stands in the tables."""


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
        for table in tables:
            connection.execute(text(f"VACUUM (FULL, ANALYZE) {table}"))
        connection.execute(text(f"VACUUM (FULL) {STATISTICS}"))
    return True


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
