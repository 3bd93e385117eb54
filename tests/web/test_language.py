"""Which language a page is in, and how somebody picks another."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import force_locale, ngettext
from sqlalchemy.orm import Session

from matchday.core.language import Language, translated_languages
from matchday.extensions import babel
from tests.factories import a_participant, an_event
from tests.page_client import PageClient


@pytest.mark.parametrize("language", translated_languages(), ids=lambda language: language.code)
def test_a_picked_language_stays(client: PageClient, language: object) -> None:
    client.post("/language", {"language": language.code, "back": "/access"})  # type: ignore[attr-defined]

    page = client.get(client.went_to)

    assert client.went_to == "/access"
    assert page.all("html")[0]["lang"] == language.tag  # type: ignore[attr-defined]


def test_einfache_sprache_has_sentences_of_its_own(client: PageClient) -> None:
    client.post("/language", {"language": "de@simple"})

    page = client.get("/nowhere", expect=404)

    assert "Vielleicht ist die Adresse alt. Oder sie hat einen Fehler." in page.text


def test_a_language_that_does_not_exist_changes_nothing(client: PageClient) -> None:
    client.post("/language", {"language": "de@leicht"})

    assert '<html lang="de"' in client.get("/access").html


def test_every_page_for_guests_leads_to_the_languages_and_back(session: Session, client: PageClient) -> None:
    client.enter(a_participant(session, an_event(session), language="uk"))

    for path in ("/access", "/privacy", "/participant/"):
        assert f"/language?back={path}" in client.get(path).links()
    assert 'value="/privacy"' in client.get("/language?back=/privacy").html


def test_the_way_back_never_leaves_the_house(client: PageClient) -> None:
    client.post("/language", {"language": "uk", "back": "//example.org/"})

    assert client.went_to == "/"


def test_pages_for_everybody_speak_to_who_is_signed_in(session: Session, client: PageClient) -> None:
    client.enter(a_participant(session, an_event(session), language="uk"))
    client.get("/participant/")

    assert '<html lang="uk"' in client.get("/privacy").html


def test_after_signing_out_the_next_person_is_asked_anew(session: Session, client: PageClient) -> None:
    client.enter(a_participant(session, an_event(session), language="uk"))
    client.get("/participant/")

    assert '<html lang="de"' in client.follow("/participant/sign-out").html
    assert '<html lang="de"' in client.get("/privacy").html


def test_who_reads_none_of_our_languages_gets_einfache_sprache(session: Session, client: PageClient) -> None:
    client.enter(a_participant(session, an_event(session), language="so", languages=["so"]))

    assert '<html lang="de-simple" dir="ltr">' in client.get("/participant/").html


def test_the_telephone_is_asked_before_that(session: Session, client: PageClient) -> None:
    client.enter(a_participant(session, an_event(session), language="so", languages=["so"]))

    page = client.http.get("/participant/", headers={"Accept-Language": "uk-UA,uk;q=0.9"})

    assert '<html lang="uk"' in page.get_data(as_text=True)


def test_who_works_reads_german_whatever_was_picked_before(client: PageClient) -> None:
    client.post("/language", {"language": "ar"})

    page = client.get("/login")

    assert '<html lang="de"' in page.html
    assert not [link for link in page.links() if link.startswith("/language")]


@pytest.mark.parametrize("language", translated_languages(), ids=lambda language: language.code)
def test_a_number_stands_in_the_form_its_language_has_for_it(app: Flask, language: Language) -> None:
    with force_locale(language.code):
        plural = babel.domain_instance.get_translations().plural
        said = ngettext("%(place)s, %(num)d Minute zu Fuß", "%(place)s, %(num)d Minuten zu Fuß", 14, place="")

    assert plural(14) == {"ar": 4, "uk": 2, "ru": 2}.get(language.code, 1)
    assert "14" in said
