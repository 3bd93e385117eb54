"""In how many parts an SMS travels."""

from __future__ import annotations

import pytest

from matchday.core.phone import dialled_phone, shown_phone
from matchday.core.sms import count_segments, fits, is_gsm, sender_of


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("ä" * 158 + "€", 1),  # the euro takes the room of two
        ("ä" * 159 + "€", 2),
        ("م" * 70, 1),
        ("م" * 71, 2),
        ("م" * 135, 3),
        ("🙂" * 35, 1),  # two units each
        ("🙂" * 36, 2),
    ],
)
def test_a_text_travels_in_parts(text: str, count: int) -> None:
    assert count_segments(text) == count


@pytest.mark.parametrize(
    ("name", "sender"),
    [
        ("Kreis Unna", "Kreis Unna"),
        ("Landkreis Birkenried", "Landkreis"),
        ("Kreis Köln", "Landkreis"),
        ("", "Landkreis"),
    ],
)
def test_an_sms_is_from_the_organiser_in_a_name_that_every_gateway_takes(name: str, sender: str) -> None:
    assert sender_of(name) == sender


def test_one_wide_letter_makes_the_whole_text_wide() -> None:
    assert is_gsm("Ihr Platz: https://tag.example/z#AB_C~")
    assert not is_gsm("Refugees’ Day")
    assert [fits("a" * 160), fits("a" * 161)] == [True, False]
    assert [fits("’" + "a" * 133), fits("’" + "a" * 134)] == [True, False]


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [("05550 000233", "+495550000233"), ("+43 1 234567", "+431234567"), ("keine", ""), ("1", "")],
)
def test_a_number_is_dialled_as_the_gateway_wants_it(typed: str, dialled: str) -> None:
    assert dialled_phone(typed) == dialled


def test_a_number_is_shown_as_people_read_it() -> None:
    assert shown_phone("05550/000233") == "+49 5550 000233"
