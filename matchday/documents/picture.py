"""Pictures that come in: a PNG is read, checked and written anew; nothing of the file that came is passed on.

**Source** PNG Specification, third edition (W3C, 2025).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

MOST_BYTES = 200 * 1024
MOST_SIDE = 2000
"""Pixels; more than a letter or a screen shows."""

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Of an interlaced picture: where a pass begins, and its steps, across and down."""
KEPT = (b"PLTE", b"tRNS")
"""What a picture needs beside its pixels. Texts, places, times and programs inside it are left behind."""


def clean_png(content: bytes) -> bytes:
    """Return the picture written anew, pixel for pixel.

    **Errors** ValueError where it is no whole PNG, or too large.
    """
    if len(content) > MOST_BYTES or not content.startswith(SIGNATURE):
        raise ValueError("no PNG of at most 200 kB")
    chunks = list(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        raise ValueError("no head")
    rows = _unpack(b"".join(body for kind, body in chunks if kind == b"IDAT"), _row_bytes(chunks[0][1]))
    kept = [(kind, body) for kind, body in chunks if kind in KEPT]
    written = [(b"IHDR", chunks[0][1]), *kept, (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return SIGNATURE + b"".join(_chunk(kind, body) for kind, body in written)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(content):
        head = content[at : at + 8]
        if len(head) < 8:
            raise ValueError("cut off")
        length, kind = struct.unpack(">I4s", head)
        body, check = content[at + 8 : at + 8 + length], content[at + 8 + length : at + 12 + length]
        if len(check) < 4 or zlib.crc32(kind + body) != int.from_bytes(check, "big"):
            raise ValueError("damaged")
        if kind == b"IEND":
            return
        yield kind, body
        at += 12 + length
    raise ValueError("no end")


def _row_bytes(head: bytes) -> int:
    """Return how many bytes the unpacked rows have."""
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", head)
    if not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE):
        raise ValueError("too many pixels")
    if depth not in DEPTHS.get(colour, set()) or packing or filtering or interlace > 1:
        raise ValueError("an unknown kind of PNG")
    bits = CHANNELS[colour] * depth
    sizes = [(width, height)]
    if interlace:
        sizes = [(-(-(width - x) // across), -(-(height - y) // down)) for x, y, across, down in PASSES]
    return sum(rows * (1 + -(-columns * bits // 8)) for columns, rows in sizes if columns > 0 and rows > 0)


def _unpack(packed: bytes, size: int) -> bytes:
    """Return the rows; never more than ``size`` bytes are unpacked, whatever the file promises."""
    unpacker = zlib.decompressobj()
    try:
        rows = unpacker.decompress(packed, size + 1)
    except zlib.error as error:
        raise ValueError("damaged pixels") from error
    if len(rows) != size or not unpacker.eof:
        raise ValueError("too few or too many pixels")
    return rows


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
