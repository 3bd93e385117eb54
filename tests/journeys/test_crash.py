"""kill -9 at each step of computing, publishing, sending and printing: it ends right by itself (I1 to I7)."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from matchday.config import Config
from matchday.core.assignment import AssignmentState
from matchday.core.message import MessageState
from matchday.core.paper import PaperKind, PaperState
from matchday.models import Assignment, Event, Message, PaperBatch, Placement, Ticket
from matchday.services.assignment import request_assignment
from matchday.services.message import DONE
from matchday.services.paper import request_papers
from matchday.worker import main as work
from tests.conftest import NOW
from tests.forked import begin
from tests.invariants import broken
from tests.journeys.publisher import publish
from tests.plans import a_day, a_member_of_staff, a_plan, people_of, published
from tests.services.conftest import config  # noqa: F401 - both databases, as for services

COMPUTING = "compute.begun compute.read compute.level compute.solved compute.stored compute.committed"
PUBLISHING = "publish.claimed publish.tickets publish.messages"
SENDING = "message.begun message.handed_over message.committed"
PRINTING = "papers.begun papers.part papers.whole"
LONGEST_S = 90
"""A minute, and what starting a process takes on a machine that runs other tests at the same time."""


@pytest.fixture
def surroundings(config: Config, tmp_path: Path) -> dict[str, str]:  # noqa: F811 - the fixture above
    """Return the environment of a process that works on the test's database."""
    (tmp_path / "crashes").mkdir()
    return {
        "MATCHDAY_INSTANCE": str(tmp_path),
        "DATABASE_URL": config.database_url,
        "SECRET_KEY": config.secret_key,
        "INSTALLATION_KEY": config.installation_key.hex(),
        "MATCHDAY_CRASH_NOTES": str(tmp_path / "crashes"),
    }


class Supervised:
    """A worker that is started again whenever it was killed."""

    def __init__(self, surroundings: dict[str, str]) -> None:
        self.surroundings, self.kills = surroundings, 0
        self.start()

    def start(self) -> None:
        self.process = begin(work, environ=self.surroundings)

    def until(self, is_done: Callable[[], bool], *, kills: int) -> None:
        """Wait until all is done after so many kills; each must be got over in a minute."""
        deadline = time.monotonic() + LONGEST_S
        while self.kills < kills or not is_done():
            assert time.monotonic() < deadline, f"after {self.kills} kills it did not end by itself"
            if self.process.exitcode == -signal.SIGKILL:
                self.kills += 1
                self.start()
                deadline = time.monotonic() + LONGEST_S
            time.sleep(0.1)

    def end(self) -> None:
        self.process.terminate()
        self.process.join(30)
        assert self.process.exitcode in (0, -signal.SIGTERM)  # the latter while it was still starting


@pytest.fixture
def worker(session: Session, surroundings: dict[str, str], request: pytest.FixtureRequest) -> Iterator[Supervised]:
    """Return a worker that is killed at the places the test names."""
    supervised = Supervised({**surroundings, "MATCHDAY_CRASH_AT": request.param})
    yield supervised
    session.rollback()  # the worker ends when nobody holds the database
    if supervised.process.is_alive():
        supervised.end()


@pytest.mark.parametrize("worker", [COMPUTING], indirect=True, ids=["computing"])
def test_a_plan_is_computed_however_often_the_worker_is_killed(session: Session, worker: Supervised) -> None:
    event = a_day(session, people=3, capacity=2)
    plan = request_assignment(session, event, by=a_member_of_staff(session, event), now=NOW)
    session.commit()

    worker.until(lambda: seen(session, plan, "state") is AssignmentState.PROPOSED, kills=len(COMPUTING.split()))

    of_plan = Placement.organiser_id == plan.organiser_id, Placement.assignment_id == plan.id
    assert session.query(Placement).filter(*of_plan).count() == 2
    assert plan.status == "proven"


@pytest.mark.parametrize("worker", [SENDING], indirect=True, ids=["sending"])
def test_no_mail_is_lost_and_none_goes_out_a_third_time(session: Session, worker: Supervised, tmp_path: Path) -> None:
    event, kills = a_day(session, people=5, capacity=4), len(SENDING.split())
    published(session, event)
    messages = session.query(Message).filter(Message.organiser_id == event.organiser_id).all()
    ids = {one.id: one.header_id for one in messages}
    session.commit()

    worker.until(lambda: all(seen(session, one, "state") in DONE for one in messages), kills=kills)

    mails = (message_from_bytes(path.read_bytes()) for path in (tmp_path / "outbox").iterdir())
    copies = Counter(str(mail["Message-ID"]) for mail in mails)
    unsure = [one for one in messages if (one.state, one.failure) == (MessageState.FAILED, "unsure")]
    assert {one.header_id for one in messages if one not in unsure} <= set(copies) <= set(ids.values())
    assert max(copies.values()) <= 2
    assert sum(copies.values()) - len(copies) + len(unsure) <= kills
    assert broken(session) == []


@pytest.mark.parametrize("worker", [PRINTING], indirect=True, ids=["printing"])
def test_papers_are_whole_or_not_there(session: Session, worker: Supervised, tmp_path: Path) -> None:
    event = a_day(session, people=3, capacity=3)
    published(session, event)
    ids, by = [person.id for person in people_of(session, event)], a_member_of_staff(session, event)
    batch = request_papers(session, event, PaperKind.TICKETS, subject_ids=ids, by=by, now=NOW)
    session.commit()

    worker.until(lambda: seen(session, batch, "state") is PaperState.READY, kills=len(PRINTING.split()))

    assert (tmp_path / "papers" / f"{batch.key}.pdf").read_bytes().startswith(b"%PDF-")
    assert broken(session, papers=tmp_path / "papers") == []


def test_publishing_is_done_wholly_or_not_at_all(session: Session, surroundings: dict[str, str]) -> None:
    surroundings["MATCHDAY_CRASH_AT"] = PUBLISHING
    event = a_day(session, people=3, capacity=2)
    by = a_member_of_staff(session, event)
    plan = a_plan(session, event, by=by)
    wanted = by.email, event.key, plan.number
    session.commit()

    for _ in PUBLISHING.split():
        killed = begin(publish, *wanted, environ=surroundings)
        killed.join()

        assert killed.exitcode == -signal.SIGKILL
        assert seen(session, plan, "state") is AssignmentState.PROPOSED
        assert seen(session, event, "publication_count") == 0
        assert count(session, event, Ticket) == count(session, event, Message) == 0

    left_alone = begin(publish, *wanted, environ=surroundings)
    left_alone.join()

    assert left_alone.exitcode == 0
    assert seen(session, plan, "state") is AssignmentState.PUBLISHED
    assert (count(session, event, Ticket), count(session, event, Message)) == (2, 3)
    assert broken(session) == []


def seen(session: Session, row: Assignment | Event | Message | PaperBatch, name: str) -> object:
    """Return a column as another process left it, and hold nothing in that process's way."""
    session.rollback()
    session.refresh(row)
    value = getattr(row, name)
    session.rollback()
    return value


def count(session: Session, event: Event, table: type[Ticket | Message]) -> int:
    organiser_id = event.organiser_id
    rows = session.query(table).filter(table.organiser_id == organiser_id).count()
    session.rollback()
    return rows
