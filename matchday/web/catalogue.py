"""The catalogues as a reader of a language sees them: sentence by sentence, with the words of the field in each."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import c2py
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from matchday.config import ROOT, Config
from matchday.core.errors import RuleError
from matchday.core.language import Language
from matchday.core.translation import check_forms

OURS = ROOT / "matchday" / "translations"
GLOSSARY = OURS / "glossary.csv"
FILE = Path("LC_MESSAGES") / "messages.po"
TRIED = 130
"""Numbers that are tried to tell which plural form is for which."""


@dataclass(frozen=True)
class Sentence:
    """One German sentence and its translation.

    **Shapes** ``german`` has two forms where a number decides, else one; ``forms`` as many as the language has for
    numbers, else one; ``files`` are those it stands in.
    """

    name: str
    german: tuple[str, ...]
    forms: tuple[str, ...]
    files: tuple[str, ...]


def name_sentence(german: str) -> str:
    """Return the name of a German sentence (its first form) for addresses and rows: changed words, another name."""
    return hashlib.sha256(german.encode()).hexdigest()[:24]


def list_sentences(language: Language, config: Config) -> tuple[Sentence, ...]:
    """Return every sentence of a language as it is read here, in the order of the files they stand in."""
    files = (_ours(language), _theirs(language, config))
    return _sentences(language, config, tuple(file.stat().st_mtime_ns for file in files if file.exists()))


@lru_cache(maxsize=32)
def _sentences(language: Language, config: Config, _written_at: tuple[int, ...]) -> tuple[Sentence, ...]:
    """Read the sentences once until a file is another one: to read them takes longer than all else on their page."""
    return tuple(
        Sentence(
            name=name_sentence(_forms(message.id)[0]),
            german=_forms(message.id),
            forms=_forms(message.string),
            files=tuple(dict.fromkeys(file for file, _ in message.locations)),
        )
        for message in _in_use(language, config)
        if message.id
    )


@cache
def list_numbers(language: Language) -> list[list[int]]:
    """Return for each plural form of a language the first numbers it is for, at most five."""
    catalogue = _read(_ours(language), language)
    chosen = c2py(catalogue.plural_expr)
    numbers = [[number for number in range(TRIED) if chosen(number) == form] for form in range(catalogue.num_plurals)]
    return [some[:5] for some in numbers]


def write_catalogue(language: Language, config: Config, corrected: Mapping[str, Iterable[str]]) -> bytes:
    """Return the language's catalogue as a .po file with corrections. **Shapes** forms by a sentence's name."""
    catalogue = _in_use(language, config)
    for message in catalogue:
        if message.id and (forms := corrected.get(name_sentence(_forms(message.id)[0]))):
            message.string = tuple(forms) if message.pluralizable else next(iter(forms))
    head, _, _ = _ours(language).read_text().partition("\n\n")
    sentences = BytesIO()
    write_po(sentences, catalogue, omit_header=True, sort_by_file=True, include_lineno=False, width=110)
    return f"{head}\n\n{sentences.getvalue().decode().strip()}\n".encode()


def install_catalogue(language: Language, config: Config, content: bytes) -> int:
    """Put a catalogue that was read through to use here, above ours. Return how many sentences it says otherwise.

    Sentences we do not have are left out. **Errors** RuleError ``catalogue_unreadable``, or what
    :func:`matchday.core.translation.check_forms` refuses, with the ``sentence``.
    """
    try:
        given = read_po(BytesIO(content), locale=language.code, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError):
        raise RuleError("catalogue_unreadable") from None
    different = _read(_ours(language), language)  # with its rule for plural forms: Babel's own is not ours everywhere
    for message in [message for message in different if message.id]:
        other = given.get(message.id)
        if other is None or not any(_forms(other.string)) or _forms(other.string) == _forms(message.string):
            different.delete(message.id)
        else:
            _check(message, other, count=different.num_plurals)
            message.string = other.string
    _write(_theirs(language, config), different)
    return len(different)


@cache
def read_glossary() -> dict[str, dict[str, str]]:
    """Return the words of the field: for each German word its word in every language, by the language's code."""
    with GLOSSARY.open(newline="", encoding="utf-8") as file:
        return {line["de"]: line for line in csv.DictReader(file)}


def words_in(german: Iterable[str], language: Language) -> list[tuple[str, str]]:
    """Return the words of the field that stand in a German sentence, each with its word in the language."""
    text = " ".join(german)
    stems = {word: word.partition(" (")[0] for word in read_glossary()}
    return [
        (word, read_glossary()[word][language.code])
        for word, stem in stems.items()
        if read_glossary()[word].get(language.code) and re.search(rf"\b{re.escape(stem)}", text)
    ]


def theirs(config: Config) -> Path:
    """Return the folder of the catalogues that were put to use here."""
    return config.instance / "translations"


def _in_use(language: Language, config: Config) -> Catalog:
    """Return our catalogue with what was put to use here above it."""
    catalogue = _read(_ours(language), language)
    catalogue.fuzzy = False
    if _theirs(language, config).exists():
        above = _read(_theirs(language, config), language)
        for message in catalogue:
            other = above.get(message.id) if message.id else None
            message.string = other.string if other else message.string
    return catalogue


def _check(message: Message, other: Message, *, count: int) -> None:
    german = _forms(message.id)
    try:
        check_forms(german, _forms(other.string), count=count if message.pluralizable else 1)
    except RuleError as error:
        raise RuleError(error.code, sentence=german[0], **error.details) from None


def _write(path: Path, catalogue: Catalog) -> None:
    """Write the source, and compiled beside it what pages read."""
    catalogue.fuzzy = False
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def _read(path: Path, language: Language) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language.code)


def _ours(language: Language) -> Path:
    return OURS / language.code / FILE


def _theirs(language: Language, config: Config) -> Path:
    return theirs(config) / language.code / FILE


def _forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[call-overload, no-any-return]
