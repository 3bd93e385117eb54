"""Ask for a batch of papers, watch it, fetch its file, take it away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.errors import NotFound, RuleError
from matchday.core.paper import OPEN_STATES, PaperKind, PaperState, may_print
from matchday.models import Account, Event, PaperBatch
from matchday.services.audit import write_audit
from matchday.services.paper.file import remove_paper
from matchday.services.task import TaskKind, enqueue


def request_papers(
    session: Session,
    event: Event,
    kind: PaperKind,
    *,
    subject_ids: Collection[int],
    renews_access: bool = False,
    by: Account,
    now: datetime,
) -> PaperBatch:
    """Ask the worker for one PDF for these people, or slots; asking twice while it is being made gives the same.

    **Errors** RuleError ``papers_shut`` where the event is not so far, ``papers_empty`` where it is for nobody.
    """
    if not may_print(kind, event.stage):
        raise RuleError("papers_shut")
    if not subject_ids:
        raise RuleError("papers_empty")
    wanted = sorted(subject_ids)
    for batch in list_papers(session, event, by=by):
        is_same = batch.kind is kind and batch.subject_ids == wanted and batch.renews_access == renews_access
        if is_same and batch.state in OPEN_STATES:
            return batch
    batch = PaperBatch(
        organiser_id=event.organiser_id,
        event_id=event.id,
        kind=kind,
        subject_ids=wanted,
        renews_access=renews_access,
        state=PaperState.REQUESTED,
        total_count=len(wanted),
        requested_at=now,
        requested_by=by,
    )
    session.add(batch)
    _note(session, "paper.request", batch, by=by, now=now)
    enqueue(session, TaskKind.MAKE_PAPERS, batch.id, cause=f"papers-{batch.key}")
    return batch


def list_papers(session: Session, event: Event, *, by: Account | None = None) -> list[PaperBatch]:
    """Return the event's batches that are not gone, the newest first; with ``by`` only what this account asked for."""
    asked = select(PaperBatch).where(
        PaperBatch.organiser_id == event.organiser_id,
        PaperBatch.event_id == event.id,
        PaperBatch.state != PaperState.GONE,
    )
    if by is not None:
        asked = asked.where(PaperBatch.requested_by_id == by.id)
    return list(session.scalars(asked.options(joinedload(PaperBatch.requested_by)).order_by(PaperBatch.id.desc())))


def find_papers(session: Session, event: Event, *, key: str, by: Account | None = None) -> PaperBatch:
    """Return one batch of the event; with ``by`` only if this account asked for it. **Errors** NotFound."""
    found = [batch for batch in list_papers(session, event, by=by) if batch.key == key]
    if not found:
        raise NotFound
    return found[0]


def note_download(session: Session, batch: PaperBatch, *, by: Account, now: datetime) -> None:
    """Write down who fetched the file. **Errors** NotFound where there is none, or its time is over."""
    if batch.state is not PaperState.READY or batch.expires_at is None or batch.expires_at <= now:
        raise NotFound
    _note(session, "paper.download", batch, by=by, now=now)


def note_print(session: Session, event: Event, kind: PaperKind, *, count: int = 1, by: Account, now: datetime) -> None:
    """Write down who made papers of one person or slot, which are kept nowhere.

    **Errors** RuleError ``papers_shut`` where the event is not so far, ``papers_empty`` for nothing.
    """
    if not may_print(kind, event.stage):
        raise RuleError("papers_shut")
    if not count:
        raise RuleError("papers_empty")
    write_audit(
        session,
        "paper.print",
        organiser_id=event.organiser_id,
        event_id=event.id,
        by=by,
        now=now,
        kind=kind.value,
        count=count,
    )


def remove_papers(session: Session, batch: PaperBatch, *, folder: Path, by: Account, now: datetime) -> None:
    """Take the file away at once; a worker that is making it notices and stops."""
    batch.state = PaperState.GONE
    remove_paper(folder, batch.key)
    _note(session, "paper.remove", batch, by=by, now=now)


def _note(session: Session, action: str, batch: PaperBatch, *, by: Account, now: datetime) -> None:
    write_audit(
        session,
        action,
        organiser_id=batch.organiser_id,
        event_id=batch.event_id,
        by=by,
        now=now,
        kind=batch.kind.value,
        count=batch.total_count,
        renews_access=batch.renews_access,
    )
