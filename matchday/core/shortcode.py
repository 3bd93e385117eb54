"""Short codes: what a person types when a camera or a link cannot help."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""32 letters without I, L, O, U. **Source** Crockford's base 32."""

_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_SILENT = str.maketrans("", "", " -–_.\u00a0")


def read_code(text: str) -> str:
    """Return what was meant: capital letters, look-alikes set right, spaces and dashes gone."""
    return text.translate(_SILENT).upper().translate(_LOOK_ALIKES)


def show_code(code: str) -> str:
    """Return the code in groups a person can copy: 8 letters as 4 + 4, 10 as 5 + 5."""
    half = (len(code) + 1) // 2
    return f"{code[:half]} {code[half:]}"
