"""Memory: all threads take theirs from one arena.

The allocator of the GNU C library gives every thread an arena of its own, and what one thread gave back no other can
take: eight threads that answer in turns hold several times what one of them needs. Python runs one thread at a time,
so nobody waits for the one arena.

**Source** mallopt(3), `M_ARENA_MAX`; malloc.h of the GNU C library.
"""

from __future__ import annotations

import ctypes

_M_ARENA_MAX = -8


def share_one_arena() -> None:
    """Let every thread that is still to begin take its memory where the first one does."""
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # other libraries have no arenas
        library.mallopt(_M_ARENA_MAX, 1)
