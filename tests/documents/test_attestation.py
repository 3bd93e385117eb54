from dataclasses import replace

import pypdfium2

from matchday.documents.attestation import AttestationContent, attestations_pdf
from tests.documents.papers import page_picture, page_text, read_qr
from tests.documents.test_pdf import catalogue_language

ADDRESS = "HTTPS://TAG.KREIS-BEISPIEL.DE/A#" + "AEAACXFLUIWQAAAACDNOZXSMSLX4PWSBDIAWWANR6AAWRJC6M2ZQZPGW" * 2
CONTENT = AttestationContent(
    organiser_name="Landkreis Birkenried",
    office="Fachdienst Integration",
    name="Amira Öztürk",
    text="hat am Dienstag, 20. April 2027 an der Veranstaltung „Refugees’ Day 2027“ teilgenommen.",
    facts=(("Betrieb", "Holzbau Ammann"), ("Tätigkeiten", ""), ("Dauer", "2 Stunden 10 Minuten")),
    place_and_day="Birkenried, den 21. April 2027",
    site="tag.kreis-beispiel.de/a",
    address=ADDRESS,
)


def test_an_attestation_is_one_page_that_says_who_where_and_how_long():
    paper = attestations_pdf([CONTENT], title="Teilnahmebescheinigung")

    text = page_text(paper)
    for part in ("Amira Öztürk", "Holzbau Ammann", "2 Stunden 10 Minuten", "20. April 2027", "Unterschrift"):
        assert part in text
    assert "Tätigkeiten" not in text
    assert catalogue_language(paper) == "de"


def test_the_code_can_be_read_from_the_page():
    paper = attestations_pdf([CONTENT], title="Teilnahmebescheinigung")

    assert read_qr(page_picture(paper, pixels_by_mm=4)) == [ADDRESS]


def test_many_attestations_are_one_file_with_a_page_each():
    contents = [replace(CONTENT, name=f"Gast {number}") for number in range(20)]

    paper = attestations_pdf(contents, title="Teilnahmebescheinigungen")

    with pypdfium2.PdfDocument(paper) as document:
        assert len(document) == 20


def test_long_names_stay_on_their_page():
    long = replace(CONTENT, name="Maximiliane " * 12, facts=(("Tätigkeiten", "Werkzeuge kennenlernen und " * 40),))

    paper = attestations_pdf([long], title="Teilnahmebescheinigung")

    with pypdfium2.PdfDocument(paper) as document:
        assert len(document) == 1
    assert read_qr(page_picture(paper, pixels_by_mm=4)) == [ADDRESS]


def test_the_same_content_gives_the_same_bytes():
    assert attestations_pdf([CONTENT], title="T") == attestations_pdf([CONTENT], title="T")
