"""Ask a translator of the organiser's own for a draft. Only a slot's text goes there, and only when staff ask.

**Source** LibreTranslate: ``POST /translate`` with ``q``, ``source``, ``target``, ``format`` and ``api_key``.
"""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from matchday.config import Config
from matchday.core.errors import RuleError
from matchday.core.language import SIMPLE_GERMAN, Language

PATIENCE_S = 6
"""So long each text may take; somebody waits at the page."""
LONGEST_ANSWER = 100_000


class _StayHere(HTTPRedirectHandler):
    """Follow nobody elsewhere: the address of the setting is the one that was checked."""

    def redirect_request(self, *_: Any) -> None:
        """Refuse."""


_opener = build_opener(ProxyHandler({}), _StayHere)


def can_translate(config: Config, language: Language) -> bool:
    """Tell whether there is a translator, and it may know the language: nobody translates into Einfache Sprache."""
    return bool(config.translator_url) and language is not SIMPLE_GERMAN


def suggest(config: Config, text: str, *, language: Language) -> str:
    """Return a draft of a German text in another language; an empty one stays empty.

    **Errors** RuleError ``translator_missing`` where there is none for this language, ``translator_silent`` where
    nobody answers in time, ``translator_refused`` where the answer is no, or no text.
    """
    if not can_translate(config, language):
        raise RuleError("translator_missing")
    if not text.strip():
        return ""
    target = language.code.partition("_")[0]
    asked = {"q": text, "source": "de", "target": target, "format": "text", "api_key": config.translator_key}
    request = Request(  # noqa: S310 - the setting begins with http, which is checked at the start
        f"{config.translator_url}/translate",
        data=json.dumps(asked).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with _opener.open(request, timeout=PATIENCE_S) as answer:
            found = json.loads(answer.read(LONGEST_ANSWER))["translatedText"]
    except (HTTPError, ValueError, KeyError, TypeError) as error:
        raise RuleError("translator_refused") from error
    except (OSError, HTTPException) as error:
        raise RuleError("translator_silent") from error
    if not isinstance(found, str):
        raise RuleError("translator_refused")
    return found.strip()
