"""A day of 481 people published while web and worker are killed with -9 at random moments, two hundred times."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.figure import Figure
from matchday.app import create_app
from matchday.clock import read_clock
from matchday.config import from_environment
from matchday.core.event import Stage
from matchday.extensions import db
from matchday.models import Account, Event
from matchday.services.assignment import request_assignment
from tests.factories import zone_where_it_is
from tests.invariants import broken
from tests.journeys.served import ROOT, Served, settings_of

PEOPLE, EMPLOYERS, KILLS, SEED = 481, 62, 200, 1
LONGEST_S = 1800.0
PROPOSED = "SELECT count(*) FROM assignment WHERE state IN ('proposed', 'published')"
PUBLISHED = "SELECT count(*) FROM assignment WHERE state = 'published'"
OPEN = "SELECT count(*) FROM message WHERE state IN ('waiting', 'sending')"
DONE = "SELECT count(*) FROM message WHERE state NOT IN ('waiting', 'sending')"
SENT = "SELECT header_id FROM message WHERE state = 'sent'"
UNSURE = "SELECT count(*) FROM message WHERE state = 'failed' AND failure = 'unsure'"
ACROSS = {"across_organisers": "the demo has one organiser"}


def measure() -> Iterator[Figure]:
    """Compute, publish and tell, through as many kills as there can be."""
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        served = filled(Path(folder), people=PEOPLE, employers=EMPLOYERS)
        with session_on(served) as session:
            who, event_key = ask_for_plan(session)
        kills = killed_while(served, rng, PROPOSED, is_done=lambda count: count > 0, most=3)
        kills += published_through(served, rng, who, event_key)
        kills += killed_while(served, rng, OPEN, is_done=lambda count: count == 0, most=KILLS - kills)
        yield from told(served, kills)
        with session_on(served) as session:
            yield Figure("the same: invariants that do not hold (I1 to I5, I7)", float(len(broken(session))), "", 0)


def filled(folder: Path, *, people: int, employers: int) -> Served:
    """Return an installation with an invented day of this size."""
    demo = {"MATCHDAY_DEMO": "1", "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite"}
    served = Served("", folder, settings_of(folder, **demo))
    served.flask("demo", "fill", "--participants", str(people), "--employers", str(employers), "--seed", str(SEED))
    return served


@contextmanager
def session_on(served: Served) -> Iterator[Session]:
    """Lend a session on its database."""
    app = create_app(from_environment(served.environ, instance=served.instance))
    with app.app_context():
        yield db.session()
        db.session.remove()
        db.engine.dispose()


def ask_for_plan(session: Session) -> tuple[str, str]:
    """Ask for a plan and return who asks, and the key of the event."""
    event = session.scalars(select(Event).execution_options(**ACROSS)).one()
    of_organiser = session.query(Account).filter(Account.organiser_id == event.organiser_id).order_by(Account.id)
    by = next(account for account in of_organiser if "staff" in account.role_names)
    event.stage, event.time_zone = Stage.ASSIGNING, zone_where_it_is(12)  # at night nothing would go out
    request_assignment(session, event, by=by, now=read_clock())
    session.commit()
    return by.email, event.key


def killed_while(
    served: Served, rng: random.Random, question: str, *, is_done: Callable[[int], bool], most: int
) -> int:
    """Start a worker, kill it after one mail more or a while, start the next, until done. Return the kills."""
    kills, deadline = 0, time.monotonic() + LONGEST_S
    while time.monotonic() < deadline:
        with subprocess.Popen([sys.executable, "-m", "matchday.worker"], cwd=ROOT, env=served.environ) as worker:
            began, before = time.monotonic(), ask(served, DONE)
            while not (done := is_done(ask(served, question))):
                if kills < most and (ask(served, DONE) > before or time.monotonic() > began + 20):
                    break
                time.sleep(rng.uniform(0.001, 0.03))
            worker.send_signal(signal.SIGTERM if done else signal.SIGKILL)
        if done:
            return kills
        kills += 1
    raise TimeoutError(question)


def published_through(served: Served, rng: random.Random, who: str, event_key: str) -> int:
    """Publish in a process that is killed at random moments until it comes through. Return the kills."""
    kills, command = 0, [sys.executable, "-m", "tests.journeys.publisher", who, event_key, "1"]
    while ask(served, PUBLISHED) == 0:
        with subprocess.Popen(command, cwd=ROOT, env=served.environ) as publisher:
            try:
                publisher.wait(rng.uniform(0.5, 4.0) if kills < KILLS // 10 else 120)
            except subprocess.TimeoutExpired:
                publisher.kill()
                kills += 1
    return kills


def told(served: Served, kills: int) -> Iterator[Figure]:
    """Compare the mails that went out with the messages that say so."""
    copies = Counter(str(mail["Message-ID"]) for mail in served.mails())
    with sqlite3.connect(served.instance / "demo.sqlite") as database:
        sent = {row[0] for row in database.execute(SENT)}
    what = f"{PEOPLE} people told, through {kills} kills"
    yield Figure(f"{what}: mails lost", float(len(sent - set(copies))), "", 0)
    yield Figure(f"{what}: mails doubled", float(sum(copies.values()) - len(copies)), "", float(kills))
    yield Figure(f"{what}: most copies of one mail", float(max(copies.values(), default=0)), "", 2)
    yield Figure(f"{what}: left to staff, because nobody knows", float(ask(served, UNSURE)), "", float(kills))


def ask(served: Served, question: str) -> int:
    """Return a number from the database."""
    with sqlite3.connect(served.instance / "demo.sqlite", timeout=10) as database:
        return int(database.execute(question).fetchone()[0])
