"""Real files for the tests of sheets, and rows that are right until a test makes one cell wrong."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO

import xlsxwriter

from matchday.sheets.cells import RawTable
from matchday.sheets.columns import SheetKind
from matchday.sheets.parsing import Parsed, parse
from matchday.sheets.reading import read_file

EMPLOYER = {"Kürzel": "B1", "Betrieb": "Bäckerei Korn", "PLZ": "34117", "Ort": "Musterstadt"}
SLOT = {
    "Nr.": "A1",
    "Betrieb": "B1",
    "Bereich": "Bäckerei",
    "Art": "Hospitation",
    "Tag": "20.04.2027",
    "Von": "8:00",
    "Bis": "14:00",
    "Plätze": "3",
}
PARTICIPANT = {"Nr.": "7", "Vorname": "Amina", "Nachname": "Yusuf", "Sprachen": "Somali"}
WISH = {"Person": "7", "Angebot": "A1", "Rang": "1"}


def a_workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """Return an Excel file with these cells."""
    paper = BytesIO()
    with xlsxwriter.Workbook(paper, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write(line, place, cell)
    return paper.getvalue()


def a_csv(*rows: Mapping[str, object], delimiter: str = ";") -> str:
    """Return the text of a CSV file; the first row gives the headings."""
    paper = StringIO()
    writer = csv.DictWriter(paper, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return paper.getvalue()


def a_table(name: str, *rows: Mapping[str, object]) -> RawTable:
    """Return a sheet as read; the first row gives the headings."""
    return RawTable(name, (tuple(rows[0]), *(tuple(row.values()) for row in rows)))  # type: ignore[arg-type]


def parsed(*rows: Mapping[str, object], name: str) -> Parsed:
    """Return what a sheet with these rows says."""
    return parse([a_table(name, *rows)])


def employers(*rows: Mapping[str, object]) -> RawTable:
    return a_table("Betriebe", *(rows or (EMPLOYER,)))


def slots(*rows: Mapping[str, object]) -> RawTable:
    return a_table("Angebote", *(rows or (SLOT,)))


def participants(*rows: Mapping[str, object]) -> RawTable:
    return a_table("Menschen", *(rows or (PARTICIPANT,)))


def wishes(*rows: Mapping[str, object]) -> RawTable:
    return a_table("Wünsche", *(rows or (WISH,)))


def codes(said: Parsed) -> list[str]:
    """Return the codes of the complaints in their order."""
    return [complaint.code for complaint in said.complaints]


def first_values(said: Parsed, kind: SheetKind) -> Mapping[str, object]:
    """Return the values of the first row of ``kind``."""
    return said.rows[kind][0].values


def parse_file(name: str, content: bytes) -> Parsed:
    """Return what a file says, read in this process."""
    return parse(read_file(name, content))
