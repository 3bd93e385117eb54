"""Headings: find out what a sheet holds and which of its columns are ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matchday.core.errors import RuleError
from matchday.core.text import clean_line
from matchday.sheets.cells import Cell, RawTable, is_empty, text_of
from matchday.sheets.columns import (
    HEADING_LINES,
    SHEETS,
    Column,
    SheetKind,
    column_by_heading,
    kind_by_name,
    known_headings,
)
from matchday.sheets.complaints import quote
from matchday.sheets.wishlist import wish_rank

FEWEST_KNOWN = 2
"""So many headings must be ours before a sheet with an unknown name counts as ours."""


@dataclass(frozen=True)
class Sheet:
    """Hold a sheet of ours with its columns found.

    **Shapes** ``columns`` and ``wishes`` (rank by place) hold places in a row, from 0; ``headings`` are those
    taken, as written, by name; ``unknown`` those not taken; ``twice`` names of columns with two headings.
    """

    kind: SheetKind
    table: RawTable
    heading_line: int
    columns: dict[str, int]
    wishes: dict[int, int]
    headings: dict[str, str]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]

    def rows(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Yield each line below the headings that is not empty, with its number in the file."""
        for line, row in enumerate(self.table.rows[self.heading_line :], start=self.heading_line + 1):
            if not all(is_empty(cell) for cell in row):
                yield line, row

    @property
    def is_wide(self) -> bool:
        """Tell whether the sheet holds a line per person with wishes in columns of their own."""
        return self.kind is SheetKind.WISHES and bool(self.wishes)

    def expected(self) -> tuple[Column, ...]:
        """Return the columns of ours such a sheet has."""
        columns = SHEETS[self.kind]
        return tuple(column for column in columns if column.name == "participant") if self.is_wide else columns

    def missing(self) -> list[Column]:
        """Return the required columns without a heading."""
        return [column for column in self.expected() if column.is_required and column.name not in self.columns]


def recognise(table: RawTable) -> Sheet | None:
    """Return the sheet with its columns, or None if it holds nothing of ours.

    What it holds is told by the caller, else by its name, else by its headings.
    """
    told = SheetKind(table.kind) if table.kind else kind_by_name(table.name)
    lines = [(line, row) for line, row in enumerate(table.rows, start=1) if not all(map(is_empty, row))]
    lines = lines[:HEADING_LINES]
    if not lines:
        return None
    kinds = (told,) if told else tuple(SheetKind)
    found = [(_fit(row, kind), -line, kind, row) for line, row in lines for kind in kinds]
    (is_complete, count), line, kind, row = max(found, key=lambda one: one[:2])
    rivals = {other for fit, _, other, _ in found if fit == (is_complete, count)}
    if told is None and (count < FEWEST_KNOWN or len(rivals) > 1):
        return None
    return _sheet(kind, table, line=-line, row=row)


def wish_column(rank: int) -> str:
    """Return the name of the column «2. Wunsch» for 2."""
    return f"wish {rank}"


def _fit(row: Sequence[Cell], kind: SheetKind) -> tuple[bool, int]:
    """Return whether all required headings are there, and how many are known."""
    count = known_headings(row, kind=kind)
    if count < FEWEST_KNOWN:
        return False, count
    sheet = _sheet(kind, RawTable("", ()), line=0, row=row)
    return not sheet.missing(), count


def _sheet(kind: SheetKind, table: RawTable, *, line: int, row: Sequence[Cell]) -> Sheet:
    written = {place: _written(cell) for place, cell in enumerate(row) if not is_empty(cell)}
    wishes = _wishes(kind, written)
    named = {place: _name(kind, heading, wishes.get(place)) for place, heading in written.items()}
    if kind is SheetKind.WISHES and wishes:
        named |= dict.fromkeys((place for place, name in named.items() if name in {"slot", "rank"}), "")
    columns: dict[str, int] = {}
    for place, name in named.items():
        columns.setdefault(name, place)
    return Sheet(
        kind,
        table,
        line,
        columns={name: place for name, place in columns.items() if name and place not in wishes},
        wishes=wishes,
        headings={name: written[place] for name, place in columns.items() if name},
        unknown=tuple(written[place] for place, name in named.items() if not name),
        twice=tuple(name for place, name in named.items() if name and columns[name] != place),
    )


def _name(kind: SheetKind, heading: str, rank: int | None) -> str:
    """Return the name of the column that ``heading`` stands above, empty if it is not ours."""
    if rank is not None:
        return wish_column(rank)
    column = column_by_heading(kind, heading)
    return column.name if column else ""


def _wishes(kind: SheetKind, written: dict[int, str]) -> dict[int, int]:
    if kind not in {SheetKind.PARTICIPANTS, SheetKind.WISHES}:
        return {}
    ranks = {place: wish_rank(heading) for place, heading in written.items()}
    return {place: rank for place, rank in ranks.items() if rank is not None}


def _written(cell: Cell) -> str:
    """Return a heading as complaints repeat it: without the star some put behind what is required."""
    if is_empty(cell):
        return ""
    try:
        return quote(clean_line(text_of(cell)).rstrip("* "))
    except RuleError:
        return quote(text_of(cell))
