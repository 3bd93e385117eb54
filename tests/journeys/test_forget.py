"""Forget me: after the journeys of a day nothing of somebody erased is left in any file, table, mail or log (G21).

The control comes first: before the erasure their words stand wherever data are expected.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from matchday.config import ROOT, Config
from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.core.paper import PaperKind, PaperState
from matchday.logs import set_up_logs
from matchday.models import Account, Base, Erasure, Event, Message, PaperBatch, Participant
from matchday.services.audit import verify_audit
from matchday.services.message import DONE
from matchday.services.paper import request_papers
from matchday.services.participant import change_participant
from matchday.services.privacy import LEDGER
from tests.canary import a_canary, hits, words_of
from tests.conftest import NOW
from tests.factories import a_participant, a_slot, a_wish, an_account, an_event
from tests.page_client import PageClient
from tests.plans import people_of, published
from tests.postgres import administer, server_folder
from tests.services.conftest import config  # noqa: F401 - both databases, as for services
from tests.sheets.files import PARTICIPANT, a_csv

MARK = "qpzxwvjkqy"
SEARCHED = [MARK, *words_of(MARK).values()]
LONGEST_S = 180
Worker = subprocess.Popen[bytes]


def worker_log(folder: Path) -> Path:
    return folder / "logs" / "worker.log"


@pytest.fixture
def worker(config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:  # noqa: F811
    """Let a real worker do the tasks; its temporary files and its log lie where the nose looks."""
    for name in ("temporary", "logs"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    environ = {
        **os.environ,
        "MATCHDAY_INSTANCE": str(tmp_path),
        "DATABASE_URL": config.database_url,
        "SECRET_KEY": config.secret_key,
        "INSTALLATION_KEY": config.installation_key.hex(),
        "TMPDIR": str(tmp_path / "temporary"),
    }
    with worker_log(tmp_path).open("wb") as log:
        child = subprocess.Popen([sys.executable, "-m", "matchday.worker"], cwd=ROOT, env=environ, stderr=log)
    yield child
    child.terminate()
    child.wait(30)


@pytest.fixture
def web_log(tmp_path: Path, worker: Worker) -> Iterator[None]:
    """Write what the web says into a file, as a server would."""
    root, ours = logging.getLogger(), logging.getLogger("matchday")
    before = root.handlers, root.level, ours.level
    with (tmp_path / "logs" / "web.log").open("w") as stream:
        set_up_logs(stream)
        yield
    root.handlers, root.level, ours.level = before


@pytest.fixture
def staff(session: Session, client: PageClient, web_log: None) -> Account:
    staff = an_account(session, Role.OWNER, Role.STAFF)
    client.sign_in(staff)
    return staff


def test_nothing_is_left_of_somebody_who_asked_to_be_forgotten(
    session: Session,
    client: PageClient,
    staff: Account,
    worker: Worker,
    config: Config,  # noqa: F811
    tmp_path: Path,
) -> None:
    def await_all(is_done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + LONGEST_S
        while not is_done():
            is_at_work = worker.poll() is None and time.monotonic() < deadline
            assert is_at_work, f"the worker did not get there: {worker_log(tmp_path).read_text()[-4000:]}"
            session.rollback()  # nobody is held up meanwhile
            time.sleep(0.2)
        session.rollback()

    event = an_event(session, by=staff, stage=Stage.REGISTRATION)
    bring_in(client, event)
    person = live_through_the_day(session, client, event, by=staff)
    await_all(lambda: is_all_sent(session, event))
    before = found(session, config, tmp_path)

    for one in [one for one in people_of(session, event) if MARK in one.first_name]:
        client.post(f"/staff/{event.key}/participants/{one.key}/privacy/erase", {"reason": "asked"})
    await_all(lambda: is_all_erased(session, event))

    assert {"tables", "outbox"} <= before.keys(), "the nose is blind"
    assert any(name.startswith("database") for name in before), "the nose is blind"
    assert found(session, config, tmp_path) == {}
    assert not list((tmp_path / "papers").glob("*.pdf"))
    assert len((tmp_path / LEDGER).read_text().splitlines()) == 2
    assert verify_audit(session, organiser_id=event.organiser_id) is None
    assert person not in people_of(session, event)


def bring_in(client: PageClient, event: Event) -> None:
    """Take over a sheet with somebody in it, and leave another in its preview."""
    row = {**PARTICIPANT, "Vorname": f"{MARK}üb", "Nachname": f"{MARK}liste", "Nr.": f"{MARK}7"}
    for _ in range(2):
        content = BytesIO(a_csv(row).encode())
        client.post(f"/staff/{event.key}/sheet", {"file": (content, f"{MARK}.csv")})
        if _ == 0:
            client.post(client.went_to)


def live_through_the_day(session: Session, client: PageClient, event: Event, *, by: Account) -> Participant:
    """Let somebody wish, be planned, be written to, open their page; let staff work with them, also in vain."""
    event.stage = Stage.ASSIGNING
    slot = a_slot(session, event)
    person = a_canary(session, event, slot, MARK, now=NOW)
    a_wish(session, person, slot)
    a_wish(session, a_participant(session, event), slot)
    change_participant(session, person, {"school": f"{MARK}andere"}, by=by, now=NOW)
    session.commit()
    published(session, event, by=by)
    ids = [one.id for one in people_of(session, event)]
    request_papers(session, event, PaperKind.TICKETS, subject_ids=ids, by=by, now=NOW)
    session.commit()
    for path in ("", "/privacy", "/change"):
        client.get(f"/staff/{event.key}/participants/{person.key}{path}")
    client.get(f"/staff/{event.key}/participants?name={MARK}")
    client.get(f"/staff/{MARK}/", expect=404)
    for kind in ("pdf", "json"):
        client.post(f"/staff/{event.key}/participants/{person.key}/privacy/record", {"kind": kind}, expect=200)
    phone = PageClient(client.app)
    phone.enter(person)
    phone.post("/participant/", {"me": "yes"})
    for path in ("ticket", "ticket/1.pdf", "ticket/1.ics", "privacy"):
        phone.get(f"/participant/{path}")
    return person


def is_all_sent(session: Session, event: Event) -> bool:
    of_ours = Message.organiser_id == event.organiser_id, Message.state.not_in(DONE)
    made = PaperBatch.organiser_id == event.organiser_id, PaperBatch.state != PaperState.READY
    return not (session.query(Message).filter(*of_ours).count() or session.query(PaperBatch).filter(*made).count())


def is_all_erased(session: Session, event: Event) -> bool:
    erasures = session.query(Erasure).filter(Erasure.organiser_id == event.organiser_id).all()
    return len(erasures) == 2 and all(one.done_at for one in erasures)


def found(session: Session, config: Config, folder: Path) -> Mapping[str, int]:  # noqa: F811
    """Return where the words stand: in the tables as they answer, and in every file."""
    rows = {name: content for name, content in dumped(session).items() if any(word in content for word in SEARCHED)}
    places = {"tables": len(rows)} if rows else {}
    for path in [one for one in folder.rglob("*") if one.is_file()]:
        if count := sum(hits(SEARCHED, [path]).values()):
            top = path.relative_to(folder).parts[0]
            places["database" if top.startswith("matchday.sqlite") else top] = count
    if not config.is_database_file:
        places |= {f"database {name}": count for name, count in hits(SEARCHED, cluster_files(session)).items()}
    return places


def dumped(session: Session) -> dict[str, str]:
    """Return every table as text, those of the tasks too."""
    tasks = ["workflow_status", "workflow_input", "workflow_output", "operation_outputs"]
    schema = "" if session.get_bind().dialect.name == "sqlite" else "dbos."
    names = [*Base.metadata.tables, *(f"{schema}{name}" for name in tasks)]
    content = {name: str(session.execute(text(f"SELECT * FROM {name}")).all()) for name in names}  # noqa: S608
    session.rollback()
    return content


def cluster_files(session: Session) -> list[Path]:
    """Return the files of the test's PostgreSQL database. The log of changes is not among them: see docs/privacy.md."""
    number = session.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    session.rollback()
    administer(server_folder(), "CHECKPOINT")
    return [path for path in (server_folder() / "data" / "base" / str(number)).iterdir() if path.is_file()]
