"""The press: typesets thousands of papers in processes of their own, for the typesetter never gives memory back.

``python -m matchday.documents.press`` is such a process: one part of the papers in, its file out, and it ends.
"""

import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PRESSES = 2
"""How many parts are typeset at a time: a core each, and the memory of each."""

_PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of many papers. **Shapes**: `typeset` takes `contents` and `title`, and is a function of this workshop."""

    typeset: Callable[..., bytes]
    contents: Sequence[Any] = field(repr=False)
    title: str


def typeset_apart(parts: Iterable[Part]) -> Iterator[bytes]:
    """Typeset parts, some at a time, and give the file of each, in their order; meanwhile the next is asked for.

    **Shapes**: a part without contents gives an empty file.
    **Errors**: CalledProcessError where a part could not be typeset; the process has said why.
    """
    with ThreadPoolExecutor(PRESSES) as presses:
        under_way: deque[Future[bytes]] = deque()
        for part in parts:
            under_way.append(presses.submit(_press, part))
            if len(under_way) > PRESSES:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _press(part: Part) -> bytes:
    if not any(part.contents):
        return b""
    words = pickle.dumps((part.typeset, part.contents, part.title))
    command = [sys.executable, "-m", __name__]
    return subprocess.run(command, input=words, stdout=subprocess.PIPE, cwd=_PROJECT, check=True).stdout


def main() -> None:
    """Typeset what is asked for on standard input. Whoever asked may be gone by then: nobody hears of it."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, which waits for us
    typeset, contents, title = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the process that started us
    sys.stdout.buffer.write(typeset(contents, title=title))


if __name__ == "__main__":
    main()
