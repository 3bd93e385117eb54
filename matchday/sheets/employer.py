"""Employers in a sheet: one line is one employer with one site."""

from __future__ import annotations

from matchday.core.employer import HospitationCover
from matchday.sheets import words
from matchday.sheets.column import Findings, Values, column
from matchday.sheets.kinds import LATITUDE, LONGITUDE, Line, Mail, Phone, Postcode, choice

COLUMNS = (
    column(
        "reference",
        "Kürzel | Reference | Nr. | Nummer | ID | Kennung | Betriebsnummer | Short name",
        Line(80),
        hint="Kurzer Name oder Nummer, mit der die Angebote den Betrieb nennen. Leer: der Name des Betriebs.",
    ),
    column(
        "name",
        "Betrieb | Employer | Name | Firma | Firmenname | Unternehmen | Arbeitgeber | Einrichtung "
        "| Name des Betriebs | Company*",
        Line(),
        hint="Name des Betriebs, wie er auf dem Ticket stehen soll.",
    ),
    column(
        "contact_name",
        "Ansprechperson | Contact person | Ansprechpartner | Ansprechpartnerin | Kontakt | Kontaktperson | Contact",
        Line(),
        hint="Wer im Betrieb zuständig ist.",
    ),
    column(
        "contact_mail",
        "E-Mail | E-mail | E-Mail-Adresse | Mail | Email address",
        Mail(),
        hint="Eine E-Mail-Adresse der Ansprechperson.",
    ),
    column(
        "contact_phone",
        "Telefon | Phone | Telefonnummer | Tel. | Mobil | Handy | Telephone",
        Phone(),
        hint="Mit Vorwahl, zum Beispiel 0561 123456.",
    ),
    column(
        "street",
        "Straße | Street | Straße und Hausnummer | Straße und Nr. | Anschrift | Adresse | Address",
        Line(),
        hint="Straße und Hausnummer des Ortes, an dem der Tag stattfindet.",
    ),
    column("postcode", "PLZ | Postcode | Postleitzahl | ZIP*", Postcode(), hint="Fünf Ziffern."),
    column("town", "Ort | Town | Stadt | Gemeinde | Wohnort | City*", Line(), hint="Ort des Betriebs."),
    column(
        "site_label",
        "Standort | Site | Filiale | Werk | Niederlassung",
        Line(),
        hint="Nur wenn der Betrieb mehrere Orte hat, zum Beispiel „Werk 2“.",
    ),
    column("latitude", "Breitengrad | Latitude | Breite | Lat", LATITUDE, hint="Freiwillig, zum Beispiel 51,3127."),
    column(
        "longitude",
        "Längengrad | Longitude | Länge | Lon | Lng",
        LONGITUDE,
        hint="Freiwillig, zum Beispiel 9,4797.",
    ),
    column(
        "insurance_carrier",
        "Unfallversicherung | Insurance carrier | Berufsgenossenschaft | BG "
        "| Versicherungsträger | Unfallversicherungsträger",
        Line(),
        hint="Träger der Unfallversicherung, zum Beispiel BGHM.",
    ),
    column(
        "hospitation_cover",
        "Hospitation versichert | Covers Hospitation | Versichert Hospitation | Hospitation ist versichert",
        choice(HospitationCover, words.HOSPITATION_COVERS),
        hint="Deckt der Träger auch eine Hospitation? Leer: unbekannt.",
    ),
)


def default_reference(values: Values, line: int) -> str:
    """Return what slots call an employer without a reference of its own: the name."""
    return str(values.get("name") or line)[:80]


def check_row(values: Values) -> Findings:
    """Yield what is wrong between the cells of one line."""
    yield from check_position(values)


def check_position(values: Values) -> Findings:
    """Yield a finding if only one half of a position is given."""
    for here, there in (("latitude", "longitude"), ("longitude", "latitude")):
        if values.get(here) is not None and there in values and values[there] is None:
            yield here, "position_half", {}
