"""Languages: their codes, their own names, their direction."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """Describe one language. ``code`` is Babel's locale; ``is_translated`` says that all pages exist in it.

    ``is_draft``: nobody who grew up with the language has read the translation yet.
    """

    code: str
    own_name: str
    german_name: str
    is_rtl: bool = False
    is_translated: bool = False
    is_draft: bool = False

    @property
    def is_german(self) -> bool:
        """Tell whether it is German of any kind."""
        return self.code.startswith("de")

    @property
    def tag(self) -> str:
        """Return the BCP 47 tag for ``lang=``: ``fa-AF``, ``de-simple``."""
        return self.code.replace("_", "-").replace("@", "-")

    @property
    def direction(self) -> str:
        """Return ``rtl`` or ``ltr`` for ``dir=``."""
        return "rtl" if self.is_rtl else "ltr"


GERMAN = Language("de", "Deutsch", "Deutsch", is_translated=True)
SIMPLE_GERMAN = Language("de@simple", "Einfache Sprache", "Einfache Sprache", is_translated=True, is_draft=True)
"""German in short sentences. It is not «Leichte Sprache», which has rules and readers of its own.

**Source** the variant ``simple`` of the IANA Language Subtag Registry; a locale's variant stands behind an @, as in
``sr@latin``, and there gettext looks for the catalogue.
"""

LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        GERMAN,
        SIMPLE_GERMAN,
        Language("ar", "العربية", "Arabisch", is_rtl=True, is_translated=True, is_draft=True),
        Language("en", "English", "Englisch", is_translated=True, is_draft=True),
        Language("uk", "Українська", "Ukrainisch", is_translated=True, is_draft=True),
        Language("ru", "Русский", "Russisch", is_translated=True, is_draft=True),
        Language("fa", "فارسی", "Persisch", is_rtl=True, is_translated=True, is_draft=True),
        Language("fa_AF", "دری", "Dari", is_rtl=True, is_translated=True, is_draft=True),
        Language("ti", "ትግርኛ", "Tigrinya", is_translated=True, is_draft=True),
        Language("tr", "Türkçe", "Türkisch", is_translated=True, is_draft=True),
        Language("fr", "Français", "Französisch", is_translated=True, is_draft=True),
        Language("ps", "پښتو", "Paschtu", is_rtl=True),
        Language("so", "Soomaali", "Somali"),
        Language("ku", "Kurmancî", "Kurmandschi"),
    )
}
"""Every language a person can have, by code. Pages exist where ``is_translated``."""

SPOKEN = [language for language in LANGUAGES.values() if language is not SIMPLE_GERMAN]
"""What people speak with each other: Einfache Sprache is only read."""


def page_language(*codes: str) -> Language:
    """Return the first of a person's languages that all pages exist in, else German in Einfache Sprache.

    Who reads none of ours is still learning German: short sentences are the best we have for them.
    """
    known = (LANGUAGES[code] for code in codes if code in LANGUAGES)
    return next((language for language in known if language.is_translated), SIMPLE_GERMAN)


def translated_languages() -> list[Language]:
    """Return the languages all pages exist in."""
    return [language for language in LANGUAGES.values() if language.is_translated]
