"""Attack: Debian's sqlmap and wapiti and our own fuzzing, each first against a planted fault, then against us.

All on this machine, bounded in time. A scanner that is not installed is told as such: its silence would prove nothing.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask.testing import FlaskClient

from bench import planted
from bench.figure import Figure
from bench.fuzz import fuzz
from bench.visit import Visit, visit_all
from matchday.app import create_app
from matchday.config import from_environment
from matchday.extensions import limiter
from tests.journeys.served import ROOT, await_answer, free_port, serve

FUZZ_S = 40
SCAN_S = 90
MODULES = "xss,permanentxss,sql,blindsql,exec,file,crlf,redirect,ssrf,xxe,csp,http_headers"


def measure() -> Iterator[Figure]:
    """Attack the planted faults, then the demo day as each role."""
    yield Figure("fuzzing, planted faults not found", _missed(len(list(fuzz(_planted(), "/", limit_s=10)))), "", 0)
    with tempfile.TemporaryDirectory() as folder:
        demo = {"MATCHDAY_DEMO": "1", "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite"}
        with serve(Path(folder), with_worker=False, **demo) as served:
            served.flask("demo", "prepare")
            app = create_app(from_environment(served.environ))
            visits = visit_all(app, served)
            yield from _scan(served.address, visits)
        limiter.enabled = False
        for visit in visits:
            yield Figure(f"fuzzing every form as {visit.role}, faults", _faults(visit), "", 0)


def _planted() -> FlaskClient:
    planted.app.config["PROPAGATE_EXCEPTIONS"] = False
    return planted.app.test_client()


def _missed(found: int) -> int:
    return 0 if found else 1


def _faults(visit: Visit) -> int:
    found = list(fuzz(visit.client, visit.start, limit_s=FUZZ_S))
    for fault in found:
        print(fault, file=sys.stderr)
    return len(found)


def _scan(address: str, visits: list[Visit]) -> Iterator[Figure]:
    with _planted_server() as target:
        for name, scan in (("sqlmap", _sqlmap), ("wapiti", _wapiti)):
            if shutil.which(name) is None:
                yield Figure(f"{name}: not installed, so not run", 0, "")
                continue
            yield Figure(f"{name}, planted faults not found", _missed(scan(target, "/", "")), "", 0)
            for visit in visits:
                yield Figure(f"{name} as {visit.role}, findings", scan(address, visit.start, visit.cookie), "", 0)


@contextmanager
def _planted_server() -> Iterator[str]:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "bench.planted", str(port)], cwd=ROOT, stderr=subprocess.DEVNULL
    ) as child:
        await_answer(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
        child.terminate()


def _sqlmap(address: str, start: str, cookie: str) -> int:
    """Return in how many places sqlmap could change a query."""
    with tempfile.TemporaryDirectory() as folder:
        said = _run(
            ["sqlmap", "-u", address + start, "--batch", "--crawl=2", "--forms", "--level=1", "--risk=1"]
            + [
                "--threads=2",
                "--technique=BEU",
                "--disable-coloring",
                f"--output-dir={folder}",
                "--csrf-token=csrf_token",
            ]
            + ["--crawl-exclude=logout|sign|link|demo"]
            + ([f"--cookie={cookie}"] if cookie else [])
        )
    return len(re.findall(r"^Parameter: ", said, re.MULTILINE))


def _wapiti(address: str, start: str, cookie: str) -> int:
    """Return how many weaknesses and server faults wapiti reports."""
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "report.json"
        exclude = [word for path in ("logout", "sign-out", "link") for word in ("-x", f"{address}/*{path}*")]
        _run(
            ["wapiti", "-u", address + start, "--scope", "domain", "-m", MODULES, "--max-scan-time", str(SCAN_S)]
            + ["--store-session", folder, "-f", "json", "-o", str(paper), "--no-bugreport", "--flush-session", *exclude]
            + (["-H", f"Cookie: {cookie}"] if cookie else [])
        )
        report = json.loads(paper.read_text())
    found = {**report["vulnerabilities"], **report["anomalies"]}
    for kind, cases in found.items():
        for case in cases:
            print(kind, case.get("method"), case.get("path"), case.get("info"), file=sys.stderr)
    return sum(len(cases) for cases in found.values())


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=4 * SCAN_S, check=False)
    return done.stdout
