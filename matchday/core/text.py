"""Clean every text that comes in, so that SQLite and PostgreSQL accept and compare the same."""

from __future__ import annotations

import re
import unicodedata

from matchday.core.errors import RuleError

LINE_LENGTH = 200
"""Longest single line in characters: a name, a street, a trade."""
NOTE_LENGTH = 4000
"""Longest text of several lines in characters."""

# Overrides and isolates turn text around on the page; a name never needs them (Unicode UAX #9, §2).
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# Invisible marks that people paste unknowingly. ZWNJ and ZWJ (200C, 200D) stay: Persian and emoji need them.
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x061C])
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_EDGE_JOINERS = "\u200c\u200d"


def clean_line(text: str, *, most: int = LINE_LENGTH) -> str:
    """Return ``text`` as one clean line: NFC, no control characters, single spaces, trimmed.

    **Errors** RuleError ``text_unreadable`` (NUL or lone surrogate), ``text_too_long`` (``most``, ``length``).
    """
    return _measured(" ".join(_readable(text).split()).strip(_EDGE_JOINERS), most)


def clean_note(text: str, *, most: int = NOTE_LENGTH) -> str:
    """Return ``text`` as clean lines, ends trimmed, at most one empty line in a row.

    **Errors** as in :func:`clean_line`.
    """
    lines = [" ".join(line.split()) for line in _readable(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return _measured(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), most)


def sort_key(text: str) -> str:
    """Return what names are sorted by as a German list does: Ä like A, ç like c, ß like ss, small like large."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _readable(text: str) -> str:
    if "\x00" in text or any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        raise RuleError("text_unreadable")
    text = unicodedata.normalize("NFC", text).translate(_TURNING).translate(_INVISIBLE)
    return _CONTROL.sub("", text)


def _measured(text: str, most: int) -> str:
    if len(text) > most:
        raise RuleError("text_too_long", most=most, length=len(text))
    return text
