from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.processes import eventually, is_alive
from tools.steps import ROOT

# The web starts a program of its own below it; the worker does not listen to SIGTERM.
WEB = """
import os, subprocess, sys, time
below = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(os.getpid(), file=open("web", "a"))
print(below.pid, file=open("below", "a"))
time.sleep(60)
"""
WORKER = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(os.getpid(), file=open("worker", "a"))
time.sleep(60)
"""
PICTURES = "import os; print(os.getpid(), file=open('pictures', 'a'))"
SUPERVISOR = """
import os, sys
from tools import supervise
os.chdir(sys.argv[1])
supervise.ROOT, supervise.GRACE_S = sys.argv[1], 1.0
web, worker, pictures = ([sys.executable, "-c", script] for script in sys.argv[2:])
children = [supervise.Child("web", web, {}), supervise.Child("worker", worker, {})]
supervisor = supervise.Supervisor([*children, supervise.Child("pictures", pictures, {}, once=True)])
supervisor.start()
supervisor.watch()
"""


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, tmp_path, WEB, WORKER, PICTURES], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    eventually(lambda: numbers(tmp_path / "below") and numbers(tmp_path / "worker"))
    yield process
    process.terminate()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def numbers(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def test_a_worker_that_was_killed_starts_again(supervised: subprocess.Popen[str], tmp_path: Path) -> None:
    (first,) = numbers(tmp_path / "worker")

    os.kill(first, signal.SIGKILL)
    eventually(lambda: len(numbers(tmp_path / "worker")) == 2)

    assert is_alive(numbers(tmp_path / "worker")[-1])
    assert is_alive(*numbers(tmp_path / "web"))
    assert len(numbers(tmp_path / "pictures")) == 1  # what is done once ended by itself and is left alone
    assert supervised.stdout is not None
    assert supervised.stdout.readline() == "The worker ended unexpectedly (-9); it starts again in 0.5 s.\n"


def test_what_a_killed_web_left_running_is_cleared_away(supervised: subprocess.Popen[str], tmp_path: Path) -> None:
    (web,), (below,) = numbers(tmp_path / "web"), numbers(tmp_path / "below")

    os.kill(web, signal.SIGKILL)
    eventually(lambda: len(numbers(tmp_path / "below")) == 2)

    assert not is_alive(below)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_the_end_leaves_no_process_behind(
    supervised: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    started = [one for name in ("web", "below", "worker") for one in numbers(tmp_path / name)]
    assert len(started) == 3
    assert all(map(is_alive, started))

    supervised.send_signal(number)

    assert supervised.wait(10) == 0
    assert not any(map(is_alive, started))
