"""Finish an erasure after its commit: the ledger, files, traces in the database's own files. Twice does no harm."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from matchday.models import Base, Erasure
from matchday.services.privacy.disk import compact, remove_files
from matchday.services.privacy.ledger import add_to_ledger
from matchday.services.privacy.ways import WAYS_TO_EVENT
from matchday.services.task import task_tables

BY_TASK = {"across_organisers": "the worker finishes what every organiser has erased"}


def list_unfinished(session: Session) -> list[Erasure]:
    """Return the erasures of which something still lies outside the tables."""
    return list(session.scalars(select(Erasure).where(Erasure.done_at.is_(None)).execution_options(**BY_TASK)))


def list_erasures(session: Session, *, organiser_id: int, most: int = 100) -> list[Erasure]:
    """Return the organiser's erasures, the newest first."""
    return list(
        session.scalars(
            select(Erasure)
            .where(Erasure.organiser_id == organiser_id)
            .options(joinedload(Erasure.asked_by))
            .order_by(Erasure.id.desc())
            .limit(most)
        )
    )


def clear_files(session: Session, *, ledger: Path, folders: Iterable[Path]) -> list[int]:
    """Write the ledger and delete the files of every erasure not finished yet. Return their inner numbers.

    ``folders`` are those in which mails and papers lie.
    """
    unfinished, where = list_unfinished(session), tuple(folders)
    for erasure in unfinished:
        add_to_ledger(ledger, kind=erasure.kind, digest=erasure.digest, on=erasure.asked_at.date())
        remove_files(where, erasure.file_marks)
        erasure.file_marks = []
    return [erasure.id for erasure in unfinished]


def note_finished(session: Session, erasure_ids: Collection[int], *, now: datetime) -> None:
    """Note that nothing is left anywhere; to be called when :func:`clean_disk` could do its work."""
    session.execute(update(Erasure).where(Erasure.id.in_(erasure_ids)).values(done_at=now).execution_options(**BY_TASK))


def clean_disk(session: Session) -> bool:
    """Take what was deleted out of the database's own files, outside of every transaction.

    Return whether that was possible; where others hold the database it is tried again later.
    """
    return compact(session.get_bind().engine, erasable_tables(session))


def erasable_tables(session: Session) -> Sequence[str]:
    """Return the tables in which a deleted row may have named somebody."""
    own = {table.name for table in WAYS_TO_EVENT.tables} | {"erasure"}
    return [*(name for name in Base.metadata.tables if name in own), *task_tables(session)]
