"""Parse sheets: from cells to values of the field, with every complaint at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matchday.core.errors import RuleError
from matchday.sheets import employer, participant, slot
from matchday.sheets.cells import Cell, RawTable, is_empty, is_formula_error, text_of
from matchday.sheets.column import Column
from matchday.sheets.columns import NOTES_NAMES, SheetKind
from matchday.sheets.complaints import Complaint, ComplaintBook, quote
from matchday.sheets.headings import Sheet, recognise, wish_column
from matchday.sheets.kinds import References
from matchday.sheets.references import Row, resolve

_SUBJECTS = {SheetKind.EMPLOYERS: employer, SheetKind.SLOTS: slot, SheetKind.PARTICIPANTS: participant}
_SLOTS = References()
_FAULT = object()


@dataclass(frozen=True)
class Skipped:
    """Name what was not read because it is not ours: a sheet, or one column of it."""

    sheet: str
    column: str = ""


@dataclass(frozen=True)
class Parsed:
    """Hold what a file says.

    **Shapes** ``rows`` has a key for each kind found, in the order of ``SheetKind``. Every column of
    ``SHEETS`` is a key of ``Row.values``, empty cells as None or (); only beside complaints may some be
    missing. References between sheets are those of the rows they lead to.
    """

    rows: Mapping[SheetKind, tuple[Row, ...]]
    complaints: tuple[Complaint, ...]
    skipped: tuple[Skipped, ...]


def parse(tables: Sequence[RawTable], *, known: Mapping[SheetKind, Collection[str]] | None = None) -> Parsed:
    """Return the rows of all sheets and everything that is wrong with them.

    ``known`` names by kind what stands outside the file (in the database) and may be referred to. A kind
    neither in the file nor in ``known`` is not checked: its references stay as written.
    """
    book = ComplaintBook()
    skipped: list[Skipped] = []
    rows: dict[SheetKind, list[Row]] = {}
    sheets = [(table, None if table.name in NOTES_NAMES else recognise(table)) for table in tables]
    for table, sheet in sheets:
        if sheet is None:
            skipped += [Skipped(table.name)] if table.rows and table.name not in NOTES_NAMES else []
            continue
        book.open_sheet(table.name, sheet.headings)
        skipped += [Skipped(table.name, heading) for heading in sheet.unknown]
        _check_headings(sheet, book)
        for kind, row in _read(sheet, book):
            rows.setdefault(kind, []).append(row)
    if all(sheet is None for _, sheet in sheets):
        book.add("", 0, code="no_known_sheet", sheets=", ".join(quote(table.name) for table in tables))
    elif not rows:
        book.add("", 0, code="no_rows")
    resolved = resolve({kind: rows[kind] for kind in SheetKind if kind in rows}, book, known=known or {})
    return Parsed(resolved, book.in_order(), tuple(skipped))


def _check_headings(sheet: Sheet, book: ComplaintBook) -> None:
    if next(sheet.rows(), None) is None:
        return
    for column in sheet.missing():
        book.add(sheet.table.name, sheet.heading_line, code="heading_missing", heading=column.german)
    for name in sheet.twice:
        book.add(sheet.table.name, sheet.heading_line, name, code="heading_twice")


def _read(sheet: Sheet, book: ComplaintBook) -> Iterator[tuple[SheetKind, Row]]:
    """Yield the rows of a sheet; people with «1. Wunsch» and so on beside them yield their wishes too."""
    for line, cells in sheet.rows():
        values = dict(_values(sheet, line, cells, book=book))
        _complete(sheet, line, values, book=book)
        if not sheet.is_wide:
            yield sheet.kind, Row(sheet.table.name, line, values)
        person = values.get("participant" if sheet.is_wide else "reference")
        for rank, reference in _wishes(sheet, line, cells, book=book):
            wish = {"participant": person, "slot": reference, "rank": rank}
            yield SheetKind.WISHES, Row(sheet.table.name, line, wish)


def _values(sheet: Sheet, line: int, cells: Sequence[Cell], *, book: ComplaintBook) -> Iterator[tuple[str, object]]:
    """Yield the values of a line by column name; complain about each cell that gives none."""
    for column in sheet.expected():
        place = sheet.columns.get(column.name, len(cells))
        value = _value(sheet, line, column, cell=cells[place] if place < len(cells) else "", book=book)
        if value is not _FAULT:
            yield column.name, value


def _value(sheet: Sheet, line: int, column: Column, *, cell: Cell, book: ComplaintBook) -> object:
    name = sheet.table.name
    try:
        if is_formula_error(cell):
            raise RuleError("formula_error")
        value = column.kind.empty if is_empty(cell) else column.kind.read(cell)
    except RuleError as error:
        book.add(name, line, column.name, code=error.code, **{"text": quote(text_of(cell)), **error.details})
        return _FAULT
    if value in (None, "", ()) and column.is_required:
        if column.name in sheet.columns:
            book.add(name, line, column.name, code="missing")
        return _FAULT
    return column.kind.empty if value == "" else value


def _complete(sheet: Sheet, line: int, values: dict[str, object], *, book: ComplaintBook) -> None:
    """Give the row its default reference, and complain about what does not fit together."""
    subject = _SUBJECTS.get(sheet.kind)
    if subject is None:
        return
    if values.get("reference", "") is None:
        values["reference"] = subject.default_reference(values, line)
    for name, code, details in subject.check_row(values):
        book.add(sheet.table.name, line, name, code=code, **details)


def _wishes(sheet: Sheet, line: int, cells: Sequence[Cell], *, book: ComplaintBook) -> Iterator[tuple[int, str]]:
    """Yield rank and slot of the wishes in columns of their own; several in one cell share the rank."""
    for place, rank in sheet.wishes.items():
        cell = cells[place] if place < len(cells) else ""
        try:
            references = () if is_empty(cell) else _SLOTS.read(cell)
        except RuleError as error:
            details = {"text": quote(text_of(cell)), **error.details}
            book.add(sheet.table.name, line, wish_column(rank), code=error.code, **details)
            continue
        for reference in references:
            yield rank, reference
