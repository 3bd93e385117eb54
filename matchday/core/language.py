"""Languages: their codes, their own names, their direction."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """Describe one language. ``code`` is Babel's locale; ``is_translated`` says that all pages exist in it."""

    code: str
    own_name: str
    german_name: str
    is_rtl: bool = False
    is_translated: bool = False

    @property
    def tag(self) -> str:
        """Return the BCP 47 tag for ``lang=``."""
        return self.code.replace("_", "-")

    @property
    def direction(self) -> str:
        """Return ``rtl`` or ``ltr`` for ``dir=``."""
        return "rtl" if self.is_rtl else "ltr"


GERMAN = Language("de", "Deutsch", "Deutsch", is_translated=True)

LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        GERMAN,
        Language("ar", "العربية", "Arabisch", is_rtl=True, is_translated=True),
        Language("en", "English", "Englisch", is_translated=True),
        Language("uk", "Українська", "Ukrainisch"),
        Language("ru", "Русский", "Russisch"),
        Language("fa", "فارسی", "Persisch", is_rtl=True),
        Language("fa_AF", "دری", "Dari", is_rtl=True),
        Language("ps", "پښتو", "Paschtu", is_rtl=True),
        Language("ti", "ትግርኛ", "Tigrinya"),
        Language("so", "Soomaali", "Somali"),
        Language("ku", "Kurmancî", "Kurmandschi"),
        Language("tr", "Türkçe", "Türkisch"),
        Language("fr", "Français", "Französisch"),
    )
}
"""Every language a person can have, by code. Pages exist where ``is_translated``; else they are in German."""


def page_language(*codes: str) -> Language:
    """Return the first of a person's languages that all pages exist in, else German."""
    known = (LANGUAGES[code] for code in codes if code in LANGUAGES)
    return next((language for language in known if language.is_translated), GERMAN)
