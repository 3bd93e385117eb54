"""Every text participants read exists in every language of the pages, with its placeholders: law 10."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from gettext import c2py

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import python_format
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from matchday.core.language import GERMAN, LANGUAGES, SIMPLE_GERMAN
from matchday.core.translation import gaps
from matchday.documents.fonts import missing_letters
from tests.house.source import ROOT
from tools.gather_words import TRANSLATIONS, gather, is_translated, message_texts, strings_of

OTHERS = [language.code for language in LANGUAGES.values() if language.is_translated and language is not GERMAN]
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "de@simple": "nplurals=2; plural=(n != 1);",
    "en": "nplurals=2; plural=(n != 1);",
    "fa": "nplurals=2; plural=(n > 1);",
    "fa_AF": "nplurals=2; plural=(n > 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "ti": "nplurals=2; plural=(n > 1);",
    "tr": "nplurals=2; plural=(n != 1);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}
"""What translators' tools use; Babel's own Arabic header swaps two forms."""
_SLAVIC = {0: 2, 1: 0, 2: 1, 3: 1, 4: 1, 5: 2, 11: 2, 12: 2, 14: 2, 21: 0, 22: 1, 100: 2, 101: 0, 111: 2, 122: 1}
_TWO = {0: 1, 1: 0, 2: 1, 11: 1, 21: 1, 100: 1, 101: 1}
_ONE_FROM_NOUGHT = {0: 0, 1: 0, 2: 1, 11: 1, 21: 1, 100: 1, 101: 1}
FORMS = {
    "ar": {0: 0, 1: 1, 2: 2, 3: 3, 5: 3, 10: 3, 11: 4, 21: 4, 99: 4, 100: 5, 101: 5, 102: 5, 103: 3, 111: 4},
    "de@simple": _TWO,
    "en": _TWO,
    "fa": _ONE_FROM_NOUGHT,
    "fa_AF": _ONE_FROM_NOUGHT,
    "fr": _ONE_FROM_NOUGHT,
    "ru": _SLAVIC,
    "ti": _ONE_FROM_NOUGHT,
    "tr": _TWO,
    "uk": _SLAVIC,
}
"""By language: for a number, which of its plural forms is the right one."""
SCRIPTS = {
    "ar": "ARABIC",
    "fa": "ARABIC",
    "fa_AF": "ARABIC",
    "ru": "CYRILLIC",
    "ti": "ETHIOPIC",
    "uk": "CYRILLIC",
}
SAME_EVERYWHERE = re.compile(
    r"[\w.]+@[\w.]+|QR|PDF|SHA-256|JSON|IT|[Cc]ookie|BITV|WCAG|\bAA\b|Refugees’ Day|matchday"
    r"|\b(Landkreis|Ausbildung|Praktikum|Durchsetzungsstelle)\b"
)
"""Latin words that stand in every script: an example address, what everybody calls so, the German word in brackets."""


@cache
def wanted() -> Catalog:
    """Return every message in code and templates."""
    return gather()


@cache
def catalogue(code: str) -> Catalog:
    """Return one language's catalogue."""
    with (TRANSLATIONS / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=code)


def messages(code: str) -> list[Message]:
    """Return the sentences of a catalogue, without its head."""
    return [message for message in catalogue(code) if message.id]


def head(code: str) -> str:
    """Return the remarks above a catalogue."""
    return (TRANSLATIONS / code / "LC_MESSAGES" / "messages.po").read_text().partition("msgid")[0]


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated(code: str) -> None:
    known = {message_texts(message): is_translated(message) and not message.fuzzy for message in messages(code)}

    assert [message.id for message in wanted() if message.id and not known.get(message_texts(message))] == []


@pytest.mark.parametrize("code", OTHERS)
def test_no_message_is_left_over(code: str) -> None:
    ids = {message_texts(message) for message in wanted() if message.id}

    assert {message_texts(message) for message in messages(code)} - ids == set()
    assert not catalogue(code).obsolete


@pytest.mark.parametrize("code", OTHERS)
def test_placeholders_are_the_same(code: str) -> None:
    wrong = []
    for message in messages(code):
        names, forms = gaps(" ".join(message_texts(message))), strings_of(message)
        # A plural form for one or two may say the number in words.
        least = names - {"num"} if message.pluralizable else names
        wrong += [text for text in forms if not least <= gaps(text) <= names]
        if "python-format" in message.flags:
            python_format(catalogue(code), message)

    assert wrong == []


