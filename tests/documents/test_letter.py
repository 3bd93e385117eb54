import numpy as np
import pypdfium2
import pytest
from pypdfium2 import raw

from matchday.documents.letter import access_letters_pdf, ticket_letters_pdf
from matchday.documents.pdf import tickets_pdf
from matchday.documents.roster import RosterGuest, rosters_pdf
from tests.documents.letters import (
    ACCESS_ADDRESS,
    DOOR_ADDRESS,
    a_head,
    a_logo,
    a_roster,
    a_ticket_letter,
    an_access_letter,
)
from tests.documents.papers import ADDRESS, MM, a_ticket, page_picture, page_text, read_qr
from tests.documents.test_pdf import catalogue_language
from tests.documents.test_qr import seen_by_camera

SYMBOL_MM = {"access": 40, "ticket": 44, "door": 34}


def a_paper(kind: str, language: str = "ar") -> bytes:
    if kind == "access":
        return access_letters_pdf([an_access_letter(language)], title="Zugang")
    if kind == "ticket":
        return ticket_letters_pdf([a_ticket_letter(language)], title="Ticket")
    return rosters_pdf([a_roster(door_address=DOOR_ADDRESS)], title="Liste")


SAID = {"access": ACCESS_ADDRESS, "ticket": ADDRESS, "door": DOOR_ADDRESS}


@pytest.mark.parametrize("kind", SAID)
def test_a_paper_is_one_tagged_page_of_a4(kind):
    pdf = a_paper(kind)

    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.01)
        assert raw.FPDFCatalog_IsTagged(document)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


@pytest.mark.parametrize("kind", SAID)
def test_160_pixels_are_enough_for_a_clean_picture_of_the_code(kind):
    page = page_picture(a_paper(kind), pixels_by_mm=160 / SYMBOL_MM[kind])

    assert read_qr(seen_by_camera(page, angle=5, blur=0, seed=25)) == [SAID[kind]]


@pytest.mark.parametrize("kind", SAID)
def test_320_pixels_are_enough_for_a_blurred_picture_of_the_code(kind):
    page = page_picture(a_paper(kind), pixels_by_mm=320 / SYMBOL_MM[kind])

    assert read_qr(seen_by_camera(page, angle=-5, blur=2, seed=15)) == [SAID[kind]]


@pytest.mark.parametrize("kind", ["access", "ticket"])
def test_no_code_stands_on_a_fold(kind):
    page = page_picture(a_paper(kind))

    for fold in (105, 210):
        line = page[fold * 8 - 2 : fold * 8 + 2, 30 * 8 : 110 * 8]
        assert np.abs(np.diff((line < 128).astype(int), axis=1)).sum(axis=1).max() < 30


def test_an_access_letter_says_who_and_how_and_nothing_else():
    text = page_text(a_paper("access", "en"))

    for words in (
        "Amira K.",
        "WQ3H8 TNR5K",
        "tag.kreis-beispiel.de/access",
        "Guten Tag, Amira K.",
        "Frau Hansen 05550 000-233",
    ):
        assert words in text
    assert "Hölzl" not in text


def test_a_german_letter_says_everything_once():
    text = page_text(a_paper("access", "de"))

    assert text.count("Richten Sie die Kamera") == 1


def test_a_single_letter_is_in_its_language_and_many_are_german():
    many = access_letters_pdf([an_access_letter("ar"), an_access_letter("de")], title="Zugang")

    assert catalogue_language(a_paper("access", "ar")) == "ar"
    assert catalogue_language(many) == "de"


def test_a_ticket_letter_holds_the_whole_ticket():
    text = page_text(a_paper("ticket", "en"))

    for words in ("K7MQ 4X2P", "Bäckerei Hölzl & Söhne", "Schneiden Sie das Ticket aus", "Dienstag, 20. April 2027"):
        assert words in text


def test_a_logo_stands_in_the_letterhead():
    letter = an_access_letter("de", head=a_head(logo=a_logo()))

    with pypdfium2.PdfDocument(access_letters_pdf([letter], title="Zugang")) as document:
        page = document[0].render(scale=1, rev_byteorder=True).to_numpy()

    assert page[round(20 * MM), round(35 * MM), :3].tolist() == [0x20, 0x44, 0xAA]


def test_long_names_stay_on_the_page():
    head = a_head(organiser_name="Landkreis Süd-" * 14, recipient=("Persönlich", "W" * 200), name="W" * 200)

    pdf = access_letters_pdf([an_access_letter("ar", head=head)], title="Zugang")

    assert read_qr(page_picture(pdf)) == [ACCESS_ADDRESS]


def test_four_tickets_stand_on_a_sheet_and_an_empty_corner_stays_white():
    pdf = tickets_pdf([a_ticket("ar"), a_ticket("en"), a_ticket("uk"), None], title="Tickets")

    page = page_picture(pdf, pixels_by_mm=8)
    assert read_qr(page) == [ADDRESS] * 3
    assert page[160 * 8 : 280 * 8, 110 * 8 : 200 * 8].min() == 255


def test_a_roster_says_who_comes_and_has_a_box_for_each():
    text = page_text(a_paper("door"))

    for words in ("Amira", "Arabisch", "Deutsch A2", "Gast 17", "2 von 4 Plätzen", "Hintereingang, Tor 2"):
        assert words in text


def test_without_a_door_link_a_roster_has_no_code():
    assert read_qr(page_picture(rosters_pdf([a_roster()], title="Liste"))) == []


def test_a_long_roster_goes_on_over_pages_with_its_headings():
    guests = tuple(RosterGuest(name=f"Gast {number}") for number in range(60))

    with pypdfium2.PdfDocument(rosters_pdf([a_roster(guests=guests)], title="Liste")) as document:
        texts = [page.get_textpage().get_text_range() for page in document]

    assert len(texts) > 1
    assert all("Was nötig ist" in text for text in texts)
