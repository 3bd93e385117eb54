"""A file is read by a child that may die."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from matchday.sheets import excel_file
from matchday.sheets.columns import SheetKind
from matchday.sheets.complaints import SheetError
from matchday.sheets.parsing import parse
from matchday.sheets.reading import read_file, read_file_safely
from tests.sheets.files import PARTICIPANT, SLOT, a_csv, a_workbook


def a_heavy_workbook() -> bytes:
    """Return a workbook with a far cell that only the parser sees: it will ask for 500 GB."""
    markup = f"<worksheet xmlns='{NAMESPACE}'><sheetData>{NEAR}{FAR}</sheetData></worksheet>"
    paper = BytesIO()
    with zipfile.ZipFile(BytesIO(a_workbook({"Menschen": [["x"]]}))) as good, zipfile.ZipFile(paper, "w") as heavy:
        for member in good.infolist():
            is_sheet = member.filename == "xl/worksheets/sheet1.xml"
            heavy.writestr(member.filename, markup if is_sheet else good.read(member))
    return paper.getvalue()


NEAR, FAR = ("<row r='{0}'><c r='{1}{0}'><v>1</v></c></row>".format(*place) for place in ((1, "A"), (1048576, "XFD")))
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_the_child_gives_the_same_cells() -> None:
    content = a_workbook({"Angebote": [list(SLOT), [*SLOT.values()]], "Zahlen": [[1, 2.5, True, ""]]})

    assert read_file_safely("a.xlsx", content, kind=SheetKind.SLOTS) == read_file(
        "a.xlsx", content, kind=SheetKind.SLOTS
    )


def test_the_child_gives_dates_and_times_back() -> None:
    rows = parse(read_file("Angebote.csv", a_csv(SLOT).encode())).rows[SheetKind.SLOTS]
    content = excel_file.write({SheetKind.SLOTS: [row.values for row in rows]})

    assert parse(read_file_safely("a.xlsx", content)).rows[SheetKind.SLOTS] == rows


def test_a_refusal_comes_back_with_its_details() -> None:
    with pytest.raises(SheetError) as refusal:
        read_file_safely("a.csv", b'Vorname;Sprachen\n"Amina;Somali')

    assert (refusal.value.code, refusal.value.details) == ("csv_quotes", {"row": 2})


def test_cells_no_database_takes_come_back_as_they_are() -> None:
    content = a_csv({**PARTICIPANT, "Vorname": "A\x00\ud800"}).encode("utf-8", errors="surrogatepass")

    assert read_file_safely("a.csv", content) == read_file("a.csv", content)


def test_a_child_that_wants_too_much_memory_dies_alone() -> None:
    content = a_heavy_workbook()

    with pytest.raises(SheetError) as refusal:
        read_file_safely("a.xlsx", content)

    assert refusal.value.code == "file_too_heavy"


def test_a_child_that_takes_too_long_is_killed() -> None:
    with pytest.raises(SheetError) as refusal:
        read_file_safely("a.csv", a_csv(PARTICIPANT).encode(), limit_s=0.01)

    assert refusal.value.code == "file_too_heavy"
