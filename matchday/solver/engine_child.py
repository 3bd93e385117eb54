"""What runs in the child process: HiGHS behind a pipe, arrays in and arrays out.

highspy and OR-Tools each bring a HiGHS of their own and cannot live in one process. So this file is started
as a script, by its path: it knows the standard library, NumPy and highspy, and nothing of ours.

A message is one line of JSON, then the bytes of the arrays that its `arrays` names, one after the other.
Nothing in it is ever run. A thread listens all the time: when the pipe ends, because the parent closed it or
died, the process ends at once, whatever the engine is doing.

A question is `{"is_whole", "limit_s", "is_good", "method"}` with `start`, `index`, `amount` (the rows of a sparse
matrix), `low` and `high` (rows), `cost`, `lower` and `upper` (columns), and a possible point `known`, or none. With
`is_whole` every column is a whole number. The answer is `{"status", "bound"}` with `x` (columns) and `multiplier`
(rows), each empty where there is none.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from collections.abc import Mapping
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

KINDS = ("<f8", "<i4")
"""What an array may be made of."""
LARGEST_LINE, LARGEST_ARRAY = 2**16, 2**33
"""Bytes that the line of a message, and one of its arrays, may have."""

Array = NDArray[Any]


def send(stream: BinaryIO, words: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
    """Write one message; every array is of one of the `KINDS` and has one dimension."""
    told = [[name, array.dtype.str, len(array)] for name, array in arrays.items()]
    stream.write(json.dumps({**words, "arrays": told}).encode() + b"\n")
    stream.writelines(array.tobytes() for array in arrays.values())
    stream.flush()


def receive(stream: BinaryIO) -> tuple[dict[str, Any], dict[str, Array]]:
    """Read one message.

    **Errors.** `EOFError` when the pipe ends, `ValueError` for what is no message.
    """
    line = stream.readline(LARGEST_LINE)
    if not line.endswith(b"\n"):
        raise EOFError("the pipe ended")
    words = json.loads(line)
    arrays = {}
    for name, kind, length in words.pop("arrays"):
        if kind not in KINDS or not 0 <= length * np.dtype(kind).itemsize <= LARGEST_ARRAY:
            raise ValueError(f"{name} is not an array of a message")
        content = stream.read(length * np.dtype(kind).itemsize)
        if len(content) != length * np.dtype(kind).itemsize:
            raise EOFError("the pipe ended within an array")
        arrays[name] = np.frombuffer(content, kind)
    return words, arrays


def serve() -> None:
    """Answer every question until the pipe ends."""
    asked: queue.SimpleQueue[tuple[dict[str, Any], dict[str, Array]]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    while True:
        words, arrays = asked.get()
        send(sys.stdout.buffer, *_solve(words, arrays))


def _listen(asked: queue.SimpleQueue[tuple[dict[str, Any], dict[str, Array]]]) -> None:
    try:
        while True:
            asked.put(receive(sys.stdin.buffer))
    finally:
        os._exit(0)  # the other thread may be deep inside the engine and would not hear


def _solve(words: dict[str, Any], arrays: dict[str, Array]) -> tuple[dict[str, Any], dict[str, Array]]:
    """Ask HiGHS: one thread and a fixed seed, so that it answers alike every time."""
    import highspy

    new_highs: Any = highspy.Highs  # it comes half typed
    highs = new_highs()
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("solver", "choose" if words["is_whole"] else words["method"]),
        ("time_limit", words["limit_s"]),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.99),  # the value of every level is a whole number
        ("mip_heuristic_effort", 0.01 if words["is_good"] else 0.05),
    ):
        highs.setOptionValue(name, value)
    columns, row_wise, minimise = len(arrays["cost"]), 2, 1
    highs.passModel(
        columns,
        len(arrays["low"]),
        len(arrays["index"]),
        row_wise,
        minimise,
        0.0,
        *(arrays[name] for name in ("cost", "lower", "upper", "low", "high", "start", "index", "amount")),
        np.full(columns, words["is_whole"], np.int32),
    )
    if len(arrays["known"]):
        highs.setSolution(columns, np.arange(columns, dtype=np.int32), arrays["known"])
    highs.run()
    answer = _tell(highs, is_whole=words["is_whole"])
    if answer[0]["status"] == "failed" and words["method"] == "ipm":  # it may stop short of a corner
        highs.setOptionValue("solver", "simplex")
        highs.run()
        answer = _tell(highs, is_whole=words["is_whole"])
    return answer


def _tell(highs: Any, *, is_whole: bool) -> tuple[dict[str, Any], dict[str, Array]]:
    from highspy import HighsModelStatus, SolutionStatus

    info, solution = highs.getInfo(), highs.getSolution()
    status = {
        HighsModelStatus.kOptimal: "optimal",
        HighsModelStatus.kInfeasible: "infeasible",
        HighsModelStatus.kTimeLimit: "limit",
    }.get(highs.getModelStatus(), "failed")
    is_feasible = int(SolutionStatus.kSolutionStatusFeasible)
    has_point = info.primal_solution_status == is_feasible
    has_duals = info.dual_solution_status == is_feasible
    bound = info.mip_dual_bound if is_whole else info.objective_function_value
    is_bounded = np.isfinite(bound) and (is_whole or status == "optimal")
    return {"status": status, "bound": bound if is_bounded else None}, {
        "x": np.array(solution.col_value if has_point else (), np.float64),
        "multiplier": np.array(solution.row_dual if has_duals else (), np.float64),
    }


if __name__ == "__main__":
    serve()
