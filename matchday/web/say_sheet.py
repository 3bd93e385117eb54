"""Say what is wrong with a sheet, in the words of the people who fill it in. Staff read German only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

COMPLAINTS: dict[str, str] = {
    "text_unreadable": "„{text}“ enthält Zeichen, die sich nicht lesen lassen. Bitte neu eintippen.",
    "text_too_long": "Der Text hat {length} Zeichen. Bitte auf {most} Zeichen kürzen.",
    "no_whole_number": "„{text}“ ist keine Zahl. Bitte eine ganze Zahl von {least} bis {most} eintragen.",
    "no_number": "„{text}“ ist keine Zahl. Bitte eine Zahl von {least} bis {most} eintragen.",
    "out_of_range": "„{text}“ geht hier nicht. Bitte eine Zahl von {least} bis {most} eintragen.",
    "no_day": "„{text}“ ist kein Datum. Bitte Tag, Monat und Jahr eintragen, zum Beispiel 20.04.2027.",
    "day_out_of_range": "„{text}“ kann nicht stimmen. Bitte ein Datum von {first} bis {last} eintragen.",
    "no_time": "„{text}“ ist keine Uhrzeit. Bitte Stunde und Minute eintragen, zum Beispiel 8:00.",
    "unknown_word": "„{text}“ kennen wir hier nicht. Bitte eines dieser Wörter eintragen: {words}.",
    "no_yes_no": "„{text}“ ist weder ja noch nein. Bitte ja oder nein eintragen.",
    "no_mail": "„{text}“ ist keine E-Mail-Adresse. Bitte so eintragen: name@beispiel.de.",
    "several_mails": "Hier stehen mehrere E-Mail-Adressen. Bitte nur eine eintragen.",
    "no_phone": "„{text}“ ist keine Telefonnummer. Bitte eine Nummer mit Vorwahl eintragen, zum Beispiel 0561 123456.",
    "phone_zero": "Bei „{text}“ fehlt die Null am Anfang. Bitte mit Vorwahl eintragen, zum Beispiel 0561 "
    "123456, "
    "und die Spalte in Excel als Text formatieren.",
    "no_postcode": "„{text}“ ist keine Postleitzahl. Bitte fünf Ziffern eintragen.",
    "reference_comma": "„{text}“ enthält ein Komma oder ein Semikolon. Bitte eine Nummer ohne Komma eintragen.",
    "formula_error": "In der Zelle steht der Formelfehler {text}. Bitte den Wert selbst eintragen.",
    "missing": "Hier fehlt die Angabe. Bitte eintragen.",
    "no_known_sheet": "In der Datei steht nichts, was wir erkennen (gelesen: {sheets}). "
    "Bitte die Vorlage verwenden oder die Überschriften angleichen.",
    "heading_missing": "Die Spalte „{heading}“ fehlt. Bitte diese Überschrift ergänzen.",
    "heading_twice": "Diese Angabe hat zwei Spalten. Bitte eine davon löschen oder anders benennen.",
    "no_rows": "Unter den Überschriften steht noch nichts. Bitte mindestens eine Zeile ausfüllen.",
    "slot_too_long": "Das Angebot dauert {hours} Stunden. Bitte „Von“ und „Bis“ prüfen: "
    "höchstens {most} Stunden sind möglich.",
    "min_group_over_capacity": "Mindestens {text}, aber nur {capacity} Plätze. Bitte eine der beiden Zahlen ändern.",
    "position_half": "Breitengrad und Längengrad gehören zusammen. Bitte beide eintragen oder beide leer lassen.",
    "channel_without_mail": "Für den Weg „E-Mail“ fehlt die E-Mail-Adresse. "
    "Bitte die Adresse eintragen oder einen anderen Weg wählen.",
    "channel_without_phone": "Für die Wege „SMS“ und „Telefon“ fehlt die Telefonnummer. "
    "Bitte die Nummer eintragen oder einen anderen Weg wählen.",
    "trades_missing": "Bei „nur diese Bereiche“ fehlen die Bereiche. Bitte mindestens einen eintragen.",
    "trades_without_answer": "Es sind Bereiche genannt, aber nicht „nur diese Bereiche“ gewählt. "
    "Bitte das eintragen oder die Bereiche löschen.",
    "reference_twice": "„{text}“ steht schon in Zeile {first_row}. "
    "Bitte jede Nummer und jedes Kürzel nur einmal vergeben.",
    "person_twice": "{text} steht mit diesem Geburtsdatum schon in Zeile {first_row}. Bitte eine der Zeilen löschen.",
    "reference_unknown": "„{text}“ finden wir nicht unter {among}. Bitte genau so schreiben wie dort.",
    "reference_ambiguous": "„{text}“ gibt es mehrmals unter {among}. Bitte die Nummer oder das Kürzel eintragen.",
    "wish_twice": "„{text}“ ist für diese Person schon in Zeile {first_row} genannt. "
    "Bitte jedes Angebot nur einmal wünschen.",
    "more": "Und {count} weitere Hinweise. Bitte zuerst die genannten beheben und die Datei neu hochladen.",
}
"""The sentence for each code of a complaint; row and column stand before it."""

AGAINST_EVENT: dict[str, str] = {
    "event_over": "Diese Veranstaltung ist vorbei. Es lässt sich nichts mehr übernehmen.",
    "wishes_shut": "Die Zeit der Wünsche ist vorbei. Bitte das Blatt „Wünsche“ und Wunsch-Spalten löschen.",
    "employer_withdrawn": "„{text}“ ist zurückgezogen. Bitte den Betrieb zuerst auf seiner Seite wieder aufnehmen.",
    "slot_of_other": "Die Nummer „{text}“ gehört schon zum Angebot eines anderen Betriebs. "
    "Bitte eine andere Nummer eintragen.",
    "slot_other_day": "An diesem Tag ist keine Veranstaltung. Bitte einen Tag vom {first} bis {last} eintragen.",
    "slot_ends_before_start": "Das Ende liegt vor dem Anfang. Bitte „Von“ und „Bis“ prüfen.",
    "slot_capacity": "Bitte 1 bis {most} Plätze eintragen.",
    "slot_min_group": "Die Mindestzahl ist größer als die Zahl der Plätze. Bitte eine Zahl von 1 bis {capacity} "
    "eintragen.",
    "slot_one_place": "Bei einem Platz ist die Mindestzahl 1. Bitte 1 eintragen.",
    "person_known": "{text} gibt es mit diesem Geburtsdatum schon unter der Nummer „{reference}“. "
    "Bitte diese Nummer eintragen.",
    "born_on_future": "{born_on} liegt in der Zukunft. Bitte das Geburtsdatum prüfen.",
    "born_on_too_old": "{born_on} ist mehr als {most} Jahre her. Bitte das Geburtsdatum prüfen.",
    "channel_shut": "Hier ist kein SMS-Versand eingerichtet. Bitte einen anderen Weg eintragen.",
    "coach_unknown": "„{text}“ gehört zu keiner Begleitung. Bitte die Person zuerst unter „Team“ einladen.",
    "needs_unasked": "Was eine Person braucht, speichern wir nur mit ihrer Einwilligung, und die fehlt noch. "
    "Bitte die Zelle leeren und die Person danach fragen.",
    "wish_not_approved": "Das Angebot „{text}“ ist nicht freigegeben. Bitte zuerst freigeben oder hier löschen.",
    "wish_again": "Ein Angebot steht bei dieser Person zweimal. Bitte jedes Angebot nur einmal wünschen.",
    "wish_too_many": "Diese Person hat zu viele Wünsche. Möglich sind höchstens {most}.",
}
"""The sentence for what only the event can tell: codes of ``services.sheet.PLAN_CODES``."""

REFUSALS: dict[str, str] = {
    "file_empty": "Die Datei ist leer. Bitte eine ausgefüllte Datei hochladen.",
    "file_too_big": "Die Datei ist zu groß. Möglich sind höchstens {most_mb} MB.",
    "file_too_heavy": "Die Datei lässt sich nicht in vertretbarer Zeit lesen. "
    "Bitte die Tabelle in die leere Vorlage kopieren und diese hochladen.",
    "file_bomb": "Die Datei wird beim Entpacken ungewöhnlich groß und wurde deshalb nicht gelesen. "
    "Bitte die Tabelle in die leere Vorlage kopieren und diese hochladen.",
    "file_broken": "Die Datei ist beschädigt. Bitte in Excel öffnen, neu speichern und noch einmal hochladen.",
    "file_encrypted": "Die Datei ist mit einem Kennwort geschützt. Bitte ohne Kennwort speichern und hochladen.",
    "file_not_a_sheet": "Das ist keine Tabelle, sondern eine andere Datei ({found}). "
    "Bitte eine Datei von Excel (.xlsx, .xls), LibreOffice (.ods) oder CSV hochladen.",
    "file_unreadable": "Die Zeichen der Datei lassen sich nicht lesen. "
    "Bitte als Excel-Datei oder als „CSV UTF-8“ speichern und hochladen.",
    "csv_quotes": "Ab Zeile {row} passen die Anführungszeichen nicht zusammen. "
    "Bitte dort nachsehen oder die Tabelle als Excel-Datei speichern.",
    "too_many_rows": "Ein Blatt hat mehr als {most} Zeilen. Bitte die Datei teilen.",
    "too_many_columns": "Ein Blatt hat mehr als {most} Spalten. Bitte die überzähligen löschen.",
    "cell_too_long": "Blatt „{sheet}“, Zeile {row}: Eine Zelle hat mehr als {most} Zeichen. Bitte kürzen.",
}
"""The sentence for each code of a file that cannot be read at all."""

SHEET_NAMES = {"employers": "Betriebe", "slots": "Angebote", "participants": "Menschen", "wishes": "Wünsche"}


class Complaint(Protocol):
    """What is said: where, and by which code."""

    @property
    def row(self) -> int: ...
    @property
    def column(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def details(self) -> Mapping[str, object]: ...


def say_complaint(complaint: Complaint) -> str:
    """Return the German sentence for a complaint, row and column first; the page names the sheet."""
    sentence = _filled({**COMPLAINTS, **AGAINST_EVENT}[complaint.code], complaint.details)
    if not complaint.row:
        return sentence
    column = f", Spalte „{complaint.column}“" if complaint.column else ""
    return f"Zeile {complaint.row}{column}: {sentence}"


def say_refusal(code: str, details: Mapping[str, object]) -> str:
    """Return the German sentence for a file that cannot be read at all."""
    return _filled(REFUSALS[code], details)


def _filled(sentence: str, details: Mapping[str, object]) -> str:
    return sentence.format_map({name: _shown(name, value) for name, value in details.items()})


def _shown(name: str, value: object) -> str:
    """Return a detail as Germans write it: 20.04.2027, 55,5, 20.000."""
    if name == "among":
        return f"„{SHEET_NAMES[str(value)]}“"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".") if value >= 10_000 else str(value)
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)
