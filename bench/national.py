"""What a national day needs: seconds and memory, each question in a process of its own.

One process reads the file and hands on its arrays; another begins with them and ends with the certificate.
"""

from __future__ import annotations

import json
import multiprocessing
import pickle
import re
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bench.figure import Figure
from bench.gap import find_gap
from matchday.solver import check, read_json, read_problem, solve
from matchday.solver.generate import generate

PARTICIPANTS, SLOTS, SEED = 130_000, 15_000, 1
MOST_MEMORY_MB, MOST_S = 1024.0, 60.0

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Case:
    """A national day: what it is called, what is added to the invented problem, the order of levels if it has its own.

    `is_closed` tells that all its levels must be proven within the limit.
    """

    name: str
    more: dict[str, Any]
    objective: tuple[str, ...] = ()
    is_closed: bool = True


CASES = (
    Case("12 levels", {}),
    Case(
        "minimum sizes, slots that run before ranks, 1.25 times the places needed, five acceptable slots each",
        {"has_minimums": True, "tight": 1.25, "acceptable": 5},
        ("placed", "running", "ranks:generous", "employers", "travel"),
    ),
    Case("minimum sizes, usual order", {"has_minimums": True}, is_closed=False),
)


def measure() -> Iterator[Figure]:
    """Measure one case after the other."""
    for case in CASES:
        problem = generate(participants=PARTICIPANTS, slots=SLOTS, seed=SEED, **case.more)
        if case.objective:
            problem["objective"] = list(case.objective)
        yield from measure_case(case, problem)


def measure_case(case: Case, problem: dict[str, Any]) -> Iterator[Figure]:
    """Read and solve a problem, each in a process of its own, and tell what it took."""
    with tempfile.TemporaryDirectory() as folder:
        file, arrays = Path(folder) / "problem.json", Path(folder) / "arrays"
        file.write_text(json.dumps(problem))
        file_mb = file.stat().st_size / 1e6
        read_mb = ask_alone(read_file, file, arrays)
        solution, solve_mb = ask_alone(solve_arrays, arrays)
    size = f"{len(problem['participants']):,} × {len(problem['slots']):,}"
    yield from tell_levels(f"{size}, {case.name}", solution, is_closed=case.is_closed)
    yield Figure("the same: from arrays to certificate, memory at most", solve_mb, "MB", MOST_MEMORY_MB)
    yield Figure(f"the same: the reader of its file of {file_mb:.0f} MB, memory at most", read_mb, "MB")


def tell_levels(name: str, solution: dict[str, Any], *, is_closed: bool) -> Iterator[Figure]:
    """Tell what is proven, and the gap of a level that stays open; with `is_closed` none may."""
    levels, gap = solution["levels"], find_gap(solution["levels"])
    proven = sum(level["value"] == level["bound"] and level["grade"] in "AB" for level in levels)
    what = f"{name}: {proven} of {len(levels)} levels proven"
    yield Figure(what, solution["seconds"], "s", MOST_S if is_closed else None)
    if gap is not None:
        what = f"the same: gap of the first open level ({gap.where}), limit {MOST_S:g} s"
        yield Figure(what, gap.percent, "%", 0 if is_closed else None)


def ask_alone(question: Callable[..., Answer], *arguments: Path) -> Answer:
    """Ask in a new process, which has needed no memory before."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(question, *arguments).result()


def read_file(file: Path, arrays: Path) -> float:
    """Read a problem and store its arrays; return the memory needed at most for reading, in MB."""
    problem = read_problem(read_json(file))
    most_mb = read_most_memory_mb()
    with arrays.open("wb") as store:
        pickle.dump(problem, store, protocol=pickle.HIGHEST_PROTOCOL)
    return most_mb


def solve_arrays(arrays: Path) -> tuple[dict[str, Any], float]:
    """Solve a problem from its arrays; return the solution and the memory needed at most, in MB."""
    with arrays.open("rb") as store:
        problem = pickle.load(store)  # noqa: S301 (it is our own, from a folder of our own)
    solved = solve(problem, limit_s=MOST_S)
    most_mb = read_most_memory_mb()
    assert check(problem, solved.solution, solved.certificate) == []
    return {key: solved.solution[key] for key in ("levels", "seconds")}, most_mb


def read_most_memory_mb() -> float:
    """Return the largest amount of memory that this process has had at once."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) / 1024
