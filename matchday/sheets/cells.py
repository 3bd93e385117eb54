"""Cells: what may stand in one, and how headings and words are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

Cell: TypeAlias = str | bool | int | float | date | time | datetime
"""What a file holds in one cell; an empty cell is the empty text."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_FORMULA_ERROR = re.compile(
    r"#(?:NV|N/A|WERT!|VALUE!|BEZUG!|REF!|DIV/0!|NAME\?|ZAHL!|NUM!|NULL!|ÜBERLAUF!|SPILL!|KALK!|CALC!)?"
)
DASHES = frozenset({"-", "–", "—"})


@dataclass(frozen=True)
class RawTable:
    """Hold the cells of one sheet as they stand in the file.

    **Shapes** ``rows[0]`` is line 1 of the file; rows may differ in length. ``kind`` is a value of
    ``SheetKind`` if the reader was told what the sheet holds, else None.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    kind: str | None = None


def fold(text: str) -> str:
    """Return ``text`` as it is compared: small letters and digits only, no accents, ä as ae, ß as ss."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if letter.isalnum())


def is_empty(cell: Cell) -> bool:
    """Tell whether nothing stands in ``cell``; a lone dash is how people write nothing."""
    return isinstance(cell, str) and (not cell.strip() or cell.strip() in DASHES)


def is_formula_error(cell: Cell) -> bool:
    """Tell whether ``cell`` is what Excel shows in place of a value, in German or English."""
    return isinstance(cell, str) and _FORMULA_ERROR.fullmatch(cell.strip()) is not None


def text_of(cell: Cell) -> str:
    """Return ``cell`` as a person would read it: 12 for 12.0, 3,5 for 3.5, German dates."""
    match cell:
        case str():
            return cell
        case bool():
            return "ja" if cell else "nein"
        case int() | float():
            return str(int(cell)) if cell == cell // 1 else str(cell).replace(".", ",")
        case datetime():
            return f"{cell:%d.%m.%Y %H:%M}"
        case date():
            return f"{cell:%d.%m.%Y}"
        case time():
            return f"{cell:%H:%M}"


def column_letters(place: int) -> str:
    """Return how Excel calls a column: A for 0, AA for 26."""
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)
