"""Rows of one file speak of each other."""

from __future__ import annotations

import pytest

from matchday.sheets.columns import SheetKind
from matchday.sheets.complaints import Complaint
from matchday.sheets.parsing import parse
from tests.sheets.files import (
    EMPLOYER,
    PARTICIPANT,
    SLOT,
    WISH,
    codes,
    employers,
    first_values,
    participants,
    slots,
    wishes,
)

NAMELESS_SLOT = {name: cell for name, cell in SLOT.items() if name != "Nr."}
NAMELESS_PARTICIPANT = {name: cell for name, cell in PARTICIPANT.items() if name != "Nr."}


@pytest.mark.parametrize("written", ["B1", "b1", " Bäckerei  Korn"])
def test_a_slot_finds_its_employer_by_reference_or_name(written: str) -> None:
    said = parse([employers(), slots({**SLOT, "Betrieb": written})])

    assert said.complaints == ()
    assert first_values(said, SheetKind.SLOTS)["employer"] == "B1"


def test_a_slot_of_an_unknown_employer_is_refused() -> None:
    said = parse([employers(), slots({**SLOT, "Betrieb": "Korn KG"})])

    details = {"text": "Korn KG", "among": "employers"}
    assert said.complaints == (Complaint("Angebote", 2, "Betrieb", "reference_unknown", details),)


def test_an_employer_may_stand_outside_the_file() -> None:
    said = parse([employers(), slots({**SLOT, "Betrieb": "alt"})], known={SheetKind.EMPLOYERS: ["ALT"]})

    assert said.complaints == ()
    assert first_values(said, SheetKind.SLOTS)["employer"] == "ALT"


def test_without_a_sheet_of_employers_references_stay_as_written() -> None:
    said = parse([slots({**SLOT, "Betrieb": "wer auch immer"})])

    assert first_values(said, SheetKind.SLOTS)["employer"] == "wer auch immer"


def test_two_employers_of_one_name_need_their_references() -> None:
    said = parse([employers(EMPLOYER, {**EMPLOYER, "Kürzel": "B2"}), slots({**SLOT, "Betrieb": "Bäckerei Korn"})])

    assert codes(said) == ["reference_ambiguous"]


def test_an_employer_without_reference_goes_by_its_name() -> None:
    said = parse([employers({**EMPLOYER, "Kürzel": ""}), slots({**SLOT, "Betrieb": "Bäckerei Korn"})])

    assert first_values(said, SheetKind.SLOTS)["employer"] == "Bäckerei Korn"


def test_a_reference_that_stands_twice_is_refused_with_the_first_row() -> None:
    said = parse([slots(SLOT, {**SLOT, "Nr.": "a1"})])

    assert said.complaints == (Complaint("Angebote", 3, "Nr.", "reference_twice", {"text": "a1", "first_row": 2}),)


def test_a_person_that_stands_twice_is_refused() -> None:
    person = {**PARTICIPANT, "Geburtsdatum": "03.09.1998"}

    said = parse([participants(person, {**person, "Nr.": "8"})])

    details = {"text": "Amina Yusuf", "first_row": 2}
    assert said.complaints == (Complaint("Menschen", 3, "Vorname", "person_twice", details),)


def test_a_slot_without_number_goes_by_its_line() -> None:
    said = parse([slots(NAMELESS_SLOT), wishes({**WISH, "Angebot": "a2"})])

    assert said.complaints == ()
    assert first_values(said, SheetKind.WISHES)["slot"] == "A2"


@pytest.mark.parametrize("written", ["Amina Yusuf", "amina  yusuf", "Yusuf, Amina"])
def test_a_wish_finds_its_person_by_name(written: str) -> None:
    said = parse([participants(NAMELESS_PARTICIPANT), wishes({**WISH, "Person": written})])

    assert said.complaints == ()
    assert first_values(said, SheetKind.WISHES)["participant"] == "Amina Yusuf (2)"


def test_two_people_of_one_name_need_their_numbers() -> None:
    people = participants(PARTICIPANT, {**PARTICIPANT, "Nr.": "8"})

    assert codes(parse([people, wishes({**WISH, "Person": "Amina Yusuf"})])) == ["reference_ambiguous"]


def test_a_wish_for_an_unknown_slot_is_refused() -> None:
    said = parse([slots(), wishes({**WISH, "Angebot": "A9"})])

    assert said.complaints == (
        Complaint("Wünsche", 2, "Angebot", "reference_unknown", {"text": "A9", "among": "slots"}),
    )


def test_a_slot_is_wished_once() -> None:
    said = parse([wishes(WISH, {**WISH, "Angebot": "a1", "Rang": "2"})])

    assert said.complaints == (Complaint("Wünsche", 3, "Angebot", "wish_twice", {"text": "a1", "first_row": 2}),)


def test_wishes_may_stand_in_one_line_per_person() -> None:
    said = parse([wishes({"Person": "7", "Name": "Amina", "1. Wunsch": "A1", "Wunsch 2": "A3, A4", "3. Wunsch": ""})])

    values = [dict(row.values) for row in said.rows[SheetKind.WISHES]]
    assert [(wish["slot"], wish["rank"]) for wish in values] == [("A1", 1), ("A3", 2), ("A4", 2)]
    assert {wish["participant"] for wish in values} == {"7"}


def test_wishes_may_stand_beside_the_person() -> None:
    said = parse([slots(), participants({**NAMELESS_PARTICIPANT, "1. Wunsch": "A1"})])

    assert said.complaints == ()
    assert first_values(said, SheetKind.WISHES) == {"participant": "Amina Yusuf (2)", "slot": "A1", "rank": 1}


def test_a_wish_in_a_column_of_its_own_is_named_by_it() -> None:
    said = parse([slots(), participants({**PARTICIPANT, "1. Wunsch": "A1", "2. Wunsch": "A9"})])

    assert [(complaint.column, complaint.code) for complaint in said.complaints] == [("2. Wunsch", "reference_unknown")]


def test_a_fault_in_a_row_does_not_make_its_reference_unknown() -> None:
    said = parse([participants({**PARTICIPANT, "Sprachen": "Elbisch"}), wishes()])

    assert codes(said) == ["unknown_word"]
