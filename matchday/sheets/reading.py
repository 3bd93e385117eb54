"""Read files: from bytes to the cells of their sheets, in a child process that may be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path, PurePath

from matchday.core.errors import RuleError
from matchday.core.text import clean_line
from matchday.sheets import csv_file, excel_file
from matchday.sheets.cells import RawTable, column_letters
from matchday.sheets.columns import SheetKind
from matchday.sheets.complaints import SheetError
from matchday.sheets.limits import MOST_CHARACTERS, FileKind, check_file
from matchday.sheets.parsing import Parsed, parse

__all__ = ["Parsed", "RawTable", "from_child", "parse", "read_file", "read_file_safely", "to_parent"]

OUT_OF_MEMORY = 3
"""How the child ends when Python itself found no more memory; the parser's Rust side ends by a signal."""
_PROJECT = Path(__file__).parents[2]


def read_file(name: str, content: bytes, *, kind: SheetKind | None = None) -> list[RawTable]:
    """Return the cells of all sheets of a file. ``kind`` says what they hold, whatever their names and headings.

    For files of strangers use :func:`read_file_safely`: this one may use any time and memory.
    **Errors** SheetError with a code of ``complaints.SHEET_CODES``.
    """
    file_kind = check_file(content)
    is_csv = file_kind is FileKind.CSV
    tables = [csv_file.read(_stem(name), content)] if is_csv else excel_file.read(content, file_kind)
    for table in tables:
        _check_cells(table)
    return [RawTable(table.name, table.rows, kind) for table in tables]


def read_file_safely(
    name: str, content: bytes, *, kind: SheetKind | None = None, limit_s: float = 20, memory_mb: int = 512
) -> list[RawTable]:
    """Return what :func:`read_file` returns, read by a child with limits and without our secrets.

    **Units** ``limit_s`` seconds of the clock, ``memory_mb`` MiB of address space of the whole child.
    **Errors** as :func:`read_file`, and SheetError ``file_too_heavy`` if the child went over its limits.
    """
    check_file(content)
    head = json.dumps({"name": _stem(name), "kind": kind, "limit_s": limit_s, "memory_mb": memory_mb})
    try:
        child = subprocess.run(
            [sys.executable, "-m", "matchday.sheets.child"],
            input=head.encode() + b"\n" + content,
            capture_output=True,
            env={"PYTHONPATH": str(_PROJECT)} | {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ},
            timeout=limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SheetError("file_too_heavy") from error
    if child.returncode < 0 or child.returncode == OUT_OF_MEMORY:
        raise SheetError("file_too_heavy")
    if child.returncode:
        raise RuntimeError(f"the child that reads sheets failed: {child.stderr.decode(errors='replace')}")
    return from_child(child.stdout)


def to_parent(answer: list[RawTable] | SheetError) -> bytes:
    """Return the child's answer as JSON: a file is hostile until parsed, so nothing is unpickled."""
    if isinstance(answer, SheetError):
        return json.dumps({"code": answer.code, "details": answer.details}).encode()
    tables = [[table.name, table.rows, table.kind] for table in answer]
    return json.dumps({"tables": tables}, default=_packed).encode()


def from_child(answer: bytes) -> list[RawTable]:
    """Return the tables of :func:`to_parent`. **Errors** the SheetError it was given."""
    told = json.loads(answer, object_hook=_unpacked)
    if "code" in told:
        raise SheetError(told["code"], **told["details"])
    return [RawTable(name, tuple(tuple(row) for row in rows), kind) for name, rows, kind in told["tables"]]


_DATED = {kind.__name__: kind for kind in (date, time, datetime)}


def _packed(cell: date | time) -> dict[str, str]:
    return {type(cell).__name__: cell.isoformat()}


def _unpacked(told: dict[str, str]) -> object:
    (name, text), *others = told.items() if told else [("", "")]
    return _DATED[name].fromisoformat(text) if name in _DATED and not others else told


def _check_cells(table: RawTable) -> None:
    for line, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) > MOST_CHARACTERS:
                where = {"sheet": table.name, "row": line, "column": column_letters(place)}
                raise SheetError("cell_too_long", **where, most=MOST_CHARACTERS)


def _stem(name: str) -> str:
    """Return the name of a CSV file's only sheet: the file's name without its end."""
    try:
        return clean_line(PurePath(name.replace("\\", "/")).stem, most=MOST_CHARACTERS)[:80]
    except RuleError:
        return ""
