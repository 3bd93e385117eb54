"""The texts of a slot in other languages."""

from __future__ import annotations

import pytest

from matchday.core.language import LANGUAGES
from matchday.core.slottext import digest_of, reading_order, target_languages

TEXTS = {"title": "Halle 2", "duties": "Bleche kanten", "meeting_point": ""}


def test_a_letter_less_is_another_text() -> None:
    assert digest_of(TEXTS) != digest_of({**TEXTS, "duties": "Bleche kante"})
    assert digest_of({"title": "a", "duties": "", "meeting_point": ""}) != digest_of(
        {"title": "", "duties": "a", "meeting_point": ""}
    )


@pytest.mark.parametrize(
    ("shown", "spoken", "expected"),
    [
        ("de", ["ar"], []),
        ("ar", ["ar", "en"], ["ar"]),
        ("fa_AF", ["fa_AF"], ["fa_AF", "fa"]),
        ("de@simple", ["ps", "en"], ["de@simple", "ps", "en"]),
    ],
)
def test_a_text_is_read_in_the_language_of_the_page(shown: str, spoken: list[str], expected: list[str]) -> None:
    assert list(reading_order(LANGUAGES[shown], spoken)) == expected


def test_everything_but_german_can_be_translated_into() -> None:
    assert {"de@simple", "ti", "ps"} < {one.code for one in target_languages()} == set(LANGUAGES) - {"de"}
