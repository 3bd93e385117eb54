"""The texts of a slot in other languages: what can be translated, into what, and who reads which."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matchday.core.language import GERMAN, LANGUAGES, SIMPLE_GERMAN, Language

TEXTS = ("title", "duties", "meeting_point")
"""What employers write freely in a slot; names like the columns."""
Texts = dict[str, str]
"""By the names of ``TEXTS``."""


@dataclass(frozen=True)
class MeetingPoint:
    """Hold where people meet: as the employer wrote it, and in words of the reader where somebody translated it.

    **Shapes** ``own`` is empty where nobody did, and else in ``language``. ``mark`` says to the reader that it is not
    translated or nobody has checked it; it is empty where there is nothing to say.
    """

    german: str
    own: str = ""
    language: Language = GERMAN
    mark: str = ""


def target_languages() -> list[Language]:
    """Return every language a slot's texts can be translated into: also those that no page exists in yet."""
    return [language for language in LANGUAGES.values() if language is not GERMAN]


def digest_of(texts: Texts) -> str:
    """Return what stands for a text: another one as soon as a letter changes."""
    return hashlib.sha256(json.dumps([texts[name] for name in TEXTS]).encode()).hexdigest()


def reading_order(shown: Language, spoken: Sequence[str]) -> Iterator[str]:
    """Yield in which languages somebody would like a text, best first; nothing who reads the page in German.

    A page in Einfache Sprache is often shown because there is none in somebody's own language.
    """
    if shown is GERMAN:
        return
    yield shown.code
    if (family := shown.code.partition("_")[0]) != shown.code:
        yield family
    if shown is SIMPLE_GERMAN:
        yield from spoken
