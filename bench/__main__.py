"""Measure everything and write the table with the date and the machine."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench import attack, crash, day, door, enumeration, fresh, load, paper, recovery, web, work
from bench.figure import Figure, table

RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> int:
    """Return 0 when every figure holds."""
    figures: list[Figure] = []
    for chapter in (web, day, door, work, paper, attack, enumeration, load, crash, recovery, fresh):
        for figure in chapter.measure():
            print(figure.row(), flush=True)
            figures.append(figure)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    head = f"# What was measured\n\n{datetime.now(UTC):%Y-%m-%d}, {machine}, shared. `make hold` measures anew."
    RESULTS.write_text(f"{head}\n\n{table(figures)}\n")
    return 0 if all(figure.holds for figure in figures) else 1


sys.exit(main())
