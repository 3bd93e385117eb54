"""The worker: does the tasks that services ask for. ``python -m matchday.worker`` runs until SIGTERM.

DBOS keeps the tasks in our database. A task that a crash cut off begins again when a worker of the same name starts,
so each deed here may run twice without harm. Logs name numbers, never people.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app
from sqlalchemy.exc import InterfaceError, OperationalError

from matchday import migration, sender
from matchday.app import create_app
from matchday.clock import read_clock
from matchday.config import Config, from_environment
from matchday.extensions import config, keyring, transaction
from matchday.logs import set_up_logs
from matchday.printer import print_batch
from matchday.services import moving_up, solving
from matchday.services.crash import crash_point
from matchday.services.health import beat
from matchday.services.message import begin_sending, end_sending, prepare_sending, put_off
from matchday.services.paper import fail_papers, paper_folder
from matchday.services.task import QUEUES, TaskKind
from matchday.upkeep import do_upkeep, finish_erasures

if TYPE_CHECKING:
    from matchday.solver import Progress

log = logging.getLogger("matchday.worker")

TASKS_VERSION = "2"
"""Raise it only when tasks asked for by older code can no longer be done: they would wait for ever."""
POLL_S = 0.4
UPKEEP_EVERY = "*/10 * * * *"
BEAT_S = 30.0
AT_ONCE = {"plans": 1, "explanations": 1, "messages": 4, "papers": 1, "erasures": 1, "places": 1}
"""How many tasks of each kind one worker takes at a time."""
DATABASE_TRIES = 30
DEFAULT_RECOVERIES = 100
MOST_RECOVERIES = {TaskKind.SEND_MESSAGES: 10_000}
"""How often a task is begun again after crashes. A round of mails may be begun often: none of its mails is sent a third
time, so a mail that kills the worker ends by itself."""

_in_hand = threading.Lock()


def compute_assignment(assignment_id: int) -> None:
    """Compute a plan; each level is written as soon as it is reached, so that people see it."""
    with transaction() as session:
        solving.begin_computing(session, assignment_id, now=read_clock())
    crash_point("compute.begun")

    def note(reached: Progress) -> None:
        with current_app.app_context(), transaction() as own:
            solving.note_level(own, assignment_id, reached)
        crash_point("compute.level")

    try:
        with transaction() as session:
            solving.compute_assignment(session, assignment_id, keyring=keyring(), now=read_clock(), progress=note)
    except OperationalError:
        raise  # the database is away: the task is tried again
    except Exception:
        log.exception("plan %s could not be computed", assignment_id)
        with transaction() as session:
            solving.store_failure(session, assignment_id, "plan_fault", now=read_clock())
    crash_point("compute.committed")


def explain_assignment(assignment_id: int) -> None:
    """Find out why a plan fulfils no more wishes, and what each of its rules costs."""
    try:
        with transaction() as session:
            solving.explain_assignment(session, assignment_id, keyring=keyring(), now=read_clock())
    except OperationalError:
        raise  # the database is away: the task is tried again
    except Exception:
        log.exception("plan %s could not be explained", assignment_id)


def send_messages(message_ids: list[int]) -> None:
    """Write messages anew, one after the other, and hand them to mail server or gateway.

    One message at a time is in hand: a crash leaves at most one of which nobody knows whether it went out. That it was
    taken is noted together with the beginning of the next.
    """
    with _in_hand, sender.Sender(config()) as hand:
        with transaction() as session:
            prepare_sending(session, message_ids, keyring=keyring(), now=read_clock())
        waiting, taken = deque(message_ids), None
        while waiting:
            message_id = waiting.popleft()
            written, taken = _write(message_id, after=taken), None
            if written is None:
                continue
            crash_point("message.begun")
            refusal = hand.take(written)
            crash_point("message.handed_over")
            if refusal is None:
                taken = message_id
            elif refusal.is_of_server:
                _put_off([*waiting, message_id], refusal)  # this one last: the server may be at odds with it alone
                waiting.clear()
            else:
                _put_off([message_id], refusal)
        with transaction() as session:
            end_sending(session, taken, now=read_clock())
    crash_point("message.committed")


def _write(message_id: int, *, after: int | None) -> sender.Written | None:
    """Note that the one before was taken, take this one in hand and write it. None: nothing to send."""
    try:
        with transaction() as session:
            end_sending(session, after, now=read_clock())
            facts = begin_sending(session, message_id, keyring=keyring(), now=read_clock())
            return sender.write(facts, now=read_clock()) if facts else None
    except OperationalError:
        raise  # the database is away: the task is tried again
    except Exception:
        log.exception("message %s could not be written", message_id)
        with transaction() as session:
            end_sending(session, after, now=read_clock())
            put_off(session, [message_id], failure="fault", is_final=True, now=read_clock())
        return None


def _put_off(message_ids: list[int], refusal: sender.Refusal) -> None:
    log.warning("messages %s were not taken: %s", message_ids, refusal.failure)
    with transaction() as session:
        put_off(session, message_ids, failure=refusal.failure, is_final=refusal.is_final, now=read_clock())


def fill_slot(slot_id: int) -> None:
    """Offer the free places of a slot to the next who wait for it."""
    with transaction() as session:
        if found := moving_up.find_slot(session, slot_id):
            moving_up.fill_slot(session, *found, now=read_clock())
    crash_point("fill.committed")


def finish_erasure(erasure_id: int) -> None:
    """Clear what an erasure left outside the tables; with it that of every other one not finished yet."""
    finish_erasures()


def make_papers(batch_id: int) -> None:
    """Make the file of a batch of papers."""
    folder = paper_folder(config().instance)
    try:
        print_batch(batch_id, folder=folder, transaction=transaction)
    except OperationalError:
        raise  # the database is away: the task is tried again
    except Exception:
        log.exception("papers %s could not be made", batch_id)
        with transaction() as session:
            fail_papers(session, batch_id, "papers_fault")


DEEDS: dict[TaskKind, Callable[[Any], None]] = {
    TaskKind.COMPUTE_ASSIGNMENT: compute_assignment,
    TaskKind.EXPLAIN_ASSIGNMENT: explain_assignment,
    TaskKind.SEND_MESSAGES: send_messages,
    TaskKind.MAKE_PAPERS: make_papers,
    TaskKind.FINISH_ERASURE: finish_erasure,
    TaskKind.FILL_SLOT: fill_slot,
}


def is_worth_another_try(error: BaseException) -> bool:
    """Tell whether the database was away, or gave a transaction up for another one (deadlock, serialisation)."""
    return isinstance(error, (OperationalError, InterfaceError))


def register_tasks(app: Flask) -> None:
    """Tell DBOS how each kind of task is done."""
    from dbos import DBOS

    for kind, deed in DEEDS.items():
        step = DBOS.step(
            name=f"do_{kind.value}",
            retries_allowed=True,
            max_attempts=DATABASE_TRIES,
            backoff_rate=1.5,
            should_retry=is_worth_another_try,
        )
        most = MOST_RECOVERIES.get(kind, DEFAULT_RECOVERIES)
        DBOS.workflow(name=kind.value, max_recovery_attempts=most)(step(_inside(app, deed)))


def schedule_upkeep(app: Flask) -> None:
    """Tell DBOS what is done every ten minutes, by one worker at a time."""
    from dbos import DBOS

    @DBOS.workflow(name="upkeep")
    def upkeep(scheduled_at: datetime, context: Any) -> None:
        with app.app_context():
            do_upkeep()

    DBOS.launch()
    DBOS.apply_schedules([{"schedule_name": "upkeep", "workflow_fn": upkeep, "schedule": UPKEEP_EVERY}])


def _inside(app: Flask, deed: Callable[[Any], None]) -> Callable[[Any], None]:
    @wraps(deed)
    def do(subject: Any) -> None:
        with app.app_context():
            deed(subject)

    return do


def launch(app: Flask) -> None:
    """Begin to do tasks in the background of this process."""
    from dbos import DBOS

    config: Config = app.extensions["matchday.config"]
    register_tasks(app)
    DBOS(
        config={
            "name": "matchday",
            "system_database_url": config.database_url,
            "application_version": TASKS_VERSION,
            "executor_id": _own_name(),
            "notification_listener_polling_interval_sec": POLL_S,  # the end waits for the listener's next look
            "log_level": "WARNING",
        }
    )
    schedule_upkeep(app)
    for name in QUEUES.values():
        DBOS.register_queue(
            name, worker_concurrency=AT_ONCE[name], polling_interval_sec=POLL_S, on_conflict="always_update"
        )


def _own_name() -> str:
    return os.environ.get("WORKER_NAME", "worker-1")


def give_signs_of_life(app: Flask, stop: threading.Event) -> None:
    """Note every half minute that this worker is alive, until somebody says stop."""
    while True:
        try:
            with app.app_context(), transaction() as session:
                beat(session, _own_name(), now=read_clock())
        except OperationalError:
            log.warning("the database is away: no sign of life was left")
        if stop.wait(BEAT_S):
            return


def main() -> None:
    """Work until somebody says stop."""
    from dbos import DBOS

    set_up_logs()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    app = create_app(from_environment())
    migration.require_newest(app)
    launch(app)
    log.info("the worker is ready")
    give_signs_of_life(app, stop)
    DBOS.destroy(workflow_completion_timeout_sec=10)
    log.info("the worker has stopped")


if __name__ == "__main__":
    main()
