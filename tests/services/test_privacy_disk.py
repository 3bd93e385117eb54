"""A deleted row stays in the database's own files until they are cleaned; finished tasks leave no trace for long."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from matchday.config import Config
from matchday.core.privacy import ErasureReason
from matchday.services.privacy import clean_disk, erase_participant
from matchday.services.task import TaskKind, enqueue, forget_finished_tasks, task_tables
from tests.canary import a_canary, hits, words_of
from tests.factories import KEYRING, a_slot, an_event
from tests.postgres import administer, server_folder

MARK = "vkjwqpzxyq"


def database_files(session: Session, config: Config, folder: Path) -> list[Path]:
    if config.is_database_file:
        return list(folder.glob("matchday.sqlite*"))
    number = session.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    session.rollback()
    administer(server_folder(), "CHECKPOINT")
    return [path for path in (server_folder() / "data" / "base" / str(number)).iterdir() if path.is_file()]


def test_erased_words_are_in_the_files_until_these_are_cleaned(
    session: Session, config: Config, now: datetime, tmp_path: Path
) -> None:
    event = an_event(session)
    person = a_canary(session, event, a_slot(session, event), MARK, now=now)
    session.commit()
    erase_participant(session, person, reason=ErasureReason.ASKED, keyring=KEYRING, by=None, now=now)
    session.commit()
    searched = [MARK, *words_of(MARK).values()]
    uncleaned = hits(searched, database_files(session, config, tmp_path))

    is_clean = clean_disk(session)

    assert is_clean
    assert uncleaned != {}
    assert hits(searched, database_files(session, config, tmp_path)) == {}


def test_finished_tasks_are_forgotten_and_waiting_ones_are_not(session: Session, now: datetime) -> None:
    for cause in ("done", "waiting"):
        enqueue(session, TaskKind.MAKE_PAPERS, 1, cause=cause)
    status = task_tables(session)[-1]
    ended = int((now - timedelta(days=15)).timestamp() * 1000)
    done = text(f"UPDATE {status} SET status = 'SUCCESS', updated_at = {ended} WHERE workflow_uuid = 'done'")  # noqa: S608
    session.execute(done)

    count = forget_finished_tasks(session, before=now - timedelta(days=14))

    left = session.scalars(text(f"SELECT workflow_uuid FROM {status}")).all()  # noqa: S608
    assert (count, left) == (1, ["waiting"])
