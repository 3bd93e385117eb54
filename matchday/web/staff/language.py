"""The languages of the pages: which are drafts, and every sentence beside the German one, to be read through."""

from __future__ import annotations

import re

from babel.messages.pofile import read_po
from flask import abort, render_template
from werkzeug.wrappers import Response

from matchday.config import ROOT
from matchday.core.language import GERMAN, LANGUAGES, Language, translated_languages
from matchday.web.staff import bp

TRANSLATIONS = ROOT / "matchday" / "translations"


@bp.get("/languages")
def languages() -> str:
    """Show the languages and how far each translation has been read."""
    others = [language for language in LANGUAGES.values() if not language.is_translated]
    return render_template("staff/languages.html", translated=translated_languages(), others=others)


@bp.get("/languages/<tag>")
def language(tag: str) -> Response | str:
    """Show every sentence of one language beside the German one."""
    found = next((one for one in translated_languages() if one.tag == tag and one is not GERMAN), None)
    if found is None:
        abort(404)
    return render_template("staff/language.html", shown=found, sentences=list_sentences(found))


def list_sentences(language: Language) -> list[tuple[list[str], list[str]]]:
    """Return the German sentence and its translation, each with its plural forms; … stands for what is filled in."""
    with (TRANSLATIONS / language.code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language.code)
    return [(_forms(message.id), _forms(message.string)) for message in catalogue if message.id]


def _forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [re.sub(r"%\(\w+\)[sd]", "…", form) for form in ([text] if isinstance(text, str) else text)]
