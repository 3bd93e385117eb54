"""One row of a sheet beside what is there already, and what the rules complain about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from matchday.sheets.columns import SHEETS, SheetKind
from matchday.sheets.complaints import MOST_COMPLAINTS, Complaint
from matchday.sheets.references import Row

Known = TypeVar("Known")

PLAN_CODES: dict[str, tuple[str, ...]] = {
    "event_over": (),
    "wishes_shut": (),
    "employer_withdrawn": ("text",),
    "slot_of_other": ("text",),
    "slot_other_day": ("first", "last"),
    "slot_ends_before_start": (),
    "slot_capacity": ("most",),
    "slot_min_group": ("capacity",),
    "slot_one_place": (),
    "person_known": ("text", "reference"),
    "born_on_future": ("born_on",),
    "born_on_too_old": ("born_on", "most"),
    "channel_shut": (),
    "coach_unknown": ("text",),
    "needs_unasked": (),
    "wish_not_approved": ("text",),
    "wish_again": (),
    "wish_too_many": ("most",),
}
"""Every code of a complaint that only the database can tell, with the details its sentence may use."""


@dataclass(frozen=True)
class Change(Generic[Known]):
    """What one row adds or changes.

    **Shapes** ``known`` is the row of the table it meets, None where it is new. ``values`` holds columns of the table;
    for a known row only those whose cell is filled: an empty cell changes nothing.
    """

    row: Row
    known: Known | None
    values: Mapping[str, object]

    @property
    def is_new(self) -> bool:
        """Tell whether nothing like it is there."""
        return self.known is None

    @property
    def is_changing(self) -> bool:
        """Tell whether something that is there becomes another."""
        return self.known is not None and any(getattr(self.known, name) != value for name, value in self.values.items())


def filled(row: Row, *names: str) -> dict[str, object]:
    """Return the cells of ``row`` that hold something; tuples become lists, as JSON columns keep them."""
    cells = {name: row.values.get(name) for name in names}
    return {
        name: list(cell) if isinstance(cell, tuple) else cell
        for name, cell in cells.items()
        if cell not in (None, "", ())
    }


def fold(reference: object) -> str:
    """Return a reference as it is compared: capital letters and spaces do not count."""
    return " ".join(str(reference).casefold().split())


class Complaints:
    """Gather what the rules say about rows."""

    def __init__(self) -> None:
        self._said: list[tuple[tuple[int, int], Complaint]] = []

    @property
    def are_there(self) -> bool:
        """Tell whether anything stands against the import."""
        return bool(self._said)

    def add(self, kind: SheetKind, row: Row, name: str, *, code: str, **details: object) -> None:
        """Note one complaint about the column ``name`` of a row."""
        heading = next((column.german for column in SHEETS[kind] if column.name == name), "")
        place = (list(SheetKind).index(kind), row.line)
        self._said.append((place, Complaint(row.sheet, row.line, heading, code, details)))

    def in_order(self) -> tuple[Complaint, ...]:
        """Return the complaints by sheet and line; of very many the first, and a last one that counts the rest."""
        said = [complaint for _, complaint in sorted(self._said, key=lambda placed: placed[0])]
        if len(said) <= MOST_COMPLAINTS:
            return tuple(said)
        more = {"count": len(said) - MOST_COMPLAINTS}
        return (*said[:MOST_COMPLAINTS], Complaint("", 0, "", "more", more))
