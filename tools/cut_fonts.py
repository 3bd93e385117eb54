"""Cut web fonts down to what pages use: ``python -m tools.cut_fonts`` with lines «source target letters» on its input.

Runs in the environment, because fontTools stands there; one process for all fonts.
"""

from __future__ import annotations

import sys
from multiprocessing import Pool

from fontTools import subset

FEATURES = "kern,liga,tnum,ccmp,locl,mark,mkmk,init,medi,fina,isol,rlig,calt"
"""What joins and places letters; no small capitals, no swashes."""


def main() -> None:
    """Cut every font that is named on the input, one on each processor."""
    with Pool() as processors:
        processors.map(cut, sys.stdin.readlines(), chunksize=1)


def cut(line: str) -> None:
    """Cut one font."""
    source, target, letters = line.split()
    how = ["--flavor=woff2", "--no-hinting", f"--layout-features={FEATURES}", f"--unicodes={letters}"]
    subset.main([source, f"--output-file={target}", *how])


if __name__ == "__main__":
    main()
