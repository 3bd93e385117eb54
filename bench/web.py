"""The web process: how fast it starts, how much memory it takes, how heavy and how slow a participant's pages are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from flask import current_app
from playwright.sync_api import Page, sync_playwright

from bench.crash import ask_for_plan, session_on
from bench.figure import Figure
from matchday.clock import read_clock
from matchday.core.access import Keyring
from matchday.services.account import find_account
from matchday.services.assignment import publish_assignment, read_assignment
from matchday.services.event import read_event
from matchday.services.solving import compute_assignment
from tests.browser import launch_settings
from tests.journeys.served import ROOT, Served, await_answer, serve, settings_of

WELCOME = "/participant/"
PAGES = (WELCOME, "/participant/consent", "/participant/wishlist", "/participant/summary")
LANGUAGES = ("de", "ar", "ti")


def measure() -> Iterator[Figure]:
    """Measure on an empty database, on the demo day, and on a day of 57 slots before and after its plan."""
    with tempfile.TemporaryDirectory() as folder:
        yield from starts_of_the_web(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        demo = {"MATCHDAY_DEMO": "1", "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite"}
        with serve(Path(folder), with_worker=False, **demo) as served:
            served.flask("demo", "prepare")
            yield from weight_of_visits(served, PAGES)
            yield Figure("web process, memory after these visits", memory_mb(served), "MB", 120)
    with tempfile.TemporaryDirectory() as folder:
        demo = {"MATCHDAY_DEMO": "1", "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite"}
        with serve(Path(folder), with_worker=False, **demo) as served:
            served.flask("demo", "fill", "--participants", "150", "--employers", "42")
            yield from weight_of_visits(served, ("/participant/wishlist",), "57 slots, ")
            publish_a_plan(served)
            yield from weight_of_visits(served, ("/participant/ticket",), "published, ")


def publish_a_plan(served: Served) -> None:
    """Compute a plan of the day that is filled in, and publish it."""
    with session_on(served) as session:
        keyring: Keyring = current_app.extensions["matchday.keyring"]
        who, event_key = ask_for_plan(session)
        by = find_account(session, email=who)
        event = read_event(session, by.organiser_id, key=event_key)
        compute_assignment(session, read_assignment(session, event, 1).id, keyring=keyring, now=read_clock())
        session.commit()
        plan, seen = read_assignment(session, event, 1), event.publication_count
        publish_assignment(session, event, plan, seen_publication=seen, keyring=keyring, by=by, now=read_clock())
        session.commit()


def starts_of_the_web(instance: Path) -> Iterator[Figure]:
    """Measure from the command to the first answer, best of three, in turns with a bare Flask application."""
    environ = settings_of(instance)
    subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"], cwd=ROOT, env=environ, check=True)
    times = [(seconds_to_ready("wsgi:app", environ), seconds_to_ready("bench.bare:app", environ)) for _ in range(3)]
    ours, bare = (min(column) for column in zip(*times, strict=True))
    yield Figure("web process, from start to first answer (best of 3)", ours, "s")
    yield Figure("the same, in starts of a bare Flask application with database and forms", ours / bare, "", 2.5)


def seconds_to_ready(application: str, environ: dict[str, str]) -> float:
    """Return the seconds from the command to the first answer."""
    server = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--no-control-socket"]
    command = [*server, "--log-level", "error", "-b", f"127.0.0.1:{environ['PORT']}", application]
    began = time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, env=environ) as web:
        await_answer(f"{environ['PUBLIC_URL']}/ready")
        took_s = time.monotonic() - began
        web.terminate()
    return took_s


def weight_of_visits(served: Served, pages: Sequence[str], what: str = "") -> Iterator[Figure]:
    """Measure what the pages of one phone weigh, first and again, and when they can be read on a slow network."""
    found = re.search(r"/access#[A-Z2-7]+", served.flask("demo", "links"))
    if found is None:
        raise RuntimeError("the demo printed no access link")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_settings())
        for language in LANGUAGES:
            context = browser.new_context(viewport={"width": 375, "height": 740}, locale=language)
            tab = context.new_page()
            network = Network(tab)
            tab.goto(served.address + found.group())
            tab.locator("main form button.kern-btn--primary").click()
            tab.goto(f"{served.address}/language")
            tab.locator(f"button[value={language}]").click()
            for page in pages:
                if page != WELCOME:
                    say_yes(tab, served.address)
                yield from figures_of(network, f"{what}{language}, {page}", served.address + page)
            context.close()
        browser.close()


def say_yes(tab: Page, address: str) -> None:
    """Say «that is me» where this device did not yet."""
    tab.goto(address + WELCOME)
    if tab.url.endswith(WELCOME):
        tab.locator("button[value=yes]").click()


def figures_of(network: Network, where: str, address: str) -> Iterator[Figure]:
    """Measure a page with an empty cache and again, and both on a slow network."""
    yield Figure(f"participant's first visit, {where}", network.weigh(address, is_first=True), "KB", 150)
    yield Figure(f"the same again, {where}", network.weigh(address, is_first=False), "KB", 60)
    for is_first, when in ((True, "first"), (False, "again")):
        took_s = network.read_slowly(address, is_first=is_first)
        yield Figure(f"readable at 50 kB/s and 400 ms, {when}, {where}", took_s, "s", 5)


class Network:
    """Chromium's own view of the network, and a brake for it."""

    def __init__(self, tab: Page) -> None:
        self.tab, self.session = tab, tab.context.new_cdp_session(tab)
        self.session.send("Network.enable")
        self.sizes: list[float] = []
        self.session.on("Network.loadingFinished", lambda seen: self.sizes.append(seen["encodedDataLength"]))

    def weigh(self, address: str, *, is_first: bool) -> float:
        """Return what one visit costs over the wire. **Units** kilobytes."""
        self.visit(address, is_first=is_first)
        return sum(self.sizes) / 1000

    def read_slowly(self, address: str, *, is_first: bool) -> float:
        """Return when the first words stand on the page of a slow network. **Units** seconds."""
        slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
        self.session.send("Network.emulateNetworkConditions", slow)
        self.visit(address, is_first=is_first)
        self.session.send("Network.emulateNetworkConditions", {**slow, "latency": 0, "downloadThroughput": -1})
        return float(self.tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")) / 1000

    def visit(self, address: str, *, is_first: bool) -> None:
        """Open an address, as if for the first time or again."""
        self.tab.goto("about:blank")
        if is_first:
            self.session.send("Network.clearBrowserCache")
        self.sizes.clear()
        self.tab.goto(address, wait_until="networkidle")


def memory_mb(served: Served) -> float:
    """Return the resident memory of the web worker that serves this address."""
    port = served.environ["PORT"]
    largest = 0.0
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and folder.name != str(os.getpid()):
            largest = max(largest, _resident_mb(folder, port))
    return largest


def _resident_mb(folder: Path, port: str) -> float:
    try:
        command = (folder / "cmdline").read_text()
        status = (folder / "status").read_text()
    except OSError:
        return 0.0
    if "gunicorn" not in command or f":{port}" not in command:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found.group(1)) / 1000 if found else 0.0
