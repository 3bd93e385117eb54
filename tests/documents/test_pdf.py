import ctypes
import re
import subprocess
import sys
from dataclasses import fields, replace

import numpy as np
import pypdfium2
import pytest
from pypdfium2 import raw

from matchday.core.language import LANGUAGES
from matchday.core.slottext import MeetingPoint
from matchday.documents.content import ThingToBring, TicketLines
from matchday.documents.pdf import ticket_pdf
from tests.documents.papers import ADDRESS, MM, a_ticket, page_picture, page_text, read_qr

PIXELS_BY_MM = 8
NAMES = (
    "organiser_name", "event_name", "firm", "street", "town", "way", "foreman", "foreman_phone", "contact", "phone"
)  # fmt: skip


def catalogue_language(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        room = ctypes.create_string_buffer(64)
        length = raw.FPDFCatalog_GetLanguage(document, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), 64)
        return room.raw[: length - 2].decode("utf-16-le")


def white_share(page: np.ndarray, *, left: float, top: float, right: float, bottom: float) -> float:
    """Give the share of white in a part of the page; all four in millimetres from its corner."""
    part = page[
        round(top * PIXELS_BY_MM) : round(bottom * PIXELS_BY_MM),
        round(left * PIXELS_BY_MM) : round(right * PIXELS_BY_MM),
    ]
    return float((part > 250).mean())


def lines_of(text: str) -> TicketLines:
    return TicketLines(**{line.name: text for line in fields(TicketLines)})


def filled_with(text: str, *, language: str = "en"):
    """Give a ticket on which every text is the same."""
    things = tuple(ThingToBring(icon, text, text) for icon in ("shoe", "soup", "shirt"))
    content = a_ticket(language, own=lines_of(text), german=lines_of(text), things_to_bring=things)
    meeting = MeetingPoint(text, own=text, language=LANGUAGES[language], mark=text)
    return replace(content, meeting_point=meeting, **dict.fromkeys(NAMES, text))


def assert_nothing_leaves_its_place(pdf: bytes) -> None:
    page = page_picture(pdf, pixels_by_mm=PIXELS_BY_MM)
    assert read_qr(page) == [ADDRESS]
    # Four modules of white around the code, margins at both sides, air above the line of help.
    assert white_share(page, left=26.5, top=9.6, right=30.4, bottom=60.6) == 1
    assert white_share(page, left=74.6, top=9.6, right=78.5, bottom=60.6) == 1
    assert white_share(page, left=26.5, top=9.6, right=78.5, bottom=12.9) == 1
    assert white_share(page, left=30, top=57.1, right=75, bottom=60.6) == 1
    for top, bottom in ((2.1, 66), (73, 135.5)):
        assert white_share(page, left=0, top=top, right=6, bottom=bottom) == 1
        assert white_share(page, left=99, top=top, right=105, bottom=bottom) == 1
    assert white_share(page, left=0, top=134.8, right=105, bottom=135.7) == 1


@pytest.mark.parametrize("language", ["ar", "en", "uk", "ti", "de"])
def test_a_ticket_is_one_tagged_a6_page_in_its_language(language):
    content = a_ticket(language)

    pdf = ticket_pdf(content)

    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx((105 * MM, 148 * MM), abs=0.01)
        assert document.get_metadata_dict()["Title"] == f"{content.own.title} K7MQ 4X2P"
        assert raw.FPDFCatalog_IsTagged(document)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert catalogue_language(pdf) == language


@pytest.mark.parametrize("language", ["ar", "en", "uk", "ti", "de"])
def test_everything_stays_in_its_place(language):
    assert_nothing_leaves_its_place(ticket_pdf(a_ticket(language)))


def test_a_ticket_says_what_when_where_and_whom_to_call():
    text = page_text(ticket_pdf(a_ticket("en")))

    for words in (
        "Landkreis Birkenried",
        "Refugees’ Day 2027",
        "K7MQ 4X2P",
        "Tuesday, 20 April 2027",
        "from 23:00 to 05:00 the next day",
        "Dienstag, 20. April 2027, von 23:00 bis 05:00 Uhr am nächsten Tag",
        "Bakery, joining in",
        "Bäckerei, mitmachen",
        "Bäckerei Hölzl & Söhne",
        "Industriestraße 12, Steinfurth",
        "Meeting point · Treffpunkt",
        "Hintereingang, Tor 2",
        "Steinfurth, 35 minutes by bus",
        "Frau Becker is waiting for you. 05550 4711-20",
        "Safety shoes",
        "Sicherheitsschuhe, leihweise",
        "Help: Ms Yıldız",
        "Frau Hansen",
        "05550 000-233",
    ):
        assert words in text


def test_a_german_ticket_says_everything_once():
    for language in ("de", "de-simple"):
        text = page_text(ticket_pdf(replace(a_ticket("de"), language=language)))

        for words in ("Dienstag, 20. April 2027", "mitmachen", "Treffpunkt", "leihweise", "Frau Yıldız"):
            assert text.count(words) == 1


