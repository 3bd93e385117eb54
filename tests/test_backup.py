"""Backups: made while people write, whole or refused, put back without what was erased."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from matchday import backup, migration
from matchday.backup import BackupError
from matchday.backup.database import Database, copy, scratch
from matchday.config import Config
from matchday.core.privacy import ErasureReason
from matchday.extensions import db
from matchday.models import AuditEntry, Event, Participant
from matchday.services import privacy
from matchday.services.audit import verify_audit, write_audit
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, an_event
from tests.plans import a_day, published
from tests.postgres import ROLE, administer, server_folder, wheel
from tests.services.conftest import config as any_database

SECRET = b"nobody guesses this in a lifetime"
config = any_database


@pytest.fixture(autouse=True)
def programs(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pg_dump and pg_restore be those of the server of the tests, and a scratch database be made there."""
    monkeypatch.setenv("PATH", str(wheel() / "bin"), prepend=":")
    if not config.is_database_file:
        administer(server_folder(), f"ALTER ROLE {ROLE} CREATEDB")


@pytest.fixture
def event(session: Session) -> Event:
    event = a_day(session, people=3, capacity=2)
    published(session, event)
    return event


@pytest.fixture
def made(config: Config, event: Event, session: Session, tmp_path: Path) -> Path:
    """Return a backup of a day with a published plan."""
    session.rollback()
    return backup.make(config, tmp_path / "backups", secret=SECRET, now=NOW)[0]


def people(session: Session, organiser_id: int) -> int:
    session.rollback()
    return session.query(Participant).filter(Participant.organiser_id == organiser_id).count()


def test_a_backup_is_whole(config: Config, made: Path) -> None:
    found = backup.verify(config, made, secret=SECRET)

    assert found.fits_key
    assert found.organiser_count == 1
    assert found.manifest.migration == migration.newest()
    assert sum(count for name, count in found.manifest.rows.items() if "participant" in name) == 3


def test_nothing_is_left_in_the_clear(config: Config, made: Path, session: Session, event: Event) -> None:
    name = session.query(Participant.last_name).filter(Participant.organiser_id == event.organiser_id).limit(1).scalar()

    assert name.encode() not in made.read_bytes()
    assert made.stat().st_mode & 0o077 == 0
    assert [path.name for path in config.instance.iterdir() if path.name.startswith("backup-")] == []


def test_another_passphrase_opens_nothing(config: Config, made: Path) -> None:
    with pytest.raises(BackupError, match="passphrase"):
        backup.verify(config, made, secret=b"nobody guesses that in a lifetime")


@pytest.mark.parametrize("harm", ["a bit", "the end", "the middle"])
def test_a_damaged_backup_is_refused(config: Config, made: Path, harm: str) -> None:
    whole = made.read_bytes()
    harmed = {
        "a bit": whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:],
        "the end": whole[:-40],
        "the middle": whole[:5000] + whole[5100:],
    }
    made.write_bytes(harmed[harm])

    with pytest.raises(BackupError):
        backup.verify(config, made, secret=SECRET)


def test_a_backup_is_not_put_over_a_database_unasked(config: Config, made: Path) -> None:
    with pytest.raises(BackupError, match="--replace"):
        backup.restore(config, made, secret=SECRET, replaces=False)


def test_what_was_lost_after_the_backup_comes_back(config: Config, made: Path, session: Session, event: Event) -> None:
    organiser_id = event.organiser_id
    session.query(Participant).filter(Participant.organiser_id == organiser_id).delete()
    session.commit()
    db.engine.dispose()

    backup.restore(config, made, secret=SECRET, replaces=True)

    assert people(session, organiser_id) == 3
    assert verify_audit(session, organiser_id=organiser_id) is None


def test_a_backup_goes_to_a_fresh_machine(
    config: Config, made: Path, session: Session, event: Event, tmp_path: Path
) -> None:
    db.engine.dispose()
    with scratch(Database.of(config), tmp_path) as empty:
        fresh = Config(**{**vars(config), "database_url": empty.url.render_as_string(hide_password=False)})

        found = backup.restore(fresh, made, secret=SECRET, replaces=False)

    assert found.manifest.row_count > 20


class Writer(threading.Thread):
    """Somebody who adds a person and the entry about it, again and again, until told to stop."""

    def __init__(self, app: Flask, event: Event) -> None:
        super().__init__()
        self.app, self.key, self.organiser_id = app, event.id, event.organiser_id
        self.stop, self.count = threading.Event(), 0

    def run(self) -> None:
        while not self.stop.is_set():
            with self.app.app_context():
                own = db.session()
                event = own.query(Event).filter_by(organiser_id=self.organiser_id, id=self.key).one()
                person = a_participant(own, event)
                write_audit(
                    own, "participant.register", organiser_id=self.organiser_id, by=None, now=NOW, participant=person.id
                )
                own.commit()
                db.session.remove()
            self.count += 1

    def await_some(self) -> None:
        """Return when a few were written."""
        while self.count < 5:
            assert self.is_alive()
            time.sleep(0.05)


