"""Big days: filling the demo, and watching a plan for it grow."""

from __future__ import annotations

import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.crash import ask_for_plan, session_on
from bench.figure import Figure
from matchday.app import create_app
from matchday.config import from_environment
from matchday.extensions import db
from matchday.models import Account
from tests.journeys.served import Served, serve
from tests.page_client import PageClient

STAFF_DAYS = {"across_organisers": "the demo has one organiser"}
LONGEST_S = 300


def measure() -> Iterator[Figure]:
    """Measure the big demo: filled, planned, and how its pages answer meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        demo = {"MATCHDAY_DEMO": "1", "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite"}
        with serve(Path(folder), **demo) as served:
            began = time.monotonic()
            served.flask("demo", "fill", "--participants", "5000", "--employers", "600", "--seed", "1")
            yield Figure("demo of 5,000 participants and 600 employers", time.monotonic() - began, "s", 20)
            yield from planned(served)


def planned(served: Served) -> Iterator[Figure]:
    """Ask for a plan and open its page again and again, as staff who watch it."""
    cookie = staff_cookie(served)
    with session_on(served) as session:
        _, event_key = ask_for_plan(session)
        began = time.monotonic()
    address, answers, seen = f"{served.address}/staff/{event_key}/assignments/1", [0.0], dict[str, float]()
    while "there" not in seen and time.monotonic() - began < LONGEST_S:
        asked = time.monotonic()
        page = read_page(address, cookie)
        now = time.monotonic()
        if "wird gerechnet" in page:
            answers.append(now - asked)
            seen.setdefault("begun" if "Wartet darauf" not in page else "waits", now - began)
            if "Schritt" in page:
                seen.setdefault("level", now - began)
        else:
            seen["there"], seen["board"] = asked - began, now - asked
        time.sleep(0.2)
    yield Figure("its plan: until the page says that it is begun", seen.get("begun", LONGEST_S), "s", 2)
    yield Figure("the same: until the first level stands there", seen.get("level", LONGEST_S), "s")
    yield Figure("the same: until the plan is there", seen.get("there", LONGEST_S), "s", 60)
    yield Figure("the same: slowest answer of the page meanwhile", max(answers), "s", 2)
    yield Figure(
        "the same: the plan with everybody in it, and whether it is still true", seen.get("board", LONGEST_S), "s"
    )


def staff_cookie(served: Served) -> str:
    """Return the cookie of a member of staff who signed in."""
    app = create_app(from_environment(served.environ, instance=served.instance))
    with app.app_context():
        accounts = db.session.query(Account).order_by(Account.id).execution_options(**STAFF_DAYS)
        account = next(account for account in accounts if "staff" in account.role_names)
        client = PageClient(app)
        client.sign_in(account)
        cookie = client.cookie()
        db.session.remove()
        db.engine.dispose()
    return f"matchday={cookie}"


def read_page(address: str, cookie: str) -> str:
    """Return what a page says."""
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookie}), timeout=60) as answer:  # noqa: S310  (our own address)
        return str(answer.read().decode())
