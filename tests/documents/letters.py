"""Letters and rosters to print. All names are invented."""

import struct
import zlib
from dataclasses import replace

from matchday.documents.letter import AccessLetter, LetterHead, LetterLines, TicketLetter
from matchday.documents.roster import RosterContent, RosterGuest
from tests.documents.papers import a_ticket

ACCESS_ADDRESS = "https://tag.kreis-beispiel.de/access#ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DOOR_ADDRESS = "https://tag.kreis-beispiel.de/door#ABCDEFGHIJKLMNOPQRSTUVWX23"

GERMAN_ACCESS = LetterLines(
    title="Ihr Zugang zum Refugees’ Day 2027",
    greeting="Guten Tag,",
    text="Sie können einen Tag lang einen Betrieb besuchen und bei der Arbeit zusehen. Es kostet nichts, und Sie "
    "entscheiden selbst. Der Zugang gehört nur Ihnen. Bitte geben Sie ihn nicht weiter.",
    key="Richten Sie die Kamera Ihres Telefons auf das Bild.",
    type_in="oder Adresse und Code eintippen:",
    steps=("1. Mit dem Bild öffnen", "2. Plätze aussuchen", "3. Auf die Antwort warten"),
    help="Fragen, oder kein Telefon? Rufen Sie an:",
)
ARABIC_ACCESS = LetterLines(
    title="مدخلك إلى Refugees’ Day 2027",
    greeting="مرحبا،",
    text="يمكنك زيارة مكان عمل ليوم واحد ومشاهدة العمل هناك. المشاركة مجانية واختيارية. هذا المدخل لك وحدك.",
    key="وجّه كاميرا الهاتف إلى هذه الصورة.",
    type_in="أو كتابة العنوان والرمز:",
    steps=("1. الدخول بالصورة", "2. اختيار الأماكن", "3. انتظار الجواب"),
    help="أسئلة، أو بدون هاتف؟ اتصل بنا:",
)
GERMAN_TICKET = LetterLines(
    title="Ihr Ticket",
    greeting="Guten Tag,",
    text="Sie haben einen Platz. Unten ist Ihr Ticket. Es gilt auch auf Papier.",
    steps=("Schneiden Sie das Ticket aus und nehmen Sie es mit.", "Seien Sie pünktlich.", "Zeigen Sie das Ticket."),
    help="Können Sie nicht kommen? Rufen Sie an:",
)
ARABIC_TICKET = LetterLines(
    title="تذكرتك",
    greeting="مرحبا،",
    text="لديك مكان. تذكرتك في الأسفل. وهي صالحة على الورق أيضا.",
    steps=("اقطع التذكرة وخذها معك.", "احضر في الوقت المحدد.", "أظهر التذكرة."),
    help="لا تستطيع الحضور؟ اتصل بنا:",
)


def a_head(**changes: object) -> LetterHead:
    head = LetterHead(
        organiser_name="Landkreis Birkenried",
        office="Integrationsbüro",
        return_line="Landkreis Birkenried · Am Schloss 1 · 00101 Birkenried",
        name="Amira K.",
        recipient=("Amira K.",),
        reference=(("Ihre Begleitung", "Frau Yıldız"), ("Telefon", "05550 000-233"), ("Datum", "22. Februar 2027")),
        contact="Frau Hansen",
        phone="05550 000-233",
    )
    return replace(head, **changes)


def an_access_letter(language: str = "ar", **changes: object) -> AccessLetter:
    letter = AccessLetter(
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        head=a_head(),
        own=ARABIC_ACCESS if language == "ar" else GERMAN_ACCESS,
        german=GERMAN_ACCESS,
        step_icons=("scan", "heart", "mail"),
        site="tag.kreis-beispiel.de/access",
        address=ACCESS_ADDRESS,
        short_code="WQ3H8TNR5K",
    )
    return replace(letter, **changes)


def a_ticket_letter(language: str = "ar", **changes: object) -> TicketLetter:
    own = ARABIC_TICKET if language == "ar" else GERMAN_TICKET
    letter = TicketLetter(head=a_head(), own=own, german=GERMAN_TICKET, ticket=a_ticket(language))
    return replace(letter, **changes)


def a_roster(**changes: object) -> RosterContent:
    roster = RosterContent(
        firm="Bäckerei Hölzl & Söhne",
        work="Bäckerei: Zusehen",
        count="2 von 4 Plätzen",
        time="Dienstag, 20. April 2027, von 08:00 bis 14:00 Uhr",
        address="Industriestraße 12, 00102 Steinfurth",
        meeting_point="Hintereingang, Tor 2",
        foreman="Herr Brandt",
        needs="Sicherheitsschuhe",
        help="05550 000-233",
        event="Refugees’ Day 2027",
        footer="Stand 19.04.2027, 18:10. Bitte nach dem Tag vernichten.",
        guests=(
            RosterGuest(name="Amira", languages="Arabisch", german_level="Deutsch A2", needs="nichts Besonderes"),
            RosterGuest(name="Gast 17"),
        ),
    )
    return replace(roster, **changes)


def a_logo() -> bytes:
    """Draw a small blue PNG."""
    rows = zlib.compress((b"\0" + b"\x20\x44\xaa" * 60) * 40)
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 60, 40, 8, 2, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