@pytest.fixture
def writer(app: Flask, session: Session) -> Iterator[Writer]:
    event = an_event(session)
    writer = Writer(app, event)
    session.commit()
    writer.start()
    yield writer
    writer.stop.set()
    writer.join()


def pairs(manifest_rows: dict[str, int]) -> tuple[int, int]:
    """Return the people and the entries about them in a copy."""
    count = {name.split(".")[-1].strip('"'): rows for name, rows in manifest_rows.items()}
    return count["participant"], count["audit_entry"] - 1  # the first entry is that of the event


def test_a_backup_made_while_somebody_writes_holds_one_moment(config: Config, writer: Writer, tmp_path: Path) -> None:
    writer.await_some()

    made = [
        backup.make(config, tmp_path / "backups", secret=SECRET, now=NOW + timedelta(seconds=second))
        for second in range(3)
    ]
    writer.stop.set()

    for path, manifest in made:
        written, noted = pairs(dict(manifest.rows))
        assert written == noted > 0
        backup.verify(config, path, secret=SECRET)
    assert writer.count > pairs(dict(made[-1][1].rows))[0] - 1


def test_copying_the_file_while_somebody_writes_loses_what_is_in_the_log(
    config: Config, writer: Writer, tmp_path: Path
) -> None:
    if not config.is_database_file:
        pytest.skip("PostgreSQL has no one file to copy")
    writer.await_some()

    shutil.copy(Database.of(config).path, tmp_path / "plain.sqlite")
    writer.stop.set()
    writer.join()

    rows = copy(Database(Database.of(config).url.set(database=str(tmp_path / "plain.sqlite"))), tmp_path / "again")
    assert pairs(dict(rows))[0] < writer.count


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["backup", *words], env={"BACKUP_PASSPHRASE": SECRET.decode()})


def test_who_was_erased_since_the_backup_stays_erased(
    app: Flask, config: Config, made: Path, session: Session, event: Event
) -> None:
    organiser_id = event.organiser_id
    person = session.query(Participant).filter(Participant.organiser_id == organiser_id).limit(1).one()
    privacy.erase_participant(session, person, reason=ErasureReason.ASKED, keyring=KEYRING, by=None, now=NOW)
    session.commit()
    privacy.clear_files(session, ledger=config.instance / privacy.LEDGER, folders=[])
    session.commit()

    result = run(app, "restore", str(made), "--replace")

    assert result.exit_code == 0, result.output
    assert "Erased again: 1 people" in result.output
    assert people(db.session(), organiser_id) == 2  # the command gave the session before back


def test_without_the_ledger_the_command_says_who_is_back(app: Flask, made: Path) -> None:
    result = run(app, "restore", str(made), "--replace")

    assert "whoever was erased since the backup is back" in result.output


def test_the_commands_make_and_verify(app: Flask, event: Event, session: Session, tmp_path: Path) -> None:
    session.rollback()

    first = run(app, "make", str(tmp_path / "backups"))
    (path,) = (tmp_path / "backups").iterdir()
    second = run(app, "verify", str(path))

    assert first.exit_code == second.exit_code == 0, first.output + second.output
    assert "The backup is whole" in second.output


def test_a_short_passphrase_is_refused(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(args=["backup", "make", str(tmp_path)], env={"BACKUP_PASSPHRASE": "short"})

    assert "at least 12 characters" in result.output


def test_a_backup_past_its_time_is_deleted_with_the_next_one(config: Config, made: Path, tmp_path: Path) -> None:
    other = made.with_name("readme.txt")
    other.touch()

    backup.make(config, made.parent, secret=SECRET, now=NOW + timedelta(days=31))

    assert not made.exists()
    assert other.exists()


def test_a_missing_program_is_named(config: Config, event: Event, session: Session, tmp_path: Path) -> None:
    if config.is_database_file:
        pytest.skip("SQLite needs no program")
    session.rollback()
    without = Config(**{**vars(config), "postgres_programs": str(tmp_path)})

    with pytest.raises(BackupError, match="pg_dump is missing"):
        backup.make(without, tmp_path / "backups", secret=SECRET, now=NOW)


def test_a_broken_audit_chain_is_told(config: Config, event: Event, session: Session, tmp_path: Path) -> None:
    entry = session.query(AuditEntry).filter(AuditEntry.organiser_id == event.organiser_id).limit(1).one()
    entry.action = "slot.approve"
    session.commit()
    path, _ = backup.make(config, tmp_path / "backups", secret=SECRET, now=NOW)

    with pytest.raises(BackupError, match=f"audit chain of organiser {event.organiser_id} breaks at entry 1"):
        backup.verify(config, path, secret=SECRET)
