"""Gather what participants read into every catalogue: ``.venv/bin/python -m tools.gather_words``.

What is new gets an empty translation, what is gone is taken out, the head of each file stays as it is. A language that
has no catalogue yet gets an empty one.
Runs in the environment, because Babel stands there.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from matchday.core.language import GERMAN, Language, translated_languages
from tools.steps import ROOT

TRANSLATIONS = ROOT / "matchday" / "translations"
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
"""Functions that translate; for plurals the places of the two German forms."""
HEAD = """# Texts of matchday: {name}. German is the source.
# This is a draft for review: it was written without a native speaker.
# Please take this note away only after somebody who grew up with the language
# has read every sentence. Words to keep: ../../glossary.md.
#
msgid ""
msgstr ""
"Language: {code}\\n"
"Plural-Forms: {plural_forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""How a catalogue begins."""


def main() -> None:
    """Bring every catalogue up to date and say how many sentences wait for a translation."""
    wanted = gather()
    for language in translated_languages():
        if language is not GERMAN:
            begin(TRANSLATIONS / language.code / "LC_MESSAGES" / "messages.po", language)
    for path in sorted(TRANSLATIONS.rglob("*.po")):
        waiting = renew(path, wanted)
        print(f"{path.parent.parent.name}: {waiting} of {len(wanted)} sentences wait for a translation")


def gather() -> Catalog:
    """Read code and templates. The German sentence is the key."""
    with (TRANSLATIONS / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = Catalog()
    for name, _, message, _, _ in extract_from_dir(ROOT, methods, options, keywords=KEYWORDS):
        if message:
            found.add(message, locations=[(name, 0)])
    return found


def begin(path: Path, language: Language) -> None:
    """Write the head of a catalogue where there is none. Its rule for plural forms is Babel's: have it looked at."""
    if path.exists():
        return
    path.parent.mkdir(parents=True)
    plural_forms = Catalog(locale=language.code).plural_forms
    path.write_text(HEAD.format(name=language.own_name, code=language.code, plural_forms=plural_forms))


def renew(path: Path, wanted: Catalog) -> int:
    """Write one catalogue anew with exactly the wanted sentences. Return how many are not translated."""
    with path.open("rb") as file:
        known = read_po(file, locale=path.parent.parent.name)
    fresh = Catalog(locale=known.locale)
    fresh.mime_headers = known.mime_headers  # how many plural forms there are says the file, not Babel
    for message in wanted:
        if message.id:
            fresh.add(message.id, kept(message, known), locations=sorted(message.locations))
    head, _, _ = path.read_text().partition("\n\n")
    sentences = BytesIO()
    write_po(sentences, fresh, omit_header=True, sort_by_file=True, include_lineno=False, width=110)
    path.write_text(f"{head}\n\n{sentences.getvalue().decode().strip()}\n")
    return sum(not is_translated(message) for message in fresh if message.id)


def kept(message: Message, known: Catalog) -> str | tuple[str, ...]:
    """Give the translation a catalogue has for a sentence, else an empty one."""
    old = known.get(message.id)
    if old is None or old.fuzzy or old.pluralizable != message.pluralizable:
        return ""
    return strings_of(old) if old.pluralizable else strings_of(old)[0]


def is_translated(message: Message) -> bool:
    """Tell whether a sentence has a translation, in every plural form where it has some."""
    return all(strings_of(message))


def strings_of(message: Message) -> tuple[str, ...]:
    """Give the plural forms of a translation, or its one form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def message_texts(message: Message) -> tuple[str, ...]:
    """Give the German sentence, in both plural forms where it has them."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


if __name__ == "__main__":
    main()
