"""German headings for everything in a person's record: what it is, and why it is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from matchday.core.activity import Ability, Activity
from matchday.core.explanation import Why
from matchday.core.language import LANGUAGES
from matchday.core.privacy import Keep, goes_on
from matchday.core.profile import ProfileNeed, ProfilePart, ProfileStep
from matchday.core.slot import Trade
from matchday.services.privacy import PersonRecord, SlotFacts
from matchday.services.privacy.retention import TABLES as KEPT_FOR
from matchday.web.filters import local, moment
from matchday.web.say_audit import ACTIONS, FIELDS
from matchday.web.say_why import STAFF
from matchday.web.words import word

TABLES: Mapping[str, tuple[str, str]] = {
    "participant": ("Angaben zur Person", "Um den Tag mit Ihnen zu planen und Sie zu erreichen."),
    "access_link": ("Zugänge", "Damit Sie Ihre Seite ohne Konto öffnen können."),
    "login": ("Geräte, die angemeldet waren", "Damit man einen fremden Zugriff erkennt und beendet."),
    "consent": ("Ihre Antworten: wem Sie was erlauben", "Als Nachweis Ihrer Antwort."),
    "profile": ("Steckbrief", "Damit der Platz zu Ihnen passt."),
    "wish": ("Wünsche", "Damit der Plan Ihnen gibt, was Sie möchten."),
    "placement": ("Plätze in Plänen", "Das Ergebnis der Planung."),
    "unplaced": ("Pläne ohne Platz", "Damit Sie und Ihre Begleitung den Grund kennen."),
    "explanation": ("Warum ein Wunsch nicht erfüllt ist", "Damit Sie und Ihre Begleitung den Grund kennen."),
    "waiting_place": ("Wartelisten", "Damit Sie nachrücken können."),
    "pin": ("Vom Team festgesetzte Plätze", "Damit der Plan beachtet, was das Team weiß."),
    "bar": ("Vom Team ausgeschlossene Plätze", "Damit der Plan beachtet, was das Team weiß."),
    "move": ("Plätze, die das Team für Sie versucht hat", "Damit der Plan beachtet, was das Team weiß."),
    "known_way": ("Wege, die das Team angegeben hat", "Damit der Plan beachtet, was das Team weiß."),
    "confirmation": ("Ihre Antwort, ob Sie kommen", "Damit der Betrieb weiß, wer kommt."),
    "todo": ("Was das Team oder Ihre Begleitung noch tun muss", "Damit niemand vergessen wird."),
    "ticket": ("Tickets", "Um Sie im Betrieb zu empfangen."),
    "check_in": ("Ankunft im Betrieb", "Für Ihre Teilnahmebescheinigung."),
    "scan": ("Fragen an der Tür und Antworten", "Damit man klären kann, was an der Tür geschah."),
    "absence": ("Nicht gekommen", "Damit der Betrieb nicht wartet."),
    "walk_in": ("Ohne Anmeldung gekommen", "Damit auch Sie versichert sind und dabei sein können."),
    "message": ("Nachrichten an Sie", "Um zu wissen, was Sie schon erfahren haben. Der Text wird nicht gespeichert."),
    "privacy_request": ("Ihre Anliegen zum Datenschutz", "Um sie zu beantworten."),
    "audit_entry": ("Protokoll", "Damit nachprüfbar ist, wer was getan hat."),
}
"""What a table is called, and why we keep it."""

COLUMNS: Mapping[str, str] = {
    **FIELDS,
    "abilities": "was ich kann", "learned": "nach der Schule gelernt", "saved_at": "gespeichert am",
    "saved_by_id": "eingetragen von", "saved_on": "zuletzt gespeichert am", "school_years": "Jahre in der Schule",
    "shown_parts": "was der Betrieb lesen darf", "steps_done": "fertige Schritte",
    "wanted_trades": "gewünschte Berufe", "work_trades": "Berufe bisher", "work_years": "Jahre gearbeitet",
    "acceptable_trades": "Berufe, wenn kein Wunsch geht", "account_id": "von wem", "action": "was",
    "answer": "Antwort", "answer_by_at": "Antwort erbeten bis", "answered_at": "beantwortet am",
    "answered_by_id": "beantwortet von", "asked_at": "gefragt am", "asked_by_id": "gefragt von",
    "attempts": "Versuche", "began_at": "angemeldet am", "calendar_sequence": "Stand des Kalendereintrags",
    "changed_at": "geändert am", "checked_in_at": "angekommen am", "confirmed_at": "bestätigt am",
    "decided_at": "entschieden am", "decided_by_id": "entschieden von", "details": "Einzelheiten",
    "device": "Gerät", "done_at": "erledigt am", "done_by_id": "erledigt von", "due_at": "fällig am",
    "ended_at": "abgemeldet am", "expires_at": "gilt bis", "failure": "Grund des Scheiterns",
    "first_opened_at": "zuerst geöffnet am", "held_id": "eigener Platz", "is_covered": "Versicherung geklärt",
    "is_given": "Ja gesagt", "is_offered": "von der Warteliste angeboten", "is_protected": "geschützt",
    "is_shared": "geteiltes Gerät", "issued_at": "ausgestellt am", "kind": "Art", "latitude": "Breitengrad",
    "left_at": "gegangen am", "left_id": "statt", "longitude": "Längengrad", "made_at": "gemacht am",
    "made_by_id": "gemacht von", "message_kind": "worum es geht",
    "minutes": "Minuten", "noted_at": "notiert am", "noted_by_id": "notiert von",
    "ordinal": "Nummer des Tickets", "position": "Platz auf der Liste", "publication": "Veröffentlichung",
    "rank": "Rang", "reason": "Grund", "recipient": "wer es sehen darf", "reminded_at": "erinnert am",
    "resent_at": "noch einmal gesendet am", "restricted_at": "eingeschränkt seit", "revision": "Fassung",
    "revoked_at": "beendet am", "scan_id": "Kennung der Frage", "scanned_at": "gefragt am",
    "second_asked_at": "zweites Gerät gefragt am",
    "sent_at": "gesendet am", "short_code": "Code auf dem Ticket", "slot_id": "Angebot",
    "slot_sequence": "Stand des Angebots", "state": "Stand", "text": "Text", "undone_at": "zurückgenommen am",
    "version": "Fassung der Frage", "wants_other": "möchte einen anderen Platz", "way": "wie gezeigt",
    "why": "warum", "why_not": "warum nicht", "wishlist_saved_at": "Wünsche gespeichert am",
    "wishlist_saved_by_id": "Wünsche eingetragen von", "wishlist_version": "Fassung der Wünsche",
    "withdrawn_at": "nimmt nicht teil seit", "written_at": "wann",
}  # fmt: skip
"""What a column is called."""

LISTS: Mapping[str, type[StrEnum]] = {
    "acceptable_trades": Trade,
    "needs": ProfileNeed,
    "shown_parts": ProfilePart,
    "steps_done": ProfileStep,
    "wanted_trades": Trade,
    "work_trades": Trade,
}
"""Columns that hold members of a kind by their values."""

NOT_HERE = (
    "Aus Ihren Wünschen wird ein Plan gerechnet. Was dabei eingeht, steht oben; die Rechnung enthält nichts anderes.",
    "Eine hochgeladene Liste liegt verschlüsselt höchstens eine Stunde bereit, bis sie übernommen ist.",
    "Gedruckte Briefe und Tickets liegen höchstens 24 Stunden als Datei bereit. Sie enthalten nichts anderes.",
    "Sicherungskopien enthalten den Stand ihres Tages. Sie werden nach spätestens 30 Tagen überschrieben.",
    "Schlüssel und Prüfsummen der Technik sind weggelassen: Aus ihnen lässt sich nichts ablesen.",
)
"""What the record leaves out, and why."""
RIGHTS = (
    "Sie können Angaben berichtigen lassen, die Nutzung einschränken lassen, alles löschen lassen, eine Einwilligung "
    "jederzeit zurücknehmen und sich bei der Datenschutzaufsicht Ihres Landes beschweren. "
    "Sagen Sie es Ihrer Begleitung oder schreiben Sie uns."
)


@dataclass(frozen=True)
class Told:
    """One table of a record in words: its rows as lines of heading and value."""

    table: str
    title: str
    purpose: str
    kept_until: date
    rows: tuple[tuple[tuple[str, str], ...], ...]


def tell(record: PersonRecord) -> Iterator[Told]:
    """Yield a record table by table in German words; what is empty is left out."""
    for table, (title, purpose) in TABLES.items():
        if table not in record.tables:
            continue
        rows = [
            tuple((_heading(name), text) for name, value in row.items() if (text := in_words(_read(name, value))))
            for row in record.tables[table]
        ]
        yield Told(table, title, purpose, kept_until(record, KEPT_FOR[table]), tuple(filter(None, rows)))


def kept_until(record: PersonRecord, keep: Keep) -> date:
    """Return the day on which this goes by itself."""
    return goes_on(keep, record.event.retention, last_on=record.event.last_on)


def in_words(value: Any) -> str:
    """Return a value as people read it; empty for nothing."""
    match value:
        case None | "" | [] | {}:
            return ""
        case bool():
            return "ja" if value else "nein"
        case Why():
            return STAFF[value]
        case StrEnum():
            return str(word(value))
        case datetime():
            return f"{moment(value)} Uhr"
        case date():
            return f"{value:%d.%m.%Y}"
        case SlotFacts():
            start, end = local(value.start_at), local(value.end_at)
            title = f", {value.title}" if value.title else ""
            return f"{value.employer}{title}, {start:%d.%m.%Y, %H:%M} bis {end:%H:%M} Uhr"
        case Mapping():
            return "; ".join(_detail(name, one) for name, one in value.items())
        case list() | tuple():
            return ", ".join(filter(None, map(in_words, value)))
        case _:
            return ACTIONS.get(value, str(value))


def _heading(name: str) -> str:
    return COLUMNS[name][:1].upper() + COLUMNS[name][1:]


def _read(name: str, value: Any) -> Any:
    """Return a value with its codes read: languages by name, trades by their word."""
    if name in LISTS:
        return [LISTS[name](code) for code in value]
    if name == "abilities":
        return [f"{word(Activity(one))} ({word(Ability(ability))})" for one, ability in value.items()]
    if name in ("language", "languages"):
        codes = [value] if isinstance(value, str) else value or []
        return [LANGUAGES[code].german_name if code in LANGUAGES else code for code in codes]
    return value


def _detail(name: str, value: Any) -> str:
    if name != "changed":
        return f"{COLUMNS.get(name, name)}: {in_words(value)}"
    return "geändert: " + ", ".join(_changed(field, pair) for field, pair in value.items())


def _changed(field: str, pair: list[str]) -> str:
    name = FIELDS.get(field, field)
    return f"{name} ({pair[0] or 'leer'} → {pair[1] or 'leer'})" if pair else name
