"""Complaints: what is wrong with a file, where, and by which code; the sentences live in the web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from matchday.core.errors import RuleError

MOST_COMPLAINTS = 200
LONGEST_QUOTE = 60
"""Most characters of a cell that a complaint repeats."""

COMPLAINT_CODES: dict[str, tuple[str, ...]] = {
    "text_unreadable": ("text",),
    "text_too_long": ("text", "most", "length"),
    "no_whole_number": ("text", "least", "most"),
    "no_number": ("text", "least", "most"),
    "out_of_range": ("text", "least", "most"),
    "no_day": ("text",),
    "day_out_of_range": ("text", "first", "last"),
    "no_time": ("text",),
    "unknown_word": ("text", "words"),
    "no_yes_no": ("text",),
    "no_mail": ("text",),
    "several_mails": ("text",),
    "no_phone": ("text",),
    "phone_zero": ("text",),
    "no_postcode": ("text",),
    "reference_comma": ("text",),
    "formula_error": ("text",),
    "missing": (),
    "no_known_sheet": ("sheets",),
    "heading_missing": ("heading",),
    "heading_twice": (),
    "no_rows": (),
    "slot_too_long": ("hours", "most"),
    "min_group_over_capacity": ("text", "capacity"),
    "position_half": (),
    "channel_without_mail": (),
    "channel_without_phone": (),
    "trades_missing": (),
    "trades_without_answer": (),
    "reference_twice": ("text", "first_row"),
    "person_twice": ("text", "first_row"),
    "reference_unknown": ("text", "among"),
    "reference_ambiguous": ("text", "among"),
    "wish_twice": ("text", "first_row"),
    "more": ("count",),
}
"""Every code of a complaint with the details its sentence may use. ``among`` is a value of ``SheetKind``."""

SHEET_CODES: dict[str, tuple[str, ...]] = {
    "file_empty": (),
    "file_too_big": ("most_mb",),
    "file_too_heavy": (),
    "file_bomb": (),
    "file_broken": (),
    "file_encrypted": (),
    "file_not_a_sheet": ("found",),
    "file_unreadable": (),
    "csv_quotes": ("row",),
    "too_many_rows": ("most",),
    "too_many_columns": ("most",),
    "cell_too_long": ("sheet", "row", "column", "most"),
}
"""Every code of a ``SheetError`` with its details."""


class SheetError(RuleError):
    """Say that a file cannot be read at all. **Errors** codes of ``SHEET_CODES``."""


@dataclass(frozen=True)
class Complaint:
    """Say what is wrong in one cell, row or sheet.

    **Shapes** ``row`` is the line in the file, from 1; 0 is the whole sheet. ``column`` is the heading as
    written, empty for the whole row. ``details`` has the keys of ``COMPLAINT_CODES[code]``.
    """

    sheet: str
    row: int
    column: str
    code: str
    details: Mapping[str, object] = field(default_factory=dict)


def quote(text: str) -> str:
    """Return ``text`` as a complaint repeats it: one line, readable, not too long."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"


class ComplaintBook:
    """Gather complaints by the names of columns, and give them back in the order of the file."""

    def __init__(self) -> None:
        self._complaints: list[tuple[tuple[int, int, int], Complaint]] = []
        self._headings: dict[str, dict[str, str]] = {}

    def open_sheet(self, sheet: str, headings: Mapping[str, str]) -> None:
        """Learn a sheet: its headings as written by the names of their columns, in the order of the file."""
        self._headings[sheet] = dict(headings)

    def has_column(self, sheet: str, name: str) -> bool:
        """Tell whether ``sheet`` has a column of this name."""
        return name in self._headings.get(sheet, {})

    def add(self, sheet: str, row: int, name: str = "", *, code: str, **details: object) -> None:
        """Note one complaint about the column ``name``, or about the row if it is empty or not there."""
        headings = self._headings.get(sheet, {})
        place = (
            list(self._headings).index(sheet) if sheet in self._headings else -1,
            row,
            list(headings).index(name) if name in headings else -1,
        )
        self._complaints.append((place, Complaint(sheet, row, headings.get(name, ""), code, details)))

    def in_order(self) -> tuple[Complaint, ...]:
        """Return the complaints sorted; of very many the first, and a last one that says how many more."""
        self._complaints.sort(key=lambda placed: placed[0])
        complaints = tuple(complaint for _, complaint in self._complaints[:MOST_COMPLAINTS])
        more = len(self._complaints) - len(complaints)
        return (*complaints, Complaint("", 0, "", "more", {"count": more})) if more else complaints
