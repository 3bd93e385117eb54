"""CSV files: read what Excel, LibreOffice and others save, and write what they open without harm."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from itertools import islice

from matchday.sheets.cells import Cell, RawTable, text_of
from matchday.sheets.columns import HEADING_LINES, SHEETS, SheetKind, known_headings, row_of_cells
from matchday.sheets.complaints import SheetError
from matchday.sheets.limits import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# Windows, DOS and old Macs. The same byte is «ü» in one and «³» in another: the most German reading wins.
# Misread of 360 short lists each, Windows and DOS: 0 and 2; charset-normalizer with the same choice 12 and 26.
_OFFICE_ENCODINGS = ("cp1252", "cp850", "mac_roman")
_GERMAN_LETTERS = "äöüÄÖÜßé"
_DELIMITERS = ";,\t"
_FIRST_LINE = re.compile(r"sep=([;,|\t])\r?\n", re.IGNORECASE)
# Excel takes a cell with these first letters for a formula, the full-width forms too in some countries.
_LOOKS_LIKE_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def read(name: str, content: bytes) -> RawTable:
    """Return the cells of a CSV file; all are text.

    **Errors** SheetError ``file_unreadable``, ``csv_quotes`` (``row``), ``too_many_rows``,
    ``too_many_columns``, ``cell_too_long``.
    """
    text = decode(content)
    first_line = _FIRST_LINE.match(text)
    delimiter = first_line[1] if first_line else _delimiter(text)
    rows = []
    for row in _rows(name, text, delimiter):
        rows.append(tuple(_unescaped(cell) for cell in row))
        if len(rows) > MOST_ROWS:
            raise SheetError("too_many_rows", most=MOST_ROWS)
        if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
            raise SheetError("too_many_columns", most=MOST_COLUMNS)
    return RawTable(name, tuple(rows))


def decode(content: bytes) -> str:
    """Return the text of ``content``: by its mark, as UTF-8, else as one of the encodings of German offices.

    Lone surrogates stay in, so that the cell that holds one can be named.
    **Errors** SheetError ``file_unreadable``.
    """
    mark, encoding = next((pair for pair in _BYTE_ORDER_MARKS if content.startswith(pair[0])), (b"", ""))
    encoding = encoding or _utf_16_by_zeros(content) or "utf-8"
    try:
        return content[len(mark) :].decode(encoding, errors="surrogatepass")
    except UnicodeDecodeError as error:
        if mark or encoding != "utf-8":
            raise SheetError("file_unreadable") from error
    texts = [_decoded(content, office) for office in _OFFICE_ENCODINGS]
    return max(texts, key=lambda text: (sum(map(text.count, _GERMAN_LETTERS)), bool(text)))


def template(kind: SheetKind, *, language: str = "de") -> bytes:
    """Return a CSV file with the headings of ``kind`` only."""
    return write(kind, (), language=language)


def write(kind: SheetKind, rows: Iterable[Mapping[str, object]], *, language: str = "de") -> bytes:
    """Return rows of values as a CSV file that Excel opens and :func:`read` gives back.

    **Shapes** rows hold values by column name; None and missing ones stay empty. UTF-8 with mark, semicolons.
    """
    headings = [column.heading(language) for column in SHEETS[kind]]
    return write_cells([headings, *(row_of_cells(kind, row, language) for row in rows)])


def write_cells(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return any cells as a CSV file; text that looks like a formula gets an apostrophe in front.

    **Source** OWASP ASVS 5.0, 1.2.10.
    """
    paper = StringIO(newline="")
    writer = csv.writer(paper, delimiter=";", lineterminator="\r\n")
    writer.writerows([_escaped(cell) for cell in row] for row in rows)
    return _BYTE_ORDER_MARKS[0][0] + paper.getvalue().encode()


def _utf_16_by_zeros(content: bytes) -> str:
    """Return which UTF-16 an unmarked file is in: in European text every other byte is zero."""
    start = content[:2000]
    if start.count(0) * 5 < len(start):
        return ""
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _delimiter(text: str) -> str:
    """Return the delimiter under which most headings of ours are seen in the first lines, then most cells."""

    def seen(delimiter: str) -> tuple[int, int]:
        rows = list(islice(csv.reader(text[:20_000].splitlines(), delimiter=delimiter), HEADING_LINES))
        headings = max((known_headings(row) for row in rows), default=0)
        return headings, max((len(row) for row in rows), default=0)

    return max(_DELIMITERS, key=seen)


def _rows(name: str, text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for cells in reader:
            row += 1
            yield cells
    except csv.Error as error:
        if str(error).startswith("field larger"):
            raise SheetError("cell_too_long", sheet=name, row=row + 1, column="", most=MOST_CHARACTERS) from error
        raise SheetError("csv_quotes", row=row + 1) from error


def _escaped(cell: Cell) -> str:
    text = text_of(cell)
    return f"'{text}" if isinstance(cell, str) and _LOOKS_LIKE_FORMULA.match(text) else text


def _unescaped(text: str) -> str:
    return text[1:] if text.startswith("'") and _LOOKS_LIKE_FORMULA.match(text) else text
