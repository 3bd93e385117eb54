"""Papers for a big day: letters with tickets for 2,000 people as one file, by a process of its own."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
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
from matchday.core.paper import BY_SHEET, PaperKind
from matchday.core.slot import SlotState
from matchday.extensions import db
from matchday.models import Account, Event, Participant, Slot
from matchday.services.paper import Reach, list_subjects, paper_folder, request_papers
from matchday.services.ticket import issue_tickets
from tests.journeys.served import ROOT, Served, settings_of

PEOPLE = 2_000
KINDS = {
    PaperKind.TICKET_LETTERS: ("letters with tickets", 1),
    PaperKind.ACCESS_LETTERS: ("letters with the way in", 1),
    PaperKind.TICKETS: ("tickets, four on a sheet", BY_SHEET),
}
"""What is printed, and how many of it on a page."""
MAKE = """
from matchday import worker
app = worker.create_app(worker.from_environment())
with app.app_context():
    worker.make_papers({batch_id})
"""


def measure() -> Iterator[Figure]:
    """Fill a day, give everybody a ticket, and make the papers of all."""
    with tempfile.TemporaryDirectory() as folder:
        demo = {"MATCHDAY_DEMO": "1", "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite"}
        served = Served("", Path(folder), settings_of(Path(folder), **demo))
        served.flask("db", "upgrade")
        served.flask("demo", "fill", "--participants", str(PEOPLE), "--employers", "250", "--seed", "1")
        for kind, (words, by_page) in KINDS.items():
            batch_id, key = ask(served, kind)
            took_s, busy_s, memory = watch(MAKE.format(batch_id=batch_id), served.environ)
            what = f"{words} of {PEOPLE:,} people, one file"
            yield Figure(what, took_s, "s", 60)
            yield Figure(f"{what}: time of all cores", busy_s, "s")
            yield Figure(f"{what}: the worker and its presses, memory at most", memory, "MB", 600)
            file = paper_folder(Path(folder)) / f"{key}.pdf"
            with pypdfium2.PdfDocument(file) as document:
                yield Figure(f"{what}: pages missing", float(abs(-(-PEOPLE // by_page) - len(document))), "", 0)
            yield Figure(f"{what}: its size", file.stat().st_size / 1e6, "MB")


def watch(program: str, environ: dict[str, str]) -> tuple[float, float, float]:
    """Run a program to its end. Return how long it took, the seconds all cores gave it, and the most megabytes."""
    began, before, most = time.monotonic(), busy(), 0.0
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=environ)
    while process.poll() is None:
        most = max(most, family_mb(process.pid))
        time.sleep(0.05)
    assert process.returncode == 0
    return time.monotonic() - began, busy() - before, most


def busy() -> float:
    """Return how many seconds the cores gave to processes of ours that have ended, and to theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def family_mb(pid: int) -> float:
    """Return the resident memory of a process and all it has started; what they share is counted for each."""
    resident, children = {}, defaultdict(list)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        children[int(fields[1])].append(int(folder.name))
        resident[int(folder.name)] = int(fields[21]) * resource.getpagesize() / 1e6
    family = [pid]
    for one in family:
        family += children[one]
    return sum(resident.get(one, 0.0) for one in family)


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
