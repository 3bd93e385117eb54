"""What goes by itself: files whose time is over, and files that belong to no batch."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.paper import ORPHAN_AGE, PaperState
from matchday.models import PaperBatch
from matchday.services.paper.file import paper_path, remove_paper

BY_TASK = {"across_organisers": "the worker removes what every organiser has had long enough"}


def remove_old_papers(session: Session, *, folder: Path, now: datetime) -> int:
    """Remove the files of batches whose time is over, and files of no batch. Return how many batches are gone now."""
    ready = session.scalars(
        select(PaperBatch).where(PaperBatch.state == PaperState.READY).execution_options(**BY_TASK)
    ).all()
    old = [batch for batch in ready if batch.expires_at is None or batch.expires_at <= now]
    for batch in old:
        batch.state = PaperState.GONE
        remove_paper(folder, batch.key)
    known = {paper_path(folder, batch.key) for batch in ready} if folder.is_dir() else set()
    for path in folder.iterdir() if folder.is_dir() else ():
        if path not in known and path.stat().st_mtime < (now - ORPHAN_AGE).timestamp():
            path.unlink(missing_ok=True)
    return len(old)
