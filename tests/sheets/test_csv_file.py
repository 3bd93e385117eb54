"""CSV files that Excel opens without harm, and that come back as they were."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from matchday.sheets import csv_file
from matchday.sheets.columns import SHEETS, SheetKind
from tests.sheets.files import first_values, parse_file
from tests.sheets.test_excel_file import DANGEROUS, SLOT_VALUES


@pytest.mark.parametrize("kind", list(SheetKind))
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_template_has_our_headings(kind: SheetKind, language: str) -> None:
    table = csv_file.read(kind, csv_file.template(kind, language=language))

    assert table.rows == (tuple(column.heading(language) for column in SHEETS[kind]),)


@pytest.mark.parametrize("language", ["de", "en"])
def test_rows_come_back_as_they_were(language: str) -> None:
    said = parse_file("Angebote.csv", csv_file.write(SheetKind.SLOTS, [SLOT_VALUES], language=language))

    assert said.complaints == ()
    assert first_values(said, SheetKind.SLOTS) == SLOT_VALUES


@pytest.mark.parametrize("text", DANGEROUS)
def test_dangerous_text_comes_back_as_it_was(text: str) -> None:
    content = csv_file.write_cells([[text, "x"]])

    assert csv_file.read("a", content).rows == ((text, "x"),)


def test_no_cell_we_write_begins_like_a_formula() -> None:
    content = csv_file.write_cells([[text] for text in DANGEROUS]).decode("utf-8-sig")

    cells = [row[0] for row in csv.reader(StringIO(content, newline=""), delimiter=";")]
    assert not [cell for cell in cells if cell[0] in "=+-@\t\r＝＋－＠"]


def test_numbers_stay_numbers() -> None:
    assert csv_file.write_cells([[-1.5, 3, 2.0]]).decode("utf-8-sig") == "-1,5;3;2\r\n"


def test_a_phone_number_typed_by_staff_keeps_its_plus() -> None:
    assert csv_file.read("a", b"Telefon\n+49 561 123456").rows[1] == ("+49 561 123456",)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Weiß".encode("cp1252"), "Weiß"),
        ("Weiß – „Süß“ €".encode("cp1252"), "Weiß – „Süß“ €"),
        ("Jürgen Süß".encode("cp850"), "Jürgen Süß"),
        ("Bäckerei Größe".encode("mac_roman"), "Bäckerei Größe"),
        ("Weiß".encode("utf-16"), "Weiß"),
        ("Weiß;Größe".encode("utf-16-be"), "Weiß;Größe"),
        ("می‌خواهم".encode(), "می‌خواهم"),
    ],
)
def test_the_encoding_is_found(content: bytes, text: str) -> None:
    assert csv_file.decode(content) == text
