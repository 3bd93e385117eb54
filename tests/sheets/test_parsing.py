"""Sheets become rows of values, or complaints that say where."""

from __future__ import annotations

from datetime import date, time

import pytest

from matchday.core.employer import HospitationCover
from matchday.core.participant import Channel
from matchday.core.slot import ActivityKind, Need, Trade
from matchday.core.wishlist import AcceptableAnswer
from matchday.sheets.cells import RawTable
from matchday.sheets.columns import SHEETS, SheetKind
from matchday.sheets.complaints import MOST_COMPLAINTS, Complaint
from matchday.sheets.parsing import Skipped, parse
from tests.sheets.files import (
    EMPLOYER,
    PARTICIPANT,
    SLOT,
    a_table,
    codes,
    employers,
    first_values,
    parsed,
    participants,
    slots,
    wishes,
)


def test_four_sheets_are_read_together() -> None:
    said = parse([wishes(), participants(), slots(), employers()])

    assert said.complaints == ()
    assert [(kind, len(rows)) for kind, rows in said.rows.items()] == [(kind, 1) for kind in SheetKind]


def test_a_row_has_a_value_for_every_column() -> None:
    said = parse([employers(), slots(), participants(), wishes()])

    for kind, columns in SHEETS.items():
        assert set(first_values(said, kind)) == {column.name for column in columns}


def test_a_slot_comes_out_as_values_of_the_field() -> None:
    values = first_values(parse([slots()]), SheetKind.SLOTS)

    assert (values["trade"], values["activity_kind"]) == (Trade.BAKERY, ActivityKind.HOSPITATION)
    assert (values["day"], values["start"], values["end"]) == (date(2027, 4, 20), time(8), time(14))
    assert (values["capacity"], values["min_group"], values["needs"]) == (3, None, ())


def test_english_headings_and_words_are_read() -> None:
    english = {
        "Reference": "B1",
        "Employer": "Korn",
        "Postcode": "34117",
        "Town": "Musterstadt",
        "covers hospitation": "yes",
    }

    said = parsed(english, name="Employers")

    assert said.complaints == ()
    assert first_values(said, SheetKind.EMPLOYERS)["hospitation_cover"] is HospitationCover.YES


@pytest.mark.parametrize(
    "heading", ["plaetze", " PLÄTZE * ", "Plätze (höchstens)", "Pla\u0308tze", "Capacity", "Anzahl Plätze"]
)
def test_a_heading_is_known_whatever_its_case_umlauts_or_language(heading: str) -> None:
    row = {heading if name == "Plätze" else name: cell for name, cell in SLOT.items()}

    assert first_values(parsed(row, name="Angebote"), SheetKind.SLOTS)["capacity"] == 3


def test_an_unnamed_sheet_is_known_by_its_headings() -> None:
    said = parse([a_table("Tabelle1", PARTICIPANT), a_table("Tabelle2", EMPLOYER)])

    assert list(said.rows) == [SheetKind.EMPLOYERS, SheetKind.PARTICIPANTS]


def test_headings_may_stand_below_a_title() -> None:
    table = employers()
    titled = RawTable("Betriebe", (("Refugees’ Day 2027", ""), ("", ""), *table.rows))

    said = parse([titled])

    assert said.complaints == ()
    assert said.rows[SheetKind.EMPLOYERS][0].line == 4


def test_lines_are_counted_as_in_the_file() -> None:
    table = participants(PARTICIPANT, dict.fromkeys(PARTICIPANT, " "), {**PARTICIPANT, "Nr.": "8", "Vorname": ""})

    said = parse([table])

    assert said.complaints == (Complaint("Menschen", 4, "Vorname", "missing"),)


def test_everything_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    wrong = {**SLOT, "Bereich": "Zirkus", "Plätze": "vier", "Von": "früh"}

    said = parse([slots(wrong, {**SLOT, "Nr.": "A2", "Tag": "bald"})])

    assert [(complaint.row, complaint.column, complaint.code) for complaint in said.complaints] == [
        (2, "Bereich", "unknown_word"),
        (2, "Von", "no_time"),
        (2, "Plätze", "no_whole_number"),
        (3, "Tag", "no_day"),
    ]


def test_a_complaint_repeats_the_cell_shortly_and_readably() -> None:
    said = parse([slots({**SLOT, "Plätze": "vi\u202eer\n" + "x" * 100})])

    assert said.complaints[0].details["text"] == "vi er " + "x" * 53 + "…"


def test_of_very_many_complaints_the_last_says_how_many_more() -> None:
    rows = [{**PARTICIPANT, "Nr.": str(number), "Sprachen": "Elbisch"} for number in range(MOST_COMPLAINTS + 7)]

    said = parse([participants(*rows)])

    assert len(said.complaints) == MOST_COMPLAINTS + 1
    assert said.complaints[-1] == Complaint("", 0, "", "more", {"count": 7})


def test_a_required_heading_that_is_missing_is_said_once() -> None:
    row = {name: cell for name, cell in SLOT.items() if name != "Plätze"}

    said = parse([slots(row, {**row, "Nr.": "A2"})])

    assert said.complaints == (Complaint("Angebote", 1, "", "heading_missing", {"heading": "Plätze"}),)


