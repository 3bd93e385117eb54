"""Many who write and read at once on one SQLite file, and what was said to be saved after a kill -9."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure
from tests.journeys.served import ROOT, Served, settings_of

PROCESSES, SECONDS, KILLS = 4, 600, 100


def measure() -> Iterator[Figure]:
    """Measure ten minutes of writing and reading, then a hundred kills right after «saved»."""
    with tempfile.TemporaryDirectory() as folder:
        served = Served("", Path(folder), settings_of(Path(folder)))
        organiser_id = an_organiser(served)
        took, refused = hammered(served.environ, organiser_id, seconds=SECONDS)
        yield Figure(f"20 writers, 20 readers, {SECONDS} s on SQLite: told «locked»", float(len(refused)), "", 0)
        yield Figure(f"the same: 99 of 100 of {len(took)} writes took at most", percentile(took, 99), "s", 2)
        yield Figure(
            f"saved entries lost, through {KILLS} kills right after «saved»", float(lost(served, KILLS)), "", 0
        )


def an_organiser(served: Served) -> int:
    """Prepare an installation with one organiser and return its inner number."""
    served.flask("db", "upgrade")
    served.flask(
        "account", "invite-owner", "hansen@birkenried.example", "--name", "Frau Hansen", "--organiser", "Landkreis"
    )
    with sqlite3.connect(served.instance / "matchday.sqlite") as database:
        return int(database.execute("SELECT id FROM organiser").fetchone()[0])


def hammered(
    environ: dict[str, str], organiser_id: int, *, seconds: float, program: str = "bench.hammer"
) -> tuple[list[float], list[str]]:
    """Let twenty write and twenty read in four processes. Return the seconds of each write, and each refusal."""
    each = str(20 // PROCESSES)
    command = [sys.executable, "-m", program, str(organiser_id), each, each, str(seconds)]
    processes = [subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE) for _ in range(PROCESSES)]
    answers = [json.loads(process.communicate()[0]) for process in processes]
    return [one for answer in answers for one in answer["took"]], [one for a in answers for one in a["refused"]]


def percentile(values: list[float], share: int) -> float:
    """Return the value that so many of a hundred stay at or below."""
    return sorted(values)[max(0, len(values) * share // 100 - 1)]


def lost(served: Served, kills: int) -> int:
    """Kill a writer again and again right after it said «saved» on its standard output. Return what is not there."""
    said = set()
    for number in range(kills):
        command = [sys.executable, "-m", "bench.saver", str(number)]
        with subprocess.Popen(command, cwd=ROOT, env=served.environ, stdout=subprocess.PIPE, text=True) as saver:
            said.add(saver.stdout.readline().strip() if saver.stdout else "")
            saver.send_signal(signal.SIGKILL)
    with sqlite3.connect(served.instance / "matchday.sqlite") as database:
        there = {row[0] for row in database.execute("SELECT name FROM organiser")}
    return len(said - there) + (kills - len(said))
