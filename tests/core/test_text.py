"""One normaliser for every text that comes in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchday.core.errors import RuleError
from matchday.core.text import clean_line, clean_note, sort_key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Amira   Khalil ", "Amira Khalil"),
        ("Ju\u0308rgen", "Jürgen"),
        ("A\u202ecba\u202c", "Acba"),
        ("\ufeffBirken\u00adried\u200b", "Birkenried"),
        ("گفت\u200cوگو", "گفت\u200cوگو"),
        ("Zeile\nzwei\tdrei", "Zeile zwei drei"),
        ("Glocke\x07", "Glocke"),
        ("👩\u200d🍳 Küche", "👩\u200d🍳 Küche"),
        ("", ""),
    ],
)
def test_a_line_is_kept_clean(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@pytest.mark.parametrize("typed", ["Amira\x00", "\ud800", "a" * 99 + "\udfff"])
def test_what_no_database_can_keep_is_refused(typed: str) -> None:
    with pytest.raises(RuleError) as refusal:
        clean_line(typed)

    assert refusal.value.code == "text_unreadable"


def test_a_line_that_is_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(RuleError) as refusal:
        clean_line("a" * 201)

    assert (refusal.value.code, refusal.value.details) == ("text_too_long", {"most": 200, "length": 201})


def test_a_note_keeps_its_lines_but_no_more_than_one_empty_one() -> None:
    assert clean_note(" Schuhe \r\n\r\n\r\n\r\n Jacke ") == "Schuhe\n\nJacke"


@given(st.text(max_size=150))
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    try:
        once = clean_line(typed)
    except RuleError:
        return

    assert clean_line(once) == once


def test_names_are_sorted_as_in_a_german_list() -> None:
    names = ["Zahra", "Österle", "Ali", "Oskar", "Aïssatou", "ärger", "Straße", "Strasse"]

    assert sorted(names, key=sort_key) == [
        "Aïssatou", "Ali", "ärger", "Oskar", "Österle", "Straße", "Strasse", "Zahra",
    ]  # fmt: skip
