"""Words: how people write the values of our enums in a sheet, in German and English.

The first word of each language is the one we write ourselves and offer in drop-down lists.
None holds a comma or a slash: those stand between several words in one cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from matchday.core.employer import HospitationCover
from matchday.core.language import LANGUAGES
from matchday.core.participant import Channel, FoodProof, PermissionEntry, PermissionRequest, TravelMeans
from matchday.core.slot import GEAR, ActivityKind, GermanLevel, Need, Trade, WhatFollows
from matchday.core.wishlist import AcceptableAnswer
from matchday.sheets.cells import fold


@dataclass(frozen=True)
class Word:
    """Name one value: German, English, and what else people write for it."""

    value: str
    german: str
    english: str
    others: tuple[str, ...] = ()

    def shown(self, language: str) -> str:
        """Return the word we write in ``language``."""
        return self.english if language == "en" else self.german


Words: TypeAlias = tuple[Word, ...]


def by_fold(words: Words) -> dict[str, str]:
    """Return the value for each folded way of writing it, the value itself included."""
    return {
        fold(text): word.value
        for word in words
        for text in (word.value, word.german, word.english, *word.others)
        if fold(text)
    }


def _word(value: StrEnum, german: str, english: str, *others: str) -> Word:
    return Word(value, german, english, others)


TRADES: Words = (
    _word(Trade.CARE, "Pflege", "Care", "Altenpflege", "Krankenpflege", "Gesundheit", "Pflege und Gesundheit"),
    _word(Trade.METAL, "Metallbau", "Metal", "Metall", "Metallverarbeitung", "Metalworking"),
    _word(Trade.BUILDING, "Bau", "Building", "Construction", "Hochbau", "Tiefbau", "Baugewerbe"),
    _word(Trade.WOOD, "Holz", "Wood", "Tischlerei", "Schreinerei", "Carpentry"),
    _word(Trade.BAKERY, "Bäckerei", "Bakery", "Backstube", "Bäcker", "Konditorei"),
    _word(Trade.KITCHEN, "Küche", "Kitchen", "Gastronomie", "Restaurant", "Küche und Gastronomie"),
    _word(
        Trade.GARDEN,
        "Garten und Landwirtschaft",
        "Garden",
        "Garten",
        "Gartenbau",
        "Grünpflege",
        "Landwirtschaft",
        "Landschaftsbau",
    ),
    _word(
        Trade.STORES,
        "Lager und Transport",
        "Stores",
        "Lager",
        "Logistik",
        "Lager und Logistik",
        "Warehouse",
        "Logistics",
    ),
    _word(
        Trade.SCHOOL,
        "Kita und Schule",
        "School",
        "Kita",
        "Schule",
        "Schule und Kita",
        "Kindergarten",
        "Erziehung",
    ),
    _word(Trade.OFFICE, "Büro und IT", "Office", "Büro", "IT", "Verwaltung", "Büro und Verwaltung"),
    _word(Trade.GARAGE, "Autowerkstatt", "Garage", "Werkstatt", "Kfz", "Kfz-Werkstatt"),
    _word(Trade.CLEANING, "Reinigung", "Cleaning", "Gebäudereinigung"),
    _word(Trade.HAIR, "Friseur", "Hair", "Friseurin", "Hairdresser", "Frisör"),
    _word(Trade.PAINTING, "Malerarbeiten", "Painting", "Maler", "Malerin", "Lackierer", "Painter"),
    _word(Trade.ELECTRICS, "Elektro", "Electrics", "Elektrik", "Elektrotechnik", "Electrician"),
    _word(Trade.DRIVING, "Bus und Lkw", "Driving", "Fahren", "Fahrdienst", "Verkehr"),
    _word(Trade.TEXTILE, "Nähen und Textil", "Textile", "Textil", "Näherei", "Schneiderei"),
    _word(Trade.RETAIL, "Verkauf", "Retail", "Einzelhandel", "Handel", "Laden", "Shop", "Sales"),
    _word(Trade.OTHER, "Etwas anderes", "Other", "Anderes", "Sonstiges", "Sonstige"),
)
ACTIVITY_KINDS: Words = (
    _word(
        ActivityKind.HOSPITATION,
        "Hospitation",
        "Hospitation",
        "Zusehen",
        "Zuschauen",
        "Schnuppertag",
        "Job shadowing",
    ),
    _word(ActivityKind.PRAKTIKUM, "Praktikum", "Praktikum", "Mitarbeiten", "Probearbeit", "Internship"),
)
GERMAN_LEVELS: Words = (
    _word(
        GermanLevel.NONE,
        "keine",
        "none",
        "kein",
        "kein Deutsch",
        "kein Deutsch nötig",
        "nicht nötig",
        "no German",
    ),
    *(_word(level, level.upper(), level.upper()) for level in GermanLevel if level is not GermanLevel.NONE),
)
NEEDS: Words = (
    _word(Need.SAFETY_SHOES, "Sicherheitsschuhe", "Safety shoes", "Arbeitsschuhe", "S3-Schuhe"),
    _word(Need.HELMET, "Helm", "Helmet", "Schutzhelm"),
    _word(Need.WORK_CLOTHES, "Arbeitskleidung", "Work clothes", "Arbeitshose"),
    _word(Need.WARM_CLOTHES, "Warme Jacke", "Warm clothes", "Warme Kleidung"),
    _word(
        Need.OWN_FOOD,
        "Essen und Trinken",
        "Own food",
        "Eigenes Essen",
        "Essen mitbringen",
        "Verpflegung mitbringen",
    ),
    _word(Need.STANDING, "Viel Stehen", "Standing", "Stehen"),
    _word(Need.LIFTING, "Schwer heben", "Lifting", "Heben", "Tragen", "Schweres Heben"),
    _word(Need.STAIRS, "Treppen", "Stairs", "Treppensteigen"),
    _word(Need.OUTDOORS, "Draußen", "Outdoors", "Im Freien", "Außen"),
)
OWN_GEAR: Words = tuple(word for word in NEEDS if word.value in GEAR)
WHAT_FOLLOWS: Words = (
    _word(WhatFollows.LOOK, "nur ansehen", "only a look", "nur schauen", "Einblick", "Kennenlernen"),
    _word(WhatFollows.PRAKTIKUM, "Praktikum", "Praktikum", "ein Praktikum", "Internship"),
    _word(
        WhatFollows.TRAINING,
        "Ausbildung",
        "Training",
        "eine Ausbildung",
        "Ausbildungsplatz",
        "Apprenticeship",
    ),
    _word(WhatFollows.WORK, "Arbeitsstelle", "Work", "eine Arbeitsstelle", "Arbeit", "Arbeitsplatz", "Job"),
)
HOSPITATION_COVERS: Words = (
    _word(HospitationCover.YES, "ja", "yes", "j", "y", "mitversichert"),
    _word(HospitationCover.NO, "nein", "no", "n", "nicht mitversichert"),
    _word(HospitationCover.UNKNOWN, "unbekannt", "unknown", "nicht bekannt", "unklar", "weiß nicht"),
)
CHANNELS: Words = (
    _word(Channel.MAIL, "E-Mail", "E-mail", "Mail"),
    _word(Channel.SMS, "SMS", "Handy", "Mobil", "Kurznachricht", "text message"),
    _word(Channel.PHONE, "Telefon", "Phone", "Anruf", "call"),
    _word(Channel.LETTER, "Brief", "Letter", "Brief über die Begleitung", "Post"),
    _word(Channel.NONE, "nur Begleitung", "only coach", "nur über die Begleitung", "nur Betreuung", "keiner"),
)
TRAVEL_MEANS: Words = (
    _word(TravelMeans.FOOT, "zu Fuß", "on foot", "Fuß", "laufen", "walk", "walking"),
    _word(TravelMeans.BIKE, "Fahrrad", "bike", "Rad", "bicycle"),
    _word(TravelMeans.BUS, "Bus und Bahn", "bus", "Bahn", "ÖPNV", "Zug", "Tram", "train", "public transport"),
    _word(TravelMeans.CAR, "Auto", "car", "Pkw"),
)
PERMISSION_ENTRIES: Words = (
    _word(
        PermissionEntry.FREE,
        "erlaubt",
        "free",
        "frei",
        "gestattet",
        "Erwerbstätigkeit erlaubt",
        "Erwerbstätigkeit gestattet",
    ),
    _word(PermissionEntry.WITH_PERMISSION, "nur mit Erlaubnis", "with permission only", "mit Erlaubnis"),
    _word(PermissionEntry.NOT_ALLOWED, "nicht erlaubt", "not allowed", "nicht gestattet", "verboten"),
    _word(PermissionEntry.UNKNOWN, "unbekannt", "unknown", "nicht bekannt", "unklar"),
)
PERMISSION_REQUESTS: Words = (
    _word(PermissionRequest.NOT_NEEDED, "nicht nötig", "not needed", "nicht erforderlich"),
    _word(
        PermissionRequest.NOT_ASKED,
        "nicht gestellt",
        "not asked",
        "noch nicht gestellt",
        "noch nicht angefragt",
    ),
    _word(PermissionRequest.ASKED, "gestellt", "asked", "angefragt", "beantragt"),
    _word(PermissionRequest.GRANTED, "erteilt", "granted", "genehmigt", "bewilligt"),
    _word(PermissionRequest.REFUSED, "abgelehnt", "refused"),
)
FOOD_PROOFS: Words = (
    _word(FoodProof.NOTHING, "keiner", "none", "kein Nachweis", "kein", "keine", "nichts", "nothing"),
    _word(FoodProof.DECLARATION, "Erklärung", "declaration", "Erklärung unterschrieben", "Selbsterklärung"),
    _word(
        FoodProof.CERTIFICATE,
        "Bescheinigung",
        "certificate",
        "Bescheinigung liegt vor",
        "Gesundheitszeugnis",
        "Belehrung",
    ),
)
ACCEPTABLE_ANSWERS: Words = (
    _word(
        AcceptableAnswer.BETTER_NONE,
        "lieber keinen Platz",
        "better none",
        "Dann lieber keinen Platz",
        "lieber nichts",
    ),
    _word(
        AcceptableAnswer.REACHABLE,
        "ein anderer erreichbarer",
        "any reachable",
        "Ein anderer Platz, zu dem ich kommen kann",
        "egal",
    ),
    _word(
        AcceptableAnswer.TRADES,
        "nur diese Bereiche",
        "only these trades",
        "Ein anderer Platz, aber nur in diesen Berufen",
        "Bereiche",
    ),
)

_ENGLISH_LANGUAGES: dict[str, tuple[str, ...]] = {
    "de": ("German",),
    "de@simple": ("Plain German",),
    "ar": ("Arabic",),
    "en": ("English",),
    "uk": ("Ukrainian", "ua"),
    "ru": ("Russian",),
    "fa": ("Persian", "Farsi"),
    "fa_AF": ("Dari",),
    "ps": ("Pashto", "Paschto", "Pashtu"),
    "ti": ("Tigrinya", "Tigrinisch", "Tigrigna"),
    "so": ("Somali", "Somalisch"),
    "ku": ("Kurmanji", "Kurdisch", "Kurdish"),
    "tr": ("Turkish",),
    "fr": ("French",),
}
LANGUAGE_WORDS: Words = tuple(
    Word(code, language.german_name, english, (language.own_name, *others))
    for code, language in LANGUAGES.items()
    for english, *others in [_ENGLISH_LANGUAGES.get(code, (language.german_name,))]
)
