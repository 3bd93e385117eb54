"""A backup of the day of reference, put back on a machine without a database; mails through a healthy server."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from bench.crash import ACROSS, EMPLOYERS, PEOPLE, filled, session_on
from bench.figure import Figure
from bench.load import percentile
from bench.message import add_people
from matchday.clock import read_clock
from matchday.core.message import MessageState
from matchday.models import Account, Event, Message
from matchday.services.message import invite_participants
from tests.factories import zone_where_it_is
from tests.faulty_post import open_post
from tests.journeys.served import ROOT, Served

NEW, LONGEST_S = 200, 300.0


def measure() -> Iterator[Figure]:
    """Measure the commands of docs/operations.md one after the other, then the post."""
    with tempfile.TemporaryDirectory() as folder:
        served = filled(Path(folder), people=PEOPLE, employers=EMPLOYERS)
        served.environ["BACKUP_PASSPHRASE"] = "only for measuring"  # noqa: S105
        yield timed(f"backup of {PEOPLE} people: made", served, "make", f"{folder}/backups", most=60)
        (backup,) = (served.instance / "backups").iterdir()
        yield timed("the same: verified", served, "verify", str(backup), most=300)
        for path in served.instance.glob("demo.sqlite*"):
            path.unlink()
        yield timed("the same: put back where no database is", served, "restore", str(backup), most=1800)
        yield from posted(served)


def timed(what: str, served: Served, *words: str, most: float) -> Figure:
    """Return what a command of backups took."""
    began = time.monotonic()
    served.flask("backup", *words)
    return Figure(what, time.monotonic() - began, "s", most)


def posted(served: Served) -> Iterator[Figure]:
    """Add people, invite everybody at once and measure when each mail was taken by the server."""
    with open_post() as post:
        environ = {**served.environ, "MAIL_URL": post.url, "MATCHDAY_DEMO": "0"}
        with subprocess.Popen([sys.executable, "-m", "matchday.worker"], cwd=ROOT, env=environ) as worker:
            time.sleep(5)  # a worker that is there already, as on any day
            took = invited(served)
            worker.terminate()
    yield Figure(f"{len(took)} invitations asked for at once: 95 of 100 out within", percentile(took, 95), "s", 10)


def invited(served: Served) -> list[float]:
    """Return the seconds from asking to sending of each invitation."""
    with session_on(served) as session:
        add_people(session, NEW)
        event = session.scalars(select(Event).execution_options(**ACROSS)).one()
        event.time_zone = zone_where_it_is(12)  # at night nothing would go out
        by = session.query(Account).filter_by(organiser_id=event.organiser_id).order_by(Account.id).limit(1).one()
        invite_participants(session, event, by=by, now=read_clock())
        session.commit()
        mine, deadline = Message.organiser_id == event.organiser_id, time.monotonic() + LONGEST_S
        waiting = session.query(Message).filter(mine, Message.state.in_([MessageState.WAITING, MessageState.SENDING]))
        while waiting.count() and time.monotonic() < deadline:
            session.rollback()
            time.sleep(0.5)
        sent = session.query(Message).filter(mine, Message.state == MessageState.SENT).all()
        return [(one.sent_at - one.made_at).total_seconds() for one in sent if one.sent_at]
