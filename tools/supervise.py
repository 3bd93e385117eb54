"""Keep the web and the worker alive together, and end them together."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from tools.steps import ROOT

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
STEADY_S = 60.0  # who lived this long begins again with the first pause
GRACE_S = 15.0  # to finish what is in hand, then no more questions
GLANCE_S = 0.1


@dataclass
class Child:
    """A program in a process group of its own: Ctrl-C reaches it through us only.

    It must run, unless it does something ``once``: then it ends by itself, and is left alone.
    """

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    once: bool = False
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0  # since it last ran steadily
    started: float = 0.0
    due: float = 0.0

    def start(self) -> None:
        """Start the program."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=self.environ, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def is_running(self) -> bool:
        """Say whether the program is alive."""
        return self.process is not None and self.process.poll() is None

    def signal_all(self, number: int) -> None:
        """Send a signal to the program and to whatever it started, if any of them is left."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


@dataclass
class Supervisor:
    """Start the children, start again who dies and must run, and end them all when asked to."""

    children: Sequence[Child]
    is_ending: bool = field(default=False, init=False)

    def start(self) -> None:
        """Start the first child; the others follow as soon as they are watched over, so that the first is quick.

        From now on Ctrl-C, SIGTERM and a closed terminal ask for the end.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_for_end)
        self.children[0].start()

    def ask_for_end(self, number: int, frame: FrameType | None) -> None:
        """Remember that the end was asked for."""
        self.is_ending = True

    def watch(self) -> None:
        """Look after the children until the end is asked for, then end them."""
        try:
            while not self.is_ending:
                self.look_after()
                time.sleep(GLANCE_S)
        finally:
            self.end()

    def look_after(self) -> None:
        """Start again who died, after a pause that grows from death to death."""
        now = time.monotonic()
        for child in self.children:
            if child.process is None and now >= child.due:
                child.start()
            elif child.process is not None and not child.once and child.process.poll() is not None:
                self.lay_out(child, child.process.returncode, now=now)

    def lay_out(self, child: Child, code: int, *, now: float) -> None:
        """Note a death and clear away what the dead program left running."""
        child.signal_all(signal.SIGKILL)
        child.process = None
        if now - child.started >= STEADY_S:
            child.deaths = 0
        pause = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2**child.deaths)
        child.deaths += 1
        child.due = now + pause
        print(f"The {child.name} ended unexpectedly ({code}); it starts again in {pause:g} s.", flush=True)

    def end(self) -> None:
        """End every child: ask first, insist after a while; nothing they started stays behind."""
        self.is_ending = True
        for child in self.children:
            child.signal_all(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_S
        while any(child.is_running() for child in self.children) and time.monotonic() < deadline:
            time.sleep(GLANCE_S / 2)
        for child in self.children:
            child.signal_all(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
