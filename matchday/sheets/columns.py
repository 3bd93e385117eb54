"""Columns: what each sheet holds, and which column a heading of staff names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from matchday.sheets import employer, participant, slot, wishlist
from matchday.sheets.cells import Cell, fold, text_of
from matchday.sheets.column import Column

__all__ = [
    "HEADING_LINES",
    "NOTES_NAMES",
    "SHEETS",
    "SHEET_NAMES",
    "Column",
    "SheetKind",
    "column_by_heading",
    "kind_by_name",
    "known_headings",
    "row_of_cells",
    "sheet_name",
]


class SheetKind(StrEnum):
    """Name what a sheet holds."""

    EMPLOYERS = "employers"
    SLOTS = "slots"
    PARTICIPANTS = "participants"
    WISHES = "wishes"


SHEETS: dict[SheetKind, tuple[Column, ...]] = {
    SheetKind.EMPLOYERS: employer.COLUMNS,
    SheetKind.SLOTS: slot.COLUMNS,
    SheetKind.PARTICIPANTS: participant.COLUMNS,
    SheetKind.WISHES: wishlist.COLUMNS,
}
SHEET_NAMES: dict[SheetKind, tuple[str, ...]] = {
    SheetKind.EMPLOYERS: ("Betriebe", "Employers", "Firmen", "Unternehmen", "Arbeitgeber"),
    SheetKind.SLOTS: ("Angebote", "Slots", "Plätze", "Offers"),
    SheetKind.PARTICIPANTS: ("Menschen", "Participants", "Teilnehmende", "Teilnehmer", "Personen", "People"),
    SheetKind.WISHES: ("Wünsche", "Wishes", "Wunschlisten"),
}
"""German, English, and what else people call the sheet."""

NOTES_NAMES = ("Hinweise", "Notes")
"""The sheet of our templates that explains the others."""
HEADING_LINES = 10
"""In how many first lines the headings are looked for: people write a title above."""

_BRACKETS = re.compile(r"\([^)]*\)")


def sheet_name(kind: SheetKind, language: str) -> str:
    """Return the name we give a sheet in ``language``."""
    return SHEET_NAMES[kind][1 if language == "en" else 0]


def kind_by_name(name: str) -> SheetKind | None:
    """Return what a sheet of this name holds, if the name says so."""
    return _KINDS_BY_NAME.get(fold(name))


def column_by_heading(kind: SheetKind, heading: str) -> Column | None:
    """Return the column of ``kind`` that ``heading`` names; words in brackets may follow."""
    by_heading = _COLUMNS_BY_HEADING[kind]
    return by_heading.get(fold(heading)) or by_heading.get(fold(_BRACKETS.sub("", heading)))


def known_headings(cells: Iterable[Cell], *, kind: SheetKind | None = None) -> int:
    """Return how many of ``cells`` are headings of ``kind``, or of the kind that knows most of them."""
    texts = [text_of(cell) for cell in cells if isinstance(cell, str) and cell]
    kinds = SheetKind if kind is None else (kind,)
    return max(sum(_is_heading(one, text) for text in texts) for one in kinds)


def row_of_cells(kind: SheetKind, values: Mapping[str, object], language: str) -> list[Cell]:
    """Return the cells of one row in the order of the columns; None, missing and empty ones stay empty."""
    return [
        "" if values.get(column.name) in (None, "", ()) else column.kind.write(values[column.name], language)
        for column in SHEETS[kind]
    ]


def _is_heading(kind: SheetKind, text: str) -> bool:
    has_wishes = kind in {SheetKind.PARTICIPANTS, SheetKind.WISHES}
    return column_by_heading(kind, text) is not None or (has_wishes and wishlist.wish_rank(text) is not None)


def _by_heading(columns: tuple[Column, ...]) -> dict[str, Column]:
    """Return the columns by folded heading; a synonym never takes the first heading of another column."""
    by_heading: dict[str, Column] = {}
    for column in columns:
        by_heading |= {fold(column.german): column, fold(column.english): column}
    for column in columns:
        for synonym in column.synonyms:
            by_heading.setdefault(fold(synonym), column)
    return by_heading


_KINDS_BY_NAME = {fold(name): kind for kind, names in SHEET_NAMES.items() for name in names}
_COLUMNS_BY_HEADING = {kind: _by_heading(columns) for kind, columns in SHEETS.items()}
