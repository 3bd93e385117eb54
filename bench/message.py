"""Ten thousand messages planned and handed to a mail server on this machine; none is lost, none is doubled."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.crash import ACROSS, OPEN, ask, filled, session_on
from bench.figure import Figure
from matchday.clock import read_clock
from matchday.core.participant import Channel
from matchday.models import Account, Event, Participant
from matchday.services.message import invite_participants
from tests.factories import zone_where_it_is
from tests.faulty_post import open_post
from tests.journeys.served import ROOT, Served

PEOPLE, LONGEST_S, AT_A_TIME = 10_000, 1800.0, 500
SENT = "SELECT count(*) FROM message WHERE state = 'sent'"


def measure() -> Iterator[Figure]:
    """Invite so many people at once: each mail holds a personal link that is made for it."""
    with tempfile.TemporaryDirectory() as folder:
        served = filled(Path(folder), people=20, employers=4)
        with session_on(served) as session:
            add_people(session, PEOPLE)
        with open_post() as post:
            environ = {**served.environ, "MAIL_URL": post.url, "MATCHDAY_DEMO": "0"}
            with subprocess.Popen([sys.executable, "-m", "matchday.worker"], cwd=ROOT, env=environ) as worker:
                time.sleep(5)  # a worker that is there already, as on any day
                began = time.monotonic()
                planned_s = plan(served)
                while ask(served, OPEN) and time.monotonic() < began + LONGEST_S:
                    time.sleep(0.5)
                took_s = time.monotonic() - began
                worker.terminate()
        sent = ask(served, SENT)
        copies = Counter(message_from_bytes(mail)["Message-ID"] for mail in post.mails)
    yield Figure(f"{sent} invitations planned", planned_s, "s", 60)
    yield Figure(f"{sent} invitations planned and handed to a mail server", took_s, "s", 300)
    yield Figure("the same: mails lost", float(sent - len(copies)), "", 0)
    yield Figure("the same: mails doubled", float(sum(copies.values()) - len(copies)), "", 0)


def add_people(session: Session, count: int) -> None:
    """Add people with mail who were not invited yet to the day."""
    event = session.scalars(select(Event).execution_options(**ACROSS)).one()
    for start in range(0, count, AT_A_TIME):
        rows = [
            {
                "organiser_id": event.organiser_id,
                "event_id": event.id,
                "reference": f"M{number}",
                "first_name": f"Amira{number}",
                "language": ("ar", "uk", "de", "en")[number % 4],
                "channel": Channel.MAIL,
                "mail": f"person{number}@birkenried.example",
            }
            for number in range(start, min(start + AT_A_TIME, count))
        ]
        session.execute(insert(Participant), rows)
    session.commit()


def plan(served: Served) -> float:
    """Ask for the invitations. Return what that took in seconds."""
    with session_on(served) as session:
        event = session.scalars(select(Event).execution_options(**ACROSS)).one()
        event.time_zone = zone_where_it_is(12)  # at night nothing would go out
        by = session.query(Account).filter_by(organiser_id=event.organiser_id).order_by(Account.id).limit(1).one()
        began = time.monotonic()
        invite_participants(session, event, by=by, now=read_clock())
        session.commit()
        return time.monotonic() - began
