"""All threads take their memory from one arena."""

import subprocess
import sys
from pathlib import Path

import pytest

THREADS = """
import ctypes, sys, threading
from matchday.arena import share_one_arena
share_one_arena()
everybody = threading.Barrier(4)
def work():
    everybody.wait()
    library.malloc(5000)
library = ctypes.CDLL(None)
library.malloc.restype = library.fopen.restype = ctypes.c_void_p
threads = [threading.Thread(target=work) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
file = ctypes.c_void_p(library.fopen(sys.argv[1].encode(), b"w"))
library.malloc_info(0, file)
library.fclose(file)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the GNU C library tells of its arenas")
def test_threads_share_one_arena(tmp_path: Path) -> None:
    told = tmp_path / "arenas.xml"

    subprocess.run([sys.executable, "-c", THREADS, str(told)], check=True)

    assert told.read_text().count("<heap ") == 1
