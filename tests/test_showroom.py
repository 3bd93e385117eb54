"""The showroom: what participants read, for whoever reads a translation; and catalogues that were mended."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import sync_playwright
from sqlalchemy.orm import Session

from matchday import showroom
from matchday.app import create_app
from matchday.config import Config
from matchday.core.account import Role
from matchday.core.language import GERMAN, LANGUAGES
from matchday.extensions import babel
from matchday.web.catalogue import install_catalogue, list_sentences, name_sentence, write_catalogue
from tests.browser import launch_settings
from tests.conftest import settings
from tests.factories import an_account
from tests.gallery import Gallery
from tests.page_client import PageClient

ARABIC, TIGRINYA = LANGUAGES["ar"], LANGUAGES["ti"]


def config_of(app: Flask) -> Config:
    """Return the settings of the application."""
    config: Config = app.extensions["matchday.config"]
    return config


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a showroom in three languages: one of each direction, and one of each script."""
    app, before = create_app(settings(tmp_path_factory.mktemp("made"), "sqlite://")), signal.getsignal(signal.SIGTERM)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(showroom.album, "translated_languages", lambda: [GERMAN, ARABIC, TIGRINYA])
        said = app.test_cli_runner().invoke(args=["language", "pictures"], catch_exceptions=False)
    signal.signal(signal.SIGTERM, before)
    assert "pictures in" in said.output
    return config_of(app).instance / "showroom"


def pictures_in(folder: Path) -> list[dict[str, Any]]:
    """Return what there is to look at."""
    pictures: list[dict[str, Any]] = json.loads((folder / "pages.json").read_text())
    return pictures


def test_everything_a_participant_reads_is_there_with_its_sentences(
    app: Flask, session: Session, client: PageClient, made: Path
) -> None:
    shutil.copytree(made, config_of(app).instance / "showroom")
    client.sign_in(an_account(session, Role.OWNER, Role.STAFF))

    pictures = pictures_in(made)
    shown = {sentence for one in pictures for sentence in one["sentences"]}
    known = {one.name for one in list_sentences(ARABIC, config_of(app))}
    assert {one["kind"] for one in pictures} == set(showroom.album.Kind)
    assert len(known - shown) < len(known) / 20
    page, mail, paper = (
        next(one for one in pictures if one["title"] == title)
        for title in ("Ihr Ticket (mit Platz)", "Ticket", "Brief mit dem Ticket")
    )
    assert name_sentence("Kommen Sie?") in page["sentences"]
    answer = client.http.get(f"/staff/languages/ar/pictures/{page['name']}")
    assert '<html lang="ar" dir="rtl"' in answer.text
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.text
    assert not re.search(r'<a\b[^>]*href="/', answer.text)
    answer = client.http.get(f"/staff/languages/ar/pictures/{mail['name']}")
    assert "style-src 'self' 'sha256-" in answer.headers["Content-Security-Policy"]
    assert re.search(r"SMS: \d+ Zeichen, \d Teil", answer.text)
    assert client.http.get(f"/staff/languages/ar/pictures/{paper['name']}").data.startswith(b"%PDF")
    assert "Den Platz zurückgeben (mit Platz)" in client.get("/staff/languages/ar").text
    client.get("/staff/languages/ar/pictures/nowhere", expect=404)


def test_every_kind_of_page_is_open_to_everybody(made: Path) -> None:
    kinds = {one["name"].partition("-")[2]: one for one in pictures_in(made) if one["kind"] == "page"}
    tags = itertools.cycle(["de", "ar", "ti"])

    assert look_at([(one, next(tags)) for one in kinds.values()], made) == []


@pytest.mark.hold
def test_every_picture_is_open_to_everybody_in_three_languages(made: Path) -> None:
    pictures = [one for one in pictures_in(made) if one["ending"] == "html"]

    assert look_at(itertools.product(pictures, ["de", "ar", "ti"]), made) == []


def look_at(pictures: Iterable[tuple[dict[str, Any], str]], folder: Path) -> list[str]:
    """Return what is wrong with pictures, each in one language."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_settings())
        gallery = Gallery(browser, folder)
        wrong = [found for picture, tag in pictures for found in gallery.look(picture, tag)]
        browser.close()
    return wrong


def test_a_catalogue_that_was_mended_is_what_people_read(app: Flask, client: PageClient) -> None:
    config, name = config_of(app), name_sentence("Diese Seite gibt es nicht.")
    mended = write_catalogue(ARABIC, config, {name: ["لا توجد صفحة هنا."]})

    count = install_catalogue(ARABIC, config, mended)

    babel.domain_instance.cache.pop(("ar", "messages"), None)  # as after a restart
    client.post("/language", {"language": "ar"})
    assert count == 1
    assert "لا توجد صفحة هنا." in client.get("/nowhere", expect=404).text
    assert next(one for one in list_sentences(ARABIC, config) if one.name == name).forms == ("لا توجد صفحة هنا.",)
    babel.domain_instance.cache.pop(("ar", "messages"), None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "Das ist keine .po-Datei"),
        ('msgid "Platz %(position)s"\nmsgstr "مكان"\n'.encode(), "“Platz %(position)s”: Was eingesetzt wird"),
    ],
)
def test_a_catalogue_that_cannot_be_changes_nothing(app: Flask, tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "messages.po"
    file.write_bytes(content)

    result = app.test_cli_runner().invoke(args=["language", "install", str(file), "--language", "ar"])

    assert (result.exit_code, said in result.output, "Nothing was changed." in result.output) == (1, True, True)
    assert not (config_of(app).instance / "translations").exists()
