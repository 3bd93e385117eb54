"""Every text participants read exists in every language of the pages, with its placeholders: law 10."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.checkers import python_format
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from matchday.core.language import GERMAN, LANGUAGES
from tests.house.source import ROOT

TRANSLATIONS = ROOT / "matchday" / "translations"
OTHERS = [language.code for language in LANGUAGES.values() if language.is_translated and language is not GERMAN]
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "en": "nplurals=2; plural=(n != 1);",
}
"""What translators' tools use; Babel's own Arabic header swaps two forms."""


@cache
def wanted() -> dict[str | tuple[str, ...], None]:
    """Return every message in code and templates."""
    with (TRANSLATIONS / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {
        "_": None,
        "_l": None,
        "gettext": None,
        "lazy_gettext": None,
        "ngettext": (1, 2),
        "lazy_ngettext": (1, 2),
    }
    found = extract_from_dir(ROOT, methods, options, keywords=keywords)
    return {message: None for _, _, message, _, _ in found if message}


@cache
def catalogue(code: str) -> Catalog:
    """Return one language's catalogue."""
    with (TRANSLATIONS / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=code)


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated(code: str) -> None:
    missing = []
    for message in wanted():
        known = catalogue(code).get(message if isinstance(message, str) else message[0])
        strings = known.string if known and isinstance(known.string, tuple | list) else (known.string,) if known else ()
        if known is None or known.fuzzy or not strings or not all(strings):
            missing.append(message)

    assert missing == []


@pytest.mark.parametrize("code", OTHERS)
def test_no_message_is_left_over(code: str) -> None:
    ids = {message if isinstance(message, str) else message[0] for message in wanted()}
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue(code) if message.id}

    assert known - ids == set()


@pytest.mark.parametrize("code", OTHERS)
def test_placeholders_are_the_same(code: str) -> None:
    wrong = []
    for message in catalogue(code):
        if message.id and message.string:
            names = _names(message.id)
            strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
            # A plural form for one or two may say the number in words.
            wrong += [
                message.id
                for one in strings
                if not _names(one) <= names or (len(strings) == 1 and _names(one) != names)
            ]
            if "python-format" in message.flags:
                python_format(catalogue(code), message)

    assert wrong == []


def _names(text: str | tuple[str, ...] | list[str]) -> set[str]:
    whole = text if isinstance(text, str) else " ".join(text)
    return set(re.findall(r"%\((\w+)\)[sd]", whole))


@pytest.mark.parametrize("code", OTHERS)
def test_plural_forms_are_those_of_the_language(code: str) -> None:
    forms = catalogue(code).mime_headers

    assert dict(forms)["Plural-Forms"] == PLURALS[code]


@pytest.mark.parametrize("code", OTHERS)
def test_a_draft_says_that_it_is_one(code: str) -> None:
    head = (TRANSLATIONS / code / "LC_MESSAGES" / "messages.po").read_text().partition("msgid")[0]

    assert "draft" in head


def test_the_catalogues_are_where_the_pages_look() -> None:
    folders = {path.parent.parent.name for path in TRANSLATIONS.rglob("messages.po")}

    assert folders == set(OTHERS)
    assert Path(TRANSLATIONS).is_dir()
