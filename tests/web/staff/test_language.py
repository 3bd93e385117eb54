"""The languages of the pages, as staff see them."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.web.catalogue import name_sentence
from tests.factories import an_account
from tests.page_client import PageClient


@pytest.fixture(autouse=True)
def staff(session: Session, client: PageClient) -> None:
    client.sign_in(an_account(session, Role.OWNER, Role.STAFF))


def test_a_translation_nobody_has_read_yet_is_called_a_draft(client: PageClient) -> None:
    page = client.get("/staff/languages")

    assert "Arabisch العربية Entwurf noch nicht von einer Muttersprachlerin" in page.text
    assert "Einfache Sprache Entwurf noch nicht von Menschen gelesen, die Deutsch lernen" in page.text
    assert "Deutsch Vorlage für alle anderen" in page.text


def test_every_sentence_stands_beside_the_german_one(client: PageClient) -> None:
    page = client.get("/staff/languages/uk/sentences/rest")

    assert "Ihr Platz ist sicher" in page.text
    assert "Ваше місце підтверджено" in page.text
    assert {"lang": "uk", "dir": "ltr"} in page.all("span")


def test_a_reader_says_of_each_sentence_whether_it_is_right(client: PageClient) -> None:
    address, name = "/staff/languages/uk/sentences/rest", name_sentence("Ihr Platz ist sicher")

    right = client.follow(address, {"sentence": name})
    better = client.follow(address, {"sentence": name, "forms-0": "Місце за Вами"})

    assert "stimmt" in right.text
    assert "besser gemacht" in better.text
    assert "1 von" in client.get("/staff/languages/uk").text
    assert "1 Satz durchgesehen" in client.get("/staff/languages").text
    assert 'msgstr "Місце за Вами"' in client.http.get("/staff/languages/uk/catalogue.po").get_data(as_text=True)


def test_what_cannot_be_is_refused_and_what_was_typed_stays(client: PageClient) -> None:
    name = name_sentence("Ihr Platz ist sicher")

    page = client.post("/staff/languages/uk/sentences/rest", {"sentence": name, "forms-0": "Місце [day]"}, expect=422)

    assert "Bitte schreiben Sie ihn ohne Klammern." in page.text
    assert "Місце [day]" in page.html
    assert "durchgesehen" not in client.get("/staff/languages").text


def test_what_is_filled_in_stands_in_brackets(client: PageClient) -> None:
    address, name = "/staff/languages/uk/sentences/rest", name_sentence("Platz %(position)s")

    client.post(address, {"sentence": name, "forms-0": "Місце [position] (100 %)"})

    assert "Місце [position] (100 %)" in client.get(address).html
    kept = client.http.get("/staff/languages/uk/catalogue.po").get_data(as_text=True)
    assert 'msgstr "Місце %(position)s (100 %%)"' in kept


def test_the_words_of_the_field_stand_with_each_sentence(client: PageClient) -> None:
    page = client.get("/staff/languages/uk/sentences/rest")

    assert "Unsere Wörter: Ticket = квиток" in page.text


def test_a_language_without_pages_has_no_sentences(client: PageClient) -> None:
    for tag in ("de", "so", "xx"):
        client.get(f"/staff/languages/{tag}", expect=404)


def test_a_picked_language_opens_the_pages_in_it(client: PageClient) -> None:
    page = client.follow("/language", {"language": "de@simple", "back": "/access"})

    assert "Haben Sie keinen Brief?" in page.text
