"""The child that reads one file: ``python -m matchday.sheets.child``, a file in, JSON out."""

from __future__ import annotations

import json
import math
import sys
import traceback

from matchday.sheets.columns import SheetKind
from matchday.sheets.complaints import SheetError
from matchday.sheets.reading import OUT_OF_MEMORY, read_file, to_parent


def main() -> int:
    """Read limits and file from the input, answer on the output; return how to exit."""
    head = json.loads(sys.stdin.buffer.readline())
    limit(memory_mb=head["memory_mb"], limit_s=head["limit_s"])
    try:
        kind = head["kind"] and SheetKind(head["kind"])
        answer = to_parent(read_file(head["name"], sys.stdin.buffer.read(), kind=kind))
    except SheetError as error:
        answer = to_parent(error)
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as error:  # noqa: BLE001
        # The place of a fault goes to the log of the parent; the message might quote a cell.
        traceback.print_tb(error.__traceback__)
        sys.stderr.write(f"{type(error).__name__}\n")
        return 1
    sys.stdout.buffer.write(answer)
    return 0


def limit(*, memory_mb: int, limit_s: float) -> None:
    """Limit this process where the system can; elsewhere the parent's clock alone watches."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory_mb * 2**20),
        (resource.RLIMIT_CPU, math.ceil(limit_s)),
    ):
        _, hard = resource.getrlimit(kind)
        lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (lower, lower))


if __name__ == "__main__":
    sys.exit(main())