@pytest.mark.parametrize("code", OTHERS)
def test_plural_forms_are_those_of_the_language(code: str) -> None:
    forms = catalogue(code).mime_headers
    rule = catalogue(code).plural_expr

    assert dict(forms)["Plural-Forms"] == PLURALS[code]
    assert {number: chosen(rule, number) for number in FORMS[code]} == FORMS[code]


def chosen(rule: str, number: int) -> int:
    """Return the form the standard library's gettext picks: it reads the same rule when a page is shown."""
    return int(c2py(rule)(number))


@pytest.mark.parametrize("code", OTHERS)
def test_every_letter_is_in_the_fonts_of_pages_and_papers(code: str) -> None:
    letters = {letter for message in messages(code) for text in strings_of(message) for letter in text}

    assert missing_letters("".join(letters)) == set()
    assert {letter for letter in letters if not is_invisible(letter)} - letters_of_pages() == set()


def test_a_letter_that_no_font_has_is_found() -> None:
    assert missing_letters("麦") == {"麦"}
    assert "麦" not in letters_of_pages()


@cache
def letters_of_pages() -> frozenset[str]:
    """Return the letters that the web fonts have in the weights of running text and headings."""
    by_weight = []
    for weight in (400, 600):
        fonts = (ROOT / "static" / "vendor" / "fonts").glob(f"*-{weight}-normal.woff2")
        by_weight.append({chr(code) for path in fonts for code in TTFont(path).getBestCmap()})
    return frozenset(set.intersection(*by_weight))


def is_invisible(letter: str) -> bool:
    """Tell whether a letter only steers its neighbours."""
    return unicodedata.category(letter) in {"Cf", "Cc", "Zs"}


@pytest.mark.parametrize("code", SCRIPTS)
def test_nothing_is_left_in_german_letters(code: str) -> None:
    foreign = []
    for message in messages(code):
        for text in strings_of(message):
            plain = SAME_EVERYWHERE.sub("", re.sub(r"%\(\w+\)[sd]", "", text))
            foreign += [text for letter in plain if letter.isalpha() and SCRIPTS[code] not in unicodedata.name(letter)]

    assert foreign == []


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES.values() if one.is_translated and one.is_rtl])
def test_no_dash_stands_between_two_numbers_from_right_to_left(code: str) -> None:
    span = re.compile(r"(\d|\)[sd])\s*[-–—]\s*(\d|%\()")

    assert [text for message in messages(code) for text in strings_of(message) if span.search(text)] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_sentence_ends_as_the_german_one_does(code: str) -> None:
    ends = {".": ".", "?": "?؟", ":": ":"}

    wrong = [
        text
        for message in messages(code)
        for text in strings_of(message)
        if code != SIMPLE_GERMAN.code and message_texts(message)[0][-1] in ends
        if text.rstrip("\u2069")[-1] not in ends[message_texts(message)[0][-1]]
    ]

    assert wrong == []


def test_einfache_sprache_has_short_sentences_and_no_long_words() -> None:
    texts = [
        re.sub(r"%\(\w+\)[sd]", "X", text) for message in messages(SIMPLE_GERMAN.code) for text in strings_of(message)
    ]
    sentences = [sentence for text in texts for sentence in re.split(r"(?<=[.?:])\s+", text)]

    assert [sentence for sentence in sentences if len(sentence.split()) > 14] == []
    assert {word for text in texts for word in re.findall(r"\w+", text) if len(word) > 16} <= {"Durchsetzungsstelle"}
    assert not [text for text in texts if re.search(r"\b(?:wird|werden|wurden?)\b", text, re.IGNORECASE)], "passive"
    assert not [text for text in texts if "leichte sprache" in text.lower()]


@pytest.mark.parametrize("code", OTHERS)
def test_a_draft_says_that_it_is_one(code: str) -> None:
    assert ("draft" in head(code)) == LANGUAGES[code].is_draft


def test_the_catalogues_are_where_the_pages_look() -> None:
    folders = {path.parent.parent.name for path in TRANSLATIONS.rglob("messages.po")}

    assert folders == set(OTHERS)
