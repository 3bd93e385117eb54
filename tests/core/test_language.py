"""Languages: tags, directions, and which one a page is in."""

from __future__ import annotations

import pytest

from matchday.core.language import GERMAN, LANGUAGES, SIMPLE_GERMAN, SPOKEN, page_language


@pytest.mark.parametrize(
    ("code", "tag", "direction"),
    [("de", "de", "ltr"), ("de@simple", "de-simple", "ltr"), ("fa_AF", "fa-AF", "rtl"), ("uk", "uk", "ltr")],
)
def test_a_page_can_say_its_language_and_direction(code: str, tag: str, direction: str) -> None:
    language = LANGUAGES[code]

    assert (language.tag, language.direction) == (tag, direction)


@pytest.mark.parametrize(
    ("spoken", "shown"),
    [(["uk", "ru"], "uk"), (["so", "ar"], "ar"), (["de"], "de"), (["so"], "de@simple"), (["xx"], "de@simple")],
)
def test_a_page_comes_in_the_first_language_of_ours_else_in_einfache_sprache(spoken: list[str], shown: str) -> None:
    assert page_language(*spoken).code == shown


def test_nobody_speaks_einfache_sprache() -> None:
    assert SIMPLE_GERMAN not in SPOKEN
    assert GERMAN in SPOKEN
