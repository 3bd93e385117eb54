"""Tickets to print, and how the tests look at a printed page. All names are invented."""

from dataclasses import replace

import numpy as np
import pypdfium2
import zxingcpp
from numpy.typing import NDArray

from matchday.core.slottext import MeetingPoint
from matchday.documents.content import ThingToBring, TicketContent, TicketLines

ADDRESS = (
    "HTTPS://TAG.KREIS-BEISPIEL.DE/T#AEAACAAAAABAAAAAAN3DNSTUTNBRBRBFTIAWXRXUMAAWQ6DOHBK4HVS3ECOR6KQIZEYOEOEPU72L"
    "6ZXI7LNOHQDQXLEZROSD2VPIIESTKJSMSG5BC77IMEK4LOAZQEBTVD75UABFC32D2Y7MOEEA"
)
MM = 72 / 25.4

GERMAN = TicketLines(
    title="Ticket",
    date="Dienstag, 20. April 2027",
    time="von 23:00 bis 05:00 Uhr am nächsten Tag",
    work="Bäckerei, mitmachen",
    meeting_label="Treffpunkt",
    help="Hilfe: Frau Yıldız",
)
OWN = {
    "ar": TicketLines(
        title="تذكرة",
        date="الثلاثاء 20 نيسان/أبريل 2027",
        time="من 23:00 إلى 05:00 في اليوم التالي",
        work="مخبز، مشاركة",
        meeting_label="مكان اللقاء",
        help="مساعدة: السيدة Yıldız",
    ),
    "en": TicketLines(
        title="Ticket",
        date="Tuesday, 20 April 2027",
        time="from 23:00 to 05:00 the next day",
        work="Bakery, joining in",
        meeting_label="Meeting point",
        help="Help: Ms Yıldız",
    ),
    "uk": TicketLines(
        title="Квиток",
        date="вівторок, 20 квітня 2027 р.",
        time="з 23:00 до 05:00 наступного дня",
        work="Пекарня, спробувати самому",
        meeting_label="Місце зустрічі",
        help="Допомога: пані Yıldız",
    ),
    "ti": TicketLines(
        title="ቲኬት",
        date="ሰሉስ 20 ሚያዝያ 2027",
        time="ካብ 23:00 ክሳብ 05:00 ናይ ጽባሕ",
        work="እንዳ ባኒ፣ ምስታፍ",
        meeting_label="መራኸቢ ቦታ",
        help="ሓገዝ፦ ወይዘሮ Yıldız",
    ),
    "de": GERMAN,
}
WAY = {
    "ar": (
        "\N{FIRST STRONG ISOLATE}Steinfurth\N{POP DIRECTIONAL ISOLATE}، 35 دقيقة بالحافلة",
        "\N{FIRST STRONG ISOLATE}Frau Becker\N{POP DIRECTIONAL ISOLATE} في انتظاركم.",
    ),
    "en": ("Steinfurth, 35 minutes by bus", "Frau Becker is waiting for you."),
    "uk": ("Steinfurth, 35 хвилин автобусом", "Frau Becker чекає на Вас."),
    "ti": ("Steinfurth፣ 35 ደቓይቕ ብኣውቶቡስ", "ዝጽበየኩም ሰብ: Frau Becker."),
    "de": ("Steinfurth, 35 Minuten mit dem Bus", "Frau Becker wartet auf Sie."),
}
TO_BRING = {
    "ar": ("حذاء أمان", "طعام وشراب", "سترة دافئة"),
    "en": ("Safety shoes", "Food and drink", "Warm jacket"),
    "uk": ("Захисне взуття", "Їжа та напої", "Тепла куртка"),
    "ti": ("ናይ ድሕነት ጫማ", "ምግቢን መስተን", "ምዉቕ ጃኬት"),
    "de": ("Sicherheitsschuhe, leihweise", "Essen und Trinken", "warme Jacke"),
}


def a_ticket(language: str = "en", **changes: object) -> TicketContent:
    things = zip(("shoe", "soup", "shirt"), TO_BRING[language], TO_BRING["de"], strict=True)
    way, foreman = WAY[language]
    content = TicketContent(
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        organiser_name="Landkreis Birkenried",
        event_name="Refugees’ Day 2027",
        own=OWN[language],
        german=GERMAN,
        trade_icon="baguette",
        firm="Bäckerei Hölzl & Söhne",
        street="Industriestraße 12",
        town="Steinfurth",
        meeting_point=MeetingPoint("Hintereingang, Tor 2"),
        way=way,
        foreman=foreman,
        foreman_phone="05550 4711-20",
        things_to_bring=tuple(ThingToBring(*thing) for thing in things),
        contact="Frau Hansen",
        phone="05550 000-233",
        short_code="K7MQ4X2P",
        token_address=ADDRESS,
    )
    return replace(content, **changes)


def page_text(pdf: bytes) -> str:
    """Give the words on the only page; one line of a page may be several of the PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        return " ".join(document[0].get_textpage().get_text_range().split())


def page_picture(pdf: bytes, *, pixels_by_mm: float = 8.0) -> NDArray[np.uint8]:
    """Draw the only page in grey, 0 is black."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=pixels_by_mm / MM, grayscale=True).to_numpy().squeeze().copy()


def read_qr(picture: NDArray[np.uint8]) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(np.ascontiguousarray(picture))]