def test_a_heading_that_stands_twice_is_refused() -> None:
    said = parsed({**PARTICIPANT, "Telefon": "", "Handy": "0170 1234567"}, name="Menschen")

    assert said.complaints == (Complaint("Menschen", 1, "Telefon", "heading_twice"),)


def test_sheets_and_columns_of_others_are_named_not_read() -> None:
    said = parse([participants({**PARTICIPANT, "Bemerkung": "kommt gern"}), RawTable("Auswertung", (("Summe",), (7,)))])

    assert said.complaints == ()
    assert said.skipped == (Skipped("Menschen", "Bemerkung"), Skipped("Auswertung"))


def test_a_file_without_anything_of_ours_is_refused() -> None:
    said = parse([RawTable("Tabelle1", (("Soll", "Haben"), (1, 2)))])

    assert said.complaints == (Complaint("", 0, "", "no_known_sheet", {"sheets": "Tabelle1"}),)


def test_a_file_with_headings_only_is_refused() -> None:
    assert codes(parse([RawTable("Betriebe", (tuple(EMPLOYER),))])) == ["no_rows"]


def test_a_slot_may_cross_midnight() -> None:
    assert parse([slots({**SLOT, "Von": "23:00", "Bis": "5:00"})]).complaints == ()


def test_a_slot_longer_than_a_working_day_is_a_slip_of_the_pen() -> None:
    said = parse([slots({**SLOT, "Von": "8:00", "Bis": "8:00"})])

    assert said.complaints == (Complaint("Angebote", 2, "Bis", "slot_too_long", {"hours": 24, "most": 14}),)


def test_a_minimum_above_the_places_is_refused() -> None:
    said = parse([slots({**SLOT, "Mindestens": "4"})])

    assert said.complaints == (
        Complaint("Angebote", 2, "Mindestens", "min_group_over_capacity", {"text": "4", "capacity": 3}),
    )


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Breitengrad": "51,3"}, "position_half"),
        ({"Breitengrad": "", "Längengrad": "9,5"}, "position_half"),
        ({"Weg": "E-Mail"}, "channel_without_mail"),
        ({"Weg": "Telefon", "Telefon": ""}, "channel_without_phone"),
        ({"Wenn nichts geht": "nur diese Bereiche"}, "trades_missing"),
        ({"Wenn nichts geht": "egal", "Dann diese Bereiche": "Pflege"}, "trades_without_answer"),
    ],
)
def test_cells_of_a_person_must_fit_together(cells: dict[str, str], code: str) -> None:
    assert codes(parse([participants({**PARTICIPANT, **cells})])) == [code]


def test_a_whole_person_is_read() -> None:
    row = {**PARTICIPANT, "Weg": "SMS", "Telefon": "0170 1234567", "Geschützt": "ja", "Gruppe": "Familie 3"}
    row |= {
        "Wenn nichts geht": "nur diese Bereiche",
        "Dann diese Bereiche": "Küche, Verkauf",
        "Geburtsdatum": "3.9.1998",
        "Eigene Sachen zum Schutz": "Schutzhelm",
    }

    values = first_values(parse([participants(row)]), SheetKind.PARTICIPANTS)

    assert (values["channel"], values["is_protected"], values["group"]) == (Channel.SMS, True, "Familie 3")
    assert (values["acceptable_answer"], values["acceptable_trades"]) == (
        AcceptableAnswer.TRADES,
        (Trade.KITCHEN, Trade.RETAIL),
    )
    assert values["born_on"] == date(1998, 9, 3)
    assert values["gear"] == (Need.HELMET,)


def test_only_what_is_checked_counts_as_gear() -> None:
    assert codes(parse([participants({**PARTICIPANT, "Eigene Sachen zum Schutz": "Warme Jacke"})])) == ["unknown_word"]


def test_a_lone_dash_means_nothing() -> None:
    values = first_values(
        parse([participants({**PARTICIPANT, "Nachname": "–", "E-Mail": "-"})]), SheetKind.PARTICIPANTS
    )

    assert (values["last_name"], values["mail"]) == (None, None)


@pytest.mark.parametrize("cell", ["\u200b", "\u202e", "\ufeff "])
def test_a_required_cell_with_nothing_visible_is_empty(cell: str) -> None:
    assert codes(parse([participants({**PARTICIPANT, "Vorname": cell})])) == ["missing"]


@pytest.mark.parametrize("cell", ["Am\x00ina", "Am\ud800ina"])
def test_a_cell_no_database_takes_is_refused(cell: str) -> None:
    assert codes(parse([participants({**PARTICIPANT, "Vorname": cell})])) == ["text_unreadable"]


def test_a_name_comes_out_normalised() -> None:
    values = first_values(
        parse([participants({**PARTICIPANT, "Vorname": " Rene\u0301\u202e  👩‍👧 "})]), SheetKind.PARTICIPANTS
    )

    assert values["first_name"] == "René 👩‍👧"
