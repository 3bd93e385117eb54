"""Slots in a sheet: one line is one offer on one day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from matchday.core.slot import LONGEST, MOST_PEOPLE, ActivityKind, GermanLevel, Need, Trade, WhatFollows
from matchday.sheets import words
from matchday.sheets.column import Findings, Values, column
from matchday.sheets.kinds import (
    Day,
    Line,
    Note,
    Phone,
    Reference,
    TimeOfDay,
    Whole,
    YesNo,
    choice,
    languages,
    several,
)

HELD = Day(date(2015, 1, 1), date(2100, 1, 1))

COLUMNS = (
    column(
        "reference",
        "Nr. | Number | Nummer | Kürzel | Reference | Angebotsnummer | ID | No.",
        Reference(),
        hint="Kurze Nummer, mit der die Wünsche auf das Angebot verweisen. Leer: A und die Nummer der Zeile.",
    ),
    column(
        "employer",
        "Betrieb | Employer | Firma | Unternehmen | Arbeitgeber | Kürzel des Betriebs | Company*",
        Line(),
        hint="Kürzel oder Name des Betriebs, genau wie im Blatt „Betriebe“.",
    ),
    column("title", "Titel | Title | Bezeichnung | Angebot | Slot", Line(), hint="Freiwillig. Leer: der Bereich."),
    column(
        "trade",
        "Bereich | Trade | Berufsfeld | Branche | Gewerk | Arbeitsbereich*",
        choice(Trade, words.TRADES),
        hint="Was man dort sieht.",
    ),
    column(
        "activity_kind",
        "Art | Activity kind | Art der Tätigkeit | Form | Hospitation/Praktikum | Kind*",
        choice(ActivityKind, words.ACTIVITY_KINDS),
        hint="Hospitation: zuschauen. Praktikum: mitarbeiten.",
    ),
    column(
        "duties",
        "Tätigkeiten | Duties | Aufgaben | Beschreibung | Was man tut | Description",
        Note(),
        hint="Was die Teilnehmenden dort wirklich tun.",
    ),
    column("day", "Tag | Day | Datum | Date*", HELD, hint="Zum Beispiel 20.04.2027."),
    column("start", "Von | From | Beginn | Start | Uhrzeit von | Anfang*", TimeOfDay(), hint="Zum Beispiel 8:00."),
    column(
        "end",
        "Bis | Until | Ende | End | Uhrzeit bis | To*",
        TimeOfDay(is_end=True),
        hint="Zum Beispiel 16:00. Früher als „Von“ heißt: am nächsten Tag.",
    ),
    column(
        "capacity",
        "Plätze | Places | Anzahl Plätze | Platzzahl | Capacity | Anzahl*",
        Whole(1, MOST_PEOPLE),
        hint="So viele Menschen können höchstens kommen.",
    ),
    column(
        "min_group",
        "Mindestens | At least | Mindestzahl | Mindestgröße | Mindestgruppe | Min group | Minimum",
        Whole(1, MOST_PEOPLE),
        hint="So viele müssen es mindestens sein. Leer: 1.",
    ),
    column(
        "german_level",
        "Deutsch | German | Deutschniveau | Sprachniveau | German level",
        choice(GermanLevel, words.GERMAN_LEVELS),
        hint="So viel Deutsch ist nötig. Leer: keine.",
    ),
    column("minimum_age", "Mindestalter | Minimum age | Alter ab | Ab Alter", Whole(0, 99), hint="In Jahren."),
    column(
        "needs",
        "Anforderungen | Needs | Bedarf | Mitbringen | Voraussetzungen",
        several(Need, words.NEEDS),
        hint="Mehrere mit Komma.",
    ),
    column(
        "lends_gear",
        "Schuhe und Helme leihen | Lends shoes and helmets | Leiht aus | Verleih",
        YesNo(),
        hint="Leiht der Betrieb Sicherheitsschuhe und Helme aus? ja oder nein.",
    ),
    column(
        "is_food",
        "Lebensmittel | Food | Mit Lebensmitteln",
        YesNo(),
        hint="Wird mit Lebensmitteln gearbeitet? ja oder nein.",
    ),
    column(
        "is_step_free",
        "Stufenlos | Step-free | Ohne Stufen | Barrierefrei | Rollstuhlgerecht",
        YesNo(),
        hint="Kommt man ohne Stufen hinein? ja oder nein.",
    ),
    column(
        "what_follows",
        "Danach möglich | What may follow | Danach | Perspektive | Was folgt",
        several(WhatFollows, words.WHAT_FOLLOWS),
        hint="Mehrere mit Komma.",
    ),
    column(
        "meeting_point",
        "Treffpunkt | Meeting point | Ort des Treffens",
        Line(),
        hint="Zum Beispiel „Tor 2, Anmeldung“.",
    ),
    column(
        "foreman_name",
        "Empfang durch | Foreman | Ansprechperson vor Ort | Vorarbeiter | Anleitung | Foreman name",
        Line(),
        hint="Wer die Menschen an der Tür empfängt.",
    ),
    column(
        "foreman_phone",
        "Telefon vor Ort | Foreman phone | Telefon Empfang | Telefon",
        Phone(),
        hint="Wen man an dem Tag anruft. Mit Vorwahl.",
    ),
    column(
        "spoken_languages",
        "Sprachen vor Ort | Languages spoken there | Sprachen | Languages",
        languages(),
        hint="Mehrere mit Komma.",
    ),
)


def default_reference(values: Values, line: int) -> str:
    """Return what wishes call a slot without a number of its own: A and the line."""
    return f"A{line}"


def span_of(day: date, start: time, end: time) -> tuple[datetime, datetime]:
    """Return the local start and end of a slot; an end not after the start is on the next day."""
    next_day = timedelta(days=1 if end <= start else 0)
    return datetime.combine(day, start), datetime.combine(day + next_day, end)


def check_row(values: Values) -> Findings:
    """Yield what is wrong between the cells of one line: too long, or a minimum above the capacity."""
    day, start, end = values.get("day"), values.get("start"), values.get("end")
    if isinstance(day, date) and isinstance(start, time) and isinstance(end, time):
        start_at, end_at = span_of(day, start, end)
        if end_at - start_at > LONGEST:
            most, hours = LONGEST // timedelta(hours=1), round((end_at - start_at) / timedelta(hours=1))
            yield "end", "slot_too_long", {"hours": hours, "most": most}
    capacity, min_group = values.get("capacity"), values.get("min_group")
    if isinstance(capacity, int) and isinstance(min_group, int) and min_group > capacity:
        yield "min_group", "min_group_over_capacity", {"text": str(min_group), "capacity": capacity}
