"""Upkeep: what the worker does again and again, each deed in its own transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from matchday.clock import read_clock
from matchday.core.privacy import TASK_DAYS
from matchday.extensions import config, db, keyring, transaction
from matchday.receiver import read_returns
from matchday.services import answering, audit, privacy
from matchday.services.health import sweep
from matchday.services.login import forget_logins
from matchday.services.message import list_in_progress, remind_people
from matchday.services.paper import paper_folder, remove_old_papers
from matchday.services.task import forget_finished_tasks

log = logging.getLogger("matchday.upkeep")


def finish_erasures() -> None:
    """Write the ledger, delete files, and take the traces of deleted rows out of the database's own files."""
    with transaction() as session:
        ledger = config().instance / privacy.LEDGER
        erasure_ids = privacy.clear_files(session, ledger=ledger, folders=_paper_folders())
    if erasure_ids and _clean_disk():
        with transaction() as session:
            privacy.note_finished(session, erasure_ids, now=read_clock())


def keep_times() -> None:
    """Delete what is due, one event at a time, once a day."""
    with transaction() as session:
        event_ids = privacy.list_due(session, now=read_clock())
    is_gone = False
    for event_id in event_ids:
        with transaction() as session:
            is_gone |= bool(privacy.retain_event(session, event_id, folders=_paper_folders(), now=read_clock()))
    if is_gone:
        _clean_disk()


def keep_deadlines() -> None:
    """Remind who has not said whether they come, and give back places that stay silent, one event at a time."""
    with transaction() as session:
        event_ids = answering.list_waiting_for_answers(session)
    for event_id in event_ids:
        with transaction() as session:
            answering.keep_deadlines(session, event_id, now=read_clock())


def keep_reminders() -> None:
    """Remind people to choose and of the next day, and thank who was there, one event at a time."""
    with transaction() as session:
        event_ids = list_in_progress(session)
    for event_id in event_ids:
        with transaction() as session:
            remind_people(session, event_id, now=read_clock())


def keep_heads() -> None:
    """Keep today's head of every audit chain outside the database."""
    with transaction() as session:
        audit.keep_heads(session, config().instance / audit.HEADS, keyring=keyring(), now=read_clock())


def forget_tasks() -> None:
    """Forget what finished tasks were given and what they answered."""
    with transaction() as session:
        forget_finished_tasks(session, before=read_clock() - timedelta(days=TASK_DAYS))


def sweep_tasks() -> None:
    """Take up again what has been in hand for too long."""
    with transaction() as session:
        if count := sweep(session, now=read_clock()):
            log.warning("%s tasks were stuck and are taken up again", count)


def clear_papers() -> None:
    """Remove papers whose time is over, and what a crash left of them."""
    with transaction() as session:
        remove_old_papers(session, folder=paper_folder(config().instance), now=read_clock())


def clear_logins() -> None:
    """Forget from which devices people came long ago."""
    with transaction() as session:
        forget_logins(session, now=read_clock())


UPKEEP: tuple[Callable[[], None], ...] = (
    sweep_tasks, keep_deadlines, keep_reminders, clear_papers, clear_logins, finish_erasures, keep_times, keep_heads,
    forget_tasks, read_returns,
)  # fmt: skip
"""What is done again and again, each in its own transaction: a deed that fails keeps no other from its turn."""


def do_upkeep() -> None:
    """Do everything that comes up again and again."""
    for deed in UPKEEP:
        try:
            deed()
        except Exception:
            log.exception("upkeep failed: %s", deed.__name__)


def _clean_disk() -> bool:
    is_clean = privacy.clean_disk(db.session())
    db.session.remove()
    if not is_clean:
        log.warning("the database is in use: traces of deleted rows are still in its files")
    return is_clean


def _paper_folders() -> list[Path]:
    """Return where a file may hold somebody: messages of an installation that sends none, papers for a day."""
    folders = {url.removeprefix("file:") for url in (config().mail_url, config().sms_url) if url.startswith("file:")}
    return [paper_folder(config().instance), *map(Path, sorted(folders))]
