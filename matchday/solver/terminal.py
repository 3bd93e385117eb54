"""Progress on a terminal, and silence everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from matchday.solver.search import Progress, ProgressListener


@contextmanager
def show_progress() -> Iterator[ProgressListener | None]:
    """Show a bar that moves on with every level, on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("first level", total=None)

        def listen(progress: Progress) -> None:
            rank = "" if progress.rank is None else f" rank {progress.rank}"
            told = f"{progress.level}{rank}: {progress.value}"
            bar.update(line, completed=progress.number, total=progress.count, description=told)

        yield listen
