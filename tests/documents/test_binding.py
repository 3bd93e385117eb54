import io

import pypdfium2
import pytest
from pypdfium2 import raw

from matchday.documents.binding import Binder
from matchday.documents.pdf import ticket_pdf
from matchday.documents.roster import rosters_pdf
from tests.documents.letters import a_roster
from tests.documents.papers import a_ticket


def bound(*papers: bytes) -> bytes:
    file = io.BytesIO()
    binder = Binder(file)
    for paper in papers:
        binder.add(paper)
    binder.end()
    return file.getvalue()


def test_bound_files_are_one_file_with_all_pages_in_order():
    firms = ["Werk Eins", "Werk Zwei", "Werk Drei"]

    file = bound(*(ticket_pdf(a_ticket("en", firm=firm)) for firm in firms))

    with pypdfium2.PdfDocument(file) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert [firm for firm, text in zip(firms, texts, strict=True) if firm in text] == firms


def test_every_page_keeps_its_tags():
    file = bound(ticket_pdf(a_ticket("ar")), rosters_pdf([a_roster(), a_roster()], title="Listen"))

    with pypdfium2.PdfDocument(file) as document:
        assert raw.FPDFCatalog_IsTagged(document)
        for page in document:
            tags = raw.FPDF_StructTree_GetForPage(page)
            assert raw.FPDF_StructTree_CountChildren(tags) == 1
            raw.FPDF_StructTree_Close(tags)


def test_the_names_of_table_headings_stay_apart():
    roster = rosters_pdf([a_roster()], title="Listen")

    file = bound(roster, roster)

    headings = [part for part in file.split(b"endobj") if b"/S/TH/" in part]
    names = {part.partition(b"/ID(")[2].partition(b")")[0] for part in headings}
    assert len(headings) == len(names) == 8


@pytest.mark.parametrize("firm", ["Werk 5 0 R", "Halle (alt) (3 0 R", "\\( )( \\", "/StructParents 0"])
def test_a_name_that_looks_like_a_reference_stays_a_name(firm):
    file = bound(ticket_pdf(a_ticket("en")), ticket_pdf(a_ticket("en", firm=firm)))

    with pypdfium2.PdfDocument(file) as document:
        assert firm in document[1].get_textpage().get_text_range()


def test_the_file_says_how_many_pages_it_has():
    file = bound(ticket_pdf(a_ticket("en")), ticket_pdf(a_ticket("ar")))

    assert b"<xmpTPg:NPages>2</xmpTPg:NPages>" in file
    assert b"<pdfuaid:part>1</pdfuaid:part>" in file


def test_what_our_typesetter_did_not_write_is_refused():
    with pytest.raises(ValueError, match="not a file of our typesetter"):
        bound(b"%PDF-1.7 something else")
    with pytest.raises(ValueError, match="nothing to bind"):
        bound()
