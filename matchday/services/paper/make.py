"""What the worker does to a batch: begin it, note how far it is, end it. Each may run twice without harm."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.paper import OPEN_STATES, PAPER_LIFE, PaperKind, PaperState
from matchday.models import PaperBatch
from matchday.services.event import read_event
from matchday.services.lock import held
from matchday.services.message import note_printed
from matchday.services.paper.file import put_in_place
from matchday.services.paper.order import order_papers

BY_TASK = {"across_organisers": "the worker makes what a batch names by its inner number"}


def begin_papers(session: Session, batch_id: int) -> list[int | None] | None:
    """Return for what a sheet is made each, in the order of printing; None where nothing is to be made any more.

    **Shapes** inner numbers of participants, tickets or slots, as the kind needs; None is an empty corner of a sheet.
    """
    batch = read_open_batch(session, batch_id)
    if batch is None:
        return None
    event = read_event(session, batch.organiser_id, event_id=batch.event_id)
    order = order_papers(session, event, batch.kind, subject_ids=batch.subject_ids)
    batch.state, batch.done_count, batch.total_count = PaperState.RUNNING, 0, sum(one is not None for one in order)
    return order


def read_open_batch(session: Session, batch_id: int) -> PaperBatch | None:
    """Return a batch that is still to be made, or None; somebody may have taken it away meanwhile."""
    return session.scalar(
        held(select(PaperBatch).where(PaperBatch.id == batch_id, PaperBatch.state.in_(OPEN_STATES))).execution_options(
            **BY_TASK
        )
    )


def note_papers(session: Session, batch_id: int, count: int) -> bool:
    """Note that so many more are typeset. Return whether to go on."""
    batch = read_open_batch(session, batch_id)
    if batch is not None:
        batch.done_count += count
    return batch is not None


def end_papers(session: Session, batch_id: int, draft: Path, *, folder: Path, now: datetime) -> None:
    """Put the draft, which is whole, in place; its life begins."""
    batch = read_open_batch(session, batch_id)
    if batch is None:
        return
    batch.state, batch.ready_at, batch.expires_at = PaperState.READY, now, now + PAPER_LIFE
    if batch.kind is PaperKind.MESSAGE_LETTERS:
        event = read_event(session, batch.organiser_id, event_id=batch.event_id)
        note_printed(session, event, batch.subject_ids, asked_at=batch.requested_at, now=now)
    session.flush()
    put_in_place(draft, folder=folder, key=batch.key)


def fail_papers(session: Session, batch_id: int, failure: str) -> None:
    """Note that the batch could not be made."""
    if batch := read_open_batch(session, batch_id):
        batch.state, batch.failure = PaperState.FAILED, failure
