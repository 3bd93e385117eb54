"""Workbooks to fill in, and rows that come back as they were."""

from __future__ import annotations

import re
import zipfile
from datetime import date, time
from io import BytesIO

import pytest

from matchday.core.slot import ActivityKind, GermanLevel, Need, Trade, WhatFollows
from matchday.sheets import excel_file
from matchday.sheets.columns import SHEETS, SheetKind, sheet_name
from matchday.sheets.kinds import YesNo
from matchday.sheets.limits import FileKind
from matchday.sheets.parsing import parse
from matchday.sheets.reading import read_file
from tests.sheets.files import PARTICIPANT, SLOT, codes, first_values, parse_file
from tests.sheets.old_excel import an_old_workbook

SLOT_VALUES: dict[str, object] = {
    "reference": "A1",
    "employer": "B1",
    "title": "=1+1",
    "trade": Trade.BAKERY,
    "activity_kind": ActivityKind.PRAKTIKUM,
    "duties": "- Brot\n- Brötchen",
    "day": date(2027, 4, 20),
    "start": time(23),
    "end": time(5, 30),
    "capacity": 12,
    "min_group": None,
    "german_level": GermanLevel.A2,
    "minimum_age": 18,
    "needs": (Need.SAFETY_SHOES, Need.STANDING),
    "lends_gear": True,
    "is_food": True,
    "is_step_free": False,
    "what_follows": (WhatFollows.TRAINING,),
    "meeting_point": "@Tor 2",
    "foreman_name": "+Herr Muster",
    "foreman_phone": "+49 561 123456",
    "spoken_languages": ("de", "fa_AF"),
}
DANGEROUS = ["=1+1", "+49", "-x", "@a", "\tx", "\rx", "＝1", "'=x", "''@x", "a;b", 'say "hi"', "a\nb", "_x000D_", "{x}"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_template_has_our_headings_and_no_rows(language: str) -> None:
    tables = read_file("a.xlsx", excel_file.template(list(SheetKind), language=language))

    for kind, table in zip(SheetKind, tables, strict=False):
        assert table.name == sheet_name(kind, language)
        assert table.rows == (tuple(column.heading(language) for column in SHEETS[kind]),)


def test_a_template_without_rows_is_said_to_be_empty() -> None:
    said = parse_file("a.xlsx", excel_file.template(list(SheetKind)))

    assert (codes(said), said.skipped) == (["no_rows"], ())


def test_a_template_explains_every_column() -> None:
    notes = read_file("a.xlsx", excel_file.template([SheetKind.WISHES]))[-1]

    assert [row[1] for row in notes.rows[1:4]] == ["Person", "Angebot", "Rang"]
    assert all(row[3] for row in notes.rows[1:4])


def test_a_template_offers_words_to_choose_from_and_hints() -> None:
    markup = members(excel_file.template([SheetKind.SLOTS]))

    assert "Hospitation,Praktikum" in markup["xl/worksheets/sheet1.xml"]
    assert "Früher als „Von“" in markup["xl/comments1.xml"]
    assert 'state="frozen"' in markup["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_rows_come_back_as_they_were(language: str) -> None:
    said = parse_file("a.xlsx", excel_file.write({SheetKind.SLOTS: [SLOT_VALUES]}, language=language))

    assert said.complaints == ()
    assert first_values(said, SheetKind.SLOTS) == SLOT_VALUES


def test_no_cell_we_write_is_a_formula_or_a_link() -> None:
    rows = [{"first_name": text, "reference": "http://192.0.2.1/"} for text in DANGEROUS]

    markup = members(excel_file.write({SheetKind.PARTICIPANTS: rows}))["xl/worksheets/sheet1.xml"]

    assert not re.search(r"<f[ >]|<hyperlink", markup)


@pytest.mark.parametrize("text", DANGEROUS)
def test_dangerous_text_comes_back_as_it_was(text: str) -> None:
    content = excel_file.write({SheetKind.PARTICIPANTS: [{"first_name": text}]})

    assert text in excel_file.read(content, FileKind.EXCEL)[0].rows[1]


def test_an_open_document_is_read() -> None:
    said = parse(read_file("a.ods", an_open_document([list(PARTICIPANT), list(PARTICIPANT.values())])))

    assert said.complaints == ()
    assert first_values(said, SheetKind.PARTICIPANTS)["first_name"] == "Amina"


def test_what_a_drop_down_list_offers_is_understood() -> None:
    for column in (column for columns in SHEETS.values() for column in columns):
        for word in column.kind.drop_down("de"):
            assert column.kind.read(word) is not None or isinstance(column.kind, YesNo)


def members(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def an_open_document(rows: list[list[str]]) -> bytes:
    """Return an .ods file with one sheet."""
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(f"<table:table-row>{''.join(cell.format(text) for text in row)}</table:table-row>" for row in rows)
    sheet = f'<table:table table:name="Menschen">{lines}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    paper = BytesIO()
    with zipfile.ZipFile(paper, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return paper.getvalue()


def test_a_workbook_of_excel_97_is_read() -> None:
    row = {**SLOT, "Tag": 46497.0, "Plätze": 3.0, "Von": 8.0}

    said = parse(read_file("a.xls", an_old_workbook("Angebote", [list(row), list(row.values())])))

    values = first_values(said, SheetKind.SLOTS)
    assert (said.complaints, values["day"], values["start"], values["capacity"]) == ((), date(2027, 4, 20), time(8), 3)
