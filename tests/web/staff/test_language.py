"""The languages of the pages, as staff see them."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
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
    page = client.get("/staff/languages/uk")

    assert "Ihr Platz ist sicher Ваше місце підтверджено" in page.text
    assert {"lang": "uk", "dir": "ltr"} in page.all("td")


def test_a_language_without_pages_has_no_sentences(client: PageClient) -> None:
    for tag in ("de", "so", "xx"):
        client.get(f"/staff/languages/{tag}", expect=404)


def test_a_picked_language_opens_the_pages_in_it(client: PageClient) -> None:
    page = client.follow("/language", {"language": "de@simple", "back": "/access"})

    assert "Haben Sie keinen Brief?" in page.text
