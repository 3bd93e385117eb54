"""Cells of staff become values of the field."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from matchday.core.errors import RuleError
from matchday.core.participant import TravelMeans
from matchday.core.slot import GermanLevel, Need, Trade
from matchday.sheets import words
from matchday.sheets.kinds import (
    LATITUDE,
    Day,
    Kind,
    Line,
    Mail,
    Phone,
    Postcode,
    Reference,
    TimeOfDay,
    Whole,
    YesNo,
    choice,
    languages,
    several,
)

DAY = Day(date(2015, 1, 1), date(2100, 1, 1))
PLACES = Whole(1, 500)
TRADE = choice(Trade, words.TRADES)
NEEDS = several(Need, words.NEEDS)


@pytest.mark.parametrize(
    "cell",
    [
        "20.04.2027",
        "20.4.2027",
        " 20. 4. 2027 ",
        "2027-04-20",
        "2027-04-20 00:00:00",
        "2027-04-20T00:00:00",
        46497,
        46497.0,
        date(2027, 4, 20),
        datetime(2027, 4, 20),  # noqa: DTZ001
    ],
)
def test_a_day_is_read_however_it_is_written(cell: object) -> None:
    assert DAY.read(cell) == date(2027, 4, 20)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["31.02.2027", "20.04.27", "04/20/2027", "Dienstag", True, 20.5, 1e300, float("nan")])
def test_a_day_that_must_be_guessed_is_refused(cell: object) -> None:
    assert code_of(DAY, cell) == "no_day"


@pytest.mark.parametrize("cell", ["20.04.0207", 2027, "1.1.1999"])
def test_a_day_far_away_is_refused(cell: object) -> None:
    assert code_of(DAY, cell) == "day_out_of_range"


@pytest.mark.parametrize(
    "cell",
    [
        "8",
        "8:00",
        "08.00 Uhr",
        "0800",
        "8 Uhr",
        "08:00:00",
        "8h",
        8,
        8.0,
        800,
        1 / 3,
        time(8),
        time(7, 59, 59),
    ],
)
def test_a_time_is_read_however_it_is_written(cell: object) -> None:
    assert TimeOfDay().read(cell) == time(8)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["25:00", "8:60", "morgens", 8.3, "24:00", True, "8-12", "08:00 am"])
def test_a_time_that_cannot_be_is_refused(cell: object) -> None:
    assert code_of(TimeOfDay(), cell) == "no_time"


def test_a_slot_may_end_at_24_hours() -> None:
    assert TimeOfDay(is_end=True).read("24:00") == time(0)


@pytest.mark.parametrize("cell", ["3", "3 ", "3,0", "3.0", 3, 3.0, "+3", "\u200b3"])
def test_a_whole_number_is_read_however_it_is_written(cell: object) -> None:
    assert PLACES.read(cell) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["vier", "3,5", 3.5, "1.000", True, "3 Plätze", "٣", float("inf"), date(2027, 1, 3)])
def test_what_is_no_whole_number_is_refused(cell: object) -> None:
    assert code_of(PLACES, cell) == "no_whole_number"


def test_a_number_out_of_bounds_is_refused_with_the_bounds() -> None:
    with pytest.raises(RuleError) as refusal:
        PLACES.read("501")

    assert (refusal.value.code, refusal.value.details) == ("out_of_range", {"least": 1, "most": 500})


def test_degrees_have_a_comma_or_a_point() -> None:
    assert LATITUDE.read("51,3127") == LATITUDE.read("51.3127") == LATITUDE.read(51.3127) == 51.3127


def test_latitude_and_longitude_swapped_are_noticed() -> None:
    assert code_of(LATITUDE, "9,4797") == "out_of_range"


@pytest.mark.parametrize("cell", ["Bäckerei", "BAECKEREI", "ba\u0308ckerei ", "bakery", "Backstube", "Ba\u00adckstube"])
def test_a_word_is_known_whatever_its_case_umlauts_or_language(cell: str) -> None:
    assert TRADE.read(cell) is Trade.BAKERY


def test_an_unknown_word_is_refused_with_the_known_ones() -> None:
    with pytest.raises(RuleError) as refusal:
        choice(GermanLevel, words.GERMAN_LEVELS).read("A1/A2")

    assert refusal.value.code == "unknown_word"
    assert refusal.value.details["words"] == "keine, A1, A2, B1, B2, C1, C2"


@pytest.mark.parametrize(
    "cell", ["Helm, Treppen", "helm;treppen", "Helm / Treppen", "Helm\nTreppen", "Helm,,Treppen,Helm"]
)
def test_several_words_stand_in_one_cell(cell: str) -> None:
    assert NEEDS.read(cell) == (Need.HELMET, Need.STAIRS)


def test_of_several_words_the_unknown_one_is_named() -> None:
    with pytest.raises(RuleError) as refusal:
        NEEDS.read("Helm, Badehose")

    assert refusal.value.details["text"] == "Badehose"


def test_none_is_a_word_for_no_needs() -> None:
    assert NEEDS.read("keine") == ()


@pytest.mark.parametrize(
    ("cell", "answer"), [("ja", True), ("X", True), (True, True), (1, True), ("Nein", False), (0, False)]
)
def test_yes_and_no_have_many_forms(cell: object, answer: bool) -> None:
    assert YesNo().read(cell) is answer  # type: ignore[arg-type]


def test_maybe_is_neither_yes_nor_no() -> None:
    assert code_of(YesNo(), "vielleicht") == "no_yes_no"


def test_the_first_language_is_the_main_one() -> None:
    assert languages().read("Dari, Farsi; deutsch") == ("fa_AF", "fa", "de")


def test_a_language_is_known_by_its_own_name_too() -> None:
    assert languages().read("العربية, Українська") == ("ar", "uk")


def test_a_mail_address_is_taken_by_its_shape() -> None:
    assert Mail().read(" mailto:a.korn@beispiel.de ") == "a.korn@beispiel.de"


@pytest.mark.parametrize(
    "cell", ["korn", "korn@beispiel", "Korn <korn@beispiel.de>", "a b@beispiel.de", f"{'a' * 300}@b.de"]
)
def test_what_has_not_the_shape_of_a_mail_address_is_refused(cell: str) -> None:
    assert code_of(Mail(), cell) == "no_mail"


def test_two_mail_addresses_in_one_cell_are_refused() -> None:
    assert code_of(Mail(), "a@beispiel.de, b@beispiel.de") == "several_mails"


@pytest.mark.parametrize("cell", ["0561 123456", "+49 (0)561/12 34-56", "(0561) 123456", "+49.561.123456"])
def test_a_phone_number_is_kept_as_written(cell: str) -> None:
    assert Phone().read(cell) == cell


def test_a_phone_number_that_lost_its_zero_in_excel_is_named() -> None:
    assert code_of(Phone(), 561123456.0) == "phone_zero"


@pytest.mark.parametrize("cell", ["Zentrale", "0561", "0561 123456 oder 0170 1234567", "03.09.1998 und mehr"])
def test_what_is_no_phone_number_is_refused(cell: str) -> None:
    assert code_of(Phone(), cell) == "no_phone"


@pytest.mark.parametrize(
    ("cell", "postcode"), [("34117", "34117"), (34117.0, "34117"), (1067.0, "01067"), ("D-01067", "01067")]
)
def test_excel_may_have_eaten_the_zero_of_a_postcode(cell: object, postcode: str) -> None:
    assert Postcode().read(cell) == postcode  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["1067", "341171", "Kassel", "00123", "٣٤١١٧"])
def test_what_is_no_german_postcode_is_refused(cell: str) -> None:
    assert code_of(Postcode(), cell) == "no_postcode"


def test_a_number_of_a_slot_holds_no_comma() -> None:
    assert code_of(Reference(), "A1, A2") == "reference_comma"


def test_a_line_that_is_too_long_is_refused_with_both_lengths() -> None:
    with pytest.raises(RuleError) as refusal:
        Line(100).read("x" * 101)

    assert refusal.value.details == {"most": 100, "length": 101}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (PLACES, 12),
        (LATITUDE, 51.3127),
        (DAY, date(2027, 4, 20)),
        (TimeOfDay(), time(23, 30)),
        (choice(TravelMeans, words.TRAVEL_MEANS), TravelMeans.BUS),
        (NEEDS, (Need.HELMET, Need.LIFTING)),
        (YesNo(), False),
        (languages(), ("ti", "fa_AF")),
        (Postcode(), "01067"),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_written_reads_back(kind: Kind, value: object, language: str) -> None:
    assert kind.read(kind.write(value, language)) == value


def code_of(kind: Kind, cell: object) -> str:
    with pytest.raises(RuleError) as refusal:
        kind.read(cell)  # type: ignore[arg-type]
    return refusal.value.code
