"""Tasks: work done in the background, asked for inside the transaction of its cause.

DBOS keeps them in our database, so there is no plan, ticket or message without its task and no task without its cause.
The worker that does them is ``matchday/worker.py``.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from dbos import DBOSClient, EnqueueOptions


class TaskKind(StrEnum):
    """Name a kind of task; the worker has one function for each."""

    COMPUTE_ASSIGNMENT = "compute_assignment"
    SEND_MESSAGE = "send_message"
    MAKE_PAPERS = "make_papers"


QUEUES: dict[TaskKind, str] = {
    TaskKind.COMPUTE_ASSIGNMENT: "plans",
    TaskKind.SEND_MESSAGE: "messages",
    TaskKind.MAKE_PAPERS: "papers",
}
"""Where each kind waits its turn."""


def enqueue(session: Session, kind: TaskKind, subject_id: int, *, cause: str, pause: timedelta | None = None) -> None:
    """Ask for a task in the transaction of ``session``, to begin after a pause if one is given.

    ``cause`` names what happened, stable and unique: the same cause twice is one task. Arguments are ids only, because
    the task's row outlives the moment.
    """
    engine = session.get_bind()
    if not isinstance(engine, Engine):
        raise TypeError("a session of a task is bound to an engine")
    session.flush()  # the task reads what it is about by its id
    asked: EnqueueOptions = {"queue_name": QUEUES[kind], "workflow_name": kind.value, "workflow_id": cause}
    if pause is not None:
        asked["delay_seconds"] = pause.total_seconds()
    _client(engine).enqueue_in_transaction(session, asked, subject_id)


def prepare_tasks(database_url: str) -> None:
    """Create or migrate the tables of DBOS in our database."""
    from dbos import DBOS

    DBOS.migrate(database_url)


@cache
def _client(engine: Engine) -> DBOSClient:
    from dbos import DBOSClient

    return DBOSClient(system_database_engine=engine, lazy=True)
