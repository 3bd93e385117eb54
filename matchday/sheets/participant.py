"""Participants in a sheet: one line is one person; columns «1. Wunsch», «2. Wunsch» … may follow."""

from __future__ import annotations

from datetime import date

from matchday.core.participant import Channel, FoodProof, PermissionEntry, PermissionRequest, TravelMeans
from matchday.core.slot import GermanLevel, Need, Trade
from matchday.core.wishlist import AcceptableAnswer
from matchday.sheets import words
from matchday.sheets.column import Findings, Values, column
from matchday.sheets.employer import check_position
from matchday.sheets.kinds import (
    LATITUDE,
    LONGITUDE,
    Day,
    Line,
    Mail,
    Phone,
    Postcode,
    Whole,
    YesNo,
    choice,
    languages,
    several,
)

BORN = Day(date(1900, 1, 1), date(2100, 1, 1))

COLUMNS = (
    column(
        "reference",
        "Nr. | Number | Nummer | Kürzel | Reference | ID | Teilnehmernummer | No.",
        Line(80),
        hint="Ihre eigene Nummer für die Person. Leer: Name und Nummer der Zeile.",
    ),
    column("first_name", "Vorname | First name | Given name | Rufname*", Line(100), hint="Vorname."),
    column(
        "last_name",
        "Nachname | Last name | Name | Familienname | Surname",
        Line(100),
        hint="Leer, wenn die Person nur einen Namen hat.",
    ),
    column(
        "born_on",
        "Geburtsdatum | Birth date | Geboren | Geboren am | Geb. | Date of birth",
        BORN,
        hint="Zum Beispiel 03.09.1998.",
    ),
    column(
        "languages",
        "Sprachen | Languages | Sprache | Muttersprache | Language*",
        languages(),
        hint="Die Hauptsprache zuerst, mehrere mit Komma.",
    ),
    column(
        "german_level",
        "Deutsch | German | Deutschniveau | Sprachniveau | German level",
        choice(GermanLevel, words.GERMAN_LEVELS),
        hint="So viel Deutsch spricht die Person.",
    ),
    column(
        "mail",
        "E-Mail | E-mail | E-Mail-Adresse | Mail | Email address",
        Mail(),
        hint="Die eigene Adresse der Person.",
    ),
    column(
        "phone",
        "Telefon | Phone | Telefonnummer | Tel. | Mobil | Handy | Handynummer | Telephone",
        Phone(),
        hint="Mit Vorwahl, zum Beispiel 0170 1234567.",
    ),
    column(
        "channel",
        "Weg | Channel | Kontaktweg | Erreichbar über",
        choice(Channel, words.CHANNELS),
        hint="Wie wir die Person erreichen.",
    ),
    column(
        "postcode",
        "PLZ | Postcode | Postleitzahl | ZIP",
        Postcode(),
        hint="Fünf Ziffern. Eine Straße brauchen wir nicht.",
    ),
    column("town", "Ort | Town | Wohnort | Stadt | Gemeinde | City", Line(), hint="Wohnort."),
    column("latitude", "Breitengrad | Latitude | Breite | Lat", LATITUDE, hint="Freiwillig. Leer: die Mitte der PLZ."),
    column(
        "longitude",
        "Längengrad | Longitude | Länge | Lon | Lng",
        LONGITUDE,
        hint="Freiwillig. Leer: die Mitte der PLZ.",
    ),
    column(
        "travel_means",
        "Unterwegs mit | Travels by | Verkehrsmittel | Fährt mit | Means",
        choice(TravelMeans, words.TRAVEL_MEANS),
        hint="Wie die Person zum Betrieb kommt.",
    ),
    column(
        "travel_min",
        "Höchstens Minuten | Minutes at most | Fahrzeit | Wegzeit | Minuten | Max. Minuten",
        Whole(1, 300),
        hint="So lange darf ein Weg höchstens dauern.",
    ),
    column(
        "needs_step_free",
        "Braucht stufenlos | Needs step-free | Stufenlos | Barrierefrei",
        YesNo(),
        hint="Ja nur, wenn die Person hier schon zugestimmt hat.",
    ),
    column(
        "gear",
        "Eigene Sachen zum Schutz | Own gear | Hat Schuhe und Helm | Schutzausrüstung",
        several(Need, words.OWN_GEAR),
        hint="Sicherheitsschuhe, Helm oder beides, wenn die Person sie hat.",
    ),
    column(
        "food_proof",
        "Lebensmittelnachweis | Food proof | Gesundheitszeugnis | Nachweis Lebensmittel",
        choice(FoodProof, words.FOOD_PROOFS),
        hint="Was für Arbeit mit Lebensmitteln vorliegt.",
    ),
    column(
        "permission_entry",
        "Arbeitserlaubnis | Work permission | Eintrag | Beschäftigung | Erwerbstätigkeit",
        choice(PermissionEntry, words.PERMISSION_ENTRIES),
        hint="Was auf dem Papier zur Arbeit steht. Nie, warum.",
    ),
    column(
        "permission_request",
        "Antrag | Request | Antrag auf Erlaubnis | Stand des Antrags | Permission request",
        choice(PermissionRequest, words.PERMISSION_REQUESTS),
        hint="Wie weit der Antrag auf Erlaubnis ist.",
    ),
    column("alias", "Deckname | Alias | Pseudonym", Line(60), hint="Freiwillig. Was Betriebe statt des Namens lesen."),
    column(
        "is_protected",
        "Geschützt | Protected | Schutz | Auskunftssperre",
        YesNo(),
        hint="ja, wenn jemand diese Person sucht. Dann stehen Ort und Zeit nur hinter dem eigenen Zugang.",
    ),
    column(
        "coach_mail",
        "Begleitung | Coach | Betreuung | Coach E-Mail | E-Mail Begleitung | E-Mail Betreuung",
        Mail(),
        hint="Eine E-Mail-Adresse der Person, die begleitet.",
    ),
    column(
        "group",
        "Gruppe | Group | Gruppenname",
        Line(),
        hint="Ein Wort. Alle mit dem gleichen Wort bleiben zusammen.",
    ),
    column(
        "acceptable_answer",
        "Wenn nichts geht | If none is possible | Falls kein Wunsch möglich",
        choice(AcceptableAnswer, words.ACCEPTABLE_ANSWERS),
        hint="Was gelten soll, wenn kein Wunsch möglich ist.",
    ),
    column(
        "acceptable_trades",
        "Dann diese Bereiche | Then these trades | Bereiche | Trades",
        several(Trade, words.TRADES),
        hint="Nur bei „nur diese Bereiche“. Mehrere mit Komma.",
    ),
)


def full_name(values: Values) -> str:
    """Return first and last name as far as known."""
    return " ".join(str(name) for name in (values.get("first_name"), values.get("last_name")) if name)


def default_reference(values: Values, line: int) -> str:
    """Return the reference of a person without a number: name and line, so that two of one name differ."""
    return f"{full_name(values)[:60]} ({line})".strip()


def check_row(values: Values) -> Findings:
    """Yield what is wrong between the cells of one line: position, channel, what is acceptable."""
    yield from check_position(values)
    for channel, needed in ((Channel.MAIL, "mail"), (Channel.SMS, "phone"), (Channel.PHONE, "phone")):
        if values.get("channel") is channel and needed in values and values[needed] is None:
            yield "channel", f"channel_without_{needed}", {}
    if {"acceptable_answer", "acceptable_trades"} <= values.keys():
        is_asked = values["acceptable_answer"] is AcceptableAnswer.TRADES
        if is_asked and not values["acceptable_trades"]:
            yield "acceptable_trades", "trades_missing", {}
        if values["acceptable_trades"] and not is_asked:
            yield "acceptable_answer", "trades_without_answer", {}