def test_an_arabic_ticket_keeps_the_german_words():
    text = page_text(ticket_pdf(a_ticket("ar")))

    for word in (
        "Bäckerei",
        "Hölzl",
        "Industriestraße",
        "Steinfurth",
        "Hintereingang",
        "Treffpunkt",
        "April",
    ):
        assert word in text


def test_a_region_is_part_of_the_language():
    pdf = ticket_pdf(replace(a_ticket("ar"), language="fa-AF"))

    assert catalogue_language(pdf) == "fa-AF"


def test_a_revised_ticket_says_so():
    content = a_ticket("en")
    revised = replace(
        content,
        own=replace(content.own, revision="Version 2"),
        german=replace(content.german, revision="Fassung 2"),
    )

    assert "Version 2 · Fassung 2" in page_text(ticket_pdf(revised))
    assert "·  " not in page_text(ticket_pdf(content))


def test_what_there_is_not_leaves_no_trace():
    text = page_text(ticket_pdf(a_ticket("en", meeting_point=None, street="", way="", foreman="", things_to_bring=())))

    assert "Meeting point" not in text
    assert "shoes" not in text
    assert "bus" not in text
    assert "Becker" not in text
    assert "Söhne Steinfurth" in text


def test_where_people_meet_stands_in_their_words_and_in_german():
    own = MeetingPoint("Tor 2, bitte klingeln", own="Біля воріт 2", language=LANGUAGES["uk"], mark="не перевірено")

    text = page_text(ticket_pdf(a_ticket("uk", meeting_point=own)))

    assert "Біля воріт 2 Tor 2, bitte klingeln не перевірено" in text
    assert text.count("Tor 2") == 1


def test_words_in_a_third_language_keep_their_own_direction():
    own = MeetingPoint("Tor 2", own="دروازه 2", language=LANGUAGES["ps"])

    text = page_text(ticket_pdf(replace(a_ticket("de", meeting_point=own), language="de-simple")))

    assert "دروازه" in text
    assert "Tor 2" in text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_name_of_200_letters_stays_on_the_page(language):
    firm = "Gesellschaft für Oberflächentechnik und Metallveredelung Hohenlohe-Franken mbH & Co. KG, Werk " * 3
    content = a_ticket(language, firm=firm[:200], organiser_name="Landkreis Süd-" * 14, phone="0" * 40)

    assert_nothing_leaves_its_place(ticket_pdf(content))


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "W" * 200), ("ar", "الشركة العامة " * 14), ("ar", "س" * 200), ("ti", "ገብረእግዚኣብሄር" * 20)],
)
def test_200_letters_in_every_place_stay_on_the_page(language, text):
    assert_nothing_leaves_its_place(ticket_pdf(filled_with(text, language=language)))


@pytest.mark.parametrize(
    "name",
    [
        '#panic("x") *b* _i_',
        "$1+1$ = <label> @ref",
        "\\ // /* */ [ ] { }",
        '"}],"firm":"x',
        "`raw` --- ~ #d.code",
    ],
)
def test_a_name_cannot_become_markup(name):
    assert name in page_text(ticket_pdf(a_ticket("en", firm=name)))


def test_a_letter_without_a_font_is_shown_as_missing():
    assert "Bäckerei \ufffd Hölzl" in page_text(ticket_pdf(a_ticket("en", firm="Bäckerei 🥨 Hölzl")))


def test_the_same_content_gives_the_same_bytes():
    assert ticket_pdf(a_ticket("ar")) == ticket_pdf(a_ticket("ar"))


def test_only_our_own_fonts_are_used_and_they_are_inside():
    pdf = ticket_pdf(a_ticket("ar"))

    names = {name.decode() for name in re.findall(rb"/FontName/[A-Z]{6}\+([A-Za-z]+)", pdf)}
    assert names == {"NotoSans", "Vazirmatn"}


def test_the_band_has_the_organiser_s_colour():
    with pypdfium2.PdfDocument(ticket_pdf(a_ticket("en", colour="#006b4f"))) as document:
        page = document[0].render(rev_byteorder=True).to_numpy()

    assert page[2, 100, :3].tolist() == [0x00, 0x6B, 0x4F]


def test_an_icon_that_is_not_there_is_an_error():
    with pytest.raises(FileNotFoundError):
        ticket_pdf(a_ticket("en", trade_icon="no-such-icon"))


@pytest.mark.parametrize(
    "changes",
    [
        {"trade_icon": "../../instance/key"},
        {"language": "Deutsch"},
        {"direction": "up"},
        {"colour": "red"},
        {"things_to_bring": (ThingToBring("shoe", "a", "b"),) * 4},
    ],
)
def test_content_that_cannot_be_printed_is_an_error(changes):
    with pytest.raises(ValueError, match=r"not the name|not a|room for three"):
        replace(a_ticket(), **changes)


def test_importing_the_workshop_loads_no_typesetter():
    program = (
        "import sys, matchday.documents.pdf, matchday.documents.fonts, matchday.documents.content;"
        "sys.exit(any(name in sys.modules for name in ('typst', 'fontTools', 'flask', 'sqlalchemy')))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
