"""A language that is added: one line, a catalogue, and pages and papers are in it. Tried on those that wait for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from flask import Flask
from flask_babel import force_locale
from sqlalchemy.orm import Session

from matchday.config import Config
from matchday.core.language import LANGUAGES
from matchday.documents.fonts import missing_letters
from matchday.documents.pdf import ticket_pdf
from matchday.extensions import babel
from matchday.services.paper import TicketFacts
from matchday.services.ticket import list_tickets
from matchday.web.catalogue import read_glossary
from matchday.web.filters import day, listed, short_day
from matchday.web.ticket import ticket_content
from tests.documents.papers import page_text
from tests.factories import at
from tests.page_client import PageClient
from tests.plans import a_day, people_of, published
from tools.gather_words import begin, gather, renew

WAITING = [language for language in LANGUAGES.values() if not language.is_translated]
LETTERS = {"ps": "ټډړږښګڼېۍځڅئ", "so": "dhkhq’", "ku": "êîûşçÊÎÛŞÇ ێۆڵڕەڤ"}
"""Kurmandschi is written in Latin letters, Sorani in Arabic ones."""
DAYS = {
    "ps": ("درېنۍ، 20 اپریل 2027", " او "),
    "so": ("Talaado, 20 Abriil 2027", " iyo "),
    "ku": ("sêşem, 20 nîsan 2027", " û "),
}


@pytest.fixture(params=[one.code for one in WAITING])
def code(request: pytest.FixtureRequest, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return a language that is new here, with the words of the glossary for its only sentences."""
    code = str(request.param)
    config: Config = app.extensions["matchday.config"]
    monkeypatch.setitem(LANGUAGES, code, replace(LANGUAGES[code], is_translated=True, is_draft=True))
    path = config.instance / "translations" / code / "LC_MESSAGES" / "messages.po"
    begin(path, LANGUAGES[code])
    assert renew(path, gather()) > 0
    put_to_use(path, code)
    yield code
    babel.domain_instance.cache.pop((code, "messages"), None)


def put_to_use(path: Path, code: str) -> None:
    """Translate what stands in the glossary, and compile it."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    for message in catalogue:
        if not message.pluralizable and message.id in read_glossary():
            message.string = read_glossary()[message.id][code]
    with path.open("wb") as file:
        write_po(file, catalogue)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def test_its_pages_are_in_it_and_what_is_not_translated_yet_is_german(client: PageClient, code: str) -> None:
    client.post("/language", {"language": code})

    page = client.http.get("/access").text

    language, words = LANGUAGES[code], read_glossary()
    assert f'<html lang="{language.tag}" dir="{language.direction}"' in page
    assert ("kern.rtl.min.css" in page) == language.is_rtl
    assert words["Datenschutz"][code] in page
    assert "Ihr Code" in page
    assert f'value="{code}"' in client.http.get("/").text


def test_its_papers_are_in_it(app: Flask, session: Session, code: str) -> None:
    event = a_day(session, people=1)
    published(session, event)
    person = people_of(session, event)[0]
    person.language = code

    content = ticket_content(TicketFacts(list_tickets(session, person)[0], "A"), event)

    assert (content.language, content.direction) == (LANGUAGES[code].tag, LANGUAGES[code].direction)
    assert content.own.meeting_label == read_glossary()["Treffpunkt"][code]
    assert content.german.meeting_label == "Treffpunkt"
    paper = page_text(ticket_pdf(content))
    assert DAYS[code][0] in paper
    assert "Dienstag" in paper


@pytest.mark.parametrize("code", LETTERS)
def test_its_letters_days_and_lists_are_those_of_its_people(app: Flask, code: str) -> None:
    with app.test_request_context(), force_locale(code):
        told = day(at(8)), listed(["A", "B"])
        short = short_day(at(8))

    assert missing_letters(LETTERS[code] + "".join(told) + short) == set()
    assert told[0] == DAYS[code][0]
    assert DAYS[code][1] in told[1]
