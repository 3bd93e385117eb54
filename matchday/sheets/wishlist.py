"""Wishes in a sheet: a line per wish with its rank, or a line per person with «1. Wunsch» and so on."""

from __future__ import annotations

import re

from matchday.sheets.cells import fold
from matchday.sheets.column import column
from matchday.sheets.kinds import Line, Reference, Whole

MOST_WISHES = 50
_HEADING = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?(?:wunsch|wahl|wish|choice)|(?:wunsch|wahl|wish|choice)([0-9]{1,2})"
)

COLUMNS = (
    column(
        "participant",
        "Person | Participant | Teilnehmer | Teilnehmerin | Teilnehmende | Name | Nr. | Number*",
        Line(210),
        hint="Nummer der Person oder Vorname und Nachname, genau wie im Blatt „Menschen“.",
    ),
    column(
        "slot",
        "Angebot | Slot | Angebotsnummer | Nr. des Angebots*",
        Reference(),
        hint="Nummer des Angebots, genau wie im Blatt „Angebote“.",
    ),
    column(
        "rank",
        "Rang | Rank | Wunsch | Priorität | Wish*",
        Whole(1, MOST_WISHES),
        hint="1 ist der liebste Wunsch. Zwei gleich liebe haben denselben Rang.",
    ),
)


def wish_rank(heading: str) -> int | None:
    """Return 2 for «2. Wunsch», «Wunsch 2» or «2nd wish», None for other headings."""
    found = _HEADING.fullmatch(fold(heading))
    rank = int(found[1] or found[2]) if found else 0
    return rank if 1 <= rank <= MOST_WISHES else None
