"""The album: pictures in every language, and which sentences each of them shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from gettext import NullTranslations
from html import unescape
from pathlib import Path

from matchday.core.language import GERMAN, Language, translated_languages
from matchday.extensions import babel
from matchday.web.catalogue import name_sentence

TITLE = re.compile(r"<title>\s*(.*?)(?: – [^–]*)?\s*</title>", re.DOTALL)
"""The title of a page, without the organiser's name."""
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
WAY = re.compile(r'(<a\b[^>]*?)\shref="(?!#)[^"]*"')

Make = Callable[[Language], bytes]
"""Makes a picture in one language."""


class Kind(StrEnum):
    """Name what a picture is of; staff find pictures by it."""

    PAGE = "page"
    MESSAGE = "message"
    PAPER = "paper"
    FAULT = "fault"


@dataclass(frozen=True)
class Picture:
    """Say what a picture shows. **Shapes** ``sentences``: their names, in their order."""

    name: str
    title: str
    kind: Kind
    ending: str
    sentences: list[str]


class Listener(NullTranslations):
    """Say every sentence as the catalogue does, and write down which were asked for, in their order."""

    def __init__(self, catalogue: NullTranslations, heard: dict[str, None]) -> None:
        super().__init__()
        self._catalogue, self._heard = catalogue, heard

    def gettext(self, message: str) -> str:
        """Note a sentence and say it."""
        self._heard[message] = None
        return self._catalogue.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Note a sentence with a number by its first form, and say it."""
        self._heard[msgid1] = None
        return self._catalogue.ngettext(msgid1, msgid2, n)

    ugettext = gettext
    ungettext = ngettext


@contextmanager
def listening() -> Iterator[dict[str, None]]:
    """Write down every sentence that is asked for, in any language."""
    heard: dict[str, None] = {}
    plain, domain = babel.domain_instance.get_translations, babel.domain_instance
    domain.get_translations = lambda: Listener(plain(), heard)
    try:
        yield heard
    finally:
        del domain.get_translations  # the instance's own: that of its class is there again


class Album:
    """Keep pictures in a folder, each that shows a sentence nobody has seen yet."""

    def __init__(self, folder: Path) -> None:
        self.pictures: list[Picture] = []
        self._folder, self._seen = folder, set[str]()

    def offer(self, make: Make, *, name: str, kind: Kind, title: str = "", ending: str = "html") -> bytes:
        """Keep a picture in every language if a sentence in it is new. Return it in German.

        **Shapes** without a ``title`` it is that of the page, with ``{}`` in it that of the page stands there.
        """
        with listening() as heard:
            german = make(GERMAN)
        if not {name_sentence(one) for one in heard} - self._seen:
            return german
        with listening() as heard_elsewhere:  # a few sentences are for those who read another language
            for language in translated_languages():
                self._keep(german if language is GERMAN else make(language), f"{language.tag}/{name}.{ending}")
        sentences = [name_sentence(one) for one in heard | heard_elsewhere]
        self._seen.update(sentences)
        self.pictures.append(Picture(self._own(name), _title(german, title or "{}"), kind, ending, sentences))
        return german

    def write_list(self) -> None:
        """Write down which pictures there are."""
        told = json.dumps([asdict(one) for one in self.pictures], ensure_ascii=False, indent=1)
        (self._folder / "pages.json").write_text(told)

    def _own(self, name: str) -> str:
        if name in {one.name for one in self.pictures}:
            raise ValueError(f"two pictures are called {name}")
        return name

    def _keep(self, content: bytes, path: str) -> None:
        """Keep a picture. The links of a page lead nowhere, and nothing in it acts."""
        file = self._folder / path
        file.parent.mkdir(exist_ok=True)
        if file.suffix == ".html":
            content = WAY.sub(r"\1", SCRIPT.sub("", content.decode())).encode()
        file.write_bytes(content)


def _title(page: bytes, title: str) -> str:
    if "{}" not in title:
        return title
    found = TITLE.search(page.decode())
    return title.format(unescape(found.group(1)) if found else "")
