"""Which language a page is in."""

from __future__ import annotations

from flask import Flask, g, request, session
from flask_babel import get_locale

from matchday.core.language import GERMAN, LANGUAGES, Language, page_language

GERMAN_ONLY = ("/staff", "/coach", "/employer", "/login", "/link", "/password", "/home")
"""Pages for people who work in German."""


def init_app(app: Flask) -> None:
    """Tell every template its language."""

    @app.context_processor
    def describe() -> dict[str, object]:
        return {"language": shown_language(), "page_languages": translated_languages()}


def select_locale() -> str:
    """Return the locale of this request.

    1. Pages for staff, coaches and employers are German. 2. What was picked by hand.
    3. The participant's languages, the first that is translated. 4. What the browser asks for. 5. German.
    """
    if request.path.startswith(GERMAN_ONLY):
        return GERMAN.code
    if picked := session.get("language"):
        return page_language(picked).code
    if participant := g.get("participant"):
        spoken = [participant.language, *participant.languages]
        if any(LANGUAGES[code].is_translated for code in spoken if code in LANGUAGES):
            return page_language(*spoken).code
    asked = request.accept_languages.best_match([language.tag for language in translated_languages()])
    return next((language.code for language in translated_languages() if language.tag == asked), GERMAN.code)


def shown_language() -> Language:
    """Return the language the page is now in."""
    return LANGUAGES.get(str(get_locale()), GERMAN)


def translated_languages() -> list[Language]:
    """Return the languages all pages exist in."""
    return [language for language in LANGUAGES.values() if language.is_translated]


def pick_language(code: str) -> None:
    """Show pages in ``code`` from now on, if they exist in it."""
    if code in LANGUAGES and LANGUAGES[code].is_translated:
        session["language"] = code
