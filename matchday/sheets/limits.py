"""Limits: what a file may be before anything reads it, told from its first bytes and its zip directory."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from matchday.sheets.complaints import SheetError

MOST_BYTES = 10 * 2**20
MOST_UNPACKED = 100 * 2**20
MOST_RATIO = 100
"""Unpacked to packed size. Sheets of ours reach 20; a bomb starts at several hundred."""
FREE_OF_RATIO = 2 * 2**20
"""Unpacked bytes below which the ratio does not count: tiny files pack oddly well."""
MOST_MEMBERS = 1_000
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_CHARACTERS = 4_000

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"\s*<(!doctype|html|head|body|table|meta|\?xml|svg|script)", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class FileKind(StrEnum):
    """Name how a file is read."""

    EXCEL = "excel"
    OLD_EXCEL = "old_excel"
    OPEN_DOCUMENT = "open_document"
    CSV = "csv"


def check_file(content: bytes) -> FileKind:
    """Return how to read ``content``, told from the bytes, never from the file's name.

    **Errors** SheetError ``file_empty``, ``file_too_big``, ``file_bomb``, ``file_broken``,
    ``file_encrypted``, ``file_not_a_sheet``.
    """
    if not content.strip(b"\x00\t\r\n ") or content in _MARKS:
        raise SheetError("file_empty")
    if len(content) > MOST_BYTES:
        raise SheetError("file_too_big", most_mb=MOST_BYTES // 2**20)
    if content.startswith(b"PK"):
        return _check_zip(content)
    if content.startswith(_OLE):
        return _check_ole(content)
    for signature, found in _SIGNATURES:
        if content.startswith(signature):
            raise SheetError("file_not_a_sheet", found=found)
    if _MARKUP.match(content.removeprefix(_MARKS[0])[:1000]):
        raise SheetError("file_not_a_sheet", found="HTML")
    return FileKind.CSV


def _check_zip(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise SheetError("file_broken") from error
    names = {member.filename for member in members}
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    is_bomb = unpacked > FREE_OF_RATIO and unpacked > MOST_RATIO * packed
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or is_bomb:
        raise SheetError("file_bomb")
    if any(member.flag_bits & 1 for member in members):
        raise SheetError("file_encrypted")
    if "xl/workbook.xml" in names:
        return FileKind.EXCEL
    if {"content.xml", "mimetype"} <= names and b"opendocument.spreadsheet" in content[:200]:
        return FileKind.OPEN_DOCUMENT
    raise SheetError("file_not_a_sheet", found="ZIP")


def _check_ole(content: bytes) -> FileKind:
    """Tell an old workbook from an encrypted new one and from other Office files by the streams' names."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise SheetError("file_encrypted")
    if any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
        return FileKind.OLD_EXCEL
    raise SheetError("file_not_a_sheet", found="Office")
