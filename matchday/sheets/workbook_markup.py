"""Look over the markup of an .xlsx file before the parser: cells far out, and formulas that ended in an error."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import TypeAlias

from matchday.sheets.cells import column_letters
from matchday.sheets.complaints import SheetError
from matchday.sheets.limits import MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED

Errors: TypeAlias = dict[tuple[int, int], str]
"""Error texts such as #DIV/0! by row and column, from 0."""

_BOOK, _RELATIONS, _SHEETS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/"
# A cell with a value: what only carries a format ends at once, and a row's r is no letter.
_CELL = re.compile(rb' r="([A-Z]{1,3})([0-9]{1,7})"([^/>]*)>')
_PLACES = {column_letters(place).encode(): place for place in range(MOST_COLUMNS)}
_ERROR_VALUE = re.compile(rb"(?:(?!</(?:\w+:)?c>).){0,2000}?<(?:\w+:)?v>(#[^<]{1,20})<", re.DOTALL)
_TAG = re.compile(r"<(?:\w+:)?(sheet|Relationship)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


def look_over(content: bytes) -> dict[str, Errors]:
    """Return the errors of formulas by sheet; the parser would give them as empty cells.

    **Errors** SheetError ``file_broken``, ``too_many_rows``, ``too_many_columns``.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = dict(_members(archive))
            members = [member for member in archive.namelist() if member.startswith(_SHEETS)]
            return {names.get(member, ""): _errors(_read(archive, member)) for member in members}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise SheetError("file_broken") from error


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield for each sheet the member of the archive that holds it, and its name."""
    if _RELATIONS not in archive.namelist():
        return
    targets = {tag.get("Id", ""): tag.get("Target", "") for tag in _tags(_read(archive, _RELATIONS), "Relationship")}
    for tag in _tags(_read(archive, _BOOK), "sheet"):
        target = targets.get(next((text for name, text in tag.items() if name.endswith(":id")), ""), "")
        yield target.removeprefix("/") if target.startswith("/") else f"xl/{target}", tag.get("name", "")


def _errors(markup: bytes) -> Errors:
    errors: Errors = {}
    for found in _CELL.finditer(markup):
        letters, line, attributes = found.groups()
        if int(line) > MOST_ROWS:
            raise SheetError("too_many_rows", most=MOST_ROWS)
        if letters not in _PLACES:
            raise SheetError("too_many_columns", most=MOST_COLUMNS)
        if b't="e"' in attributes:
            value = _ERROR_VALUE.match(markup, found.end())
            errors[int(line) - 1, _PLACES[letters]] = value[1].decode(errors="replace") if value else "#"
    return errors


def _tags(markup: bytes, wanted: str) -> list[dict[str, str]]:
    found = _TAG.finditer(markup.decode(errors="replace"))
    return [{name: unescape(text) for name, text in _ATTRIBUTE.findall(tag[2])} for tag in found if tag[1] == wanted]


def _read(archive: zipfile.ZipFile, member: str) -> bytes:
    with archive.open(member) as opened:
        return opened.read(MOST_UNPACKED)
