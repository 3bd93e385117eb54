"""Every code has its German sentence, and the sentence uses only the details there are."""

from __future__ import annotations

from datetime import date
from string import Formatter

import pytest

from matchday.sheets.columns import SheetKind
from matchday.sheets.complaints import COMPLAINT_CODES, SHEET_CODES, Complaint
from matchday.web.say_sheet import COMPLAINTS, REFUSALS, SHEET_NAMES, say_complaint, say_refusal


@pytest.mark.parametrize(("codes", "sentences"), [(COMPLAINT_CODES, COMPLAINTS), (SHEET_CODES, REFUSALS)])
def test_every_code_has_a_sentence_with_its_details(
    codes: dict[str, tuple[str, ...]], sentences: dict[str, str]
) -> None:
    assert codes.keys() == sentences.keys()
    for code, sentence in sentences.items():
        assert {name for _, name, _, _ in Formatter().parse(sentence) if name} <= set(codes[code]), code


def test_a_sentence_says_where_and_what_to_do() -> None:
    details = {"text": "vier", "least": 1, "most": 500}

    sentence = say_complaint(Complaint("Angebote", 14, "Plätze", "no_whole_number", details))

    assert sentence == (
        "Zeile 14, Spalte „Plätze“: „vier“ ist keine Zahl. Bitte eine ganze Zahl von 1 bis 500 eintragen."
    )


def test_a_complaint_about_the_file_names_no_row() -> None:
    assert say_complaint(Complaint("", 0, "", "more", {"count": 39_800})).startswith("Und 39.800 weitere Hinweise.")


def test_dates_and_sheets_are_written_as_germans_do() -> None:
    days = {"text": "1.1.1999", "first": date(2015, 1, 1), "last": date(2100, 1, 1)}
    among = {"text": "A9", "among": SheetKind.SLOTS}

    assert "von 01.01.2015 bis 01.01.2100" in say_complaint(Complaint("A", 2, "Tag", "day_out_of_range", days))
    assert "unter „Angebote“" in say_complaint(Complaint("A", 2, "Angebot", "reference_unknown", among))


def test_text_of_strangers_stays_text_in_a_sentence() -> None:
    assert "„{most} %(x)s“" in say_complaint(Complaint("A", 2, "Tag", "no_day", {"text": "{most} %(x)s"}))


def test_a_refusal_says_what_to_do() -> None:
    assert (
        say_refusal("too_many_rows", {"most": 20_000})
        == "Ein Blatt hat mehr als 20.000 Zeilen. Bitte die Datei teilen."
    )


def test_every_kind_of_sheet_has_its_name() -> None:
    assert SHEET_NAMES.keys() == set(SheetKind)
