"""Which language a page is in."""

from __future__ import annotations

from flask import Flask, has_request_context, request, session, url_for
from flask_babel import force_locale, get_locale, gettext, refresh

from matchday.core.language import GERMAN, LANGUAGES, Language, page_language, translated_languages
from matchday.models import Participant

GERMAN_ONLY = ("/staff", "/coach", "/employer", "/checkin", "/account", "/login", "/link", "/home")
"""Pages for people who work in German."""


def init_app(app: Flask) -> None:
    """Tell every template its language."""
    app.jinja_env.globals["in_language"] = in_language

    @app.context_processor
    def describe() -> dict[str, object]:
        return {
            "language": shown_language(),
            "page_languages": [] if is_german_only() else translated_languages(),
            "language_way": language_way(),
        }


def select_locale() -> str:
    """Return the locale of this request; a command line speaks German.

    1. Pages for staff, coaches and employers are German. 2. What was picked by hand.
    3. The first translated of the languages of who is signed in. 4. What the browser asks for.
    5. German, for participants in Einfache Sprache.
    """
    if not has_request_context() or is_german_only():
        return GERMAN.code
    if picked := session.get("language"):
        return page_language(picked).code
    spoken = session.get("spoken", [])
    if any(LANGUAGES[code].is_translated for code in spoken if code in LANGUAGES):
        return page_language(*spoken).code
    asked = request.accept_languages.best_match([language.tag for language in translated_languages()])
    found = next((language for language in translated_languages() if language.tag == asked), None)
    return (found or (page_language(*spoken) if spoken else GERMAN)).code


def is_german_only() -> bool:
    """Tell whether the page is for people who work in German."""
    return request.path.startswith(GERMAN_ONLY)


def language_way() -> str:
    """Return the way to the choice of languages, and from there back to this page."""
    is_page = request.method == "GET" and request.endpoint not in (None, "public.language", "public.home")
    return url_for("public.language", back=request.path if is_page else None)


def shown_language() -> Language:
    """Return the language the page is now in."""
    return LANGUAGES.get(str(get_locale()), GERMAN)


def name_language(code: str) -> str:
    """Return what a language is called in the language of the page; its own name where that one has no word for it."""
    known = LANGUAGES.get(code)
    if known is None:
        return code
    if shown_language().is_german:
        return known.german_name
    locale = get_locale()
    return (locale.languages.get(code) if locale else None) or known.own_name


def language_beside(participant: Participant) -> Language | None:
    """Return the language in which somebody reads along with a coach, or None where it is German."""
    language = page_language(participant.language, *participant.languages)
    return None if language.is_german else language


def in_language(german: object, language: Language, **values: str) -> str:
    """Return a sentence of ours in ``language``; empty where it is not translated. Its German is its key."""
    with force_locale(language.code):
        own = gettext(str(german), **values) if isinstance(german, str) else str(german)
    return "" if own in ("", str(german)) else own


def remember_languages(participant: Participant) -> None:
    """Keep for the pages for everybody what a participant speaks: those do not ask who is signed in."""
    if session.get("spoken") != participant.spoken_languages:
        session["spoken"] = participant.spoken_languages


def forget_languages() -> None:
    """Show the next page in the language of whoever holds the phone now."""
    session.pop("language", None)
    session.pop("spoken", None)
    refresh()


def pick_language(code: str) -> None:
    """Show pages in ``code`` from now on, if they exist in it."""
    if code in LANGUAGES and LANGUAGES[code].is_translated:
        session["language"] = code
