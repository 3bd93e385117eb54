"""HiGHS in a process of its own: started, asked, and ended by whoever needs it.

The process ends when it is closed, when its limit has passed and it still says nothing, and by itself when
this process dies.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from matchday.solver import engine_child

Real = NDArray[np.float64]

GRACE_S = 5.0
"""How much longer than its limit the engine may take before its process is ended."""


@dataclass(frozen=True, eq=False)
class Program:
    """Rows low ≤ matrix × column ≤ high and lower ≤ column ≤ upper, for the engine.

    **Shapes.** `matrix` a sparse SciPy array by rows (rows, columns); `low` and `high` (rows,); `lower` and
    `upper` (columns,).
    """

    matrix: Any
    low: Real
    high: Real
    lower: Real
    upper: Real


@dataclass(frozen=True, eq=False)
class Answer:
    """What the engine says.

    `status` is "optimal", "infeasible", "limit" or "failed"; no value is below `bound`, if it has one.

    **Shapes.** `x` (columns,) and `multiplier` (rows,), None where the engine has none.
    """

    status: str
    bound: float | None
    x: Real | None
    multiplier: Real | None


SILENCE = Answer("limit", None, None, None)
"""What an engine has said that was ended."""


class Engine:
    """A child process with HiGHS in it."""

    def __init__(self) -> None:
        # -P: the folder of the script is not searched for modules, which have names like `levels` and `check`
        command = [sys.executable, "-P", str(Path(engine_child.__file__))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._is_silenced = False

    @property
    def process_id(self) -> int:
        """Return the number of the child process."""
        return self._process.pid

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):  # of a question that the process had not heard to its end
                cast(BinaryIO, stream).close()

    def solve(
        self,
        costs: NDArray[Any],
        program: Program,
        *,
        is_whole: bool,
        limit_s: float,
        known: Real | None = None,
        is_good: bool = False,
        method: str = "simplex",
    ) -> Answer:
        """Minimise costs over a program; with `is_whole` every column is a whole number.

        Without it, `method` is "simplex" (from corner to corner) or "ipm" (through the inside, then to a corner).
        `known` is a possible point to begin with; where it is good, the engine does not try hard to better it. Once
        the process was ended for its silence, every answer is `SILENCE`.

        **Errors.** `RuntimeError` when the process has broken down.
        """
        timer = threading.Timer(limit_s + GRACE_S, self._silence)
        timer.start()
        try:
            words = {"is_whole": is_whole, "limit_s": limit_s, "is_good": is_good, "method": method}
            self._ask(costs, program, words, known=known)
            words, arrays = engine_child.receive(cast(BinaryIO, self._process.stdout))
        except (EOFError, OSError, ValueError) as error:
            if self._is_silenced:
                return SILENCE
            raise RuntimeError("the process of the engine has broken down") from error
        finally:
            timer.cancel()
        return _read(words, arrays, columns=len(costs), rows=len(program.low))

    def _ask(self, costs: NDArray[Any], program: Program, words: dict[str, Any], *, known: Real | None) -> None:
        arrays = {
            "start": program.matrix.indptr.astype(np.int32),
            "index": program.matrix.indices.astype(np.int32),
            "amount": program.matrix.data.astype(np.float64),
            "low": program.low,
            "high": program.high,
            "cost": costs.astype(np.float64),
            "lower": program.lower,
            "upper": program.upper,
            "known": np.zeros(0) if known is None else known,
        }
        engine_child.send(cast(BinaryIO, self._process.stdin), words, arrays)

    def _silence(self) -> None:
        self._is_silenced = True
        self._process.kill()


def _read(words: dict[str, Any], arrays: dict[str, NDArray[Any]], *, columns: int, rows: int) -> Answer:
    """Read an answer; an array that does not fit the program is none."""
    x, multiplier = arrays["x"], arrays["multiplier"]
    return Answer(
        status=words["status"],
        bound=words["bound"],
        x=x if len(x) == columns else None,
        multiplier=multiplier if len(multiplier) == rows else None,
    )
