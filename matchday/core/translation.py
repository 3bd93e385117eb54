"""Translations: what a corrected sentence must keep of the German one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from matchday.core.errors import RuleError

FILLED_IN = re.compile(r"%\((\w+)\)[sd]")
LONGEST = 2000
UNREADABLE = frozenset({"Cc", "Cs"})
COUNT = "num"
"""What a plural form may leave out: for one or two it can say the number in words."""


def check_forms(german: Sequence[str], forms: Sequence[str], *, count: int) -> None:
    """Check that a translation can stand in for a German sentence.

    **Shapes** ``german`` has two forms where a number decides, else one; ``count`` forms are wanted.
    **Errors** RuleError ``translation_empty``, ``translation_long`` (``most``), ``text_unreadable``,
    ``translation_gap`` (``gaps``), ``translation_percent``.
    """
    if len(forms) != count or not all(form.strip() for form in forms):
        raise RuleError("translation_empty")
    if any(len(form) > LONGEST for form in forms):
        raise RuleError("translation_long", most=LONGEST)
    if any(unicodedata.category(letter) in UNREADABLE and letter != "\n" for form in forms for letter in form):
        raise RuleError("text_unreadable")
    wanted = gaps(" ".join(german))
    least = wanted - {COUNT} if len(german) > 1 else wanted
    for form in forms:
        if not least <= gaps(form) <= wanted or "%" in FILLED_IN.sub("", form).replace("%%", ""):
            if not wanted:
                raise RuleError("translation_percent")
            raise RuleError("translation_gap", gaps=", ".join(sorted(wanted)))


def gaps(text: str) -> set[str]:
    """Return the names of what is filled into a text."""
    return set(FILLED_IN.findall(text))
