"""Health: workers give signs of life; whoever asks is told what is wrong; what got stuck is taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from matchday.core.assignment import UNFINISHED, AssignmentState
from matchday.core.health import STUCK_AFTER, Trouble, find_trouble
from matchday.core.message import MessageState
from matchday.core.paper import PaperState
from matchday.models import Assignment, Heartbeat, Mailbox, Message, PaperBatch
from matchday.services.lock import held
from matchday.services.message import ask_for_sending
from matchday.services.task import TaskKind, enqueue

OF_ALL = {"across_organisers": "the worker does the tasks of every organiser"}
TAKEN_UP = Assignment.state.in_(UNFINISHED)
UNSENT = Message.state.in_([MessageState.WAITING, MessageState.SENDING])
UNMADE = PaperBatch.state.in_([PaperState.REQUESTED, PaperState.RUNNING])


def beat(session: Session, worker: str, *, now: datetime) -> None:
    """Note that a worker is alive."""
    known = session.scalar(select(Heartbeat).where(Heartbeat.worker == worker))
    if known is None:
        session.add(Heartbeat(worker=worker, beat_at=now))
    else:
        known.beat_at = now


def read_trouble(session: Session, *, now: datetime) -> Trouble | None:
    """Say what keeps tasks from being done or known, or None."""
    beat_at = session.scalar(select(func.max(Heartbeat.beat_at)))
    since = [found for oldest in _oldest() if (found := session.scalar(oldest.execution_options(**OF_ALL)))]
    unread_since = session.scalar(select(func.min(Mailbox.away_since)))
    return find_trouble(beat_at=beat_at, waiting_since=min(since, default=None), unread_since=unread_since, now=now)


def sweep(session: Session, *, now: datetime) -> int:
    """Take up again what has been in hand for too long. Return how many tasks.

    A mail that may have gone out goes out once more and then no more, as after a crash. A plan that was being computed
    is given up: staff ask for a new one.
    """
    before, again = now - STUCK_AFTER, f"again-{int(now.timestamp())}"
    messages = session.scalars(_stuck(select(Message), UNSENT, Message.due_at, before)).all()
    for message in messages:
        message.due_at = now
    ask_for_sending(session, messages)
    plans = session.scalars(_stuck(select(Assignment), TAKEN_UP, _SIGN_OF_PLAN, before)).all()
    for plan in plans:
        if plan.state is AssignmentState.COMPUTING:
            plan.state, plan.failure, plan.computed_at = AssignmentState.FAILED, "plan_interrupted", now
        else:
            plan.begun_at = now
            cause = f"assignment/{plan.event_id}/{plan.number}/{again}"
            enqueue(session, TaskKind.COMPUTE_ASSIGNMENT, plan.id, cause=cause)
    batches = session.scalars(_stuck(select(PaperBatch), UNMADE, PaperBatch.requested_at, before)).all()
    for batch in batches:
        enqueue(session, TaskKind.MAKE_PAPERS, batch.id, cause=f"papers-{batch.key}/{again}")
    session.flush()
    return len(messages) + len(plans) + len(batches)


_SIGN_OF_PLAN = func.coalesce(Assignment.begun_at, Assignment.requested_at, type_=Assignment.requested_at.type)


def _oldest() -> Iterator[Select[Any]]:
    """Yield for each kind of task since when the oldest that is not done has been due."""
    yield select(func.min(Message.due_at)).where(UNSENT)
    yield select(func.min(_SIGN_OF_PLAN)).where(TAKEN_UP)
    yield select(func.min(PaperBatch.requested_at)).where(UNMADE)


def _stuck(rows: Select[Any], is_open: ColumnElement[bool], due_at: Any, before: datetime) -> Select[Any]:
    return held(rows.where(is_open, due_at < before), skip_held=True).execution_options(**OF_ALL)
