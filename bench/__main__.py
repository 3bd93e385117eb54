"""Measure what must hold and write the tables: ``python -m bench``, or some chapters only: ``python -m bench web day``.

A chapter that was not measured this time keeps its table and its date; so do all where `MATCHDAY_BENCH_SIZES` takes
only some sizes of the solver's problems.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench import attack, crash, day, door, enumeration, fresh, load, message, paper, peers, recovery, solver, web, work
from bench.figure import Figure, table

RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = "# What was measured\n\n`make hold` measures anew; what other work the machine did meanwhile is not known."
CHAPTERS = {
    chapter.__name__.rpartition(".")[2]: chapter
    for chapter in (
        web,
        day,
        door,
        work,
        paper,
        message,
        attack,
        enumeration,
        load,
        crash,
        recovery,
        fresh,
        solver,
        peers,
    )
}


def main(wanted: Sequence[str]) -> int:
    """Return 0 when every figure of the chapters wanted holds, 2 for a chapter there is not."""
    if unknown := set(wanted) - CHAPTERS.keys():
        print(f"There are no such chapters: {', '.join(sorted(unknown))}. There are: {', '.join(CHAPTERS)}.")
        return 2
    holds = True
    for name in [name for name in CHAPTERS if name in wanted or not wanted]:
        began, figures = time.monotonic(), []
        for figure in CHAPTERS[name].measure():
            print(figure.row(), flush=True)
            figures.append(figure)
        if solver.is_whole():
            write_sections(read_sections() | {name: section(figures, took_s=time.monotonic() - began)})
        holds &= all(figure.holds for figure in figures)
    return 0 if holds else 1


def section(figures: Sequence[Figure], *, took_s: float) -> str:
    """Return a chapter's text: when and on what it was measured, and its table."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {machine}, in {took_s / 60:.1f} min.\n\n{table(figures)}"


def read_sections() -> dict[str, str]:
    """Return what stands in the file, by chapter."""
    if not RESULTS.exists():
        return {}
    parts = re.split(r"^## (\w+)$", RESULTS.read_text(), flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def write_sections(written: dict[str, str]) -> None:
    """Write the file anew, in the order of the chapters."""
    parts = [f"## {name}\n\n{written[name]}" for name in CHAPTERS if name in written]
    RESULTS.write_text("\n\n".join([HEAD, *parts]) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
