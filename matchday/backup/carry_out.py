"""Make a backup, verify it, put it back."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

import matchday
from matchday import migration
from matchday.backup import database as db_copy
from matchday.backup.database import Database, closing_engine, count_rows
from matchday.backup.manifest import Manifest, fingerprint
from matchday.backup.sealed_file import BackupError, read_sealed, write_sealed
from matchday.config import Config
from matchday.services.audit import verify_audit

SUFFIX = ".matchday"
RETENTION = timedelta(days=30)
"""No backup lives longer: what somebody asked us to forget must not come back for ever."""
NAME = "%Y%m%d-%H%M%S"
COPY, MANIFEST = "database", "manifest.json"


@dataclass(frozen=True)
class Found:
    """What trying a backup out showed."""

    manifest: Manifest
    organiser_count: int
    fits_key: bool
    """Whether the installation key here is the one of the backup; else sealed secrets in it stay shut."""


def make(config: Config, folder: Path, *, secret: bytes, now: datetime) -> tuple[Path, Manifest]:
    """Back the database up into one new encrypted file of the folder and delete those past their time there.

    **Errors** BackupError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    source, target = Database.of(config), folder / f"{now:{NAME}}{SUFFIX}"
    if target.exists():
        raise BackupError(f"{target} is there already.")
    with _workplace(config) as place:
        rows = db_copy.copy(source, place / COPY)
        manifest = Manifest(
            version=matchday.__version__,
            made_at=now.isoformat(),
            database=source.url.get_backend_name(),
            migration=_revision(source),
            sha256=fingerprint(place / COPY),
            key_mark=_key_mark(config),
            rows=rows,
        )
        manifest.write(place / MANIFEST)
        with tarfile.open(place / "backup.tar.gz", "w:gz", compresslevel=6) as tar:
            for name in (MANIFEST, COPY):
                tar.add(place / name, name)
        write_sealed(place / "backup.tar.gz", target, secret=secret)
    _delete_old(folder, before=now - RETENTION)
    return target, manifest


def verify(config: Config, source: Path, *, secret: bytes) -> Found:
    """Put a backup back in a scratch place and check every count, the fingerprint and each audit chain.

    **Errors** BackupError with what does not fit.
    """
    with _workplace(config) as place:
        manifest = _open(config, source, place, secret=secret)
        with db_copy.scratch(Database.of(config), place) as empty:
            db_copy.put_back(empty, place / COPY)
            count = _require_whole(empty, manifest)
    return Found(manifest, count, hmac.compare_digest(manifest.key_mark, _key_mark(config)))


def restore(config: Config, source: Path, *, secret: bytes, replaces: bool) -> Found:
    """Put a backup in the place of the database, after it was opened and compared with its manifest.

    Nobody may work meanwhile. The caller brings the tables up to date and repeats the erasures before anybody does.

    **Errors** BackupError; the database stays as it was.
    """
    target = Database.of(config)
    if not replaces and not db_copy.is_empty(target):
        raise BackupError("There is a database already. With --replace it is given up for the backup.")
    with _workplace(config) as place:
        manifest = _open(config, source, place, secret=secret)
        db_copy.put_back(target, place / COPY)
    count = _require_whole(target, manifest)
    return Found(manifest, count, hmac.compare_digest(manifest.key_mark, _key_mark(config)))


def _delete_old(folder: Path, *, before: datetime) -> None:
    """Delete the backups of a folder whose name tells a moment before this one; other files stay."""
    for path in folder.glob(f"*{SUFFIX}"):
        with contextlib.suppress(ValueError):
            if datetime.strptime(path.stem, NAME).replace(tzinfo=before.tzinfo) < before:
                path.unlink()


@contextmanager
def _workplace(config: Config) -> Iterator[Path]:
    """Lend a folder only we can read; what lies in it in the clear is gone afterwards."""
    config.instance.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="backup-", dir=config.instance) as folder:
        yield Path(folder)


def _open(config: Config, source: Path, place: Path, *, secret: bytes) -> Manifest:
    """Decrypt and unpack a backup and compare the copy with its manifest."""
    if not source.is_file():
        raise BackupError(f"There is no file {source}.")
    read_sealed(source, place / "backup.tar.gz", secret=secret)
    with tarfile.open(place / "backup.tar.gz", "r:gz") as tar:
        for name in (MANIFEST, COPY):
            tar.extract(name, place, filter="data")
    (place / "backup.tar.gz").unlink()
    manifest, kind = Manifest.read(place / MANIFEST), Database.of(config).url.get_backend_name()
    manifest.require_copy(place / COPY)
    if manifest.database != kind:
        raise BackupError(f"This is a backup of {manifest.database}, the database of the settings is {kind}.")
    if manifest.migration > migration.newest():
        raise BackupError(f"This is a backup of matchday {manifest.version}, newer than this one: install that first.")
    return manifest


def _require_whole(database: Database, manifest: Manifest) -> int:
    """Compare what was put back with the manifest. Return the number of organisers whose audit chain is whole."""
    with closing_engine(database) as engine:
        with engine.connect() as connection:
            rows = count_rows(connection)
            if database.is_sqlite and connection.scalar(text("PRAGMA integrity_check")) != "ok":
                raise BackupError("SQLite finds the copy damaged.")
        if wrong := [name for name in {*rows, *manifest.rows} if rows.get(name) != manifest.rows.get(name)]:
            raise BackupError(f"The rows are not those of the manifest: {', '.join(sorted(wrong))}.")
        return _require_chains(engine)


def _require_chains(engine: Engine) -> int:
    with Session(engine) as session:
        organiser_ids = session.scalars(text("SELECT id FROM organiser ORDER BY id")).all()
        for organiser_id in organiser_ids:
            if (number := verify_audit(session, organiser_id=organiser_id)) is not None:
                raise BackupError(f"The audit chain of organiser {organiser_id} breaks at entry {number}.")
        return len(organiser_ids)


def _revision(database: Database) -> str:
    with closing_engine(database) as engine:
        return migration.read_revision(engine) or ""


def _key_mark(config: Config) -> str:
    return hmac.digest(config.installation_key, b"which key a backup was made beside", hashlib.sha256).hex()[:16]
