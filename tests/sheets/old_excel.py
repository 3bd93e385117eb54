"""An Excel 97 file by hand: no library writes one any more, and offices still send them.

**Source** [MS-XLS] records BOF, BOUNDSHEET, LABEL, NUMBER, EOF; [MS-CFB] header, one FAT sector, one directory sector.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import pack

SECTOR = 512
END, FAT, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def an_old_workbook(name: str, rows: Sequence[Sequence[str | float]]) -> bytes:
    """Return an .xls file with one sheet of texts and numbers."""
    stream = _records(name, rows)
    stream += bytes(-len(stream) % SECTOR)
    stream += bytes(max(0, 4096 - len(stream)))
    count = len(stream) // SECTOR
    fat = [FAT, END, *range(3, count + 2), END]
    assert len(fat) <= SECTOR // 4, "one FAT sector"
    directory = _entry("Root Entry", kind=5, child=1, start=END, size=0)
    directory += _entry("Workbook", kind=2, child=FREE, start=2, size=len(stream)) + bytes(2 * 128)
    return _header() + pack("<128I", *fat, *[FREE] * (128 - len(fat))) + directory + stream


def _header() -> bytes:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    start += pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    return start + pack("<109I", 0, *[FREE] * 108)


def _entry(name: str, *, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + pack("<HBBIII", len(text) + 2, kind, 1, FREE, FREE, child)
    return head + bytes(36) + pack("<IQ", start, size)


def _records(name: str, rows: Sequence[Sequence[str | float]]) -> bytes:
    text = name.encode("utf-16-le")
    bof_length, sheet_length = 20, 4 + 8 + len(text)
    sheet_at = bof_length + sheet_length + 4
    book = _bof(0x0005) + _record(0x0085, pack("<IBBBB", sheet_at, 0, 0, len(name), 1) + text) + _record(0x000A)
    cells = b"".join(_cell(line, place, cell) for line, row in enumerate(rows) for place, cell in enumerate(row))
    return book + _bof(0x0010) + cells + _record(0x000A)


def _bof(kind: int) -> bytes:
    return _record(0x0809, pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 0))


def _cell(line: int, place: int, cell: str | float) -> bytes:
    if isinstance(cell, str):
        return _record(0x0204, pack("<HHHHB", line, place, 0, len(cell), 1) + cell.encode("utf-16-le"))
    return _record(0x0203, pack("<HHHd", line, place, 0, cell))


def _record(kind: int, content: bytes = b"") -> bytes:
    return pack("<HH", kind, len(content)) + content
