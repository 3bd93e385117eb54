"""The control of tests/test_load.py: bench/hammer.py with transactions that begin without the write lock."""

from __future__ import annotations

import sys
from contextvars import ContextVar

from bench.hammer import main
from matchday import extensions

if __name__ == "__main__":
    extensions.is_reading = ContextVar("is_reading", default=True)
    main(*map(int, sys.argv[1:4]), seconds=float(sys.argv[4]))
