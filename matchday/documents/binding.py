"""Bind several PDF files into one, tags included: typesetting thousands of papers at once would take gigabytes.

It reads the files that our typesetter writes and no others: plain numbered objects and one table of where they stand.

**Source**: ISO 32000-1, 7.3 (objects), 7.5 (file structure), 14.7 (structure tree).
"""

import re
from collections.abc import Mapping
from typing import BinaryIO

_REFERENCE = re.compile(rb"(?<![\w.])(\d+) 0 R\b")
_PARENTS = re.compile(rb"/StructParents (\d+)")
_CELL = re.compile(rb"\((U\d+x\d+y\d+)\)")
_STRING = re.compile(rb"[()]|\\.", re.DOTALL)

PAGES, TAGS, DOCUMENT, FREE = 1, 2, 3, 4
"""Numbers of the objects that the bound file makes itself, and the first one free."""


class Binder:
    """Write one PDF file after file into `target`; only what must stand at the end is kept in memory.

    Title, language and all else that is said once come from the first file.

    **Errors**: ValueError for a file that is not laid out as our typesetter does it.
    """

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._places: dict[int, int] = {}
        self._base = self._free = FREE
        self._pages: list[bytes] = []
        self._parts: list[bytes] = []
        self._parents: list[bytes] = []
        self._names: list[bytes] = []
        self._parent_count = 0
        self._first: dict[str, bytes] = {}
        target.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, paper: bytes) -> None:
        """Take in all pages of one file."""
        objects, trailer = _read(paper)
        root = _numbered(rb"/Root (\d+)", trailer)
        pages, tags, about = (
            _numbered(rb"/" + name + rb" (\d+)", objects[root]) for name in (b"Pages", b"StructTreeRoot", b"Metadata")
        )
        self._base, self._free = self._free, self._free + len(objects) + 1
        move = {number: self._base + number for number in objects} | {pages: PAGES, tags: DOCUMENT}
        self._pages += _listed(rb"/Kids\[(.*?)\]", _moved(objects[pages], move))
        self._parts += _listed(rb"/K\[(.*?)\]", _moved(objects[tags], move))
        self._note_parents(objects[tags], move)
        if not self._first:
            self._first = {
                "root": _moved(objects[root], move | {tags: TAGS}),
                "info": b"%d 0 R" % move[_numbered(rb"/Info (\d+)", trailer)],
                "about_number": b"%d" % move[about],
                "about": objects[about],
            }
        for number in objects.keys() - {root, pages, tags, about}:
            self._write(move[number], self._joined(objects[number], move))
        self._parent_count += _numbered(rb"/ParentTreeNextKey (\d+)", objects[tags])

    def _joined(self, content: bytes, move: Mapping[int, int]) -> bytes:
        """Fit one object in: its references, its place among the tagged pages, its part of the document."""
        content = _moved(content, move)
        if content.startswith(b"<</Type/StructElem/S/Document"):
            return content.replace(b"/S/Document", b"/S/Part", 1)
        if content.startswith((b"<</Type/StructElem/S/TH/", b"<</Type/StructElem/S/TD/")):
            return _CELL.sub(lambda found: b"(%s)" % self._own_name(found[1]), content)
        if content.startswith(b"<</Type/Page/"):
            return _PARENTS.sub(lambda found: b"/StructParents %d" % (int(found[1]) + self._parent_count), content)
        return content

    def _note_parents(self, tags: bytes, move: Mapping[int, int]) -> None:
        found = re.search(rb"/ParentTree<</Nums\[((?:\d+ \d+ 0 R ?)*)\]>>", tags)
        if found is None:
            raise ValueError("not a file of our typesetter: where are its tags?")
        for key, number in re.findall(rb"(\d+) (\d+) 0 R", found[1]):
            self._parents.append(b"%d %d 0 R" % (int(key) + self._parent_count, move[int(number)]))
        named = re.search(rb"/IDTree<</Names\[(.*?)\]>>", tags)
        for name, number in re.findall(rb"\((U\w+)\)(\d+) 0 R", named[1]) if named else ():
            self._names.append(b"(%s)%d 0 R" % (self._own_name(name), move[int(number)]))

    def _own_name(self, name: bytes) -> bytes:
        """Return a table cell's name that no other file has: its headings are found by it."""
        return b"%08d-%s" % (self._base, name)

    def _write(self, number: int, content: bytes) -> None:
        self._places[number] = self._target.tell()
        self._target.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))

    def end(self) -> None:
        """Write what stands once: pages, tags, what the file is about, and the table of places.

        **Errors**: ValueError where nothing was added.
        """
        first = self._first
        if not first:
            raise ValueError("nothing to bind")
        self._write(PAGES, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self._pages), b" ".join(self._pages)))
        self._write(
            TAGS,
            b"<</Type/StructTreeRoot/RoleMap<</Datetime/Span/Terms/Part/Title/P/Strong/Span/Em/Span>>/K[%d 0 R]"
            b"/ParentTree<</Nums[%s]>>/IDTree<</Names[%s]>>/ParentTreeNextKey %d>>"
            % (DOCUMENT, b" ".join(self._parents), b"".join(sorted(self._names)), self._parent_count),
        )
        self._write(DOCUMENT, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (TAGS, b" ".join(self._parts)))
        self._write(int(first["about_number"]), _with_page_count(first["about"], len(self._pages)))
        self._write(self._free, first["root"])
        self._write_table(self._free + 1)

    def _write_table(self, size: int) -> None:
        start = self._target.tell()
        rows = [b"0000000000 65535 f \n"]
        rows += [
            b"%010d 00000 n \n" % self._places[number] if number in self._places else b"0000000000 00000 f \n"
            for number in range(1, size)
        ]
        self._target.write(b"xref\n0 %d\n%s" % (size, b"".join(rows)))
        trailer = b"<</Size %d/Root %d 0 R/Info %s>>" % (size, size - 1, self._first["info"])
        self._target.write(b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, start))


