"""Big days: filling the demo, and computing a plan for it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure
from tests.journeys.served import Served, settings_of


def measure() -> Iterator[Figure]:
    """Measure the big demo."""
    with tempfile.TemporaryDirectory() as folder:
        demo = {"MATCHDAY_DEMO": "1", "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite"}
        served = Served("", Path(folder), settings_of(Path(folder), **demo))
        served.flask("db", "upgrade")
        began = time.monotonic()
        served.flask("demo", "fill", "--participants", "5000", "--employers", "600", "--seed", "1")
        yield Figure("demo of 5,000 participants and 600 employers", time.monotonic() - began, "s", 20)
