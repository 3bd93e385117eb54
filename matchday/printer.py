"""The printer: makes the file of a batch of papers, some pages at a time, so that memory stays small and people see it.

Words are chosen inside short transactions, pages are typeset outside of them and in other processes: nobody waits for
the printer, and the worker stays small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from flask import g
from sqlalchemy.orm import Session

from matchday.clock import read_clock
from matchday.core.paper import BY_SHEET
from matchday.documents.binding import Binder
from matchday.documents.press import Part, typeset_apart
from matchday.services.crash import crash_point
from matchday.services.event import read_event
from matchday.services.paper import begin_papers, draft_of, end_papers, fail_papers, note_papers, read_open_batch
from matchday.web.printing import MAKERS, Wanted
from matchday.web.words import word

PART = 13 * BY_SHEET
"""How many papers are typeset at once: more take more memory, fewer more time."""

Transaction = Callable[[], AbstractContextManager[Session]]


def print_batch(batch_id: int, *, folder: Path, transaction: Transaction) -> None:
    """Make the file of a batch. It may be cut off anywhere and begun again: the file is whole or not there."""
    with transaction() as session:
        order = begin_papers(session, batch_id)
    if order is None:
        return
    crash_point("papers.begun")
    with draft_of(folder, f"batch-{batch_id}") as (file, draft):
        binder, is_blank = Binder(file), True
        parts = [order[start : start + PART] for start in range(0, len(order), PART)]
        words = _words(batch_id, parts, transaction=transaction)
        for part, pages in zip(parts, typeset_apart(words), strict=False):
            if pages:
                binder.add(pages)
                is_blank = False
            crash_point("papers.part")
            with transaction() as session:
                note_papers(session, batch_id, sum(one is not None for one in part))
        with transaction() as session:
            if is_blank:  # meanwhile nobody is left for whom there is a paper
                fail_papers(session, batch_id, "papers_empty")
            if read_open_batch(session, batch_id) is None:
                return
        binder.end()
        file.flush()
        crash_point("papers.whole")
        with transaction() as session:
            end_papers(session, batch_id, draft, folder=folder, now=read_clock())


def _words(batch_id: int, parts: Iterable[list[int | None]], *, transaction: Transaction) -> Iterator[Part]:
    """Give what each part of a batch says, for as long as nobody takes the batch away."""
    for part in parts:
        with transaction() as session:
            batch = read_open_batch(session, batch_id)
            if batch is None:
                return
            maker, title = MAKERS[batch.kind], str(word(batch.kind))
            g.event = read_event(session, batch.organiser_id, event_id=batch.event_id)
            renew_before = batch.requested_at if batch.renews_access else None
            contents = maker.write(Wanted(g.event, part, batch.requested_by, read_clock(), renew_before))
        yield Part(maker.typeset, contents, title)
