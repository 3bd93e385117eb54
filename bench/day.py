"""The demo day with a real worker: staff publish while the worker is killed again and again; then the papers."""

from __future__ import annotations

import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.figure import Figure
from bench.web import memory_mb
from tests.browser import launch_settings
from tests.factories import zone_where_it_is
from tests.journeys.served import ROOT, Served, serve

KILLS = 12
SEED = 1
QUIET_S = 120


def measure() -> Iterator[Figure]:
    """Compute and publish the demo day with the worker killed at random moments, then open a ticket's paper."""
    with tempfile.TemporaryDirectory() as folder:
        demo = {"MATCHDAY_DEMO": "1", "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite"}
        with serve(Path(folder), with_worker=False, **demo) as served, sync_playwright() as playwright:
            served.flask("demo", "prepare")
            with sqlite3.connect(database_of(served)) as database:  # at night nothing would go out
                database.execute("UPDATE event SET time_zone = ?", (zone_where_it_is(12),))
            browser = playwright.chromium.launch(**launch_settings())
            yield from published_through_kills(served, browser)
            yield from papers(served, browser)
            browser.close()


def published_through_kills(served: Served, browser: Browser) -> Iterator[Figure]:
    """Publish while the worker dies; every message goes out, none is lost, few are doubled."""
    rng = random.Random(SEED)
    staff = sign_in(served, browser, "staff")
    event = staff.locator("tbody th a").first.get_attribute("href")
    staff.goto(f"{served.address}{event}stage")
    staff.get_by_role("button", name="Jetzt: Planen").click()
    staff.goto(f"{served.address}{event}assignments")
    staff.get_by_role("button", name="Plan rechnen").click()
    began = time.monotonic()
    kills = kill_until(served, rng, lambda database: database.execute(PROPOSED).fetchone()[0] == 1, most=KILLS // 3)
    yield Figure(f"plan of the demo day, through {kills} kills of the worker", time.monotonic() - began, "s", QUIET_S)
    staff.goto(f"{served.address}{event}assignments/1/publish")
    staff.get_by_role("button", name="Jetzt veröffentlichen").click()
    began = time.monotonic()
    kills = kill_until(served, rng, lambda database: database.execute(OPEN).fetchone()[0] == 0, most=KILLS)
    yield Figure(f"all messages out, through {kills} kills of the worker", time.monotonic() - began, "s", QUIET_S)
    copies = Counter(mail["Message-ID"] for mail in served.mails())
    with sqlite3.connect(database_of(served)) as database:
        sent, tickets, placed = (database.execute(question).fetchone()[0] for question in (SENT, TICKETS, PLACED))
    yield Figure("mails lost", float(sent - len(copies)), "", 0)
    yield Figure("mails doubled (at most one per kill)", float(sum(copies.values()) - len(copies)), "", float(kills))
    yield Figure("most copies of one mail", float(max(copies.values(), default=0)), "", 2)
    yield Figure("placements without exactly one valid ticket", float(abs(tickets - placed)), "", 0)


PROPOSED = "SELECT count(*) FROM assignment WHERE state = 'proposed'"
OPEN = "SELECT count(*) FROM message WHERE state IN ('waiting', 'sending')"
SENT = "SELECT count(*) FROM message WHERE state = 'sent'"
TICKETS = "SELECT count(*) FROM ticket WHERE state = 'valid'"
PLACED = "SELECT count(*) FROM placement JOIN assignment a ON a.id = assignment_id WHERE a.state = 'published'"


def kill_until(served: Served, rng: random.Random, is_done: Callable[[sqlite3.Connection], bool], *, most: int) -> int:
    """Start a worker, kill it with -9 after a random while, start the next, until done. Return the kills."""
    kills, deadline = 0, time.monotonic() + QUIET_S
    while time.monotonic() < deadline:
        with subprocess.Popen([sys.executable, "-m", "matchday.worker"], cwd=ROOT, env=served.environ) as worker:
            until = time.monotonic() + (rng.uniform(1.5, 3.0) if kills < most else QUIET_S)
            done = wait_for(served, is_done, until)
            worker.send_signal(signal.SIGTERM if done else signal.SIGKILL)
        if done:
            return kills
        kills += 1
    return kills


def wait_for(served: Served, is_done: Callable[[sqlite3.Connection], bool], until: float) -> bool:
    """Return whether it was done in time."""
    while time.monotonic() < until:
        with sqlite3.connect(database_of(served)) as database:
            if is_done(database):
                return True
        time.sleep(0.1)
    return False


def papers(served: Served, browser: Browser) -> Iterator[Figure]:
    """Measure the first paper, those after it, and the memory they leave."""
    participant = sign_in(served, browser, "participant")
    address = f"{served.address}/participant/ticket/1.pdf"
    took = []
    for _ in range(20):
        began = time.monotonic()
        answer = participant.request.get(address)
        took.append(time.monotonic() - began)
        if not answer.ok:
            raise RuntimeError(f"{address} answered {answer.status}")
    yield Figure("a ticket's paper, the first", took[0], "s")
    yield Figure("a ticket's paper, median of those after", sorted(took[1:])[9], "s")
    yield Figure("web process, memory after 20 papers", memory_mb(served), "MB", 200)


def sign_in(served: Served, browser: Browser, role: str) -> Page:
    """Come in as a role of the demo, by a new link."""
    found = re.search(rf"{role}\s.*?(/(?:link|access)#\S+)", served.flask("demo", "links"))
    if found is None:
        raise RuntimeError(f"the demo printed no link for {role}")
    page = browser.new_context(locale="de").new_page()
    page.goto(served.address + found.group(1))
    page.locator("main form button.kern-btn--primary").click()
    page.wait_for_load_state()
    if role == "staff":
        page.goto(f"{served.address}/staff/")
    elif role == "participant":
        page.locator("button[value=yes]").click()
        page.wait_for_load_state()
    return page


def database_of(served: Served) -> Path:
    """Return the database file."""
    return served.instance / "demo.sqlite"
