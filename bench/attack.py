"""Attack: our own fuzzing and Debian's sqlmap and wapiti, each first against planted faults, then against us.

All on this machine and bounded in time. A scanner that is not installed is told as such: its silence proves nothing.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from bench import crawl, planted, scanners
from bench.figure import Figure
from bench.fuzz import Fuzz, Target
from matchday.core.event import Stage
from matchday.extensions import db, limiter
from tests.conftest import migrated, settings
from tests.house.access_table import SKIPPED, TABLE, who_enters
from tests.house.world import Doors, Visitor, open_doors, undone

ROLES = ("nobody", "participant", "coach", "employer", "reader", "staff", "owner", "door", "device")
FUZZ_S, PLANTED_S, SCAN_S = 12, 5, 25
LONGER_S = {"owner": 80}
"""For each role; the whole stays below ten minutes."""
LEAVING = (
    *("/account/logins", "/account/password", "/account/authenticator", "/second-factor", "/erase", "/close", "/leave"),
    *("/logout", "/sign-out", "/stage", "/withdraw", "/release"),
)
"""Addresses that are not there for scanners. The fuzzing tries them too: it undoes all it does."""


def measure() -> Iterator[Figure]:
    """Attack the planted faults, then a running day as each role. Limits against guessing are off: they would help."""
    limiter.enabled = False
    try:
        yield Figure("fuzzing: planted faults not found", int(not _fuzz_planted()), "", 0)
        with tempfile.TemporaryDirectory() as folder:
            app = migrated(settings(Path(folder)))
            with app.app_context():
                doors = open_doors(app, stage=Stage.RUNNING)
                for role in ROLES:
                    yield from fuzzed(doors, role)
                pages = {role: [*starts_of(doors, role), "/nowhere"] for role in ROLES}
                cookies = {role: doors.visitors[role].cookie for role in ROLES}
                db.session.remove()
                with _served(app.wsgi_app) as address:
                    yield from crawl.watched(address, pages, cookies)
                yield from _scan(app)
                db.engine.dispose()
    finally:
        limiter.enabled = True


def fuzzed(doors: Doors, role: str, *, limit_s: float = FUZZ_S) -> Iterator[Figure]:
    """Fuzz everything a role can reach; what it did is undone."""
    fuzz = Fuzz(_sender(doors, doors.visitors[role]), doors.visitors[role].csrf_token)
    for fault in fuzz.run(starts_of(doors, role), questions_of(doors, role), limit_s=limit_s):
        print(role, fault, file=sys.stderr)
    yield Figure(f"fuzzing as {role}, answers of 500 and more in {fuzz.asked} requests", len(fuzz.faults), "", 0)


def _sender(doors: Doors, visitor: Visitor) -> Any:
    """Return what sends a request as ``visitor``; what it did is undone once the page it leads to was opened."""
    browser = doors.app.test_client(use_cookies=False)

    def send(method: str, path: str, *, headers: dict[str, str] | None = None, **sent: Any) -> TestResponse:
        carried = {"Cookie": visitor.cookie, **(headers or {})}
        with undone():
            answer = browser.open(path, method=method, headers=carried, **sent)
            if method == "POST" and answer.location:
                seen = browser.get(answer.location, headers={"Cookie": visitor.cookie})
                return seen if seen.status_code >= 500 else answer
        return answer

    return send


def starts_of(doors: Doors, role: str) -> list[str]:
    """Return every page a role may open."""
    return [
        doors.address(rule, doors.own.keys)
        for rule, _ in doors.rules("GET")
        if role in who_enters(rule.endpoint) and rule.endpoint not in SKIPPED
    ]


def questions_of(doors: Doors, role: str) -> list[str]:
    """Return the addresses of a role at which a script asks."""
    asked = [rule for rule, _ in doors.rules("POST") if rule.endpoint.endswith("_put")]
    return [doors.address(rule, doors.own.keys) for rule in asked if role in who_enters(rule.endpoint)]


def _fuzz_planted() -> int:
    planted.app.config["PROPAGATE_EXCEPTIONS"] = False
    browser = planted.app.test_client()
    fuzz = Fuzz(lambda method, path, **sent: browser.open(path, method=method, **sent), "")
    return len(fuzz.run(["/"], [], limit_s=PLANTED_S))


def _scan(app: Flask) -> Iterator[Figure]:
    tools = {name: tool for name, tool in scanners.TOOLS.items() if shutil.which(name)}
    for name in scanners.TOOLS.keys() - tools.keys():
        yield Figure(f"{name}: not installed, so not run", 1, "")
    with _served(planted.app.wsgi_app) as address:
        known = [Target("GET", "/slots", {"town": "a"}), Target("POST", "/count", {"number": "1"})]
        scan = scanners.Scan(address, ["/slots?town=a", "/hello?name=a"], known, limit_s=SCAN_S)
        for name, tool in tools.items():
            found = any(scanners.PLANTED[name] in finding for finding in tool(scan).findings)
            yield Figure(f"{name}: planted faults not found", int(not found), "", 0)
    with _served(_without_the_ways_out(app.wsgi_app)) as address:
        for role in ROLES:
            scan = _scan_of(app, role, address)
            fitting = {name: tool for name, tool in tools.items() if scan.targets or name != "sqlmap"}
            with ThreadPoolExecutor() as both:
                running = {name: both.submit(tool, scan) for name, tool in fitting.items()}
            for name, run in running.items():
                found = run.result()
                print(*found.findings, sep="\n", end="", file=sys.stderr)
                yield Figure(f"{name} as {role}, findings in {found.tried}", len(found.findings), "", 0)


def _without_the_ways_out(served: Any) -> Any:
    """Return the application without the addresses that would end the visit or destroy the day."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        if any(word in environ["PATH_INFO"] for word in LEAVING):
            start_response("404 Not Found", [])
            return [b""]
        return served(environ, start_response)

    return answer


def _scan_of(app: Flask, role: str, address: str) -> scanners.Scan:
    """Return what scanners shall try as a role: in a day of its own, for they leave nothing as it was."""
    doors = open_doors(app, stage=Stage.RUNNING)
    visitor = doors.visitors[role]
    fuzz = Fuzz(_sender(doors, visitor), visitor.csrf_token)
    pages = [path for path in starts_of(doors, role) if not any(word in path for word in LEAVING)]
    targets = [*fuzz.walk(pages, until=float("inf"))]
    random.Random(0).shuffle(targets)
    kept = [target for target in targets if target.fields and _is_of(doors.app, target, role)]
    db.session.remove()
    return scanners.Scan(address, pages, kept, cookie=visitor.cookie, limit_s=LONGER_S.get(role, SCAN_S))


def _is_of(app: Flask, target: Target, role: str) -> bool:
    """Tell whether nobody may do more at this address than ``role``: a query is the same whoever sends it."""
    if any(word in target.path for word in LEAVING):
        return False
    endpoint, _ = app.url_map.bind("localhost").match(target.path, method=target.method)
    return endpoint in TABLE and role == _keeper(endpoint)


def _keeper(endpoint: str) -> str:
    return (
        "nobody"
        if TABLE[endpoint] == "everybody"
        else next(role for role in reversed(who_enters(endpoint)) if role in ROLES)
    )


@contextmanager
def _served(app: Any) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
