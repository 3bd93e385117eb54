"""Papers for a big day: letters with tickets for 2,000 people as one file, by a process of its own."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
from sqlalchemy import select

from bench.figure import Figure
from matchday.app import create_app
from matchday.clock import read_clock
from matchday.config import from_environment
from matchday.core.event import Stage
from matchday.core.paper import PaperKind
from matchday.core.slot import SlotState
from matchday.extensions import db
from matchday.models import Account, Event, Participant, Slot
from matchday.services.paper import Reach, list_subjects, paper_folder, request_papers
from matchday.services.ticket import issue_tickets
from tests.journeys.served import ROOT, Served, settings_of

PEOPLE = 2_000
MAKE = """
from matchday import worker
app = worker.create_app(worker.from_environment())
with app.app_context():
    worker.make_papers({batch_id})
"""


def measure() -> Iterator[Figure]:
    """Fill a day, give everybody a ticket, and make the letters of all."""
    with tempfile.TemporaryDirectory() as folder:
        demo = {"MATCHDAY_DEMO": "1", "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite"}
        served = Served("", Path(folder), settings_of(Path(folder), **demo))
        served.flask("db", "upgrade")
        served.flask("demo", "fill", "--participants", str(PEOPLE), "--employers", "250", "--seed", "1")
        for kind, words in (
            (PaperKind.TICKET_LETTERS, "letters with tickets of 2,000 people, one file"),
            (PaperKind.ACCESS_LETTERS, "letters with the way in of 2,000 people, one file"),
        ):
            batch_id, key = ask(served, kind)
            began = time.monotonic()
            subprocess.run(
                [sys.executable, "-c", MAKE.format(batch_id=batch_id)], cwd=ROOT, env=served.environ, check=True
            )
            yield Figure(words, time.monotonic() - began, "s", 60)
            file = paper_folder(Path(folder)) / f"{key}.pdf"
            with pypdfium2.PdfDocument(file) as document:
                yield Figure("pages missing in it", float(PEOPLE - len(document)), "", 0)
            yield Figure("its size", file.stat().st_size / 1e6, "MB")
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        yield Figure("the process that made them, memory at most", memory, "MB", 600)


def ask(served: Served, kind: PaperKind) -> tuple[int, str]:
    """Ask for the papers of everybody, as staff do. Return the batch's inner number and its key."""
    app = create_app(from_environment({**os.environ, **served.environ}))
    with app.app_context():
        session = db.session()
        across = {"execution_options": {"across_organisers": "one event fills the measured day"}}
        event = session.scalars(select(Event), **across).one()
        by = session.scalars(select(Account).order_by(Account.id), **across).first()
        if by is None:
            raise RuntimeError("the demo has no account")
        place_everybody(event)
        subjects = list_subjects(session, event, kind, reach=Reach())
        batch = request_papers(session, event, kind, subject_ids=subjects, by=by, now=read_clock())
        session.commit()
        asked = batch.id, batch.key
        db.session.remove()
        db.engine.dispose()
    return asked


def place_everybody(event: Event) -> None:
    """Publish a plan of our own: everybody has a place, whatever they wished."""
    session, own = db.session(), event.organiser_id
    event.stage = Stage.PUBLISHED
    people = session.scalars(select(Participant).where(Participant.organiser_id == own)).all()
    slots = session.scalars(select(Slot).where(Slot.organiser_id == own, Slot.state == SlotState.APPROVED)).all()
    for person in people:
        person.withdrawn_at = None
    placements = [
        SimpleNamespace(participant_id=person.id, slot_id=slot.id, slot=slot)
        for person, slot in zip(people, cycle(slots), strict=False)
    ]
    issue_tickets(session, event, placements, now=read_clock())  # type: ignore[arg-type]
    session.flush()
