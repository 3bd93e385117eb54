"""Enumeration: whether the time of an answer tells what exists. Known and unknown are asked in turn."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.figure import Figure
from matchday.app import create_app
from matchday.core.account import Role
from matchday.core.password import hash_password
from matchday.extensions import db, limiter
from matchday.services.access import issue_access, revoke_access, show_access
from tests.conftest import migrated, settings
from tests.factories import KEYRING, a_participant, an_account, an_event, moment_of
from tests.page_client import PageClient

PAIRS = 500
FEW_PAIRS = 40
MOST_MS = 1.0
Ask = Callable[[], int]


def measure() -> Iterator[Figure]:
    """Measure each door that knows people; the last line is the control: a door that answers the unknown sooner."""
    with tempfile.TemporaryDirectory() as folder:
        config = settings(Path(folder))
        migrated(config)
        app = create_app(config)
        limiter.enabled = False
        try:
            with app.app_context():
                yield from _figures(PageClient(app))
                db.session.remove()
                db.engine.dispose()
        finally:
            limiter.enabled = True


def _figures(client: PageClient) -> Iterator[Figure]:
    session = db.session()
    staff = an_account(session, Role.STAFF)
    staff.password = hash_password("a password nobody guesses")
    person = a_participant(session, an_event(session))
    revoked = show_access(issue_access(session, person, keyring=KEYRING, by=None, now=moment_of()), keyring=KEYRING)
    revoke_access(session, person, by=None, now=moment_of())
    session.commit()
    known, unknown = staff.email, "nobody@birkenried.example"
    wrong = {"password": "not this one"}

    def post(path: str, **form: str) -> int:
        return client.http.post(path, data={**form, "csrf_token": client.csrf_token()}).status_code

    def wait_for_the_known(email: str) -> int:
        time.sleep(0.005 if email == known else 0)
        return post("/login", email=unknown, **wrong)

    doors: tuple[tuple[str, int, Ask, Ask], ...] = (
        (
            "password",
            FEW_PAIRS,
            lambda: post("/login", email=known, **wrong),
            lambda: post("/login", email=unknown, **wrong),
        ),
        ("new link", FEW_PAIRS, lambda: post("/link/new", mail=known), lambda: post("/link/new", mail=unknown)),
        (
            "access code, ended or never given",
            PAIRS,
            lambda: post("/access", short_code=revoked.code),
            lambda: post("/access", short_code="ABCDEFGH12"),
        ),
        (
            "access link, ended or never given",
            PAIRS,
            lambda: post("/access", token=revoked.token),
            lambda: post("/access", token="A" * 26),
        ),
    )
    for door, pairs, ask_known, ask_unknown in doors:
        yield Figure(
            f"{door}: known against unknown, difference", difference_ms(ask_known, ask_unknown, pairs), "ms", 1
        )
    control = difference_ms(lambda: wait_for_the_known(known), lambda: wait_for_the_known(unknown), FEW_PAIRS)
    yield Figure("control: a door 5 ms slower for the known, not noticed", float(control < MOST_MS), "", 0)


def difference_ms(known: Ask, unknown: Ask, pairs: int) -> float:
    """Return how far apart the medians of two answers are, asked in turn."""
    took: tuple[list[float], list[float]] = ([], [])
    answers = set()
    for _ in range(pairs):
        for ask, times in zip((known, unknown), took, strict=True):
            began = time.perf_counter()
            answers.add(ask())
            times.append(time.perf_counter() - began)
    if len(answers) != 1:
        raise RuntimeError(f"the answers differ: {answers}")
    return abs(statistics.median(took[0]) - statistics.median(took[1])) * 1000
