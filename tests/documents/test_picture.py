"""A picture that comes in is written anew, pixel for pixel, and nothing else of the file remains."""

from __future__ import annotations

import struct
import zlib

import pytest

from matchday.documents.picture import MOST_BYTES, MOST_SIDE, SIGNATURE, clean_png


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def a_png(*more: bytes, width: int = 2, height: int = 2, rows: bytes | None = None, interlace: int = 0) -> bytes:
    """Return a picture of grey pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, interlace)
    pixels = rows if rows is not None else (b"\0" + b"\x80" * width) * height
    parts = [chunk(b"IHDR", head), *more, chunk(b"IDAT", zlib.compress(pixels)), chunk(b"IEND", b"")]
    return SIGNATURE + b"".join(parts)


def test_a_plain_picture_stays_as_it_is() -> None:
    once = clean_png(a_png())

    assert clean_png(once) == once == SIGNATURE + once[len(SIGNATURE) :]


def test_where_and_by_whom_it_was_taken_is_left_behind() -> None:
    told = chunk(b"tEXt", b"Author\0Frau Hansen") + chunk(b"eXIf", b"MM\0*51.31N 9.49E")

    assert clean_png(a_png(told)) == clean_png(a_png())


def test_what_hangs_behind_the_end_is_left_behind() -> None:
    assert clean_png(a_png() + b"<script>alert(1)</script>") == clean_png(a_png())


def test_an_interlaced_picture_is_read_too() -> None:
    rows = b"\0\x80" + b"\0\x80" + b"\0\x80\x80"  # passes 1, 6 and 7 of two by two pixels

    assert clean_png(a_png(rows=rows, interlace=1)).startswith(SIGNATURE)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        SIGNATURE,
        a_png()[:-20],
        a_png().replace(b"IDAT", b"IDAX"),
        a_png(rows=b"\0\x80\x80"),
        a_png(rows=b"\0" * 10_000_000),
        a_png(width=MOST_SIDE + 1),
        a_png(width=0),
        a_png() + b"\0" * MOST_BYTES,
    ],
    ids=[
        "empty",
        "another kind",
        "no head",
        "cut off",
        "damaged",
        "too few",
        "a bomb",
        "too wide",
        "no width",
        "heavy",
    ],
)
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"no|cut|damaged|pixels"):
        clean_png(content)
