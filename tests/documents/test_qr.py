import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import typst

from matchday.documents.letter import ticket_letters_pdf
from matchday.documents.pdf import ticket_pdf, ticket_png
from matchday.documents.qr import qr_svg
from tests.documents.letters import a_ticket_letter
from tests.documents.papers import ADDRESS, a_ticket, page_picture, read_qr
from tests.documents.scanner import read_by_jsqr, screen_picture, seen_by_camera

TICKET_MM = 105
SYMBOL_MM = 44
FRAME_MM = 52
ON_TICKET_MM, ON_LETTER_MM = (52.5, 35.0), (60.5, 175.5)
"""Where the middle of the code is, from the left and from the top."""


def version_of(svg: str, *, quiet_zone: int = 4) -> int:
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    return (side - 2 * quiet_zone - 17) // 4


def picture_of(svg: str, *, pixels_by_mm: float = 8.0) -> np.ndarray:
    page = b'#set page(width: 60mm, height: 60mm, margin: 0mm)\n#image(bytes(sys.inputs.svg), format: "svg")'
    return page_picture(typst.compile(page, sys_inputs={"svg": svg}), pixels_by_mm=pixels_by_mm)


def test_the_ticket_address_fits_version_8():
    assert version_of(qr_svg(ADDRESS)) == 8


def test_a_host_of_thirty_letters_still_fits_version_8():
    address = ADDRESS.replace("TAG.KREIS-BEISPIEL.DE", "REFUGEES-DAY.KREIS-BEISPIEL.DE")

    assert version_of(qr_svg(address)) <= 8


def test_in_one_segment_the_address_would_need_a_larger_code():
    # "#" in lower-case surroundings is how a plain encoder sees the whole text.
    assert version_of(qr_svg(ADDRESS.replace("HTTPS", "https").replace("T#A", "T#a"))) > 8


@pytest.mark.parametrize(
    "text",
    [
        ADDRESS,
        "https://tag.kreis-beispiel.de/z#q8Zr-3_xLw2nB0aYc9dKfg",
        "K7MQ4X2P",
        "#",
        "a#b#C",
        "HTTPS://A.DE/T#",
        "Grüße, كيف الحال?",
    ],
)
def test_every_text_is_read_as_it_was_drawn(text):
    assert read_qr(picture_of(qr_svg(text))) == [text]


def test_the_picture_keeps_to_the_page_s_security_policy():
    root = ET.fromstring(qr_svg(ADDRESS))  # noqa: S314 - our own text

    names = {name for element in root.iter() for name in element.attrib}
    assert names == {"viewBox", "shape-rendering", "fill", "d"}
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "path"}


def test_the_quiet_zone_is_white_on_every_ground():
    svg = qr_svg("A", quiet_zone=4)

    assert 'fill="#fff" d="M0 0h29v29H0z"' in svg
    assert min(int(x) for x in re.findall(r"M(\d+) \d+h\d+v1", svg)) == 4


def test_what_no_code_can_hold_is_an_error():
    with pytest.raises(ValueError, match="too long"):
        qr_svg("a" * 3000)
    with pytest.raises(ValueError, match="empty"):
        qr_svg("")


@pytest.fixture(scope="module")
def paper() -> bytes:
    return ticket_pdf(a_ticket())


@pytest.mark.parametrize("angle", [-12, -5, 0, 7, 12])
def test_160_pixels_are_enough_for_a_clean_picture(paper, angle):
    page = page_picture(paper, pixels_by_mm=160 / SYMBOL_MM)

    assert read_qr(seen_by_camera(page, angle=angle, blur=0, seed=angle + 20)) == [ADDRESS]


@pytest.mark.parametrize("angle", [-12, -5, 0, 7, 12])
def test_320_pixels_are_enough_for_a_blurred_picture(paper, angle):
    page = page_picture(paper, pixels_by_mm=320 / SYMBOL_MM)

    assert read_qr(seen_by_camera(page, angle=angle, blur=2, seed=angle + 20)) == [ADDRESS]


def test_the_blur_of_this_test_can_be_too_much(paper):
    page = page_picture(paper, pixels_by_mm=160 / SYMBOL_MM)

    assert read_qr(seen_by_camera(page, angle=7, blur=3, seed=27)) == []


def test_a_blot_of_a_fifth_of_the_width_does_no_harm(paper):
    page = page_picture(paper, pixels_by_mm=300 / SYMBOL_MM)
    top, left = (round(mm * 300 / SYMBOL_MM) for mm in (13 + 17.6, 30.5 + 17.6))

    page[top : top + 60, left : left + 60] = 0

    assert read_qr(page) == [ADDRESS]


@pytest.mark.parametrize(("pixels", "blur"), [(160, 0), (320, 2)])
def test_the_picture_for_a_chat_is_read_although_the_chat_makes_it_small(tmp_path, pixels, blur):
    path = tmp_path / "ticket.png"
    path.write_bytes(ticket_png(a_ticket("ar")))

    small = screen_picture(path, width=round(TICKET_MM * pixels / SYMBOL_MM))

    assert path.stat().st_size < 150_000
    assert read_qr(seen_by_camera(small, angle=5, blur=blur, seed=pixels)) == [ADDRESS]


def framed(page: np.ndarray, *, middle: tuple[float, float], pixels_by_mm: float) -> np.ndarray:
    """Cut a page as somebody does who holds the camera over the code."""
    top, left = (round((mm - FRAME_MM / 2) * pixels_by_mm) for mm in reversed(middle))
    side = round(FRAME_MM * pixels_by_mm)
    return page[top : top + side, left : left + side].copy()


@pytest.mark.parametrize(("pixels", "blur", "angle"), [(160, 0, 0), (160, 0, 12), (320, 2, 0), (320, 2, 7)])
def test_a_weaker_reader_sees_the_code_of_a_ticket_and_of_a_letter(paper, pixels, blur, angle):
    letter = ticket_letters_pdf([a_ticket_letter()], title="Ihr Ticket")
    pixels_by_mm = pixels / SYMBOL_MM

    codes = [
        framed(page_picture(pdf, pixels_by_mm=pixels_by_mm), middle=middle, pixels_by_mm=pixels_by_mm)
        for pdf, middle in ((paper, ON_TICKET_MM), (letter, ON_LETTER_MM))
    ]

    seen = [read_by_jsqr(seen_by_camera(code, angle=angle, blur=blur, seed=angle + 20)) for code in codes]
    assert seen == [ADDRESS, ADDRESS]


def test_the_weaker_reader_can_fail(paper):
    page = page_picture(paper, pixels_by_mm=160 / SYMBOL_MM)
    code = framed(page, middle=ON_TICKET_MM, pixels_by_mm=160 / SYMBOL_MM)

    assert read_by_jsqr(seen_by_camera(code, angle=7, blur=3, seed=27)) == ""
