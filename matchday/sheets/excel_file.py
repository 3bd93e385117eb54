"""Excel files: read workbooks (also old ones and OpenDocument), write templates and rows.

Formulas, macros and links to other files are never run or followed: only the values saved with them are read,
and whatever we write is text, number, date or time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from matchday.sheets.cells import Cell, RawTable
from matchday.sheets.columns import NOTES_NAMES, SHEETS, Column, SheetKind, row_of_cells, sheet_name
from matchday.sheets.complaints import SheetError
from matchday.sheets.kinds import Day, TimeOfDay
from matchday.sheets.limits import MOST_COLUMNS, MOST_ROWS, FileKind
from matchday.sheets.workbook_markup import Errors, look_over

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_WIDEST = 34
_REMARKS = (
    "Dunkle Spalten sind Pflicht, helle freiwillig. Spalten, die Sie nicht brauchen, dürfen Sie löschen.",
    "Wünsche: Es geht auch eine Zeile je Person mit den Spalten „1. Wunsch“, „2. Wunsch“ und so weiter.",
    "Diese Spalten dürfen im Blatt „Wünsche“ oder gleich im Blatt „Menschen“ stehen.",
    "Eigene Spalten und Blätter stören nicht. Sie werden nicht übernommen.",
)
_FILLED_ROWS = 2_000
"""So far down the drop-down lists and text columns of a template reach."""


def read(content: bytes, file_kind: FileKind) -> list[RawTable]:
    """Return the cells of all sheets of a workbook.

    Call it in a process that may die: a hostile file can make the parser ask for any memory.
    **Errors** SheetError ``file_broken``, ``file_encrypted``, ``too_many_rows``, ``too_many_columns``,
    ``cell_too_long``.
    """
    from python_calamine import CalamineError, PasswordError, load_workbook

    errors = look_over(content) if file_kind is FileKind.EXCEL else {}
    try:
        with load_workbook(BytesIO(content)) as workbook:
            return [_table(workbook.get_sheet_by_name(name), errors.get(name, {})) for name in workbook.sheet_names]
    except PasswordError as error:
        raise SheetError("file_encrypted") from error
    except CalamineError as error:
        raise SheetError("file_broken") from error
    except BaseException as error:
        # A panic of the parser's Rust side is no Exception, so that nobody swallows it by chance.
        if type(error).__name__ == "PanicException":
            raise SheetError("file_broken") from error
        raise


def template(kinds: Iterable[SheetKind], *, language: str = "de") -> bytes:
    """Return a workbook to fill in: a sheet per kind with drop-down lists, and one that explains all."""
    return write(dict.fromkeys(kinds, ()), language=language)


def write(sheets: Mapping[SheetKind, Sequence[Mapping[str, object]]], *, language: str = "de") -> bytes:
    """Return rows of values as a workbook that staff can correct and :func:`read` gives back.

    **Shapes** rows hold values by column name; None and missing ones stay empty.
    """
    return _Workbook(language).write(sheets)


def _table(sheet: CalamineSheet, errors: Errors) -> RawTable:
    if sheet.end is None:
        return RawTable(sheet.name, ())
    last_row, last_column = sheet.end
    if last_row >= MOST_ROWS:
        raise SheetError("too_many_rows", most=MOST_ROWS)
    if last_column >= MOST_COLUMNS:
        raise SheetError("too_many_columns", most=MOST_COLUMNS)
    rows = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), text in errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    return RawTable(sheet.name, tuple(map(tuple, rows)))


def _plain(cell: Cell | timedelta) -> Cell:
    """Return a length of time (Excel's 24:00 and more) as hours and minutes."""
    if not isinstance(cell, timedelta):
        return cell
    hours, minutes = divmod(round(cell / timedelta(minutes=1)), 60)
    return f"{hours}:{minutes:02}"


class _Workbook:
    """Write one workbook with its formats."""

    def __init__(self, language: str) -> None:
        import xlsxwriter

        self._language = language
        self._paper = BytesIO()
        never_more_than_text = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(self._paper, {"in_memory": True, **never_more_than_text})
        self._required = self._book.add_format({"bold": True, "bg_color": "#1A3A5C", "font_color": "#FFFFFF"})
        self._free = self._book.add_format({"bold": True, "bg_color": "#DDE6EF"})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._text = self._book.add_format({"num_format": "@"})
        self._day = self._book.add_format({"num_format": "dd.mm.yyyy"})
        self._time = self._book.add_format({"num_format": "hh:mm"})

    def write(self, sheets: Mapping[SheetKind, Sequence[Mapping[str, object]]]) -> bytes:
        """Return the workbook with ``sheets`` and the notes."""
        with self._book:
            for kind, rows in sheets.items():
                sheet = self._book.add_worksheet(sheet_name(kind, self._language))
                self._head(sheet, SHEETS[kind])
                for line, values in enumerate(rows, start=1):
                    self._row(sheet, line, row_of_cells(kind, values, self._language))
            self._notes(list(sheets))
        return self._paper.getvalue()

    def _head(self, sheet: Any, columns: Sequence[Column]) -> None:
        sheet.freeze_panes(1, 0)
        for number, column in enumerate(columns):
            heading = column.heading(self._language)
            sheet.write_string(0, number, heading, self._required if column.is_required else self._free)
            sheet.write_comment(0, number, column.hint, {"x_scale": 2})
            sheet.set_column(number, number, min(_WIDEST, max(12, len(heading) + 4)), self._cell_format(column))
            if words := column.kind.drop_down(self._language):
                sheet.data_validation(1, number, _FILLED_ROWS, number, {"validate": "list", "source": list(words)})

    def _cell_format(self, column: Column) -> Any:
        """Return text for what Excel must leave alone, and the German way of dates and times."""
        if isinstance(column.kind, Day):
            return self._day
        if isinstance(column.kind, TimeOfDay):
            return self._time
        return self._text if column.kind.is_text else None

    def _row(self, sheet: Any, line: int, cells: Sequence[Cell]) -> None:
        for number, cell in enumerate(cells):
            match cell:
                case "":
                    continue
                case str():
                    sheet.write_string(line, number, cell, self._text)
                case time():
                    sheet.write_datetime(line, number, cell, self._time)
                case date():
                    sheet.write_datetime(line, number, cell, self._day)
                case _:
                    sheet.write_number(line, number, cell)

    def _notes(self, kinds: Sequence[SheetKind]) -> None:
        """Write what each column wants; :mod:`matchday.sheets.parsing` passes over this sheet by its name."""
        sheet = self._book.add_worksheet(NOTES_NAMES[0 if self._language == "de" else 1])
        sheet.set_column(0, 1, 24)
        sheet.set_column(2, 2, 10)
        sheet.set_column(3, 4, 60)
        for number, heading in enumerate(("Blatt", "Spalte", "Pflicht", "Was hineingehört", "Erlaubte Wörter")):
            sheet.write_string(0, number, heading, self._free)
        sheet.freeze_panes(1, 0)
        line = 1
        for kind in kinds:
            for column in SHEETS[kind]:
                name, heading = sheet_name(kind, self._language), column.heading(self._language)
                is_required = "Pflicht" if column.is_required else ""
                words = ", ".join(column.kind.words_to_use(self._language))
                for number, text in enumerate((name, heading, is_required, column.hint, words)):
                    sheet.write_string(line, number, text, self._wrapped)
                line += 1
        for text in _REMARKS:
            sheet.write_string(line + 1, 0, text)
            line += 1
