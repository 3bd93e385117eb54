"""The words and pictures people see for the values of core, in the reader's language."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from matchday.core.account import Role
from matchday.core.aim import Aim
from matchday.core.assignment import AssignmentState, UnplacedReason
from matchday.core.checkin import Answer, Way
from matchday.core.consent import Recipient
from matchday.core.eligibility import Reason
from matchday.core.employer import HospitationCover
from matchday.core.event import FoodRule, Stage
from matchday.core.keeping import Keeping
from matchday.core.message import MessageKind, MessageState
from matchday.core.paper import PaperKind
from matchday.core.participant import (
    Channel,
    FoodProof,
    ParticipantState,
    PermissionEntry,
    PermissionRequest,
    TravelMeans,
)
from matchday.core.privacy import ErasureKind, ErasureReason, Keep, RequestKind
from matchday.core.slot import ActivityKind, GermanLevel, Need, SlotState, Trade, WhatFollows
from matchday.core.ticket import TicketState
from matchday.core.walkin import WalkInState
from matchday.core.wishlist import AcceptableAnswer

SEEN_BY_ALL: tuple[tuple[StrEnum, object], ...] = (
    (Trade.CARE, _l("Pflege")),
    (Trade.METAL, _l("Metallbau")),
    (Trade.BUILDING, _l("Bau")),
    (Trade.WOOD, _l("Holz")),
    (Trade.BAKERY, _l("Bäckerei")),
    (Trade.KITCHEN, _l("Küche")),
    (Trade.GARDEN, _l("Garten und Landwirtschaft")),
    (Trade.STORES, _l("Lager und Transport")),
    (Trade.SCHOOL, _l("Kita und Schule")),
    (Trade.OFFICE, _l("Büro und IT")),
    (Trade.GARAGE, _l("Autowerkstatt")),
    (Trade.CLEANING, _l("Reinigung")),
    (Trade.HAIR, _l("Friseur")),
    (Trade.PAINTING, _l("Malerarbeiten")),
    (Trade.ELECTRICS, _l("Elektro")),
    (Trade.DRIVING, _l("Bus und Lkw")),
    (Trade.TEXTILE, _l("Nähen und Textil")),
    (Trade.RETAIL, _l("Verkauf")),
    (Trade.OTHER, _l("Etwas anderes")),
    (ActivityKind.HOSPITATION, _l("Zusehen")),
    (ActivityKind.PRAKTIKUM, _l("Mitarbeiten")),
    (GermanLevel.NONE, _l("kein Deutsch nötig")),
    (GermanLevel.A1, "A1"),
    (GermanLevel.A2, "A2"),
    (GermanLevel.B1, "B1"),
    (GermanLevel.B2, "B2"),
    (GermanLevel.C1, "C1"),
    (GermanLevel.C2, "C2"),
    (Need.SAFETY_SHOES, _l("Sicherheitsschuhe")),
    (Need.HELMET, _l("Helm")),
    (Need.WORK_CLOTHES, _l("Arbeitskleidung")),
    (Need.WARM_CLOTHES, _l("Warme Jacke")),
    (Need.OWN_FOOD, _l("Essen und Trinken")),
    (Need.STANDING, _l("Viel stehen")),
    (Need.LIFTING, _l("Schwer heben")),
    (Need.STAIRS, _l("Treppen")),
    (Need.OUTDOORS, _l("Draußen")),
    (WhatFollows.LOOK, _l("nur ansehen")),
    (WhatFollows.PRAKTIKUM, _l("ein Praktikum")),
    (WhatFollows.TRAINING, _l("eine Ausbildung")),
    (WhatFollows.WORK, _l("eine Arbeitsstelle")),
    (AcceptableAnswer.BETTER_NONE, _l("Dann lieber keinen Platz")),
    (AcceptableAnswer.REACHABLE, _l("Ein anderer Platz, zu dem ich kommen kann")),
    (AcceptableAnswer.TRADES, _l("Ein anderer Platz, aber nur in diesen Berufen")),
    (Reason.BARRED, _l("Dieser Platz geht für Sie nicht.")),
    (Reason.NOT_ALLOWED, _l("Hier arbeitet man mit. Ihr Aufenthaltspapier erlaubt das nicht.")),
    (Reason.PERMISSION_MISSING, _l("Hier arbeitet man mit. Dafür fehlt noch die Erlaubnis vom Amt.")),
    (Reason.TOO_YOUNG, _l("Für diesen Platz sind Sie noch zu jung.")),
    (Reason.NIGHT, _l("Dieser Platz ist nachts. Dafür sind Sie noch zu jung.")),
    (Reason.AGE_UNKNOWN, _l("Für diesen Platz müssen wir Ihr Geburtsdatum wissen.")),
    (Reason.GERMAN, _l("Hier braucht man mehr Deutsch.")),
    (Reason.NOT_STEP_FREE, _l("Dort gibt es Stufen.")),
    (Reason.FOOD_PROOF, _l("Hier arbeitet man mit Lebensmitteln. Dafür fehlt noch ein Nachweis.")),
    (Reason.NO_BUS, _l("Um diese Zeit fährt kein Bus. Kann jemand Sie fahren?")),
    (Reason.TOO_FAR, _l("Der Weg dorthin ist zu lang.")),
    (RequestKind.CORRECTION, _l("Eine Angabe ist falsch")),
    (RequestKind.RESTRICTION, _l("Meine Daten erst einmal nicht benutzen")),
    (RequestKind.ERASURE, _l("Alles über mich löschen")),
)
"""Translated: participants read these too."""

SEEN_BY_STAFF: tuple[tuple[StrEnum, object], ...] = (
    (Recipient.EMPLOYER, "Betrieb"),
    (TicketState.VALID, "gilt"),
    (TicketState.WITHDRAWN, "gilt nicht mehr"),
    (Way.CAMERA, "mit der Kamera"),
    (Way.CODE, "als Code getippt"),
    (Way.NAME, "als Name angetippt"),
    (Answer.ADMITTED, "Willkommen"),
    (Answer.ALREADY_IN, "schon da"),
    (Answer.OTHER_SLOT, "anderer Ort"),
    (Answer.OTHER_DAY, "anderer Tag"),
    (Answer.TOO_EARLY, "zu früh"),
    (Answer.REPLACED, "altes Ticket"),
    (Answer.WITHDRAWN, "gilt nicht mehr"),
    (Answer.UNKNOWN, "nicht bekannt"),
    (WalkInState.ASKED, "gefragt"),
    (WalkInState.APPROVED, "durfte bleiben"),
    (WalkInState.REFUSED, "durfte nicht bleiben"),
    (PaperKind.ACCESS_LETTERS, "Briefe mit dem Zugang"),
    (PaperKind.TICKET_LETTERS, "Briefe mit dem Ticket"),
    (PaperKind.TICKETS, "Tickets zum Ausschneiden"),
    (PaperKind.ROSTERS, "Listen für die Tür"),
    (PaperKind.ATTESTATIONS, "Teilnahmebescheinigungen"),
    (Role.OWNER, "Leitung"),
    (Role.STAFF, "Team"),
    (Role.READER, "Nur ansehen"),
    (Role.DOOR, "Nur Tür"),
    (Role.COACH, "Begleitung"),
    (Role.EMPLOYER, "Betrieb"),
    (Stage.DRAFT, "Entwurf"),
    (Stage.REGISTRATION, "Anmeldung"),
    (Stage.WISHING, "Wünsche"),
    (Stage.ASSIGNING, "Planen"),
    (Stage.PUBLISHED, "Veröffentlicht"),
    (Stage.RUNNING, "Der Tag"),
    (Stage.CLOSED, "Abschluss"),
    (Stage.ARCHIVED, "Abgelegt"),
    (FoodRule.NOTHING, "kein Nachweis"),
    (FoodRule.DECLARATION, "Erklärung der Person"),
    (FoodRule.CERTIFICATE, "Bescheinigung des Gesundheitsamts"),
    (Aim.NOBODY_LAST, "Niemand weit hinten"),
    (Aim.FIRST_WISHES, "Möglichst viele erste Wünsche"),
    (Aim.SMALLEST_SUM, "Im Durchschnitt weit vorn"),
    (Aim.MANY_EMPLOYERS, "Möglichst viele Betriebe"),
    (Aim.SHORT_WAYS, "Kurze Wege"),
    (Keeping.NOTHING, "Neu gerechnet"),
    (Keeping.SETTLED, "Nur Betroffene anders"),
    (Keeping.MOST, "Möglichst viele mit Platz"),
    (HospitationCover.YES, "versichert Hospitation"),
    (HospitationCover.NO, "versichert Hospitation nicht"),
    (HospitationCover.UNKNOWN, "nicht bekannt"),
    (SlotState.DRAFT, "Entwurf"),
    (SlotState.WAITING, "wartet auf Prüfung"),
    (SlotState.APPROVED, "freigegeben"),
    (SlotState.WITHDRAWN, "zurückgezogen"),
    (Channel.MAIL, "E-Mail"),
    (Channel.PHONE, "Telefon"),
    (Channel.LETTER, "Brief über die Begleitung"),
    (Channel.NONE, "nur über die Begleitung"),
    (TravelMeans.FOOT, "zu Fuß"),
    (TravelMeans.BIKE, "Fahrrad"),
    (TravelMeans.BUS, "Bus und Bahn"),
    (TravelMeans.CAR, "Auto"),
    (PermissionEntry.FREE, "Erwerbstätigkeit erlaubt"),
    (PermissionEntry.WITH_PERMISSION, "nur mit Erlaubnis"),
    (PermissionEntry.NOT_ALLOWED, "nicht erlaubt"),
    (PermissionEntry.UNKNOWN, "nicht bekannt"),
    (PermissionRequest.NOT_NEEDED, "nicht nötig"),
    (PermissionRequest.NOT_ASKED, "noch nicht angefragt"),
    (PermissionRequest.ASKED, "angefragt"),
    (PermissionRequest.GRANTED, "erteilt"),
    (PermissionRequest.REFUSED, "abgelehnt"),
    (FoodProof.NOTHING, "kein Nachweis"),
    (FoodProof.DECLARATION, "Erklärung unterschrieben"),
    (FoodProof.CERTIFICATE, "Bescheinigung liegt vor"),
    (AssignmentState.REQUESTED, "wartet"),
    (AssignmentState.COMPUTING, "wird gerechnet"),
    (AssignmentState.PROPOSED, "Entwurf"),
    (AssignmentState.PUBLISHED, "veröffentlicht"),
    (AssignmentState.REPLACED, "ersetzt"),
    (AssignmentState.FAILED, "nicht gelungen"),
    (ParticipantState.ADDED, "noch ohne Zugang"),
    (ParticipantState.INVITED, "eingeladen"),
    (ParticipantState.OPENED, "geöffnet"),
    (ParticipantState.WISHED, "Wünsche da"),
    (ParticipantState.UNPLACED, "noch kein Platz"),
    (ParticipantState.PLACED, "hat einen Platz"),
    (ParticipantState.WITHDRAWN, "nimmt nicht teil"),
    (UnplacedReason.NO_WISHES, "Hat keine Wünsche."),
    (UnplacedReason.NOT_ELIGIBLE, "Zu keinem Wunsch darf oder kann die Person gehen."),
    (UnplacedReason.FULL, "Alle gewünschten Plätze sind vergeben."),
    (UnplacedReason.TOO_FEW, "Gewünschte Plätze sind vergeben, oder es kamen zu wenige Menschen zusammen."),
    (UnplacedReason.GROUP, "Für die ganze Gruppe ist bei keinem Wunsch genug Platz."),
    (MessageKind.SIGN_IN, "Anmelde-Link"),
    (MessageKind.INVITATION, "Einladung"),
    (MessageKind.TICKET, "Ticket"),
    (MessageKind.TICKET_CHANGED, "Änderung"),
    (MessageKind.TICKET_WITHDRAWN, "Absage"),
    (MessageKind.WITHDRAWN, "Abmeldung"),
    (MessageKind.UNPLACED, "noch kein Platz"),
    (MessageKind.ROSTER, "Wer kommt"),
    (MessageState.WAITING, "wartet"),
    (MessageState.SENDING, "wird gesendet"),
    (MessageState.SENT, "gesendet"),
    (MessageState.FAILED, "nicht angekommen"),
    (MessageState.BY_HAND, "bitte persönlich sagen"),
    (Keep.CONTACT, "Adresse, Telefon, Zugang"),
    (Keep.WISHES, "Wünsche"),
    (Keep.NOTES, "Steckbrief, Bedarf, Papiere"),
    (Keep.MESSAGES, "Nachrichten"),
    (Keep.CHECK_INS, "Ankunft an der Tür"),
    (Keep.AUDIT, "Text im Protokoll"),
    (Keep.PERSON, "Alles andere: Name, Platz, Ticket"),
    (ErasureReason.ASKED, "Die Person hat darum gebeten"),
    (ErasureReason.MISTAKE, "Versehentlich angelegt"),
    (ErasureReason.NOT_NEEDED, "Wird nicht mehr gebraucht"),
    (ErasureKind.PARTICIPANT, "ein Mensch"),
    (ErasureKind.EVENT, "eine Veranstaltung"),
)

SHORT_REASONS: dict[Reason, str] = {
    Reason.BARRED: "vom Team ausgeschlossen",
    Reason.NOT_ALLOWED: "Arbeit nicht erlaubt",
    Reason.PERMISSION_MISSING: "Erlaubnis fehlt",
    Reason.TOO_YOUNG: "zu jung",
    Reason.NIGHT: "zu jung für die Nacht",
    Reason.AGE_UNKNOWN: "Geburtsdatum fehlt",
    Reason.GERMAN: "mehr Deutsch nötig",
    Reason.NOT_STEP_FREE: "nicht stufenfrei",
    Reason.FOOD_PROOF: "Nachweis für Lebensmittel fehlt",
    Reason.NO_BUS: "kein Bus um diese Zeit",
    Reason.TOO_FAR: "Weg zu lang",
}
"""What staff and coaches read in lists; participants read the sentences above."""

ICONS: tuple[tuple[StrEnum, str], ...] = (
    (Trade.CARE, "nurse"),
    (Trade.METAL, "tool"),
    (Trade.BUILDING, "hammer"),
    (Trade.WOOD, "wood"),
    (Trade.BAKERY, "baguette"),
    (Trade.KITCHEN, "tools-kitchen-2"),
    (Trade.GARDEN, "plant-2"),
    (Trade.STORES, "package"),
    (Trade.SCHOOL, "school"),
    (Trade.OFFICE, "device-laptop"),
    (Trade.GARAGE, "car-garage"),
    (Trade.CLEANING, "bucket-droplet"),
    (Trade.HAIR, "scissors"),
    (Trade.PAINTING, "paint"),
    (Trade.ELECTRICS, "plug"),
    (Trade.DRIVING, "steering-wheel"),
    (Trade.TEXTILE, "needle-thread"),
    (Trade.RETAIL, "building-store"),
    (Trade.OTHER, "dots"),
    (ActivityKind.HOSPITATION, "eye"),
    (ActivityKind.PRAKTIKUM, "tool"),
    (Need.SAFETY_SHOES, "shoe"),
    (Need.HELMET, "helmet"),
    (Need.WORK_CLOTHES, "shirt"),
    (Need.WARM_CLOTHES, "shirt"),
    (Need.OWN_FOOD, "soup"),
    (Need.STANDING, "stairs"),
    (Need.LIFTING, "package"),
    (Need.STAIRS, "stairs"),
    (Need.OUTDOORS, "plant-2"),
    (TravelMeans.FOOT, "walk"),
    (TravelMeans.BIKE, "bike"),
    (TravelMeans.BUS, "bus"),
    (TravelMeans.CAR, "car"),
    (Reason.BARRED, "ban"),
    (Reason.NOT_ALLOWED, "file-certificate"),
    (Reason.PERMISSION_MISSING, "file-certificate"),
    (Reason.TOO_YOUNG, "id"),
    (Reason.NIGHT, "moon-stars"),
    (Reason.AGE_UNKNOWN, "calendar-question"),
    (Reason.GERMAN, "language"),
    (Reason.NOT_STEP_FREE, "wheelchair"),
    (Reason.FOOD_PROOF, "soup"),
    (Reason.NO_BUS, "bus"),
    (Reason.TOO_FAR, "route"),
    (ParticipantState.ADDED, "key"),
    (ParticipantState.INVITED, "mail"),
    (ParticipantState.OPENED, "eye"),
    (ParticipantState.WISHED, "heart"),
    (ParticipantState.UNPLACED, "circle-dashed"),
    (ParticipantState.PLACED, "circle-check"),
    (ParticipantState.WITHDRAWN, "circle-x"),
)


# Members of two kinds can be equal as text (a slot and an event may both be "draft"), so the kind is part of the key.
_WORDS = {(type(value), value.value): text for value, text in (*SEEN_BY_ALL, *SEEN_BY_STAFF)}
_ICONS = {(type(value), value.value): name for value, name in ICONS}


def word(value: StrEnum) -> object:
    """Return the word people read for ``value``."""
    return _WORDS[type(value), value.value]


def short_reason(reason: Reason) -> str:
    """Return what staff and coaches read for a reason in a list."""
    return SHORT_REASONS[reason]


def icon_of(value: StrEnum) -> str:
    """Return the name of the pictogram for ``value``."""
    return _ICONS[type(value), value.value]
