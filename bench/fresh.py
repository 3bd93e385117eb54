"""A fresh machine: a clone in an empty folder with an empty home, and the one command."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure
from tests.journeys.served import ROOT, await_answer, free_port


def measure() -> Iterator[Figure]:
    """Measure the first and the second `make run` of a clone; the package cache is that of this machine."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "matchday"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        yield Figure("make run from a clone, package cache warm", seconds_to_first_page(clone), "s", 90)
        yield Figure("make run, second time", seconds_to_first_page(clone), "s", 5)


def seconds_to_first_page(clone: Path) -> float:
    """Return the seconds from the command to the first page; everything is ended afterwards."""
    port = str(free_port())
    began = time.monotonic()
    with (clone.parent / "run.log").open("ab") as log:
        process = subprocess.Popen(
            ["make", "run"], cwd=clone, env={**os.environ, "PORT": port}, stdout=log, stderr=log, start_new_session=True
        )
    try:
        await_first_page(f"http://127.0.0.1:{port}/", process)
        return time.monotonic() - began
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)


def await_first_page(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the page answers, through as long a set-up as it takes. **Errors** RuntimeError when make ends."""
    while process.poll() is None:
        try:
            await_answer(address)
        except TimeoutError:
            continue
        return
    raise RuntimeError("make run ended before its first page")
