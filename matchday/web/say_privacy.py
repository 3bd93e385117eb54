"""Everything known about a person in words: what it is, why it is there, how long, in the language of the moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from matchday.core.activity import Ability, Activity
from matchday.core.consent import Recipient
from matchday.core.explanation import Why
from matchday.core.message import MessageKind
from matchday.core.paper import PaperKind
from matchday.core.privacy import RequestKind, goes_on
from matchday.core.profile import ProfileNeed, ProfilePart, ProfileStep
from matchday.core.slot import Trade
from matchday.core.todo import TodoKind
from matchday.core.wishlist import AcceptableAnswer
from matchday.services.privacy import PersonRecord, SlotFacts
from matchday.services.privacy.retention import TABLES as KEPT_FOR
from matchday.web.filters import local, moment
from matchday.web.language import name_language
from matchday.web.message import FAILURES
from matchday.web.say_audit import ACTIONS, FIELDS
from matchday.web.say_why import IN_SHORT
from matchday.web.words import word
from matchday.web.words_record import COLUMNS, DETAILS, NOT_HERE, RIGHTS, TABLES

LISTS: Mapping[str, type[StrEnum]] = {
    "acceptable_trades": Trade,
    "needs": ProfileNeed,
    "shown_parts": ProfilePart,
    "steps_done": ProfileStep,
    "wanted_trades": Trade,
    "work_trades": Trade,
}
"""Columns that hold members of a kind by their values."""

KINDS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("consent", "recipient"): Recipient,
    ("message", "kind"): MessageKind,
    ("paper", "kind"): PaperKind,
    ("participant", "kind"): RequestKind,
    ("profile", "step"): ProfileStep,
    ("todo", "kind"): TodoKind,
    ("wishlist", "answer"): AcceptableAnswer,
    ("wishlist", "trades"): Trade,
}
"""Codes in an entry's details, by the subject of its action: what each is a member of."""


@dataclass(frozen=True)
class Told:
    """One table of a record in words: its rows as lines of heading and value."""

    title: str
    purpose: str
    until: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class Frame:
    """Say what stands around the tables of a record: each part a heading and what follows it."""

    title: str
    about: str
    seen_by: tuple[str, str]
    left_out: tuple[str, tuple[str, ...]]
    rights: tuple[str, tuple[str, ...]]


def frame(record: PersonRecord) -> Frame:
    """Return what stands around the tables."""
    organiser = record.event.organiser
    contact = ", ".join(filter(None, (organiser.office, organiser.mail, organiser.phone)))
    officer = organiser.protection_officer
    return Frame(
        title=_("Auskunft über Ihre Daten"),
        about=_(
            "Hier steht, was %(organiser)s für „%(event)s“ über Sie gespeichert hat, warum, und wann es von selbst "
            "gelöscht wird. Das ist Ihr Recht nach Artikel 15 der Datenschutz-Grundverordnung. Andere Menschen "
            "stehen hier nur mit ihrer Aufgabe.",
            organiser=organiser.name,
            event=record.event.name,
        ),
        seen_by=(
            _("Wer Ihre Daten sieht"),
            _(
                "Das Team von %(organiser)s und Ihre Begleitung. Der Betrieb, zu dem Sie gehen, sieht Ihren Vornamen, "
                "Ihre Sprachen und was Sie ihm von Ihrem Steckbrief zeigen, und nur, wenn Sie Ja gesagt haben; sonst "
                "einen Decknamen. Niemand sonst. Nichts wird in ein Land außerhalb der Europäischen Union gegeben. "
                "Den Plan rechnet ein Programm nach Ihren Wünschen und festen Regeln; ein Mensch prüft ihn und gibt "
                "ihn frei.",
                organiser=organiser.name,
            ),
        ),
        left_out=(_("Was hier fehlt, und warum"), tuple(map(str, NOT_HERE))),
        rights=(
            _("Ihre Rechte"),
            (
                str(RIGHTS),
                *([f"{organiser.name}: {contact}"] if contact else []),
                *([_("Datenschutzbeauftragte Person: %(name)s", name=officer)] if officer else []),
            ),
        ),
    )


def tell(record: PersonRecord) -> Iterator[Told]:
    """Yield a record table by table in words; what is empty is left out.

    **Shapes** the same tables, rows and lines in every language.
    """
    for table, (title, purpose) in TABLES.items():
        if table not in record.tables:
            continue
        rows = [
            tuple(
                (str(COLUMNS[name]), text) for name, value in row.items() if (text := in_words(_read(name, value, row)))
            )
            for row in record.tables[table]
        ]
        goes = goes_on(KEPT_FOR[table], record.event.retention, last_on=record.event.last_on)
        until = _("Wird spätestens am %(day)s gelöscht.", day=f"{goes:%d.%m.%Y}")
        yield Told(str(title), str(purpose), until, tuple(filter(None, rows)))


def in_words(value: Any) -> str:
    """Return a value as people read it; empty for nothing."""
    match value:
        case None | "" | []:
            return ""
        case bool():
            return _("ja") if value else _("nein")
        case Why():
            return str(IN_SHORT[value])
        case StrEnum():
            return str(word(value))
        case datetime():
            return moment(value)
        case date():
            return f"{value:%d.%m.%Y}"
        case SlotFacts():
            start, end = local(value.start_at), local(value.end_at)
            times = _("von %(start)s bis %(end)s Uhr", start=f"{start:%H:%M}", end=f"{end:%H:%M}")
            return ", ".join(filter(None, (value.employer, value.title, f"{start:%d.%m.%Y}", times)))
        case Mapping():
            return "; ".join(filter(None, (_detail(name, one) for name, one in value.items())))
        case list() | tuple():
            return ", ".join(filter(None, map(in_words, value)))
        case _:
            return str(value)


def _read(name: str, value: Any, row: Mapping[str, Any]) -> Any:
    """Return a value with its codes read: languages by name, trades by their word, actions as sentences."""
    if name in LISTS:
        return [LISTS[name](code) for code in value]
    if name == "abilities":
        return [f"{word(Activity(one))} ({word(Ability(ability))})" for one, ability in value.items()]
    if name in ("language", "languages"):
        codes = [value] if isinstance(value, str) else value or []
        return [name_language(code) for code in codes]
    if name == "failure":
        return str(FAILURES[value]) if value else ""
    if name == "action":
        return str(ACTIONS[value])
    if name == "details":
        subject = row["action"].partition(".")[0]
        return {part: _member(KINDS.get((subject, part)), one) for part, one in value.items()}
    return value


def _member(kind: type[StrEnum] | None, code: Any) -> Any:
    if kind is None:
        return code
    return [kind(one) for one in code] if isinstance(code, list) else kind(code)


def _detail(name: str, value: Any) -> str:
    if name == "changed":
        return _("Geändert: %(what)s", what=", ".join(_changed(field, pair) for field, pair in value.items()))
    text = in_words(value)
    return f"{DETAILS.get(name) or COLUMNS[name]}: {text}" if text else ""


def _changed(field: str, pair: list[str]) -> str:
    name = str(COLUMNS.get(field) or FIELDS.get(field, field))
    if not pair:
        return name
    change = _("vorher: %(old)s, jetzt: %(new)s", old=pair[0] or "–", new=pair[1] or "–")
    return f"{name} ({change})"
