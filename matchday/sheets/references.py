"""References: how the rows of one file speak of each other, and of what was there before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from matchday.core.errors import RuleError
from matchday.sheets.columns import SheetKind
from matchday.sheets.complaints import ComplaintBook, quote
from matchday.sheets.headings import wish_column
from matchday.sheets.participant import full_name

_REFERRING: dict[SheetKind, tuple[tuple[str, SheetKind], ...]] = {
    SheetKind.SLOTS: (("employer", SheetKind.EMPLOYERS),),
    SheetKind.WISHES: (("participant", SheetKind.PARTICIPANTS), ("slot", SheetKind.SLOTS)),
}


@dataclass(frozen=True)
class Row:
    """Hold the values of one line by column name; ``line`` counts from 1 as in the file."""

    sheet: str
    line: int
    values: Mapping[str, object]


class Directory:
    """Find a row of one kind by its reference, else by its name if only one has it."""

    def __init__(self, kind: SheetKind, rows: Iterable[Row], known: Collection[str]) -> None:
        self._references = {_key(reference): reference for reference in known}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            if reference := row.values.get("reference"):
                self._references[_key(reference)] = str(reference)
                for name in _names(kind, row):
                    self._by_name[_key(name)].add(str(reference))

    def find(self, text: str) -> str:
        """Return the reference ``text`` means. **Errors** ``reference_unknown``, ``reference_ambiguous``."""
        key = _key(text)
        if key in self._references:
            return self._references[key]
        named = self._by_name.get(key, set())
        if len(named) != 1:
            raise RuleError("reference_ambiguous" if named else "reference_unknown")
        return next(iter(named))


def resolve(
    rows: Mapping[SheetKind, Sequence[Row]],
    book: ComplaintBook,
    *,
    known: Mapping[SheetKind, Collection[str]],
) -> dict[SheetKind, tuple[Row, ...]]:
    """Return the rows with references replaced by those they lead to; complain about the rest."""
    for kind in (SheetKind.EMPLOYERS, SheetKind.SLOTS, SheetKind.PARTICIPANTS):
        _check_doubles(rows.get(kind, ()), book)
    _check_people(rows.get(SheetKind.PARTICIPANTS, ()), book)
    directories = {
        kind: Directory(kind, rows.get(kind, ()), known.get(kind, ()))
        for kind in SheetKind
        if kind in rows or kind in known
    }
    resolved = {kind: tuple(_resolved(kind, some, directories, book=book)) for kind, some in rows.items()}
    _check_wishes(resolved.get(SheetKind.WISHES, ()), book)
    return resolved


def _resolved(
    kind: SheetKind, rows: Sequence[Row], directories: Mapping[SheetKind, Directory], *, book: ComplaintBook
) -> Iterator[Row]:
    for row in rows:
        found: dict[str, object] = {}
        for name, among in _REFERRING.get(kind, ()):
            text = row.values.get(name)
            if not isinstance(text, str) or among not in directories:
                continue
            try:
                found[name] = directories[among].find(text)
            except RuleError as error:
                details = {"text": quote(text), "among": among.value}
                book.add(row.sheet, row.line, _column(row, name, book), code=error.code, **details)
        yield replace(row, values={**row.values, **found}) if found else row


def _check_doubles(rows: Iterable[Row], book: ComplaintBook) -> None:
    first: dict[str, Row] = {}
    for row in rows:
        if reference := row.values.get("reference"):
            before = first.setdefault(_key(reference), row)
            if before is not row:
                name = "reference" if book.has_column(row.sheet, "reference") else "name"
                details = {"text": quote(str(reference)), "first_row": before.line}
                book.add(row.sheet, row.line, name, code="reference_twice", **details)


def _check_people(rows: Iterable[Row], book: ComplaintBook) -> None:
    first: dict[tuple[str, object], Row] = {}
    for row in rows:
        if born_on := row.values.get("born_on"):
            person = full_name(row.values)
            before = first.setdefault((_key(person), born_on), row)
            if before is not row:
                details = {"text": quote(person), "first_row": before.line}
                book.add(row.sheet, row.line, "first_name", code="person_twice", **details)


def _check_wishes(rows: Iterable[Row], book: ComplaintBook) -> None:
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        person, slot = row.values.get("participant"), row.values.get("slot")
        if person and slot:
            before = first.setdefault((_key(person), _key(slot)), row)
            if before is not row:
                details = {"text": quote(str(slot)), "first_row": before.line}
                book.add(row.sheet, row.line, _column(row, "slot", book), code="wish_twice", **details)


def _column(row: Row, name: str, book: ComplaintBook) -> str:
    """Return the column a reference stands in: a wish may have a column of its own."""
    own = wish_column(int(str(row.values.get("rank") or 0)))
    return own if name == "slot" and book.has_column(row.sheet, own) else name


def _names(kind: SheetKind, row: Row) -> Iterator[str]:
    if kind is SheetKind.EMPLOYERS and row.values.get("name"):
        yield str(row.values["name"])
    if kind is SheetKind.PARTICIPANTS:
        yield full_name(row.values)
        yield f"{row.values.get('last_name') or ''}, {row.values.get('first_name') or ''}"


def _key(reference: object) -> str:
    return " ".join(str(reference).casefold().split())
