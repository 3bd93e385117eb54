"""Rosters on A4, for an employer's door: black on white, a box to tick for everybody."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from matchday.documents.pdf import typeset
from matchday.documents.qr import qr_svg


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterGuest:
    """Hold one line of a roster: first name or alias, never more."""

    name: str
    languages: str = ""
    german_level: str = ""
    needs: str = ""
    is_open: bool = False
    """Nobody said yet that they come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterContent:
    """Hold all that a slot's roster says, in German.

    **Shapes**: an empty fact is left out. `door_address` opens the slot's door page; without one no code is printed.
    """

    firm: str
    work: str
    count: str
    time: str
    address: str
    meeting_point: str
    foreman: str
    needs: str
    help: str
    event: str
    footer: str
    guests: tuple[RosterGuest, ...]
    door_address: str | None = field(default=None, repr=False)


def rosters_pdf(contents: Sequence[RosterContent], *, title: str) -> bytes:
    """Typeset rosters, PDF/UA-1; each begins a page and goes on over as many as it needs."""
    papers = [
        {**asdict(one), "door_qr": qr_svg(one.door_address, quiet_zone=0) if one.door_address else None}
        for one in contents
    ]
    return typeset("rosters", {"title": title, "papers": papers})
