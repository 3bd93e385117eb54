"""Scanners others wrote: sqlmap asks whether a query can be changed, wapiti looks for weaknesses of pages."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from bench.fuzz import Target

MODULES = ("xss", "permanentxss", "sql", "exec", "file", "crlf", "redirect", "csp", "http_headers", "cookieflags")
"""Of wapiti. Those that need a server elsewhere (ssrf, xxe) are left out: nothing leaves this machine."""
FALSE_ALARMS = {
    "X-XSS-Protection is not set": "browsers dropped it; the content policy does its work",
    "Strict-Transport-Security is not set": "this trial is over http; tests/web/test_headers.py asks for it over https",
    "Secure flag is not set": "the same for the cookie",
}
"""What wapiti says of every application of today on this machine, and why it does not count."""
NOT_ELSEWHERE = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "no_proxy": "127.0.0.1"}
"""A proxy that is not there: what is not on this machine cannot be reached."""


@dataclass(frozen=True)
class Scan:
    """What to try. **Shapes** ``pages`` paths to open, ``targets`` what takes something in. **Units** seconds."""

    address: str
    pages: Sequence[str]
    targets: Sequence[Target]
    cookie: str = ""
    limit_s: float = 30


@dataclass(frozen=True)
class Found:
    """What was found, in the scanner's words, and how much was tried."""

    findings: Sequence[str]
    tried: str


def sqlmap(scan: Scan) -> Found:
    """Return in how many places sqlmap could change a query."""
    if not scan.targets:
        return Found([], "0 parameters")
    with tempfile.TemporaryDirectory() as folder:
        requests = Path(folder) / "requests.log"
        requests.write_text("".join(_as_log(scan, target) for target in scan.targets))
        said = _run(
            *(
                "sqlmap",
                "-l",
                str(requests),
                "--batch",
                "--level=1",
                "--risk=1",
                "--technique=BE",
                "--dbms=sqlite",
                "--threads=2",
            ),
            *("--skip=csrf_token", "--skip-waf", "--ignore-redirects", "--ignore-stdin"),
            *("--disable-coloring", f"--output-dir={folder}"),
            limit_s=scan.limit_s,
        )
    tried = len(re.findall(r"testing if \S+ parameter", said))
    return Found(re.findall(r"^Parameter: .*", said, re.MULTILINE), f"{tried} parameters")


def _as_log(scan: Scan, target: Target) -> str:
    """Return a request as the log of a proxy shows it."""
    host, line = scan.address.removeprefix("http://"), "=" * 54
    content = urlencode(target.fields, doseq=True)
    query, body = (f"?{content}", "") if target.method == "GET" else ("", content)
    head = [
        f"{target.method} {target.path}{query} HTTP/1.1",
        f"Host: {host}",
        *([f"Cookie: {scan.cookie}"] if scan.cookie else []),
    ]
    head += ["Content-Type: application/x-www-form-urlencoded"] if body else []
    return (
        f"{line}\n12:00:00  {scan.address}  [127.0.0.1]\n{line}\n" + "\n".join([*head, "", body]) + f"\n{line}\n\n\n\n"
    )


def wapiti(scan: Scan) -> Found:
    """Return how many weaknesses and server faults wapiti reports."""
    each_s = max(2, scan.limit_s / 2 / len(MODULES))
    with tempfile.TemporaryDirectory() as folder:
        paper, pages = Path(folder) / "report.json", Path(folder) / "pages.txt"
        pages.write_text("\n".join(f"{scan.address}{path}" for path in scan.pages))
        _run(
            *(
                "wapiti",
                "-u",
                f"{scan.address}/",
                "-s",
                str(pages),
                "--scope",
                "domain",
                "-d",
                "2",
                "-m",
                ",".join(MODULES),
            ),
            *("--max-scan-time", str(scan.limit_s / 3), "--max-attack-time", str(each_s), "-t", "20", "--no-bugreport"),
            *("--store-session", folder, "-f", "json", "-o", str(paper), "--flush-session"),
            *(["-H", f"Cookie: {scan.cookie}"] if scan.cookie else []),
            limit_s=4 * scan.limit_s,
            **NOT_ELSEWHERE,
        )
        report = json.loads(paper.read_text())
    return Found(
        [
            f"{kind}: {case['info']}: {case['method']} {case['path']}\n{case.get('http_request', '')[:600]}"
            for cases in (report["vulnerabilities"], report["anomalies"])
            for kind, found in cases.items()
            for case in found
            if not case["info"].startswith(tuple(FALSE_ALARMS))
        ],
        f"{report['infos'].get('crawled_pages_nbr', len(scan.pages))} pages",
    )


def _run(*command: str, limit_s: float, **settings: str) -> str:
    """Return what a scanner said; its children end with it when its time is over."""
    environ = {**os.environ, **settings}
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace", env=environ, start_new_session=True,
    ) as child:  # fmt: skip
        try:
            return child.communicate(timeout=limit_s)[0]
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGTERM)
            return child.communicate()[0]


TOOLS = {"sqlmap": sqlmap, "wapiti": wapiti}
PLANTED = {"sqlmap": "Parameter: town", "wapiti": "XSS vulnerability found via injection in the parameter name"}
"""What each of them must find in ``bench/planted.py``."""
