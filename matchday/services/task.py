"""Tasks: work done in the background, asked for inside the transaction of its cause.

DBOS keeps them in our database, so there is no plan, ticket or message without its task and no task without its cause.
The worker that does them is ``matchday/worker.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnClause, Engine, TableClause, column, delete, select, table
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from dbos import EnqueueOptions


class TaskKind(StrEnum):
    """Name a kind of task; the worker has one function for each."""

    COMPUTE_ASSIGNMENT = "compute_assignment"
    EXPLAIN_ASSIGNMENT = "explain_assignment"
    SEND_MESSAGES = "send_messages"
    MAKE_PAPERS = "make_papers"
    FINISH_ERASURE = "finish_erasure"
    FILL_SLOT = "fill_slot"


QUEUES: dict[TaskKind, str] = {
    TaskKind.COMPUTE_ASSIGNMENT: "plans",
    TaskKind.EXPLAIN_ASSIGNMENT: "explanations",
    TaskKind.SEND_MESSAGES: "messages",
    TaskKind.MAKE_PAPERS: "papers",
    TaskKind.FINISH_ERASURE: "erasures",
    TaskKind.FILL_SLOT: "places",
}
"""Where each kind waits its turn."""


TASK_TABLES = ("workflow_input", "workflow_output", "operation_outputs", "workflow_status")
"""Where DBOS keeps what a task was given and what it answered; the first three have no foreign key to the last."""
FINISHED = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
AT_A_TIME = 500


def enqueue(
    session: Session,
    kind: TaskKind,
    subject: int | list[int],
    *,
    cause: str,
    pause: timedelta | None = None,
    priority: int | None = None,
) -> None:
    """Ask for a task in the transaction of ``session``, to begin after a pause if one is given.

    ``cause`` names what happened, stable and unique: the same cause twice is one task. Arguments are ids only, because
    the task's row outlives the moment. Of those that wait, a lower ``priority`` goes first.
    """
    from dbos import DBOSClient

    engine = session.get_bind()
    if not isinstance(engine, Engine):
        raise TypeError("a session of a task is bound to an engine")
    session.flush()  # the task reads what it is about by its id
    asked: EnqueueOptions = {"queue_name": QUEUES[kind], "workflow_name": kind.value, "workflow_id": cause}
    if pause is not None:
        asked["delay_seconds"] = pause.total_seconds()
    if priority is not None:
        asked["priority"] = priority
    DBOSClient(system_database_engine=engine, lazy=True).enqueue_in_transaction(session, asked, subject)


def forget_finished_tasks(session: Session, *, before: datetime) -> int:
    """Forget the tasks that ended before a moment. Return how many."""
    tasks = _table(session, "workflow_status", "status", "updated_at")
    ended = session.scalars(
        select(tasks.c.workflow_uuid).where(
            tasks.c.status.in_(FINISHED), tasks.c.updated_at < int(before.timestamp() * 1000)
        )
    ).all()
    _forget(session, ended)
    return len(ended)


def task_tables(session: Session) -> tuple[str, ...]:
    """Return the names of DBOS's tables that hold what a task was given and what it answered."""
    schema = "" if session.get_bind().dialect.name == "sqlite" else "dbos."
    return tuple(f"{schema}{name}" for name in TASK_TABLES)


def _forget(session: Session, names: Sequence[str]) -> None:
    for start in range(0, len(names), AT_A_TIME):
        some = names[start : start + AT_A_TIME]
        for tasks in map(partial(_table, session), TASK_TABLES):
            session.execute(delete(tasks).where(tasks.c.workflow_uuid.in_(some)))


def _table(session: Session, name: str, *more: str) -> TableClause:
    schema = None if session.get_bind().dialect.name == "sqlite" else "dbos"
    columns: list[ColumnClause[Any]] = [column(one) for one in ("workflow_uuid", *more)]
    return table(name, *columns, schema=schema)


def prepare_tasks(database_url: str) -> None:
    """Create or migrate the tables of DBOS in our database."""
    from dbos import DBOS

    DBOS.migrate(database_url)