def _read(paper: bytes) -> tuple[dict[int, bytes], bytes]:
    """Return the objects of a file by number, and its trailer."""
    found = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", paper[-64:])
    if found is None:
        raise ValueError("not a file of our typesetter: it has no end")
    table, _, trailer = paper[int(found[1]) :].partition(b"trailer")
    places = [int(place) for place in re.findall(rb"(\d{10}) \d{5} [nf]", table)]
    objects = {}
    for number, place in enumerate(places[1:], start=1):
        head = b"%d 0 obj\n" % number
        if not paper.startswith(head, place):
            raise ValueError(f"not a file of our typesetter: object {number} is elsewhere")
        objects[number] = paper[place + len(head) : _end_of(paper, place + len(head))]
    return objects, trailer


def _end_of(paper: bytes, place: int) -> int:
    """Return where an object ends; a drawing's bytes may look like anything, so its length is trusted."""
    stream = re.compile(rb"<</Length (\d+)[^\n]*\nstream\n").match(paper, place)
    after = stream.end() + int(stream[1]) if stream else place
    return paper.index(b"\nendobj", after)


def _moved(content: bytes, move: Mapping[int, int]) -> bytes:
    """Give every reference in an object its new number; texts and drawings stay as they are."""
    head, mark, drawing = content.partition(b"\nstream\n")

    def change(part: bytes) -> bytes:
        return _REFERENCE.sub(lambda found: b"%d 0 R" % move[int(found[1])], part)

    return b"".join(part if is_text else change(part) for is_text, part in _split(head)) + mark + drawing


def _split(content: bytes) -> list[tuple[bool, bytes]]:
    """Cut an object into what is text, in brackets that may nest, and what is not."""
    parts, depth, start = [], 0, 0
    for found in _STRING.finditer(content):
        sign = found[0]
        if sign == b"(":
            if depth == 0:
                parts.append((False, content[start : found.start()]))
                start = found.start()
            depth += 1
        elif sign == b")":
            depth -= 1
            if depth == 0:
                parts.append((True, content[start : found.end()]))
                start = found.end()
    return [*parts, (False, content[start:])]


def _numbered(pattern: bytes, content: bytes) -> int:
    found = re.search(pattern, content)
    if found is None:
        raise ValueError(f"not a file of our typesetter: {pattern!r} is missing")
    return int(found[1])


def _listed(pattern: bytes, content: bytes) -> list[bytes]:
    found = re.search(pattern, content)
    return re.findall(rb"\d+ 0 R", found[1]) if found else []


def _with_page_count(about: bytes, count: int) -> bytes:
    _, mark, text = about.partition(b"\nstream\n")
    text = text.removesuffix(b"\nendstream")
    text = re.sub(rb"(<xmpTPg:NPages>)\d+", b"\\g<1>%d" % count, text)
    return b"<</Length %d/Type/Metadata/Subtype/XML>>%s%s\nendstream" % (len(text), mark, text)
