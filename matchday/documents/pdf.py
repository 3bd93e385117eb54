"""Tickets as PDF/UA, typeset by typst. Nothing is stored: a paper is made when somebody asks for it."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matchday.core.shortcode import show_code
from matchday.documents.content import TicketContent, TicketLines
from matchday.documents.fonts import PRINT_FONTS, replace_missing
from matchday.documents.qr import qr_svg

if TYPE_CHECKING:
    import typst

_PROJECT = Path(__file__).resolve().parents[2]
ICONS = _PROJECT / "static" / "vendor" / "icons"
TEMPLATES = _PROJECT / "templates" / "print"


def ticket_pdf(content: TicketContent, *, fonts: Path = PRINT_FONTS, icons: Path = ICONS) -> bytes:
    """Typeset a ticket: one A6 page, PDF/UA-1, in the reader's language with German below.

    Long names make the letters around them smaller, never the page longer. A letter that no print font
    has is spelled as `replace_missing` says; ask `missing_letters` before to offer another spelling.
    The same content gives the same bytes.

    **Units**: the QR code measures 44 mm, its quiet zone of 4 modules not counted;
    the paper around it is white.
    **Errors**: FileNotFoundError if fonts or an icon are missing; ValueError if the token address is
    too long for a QR code.
    """
    # Imported here: the web process must not carry typst before somebody asks for the first paper.
    import typst

    page = typst.compile(
        TEMPLATES / "ticket.typ",
        root=TEMPLATES,
        font_paths=_typst_fonts(fonts),
        sys_inputs={"data": json.dumps(_ticket_page(content, fonts=fonts, icons=icons))},
        format="pdf",
        pdf_standards=["ua-1"],
    )
    if not isinstance(page, bytes):
        raise TypeError("a ticket is one file")
    return page


def _ticket_page(content: TicketContent, *, fonts: Path, icons: Path) -> dict[str, Any]:
    """Give the template its texts as JSON values: no name can become markup, no path is left to it."""

    def say(text: str) -> str:
        return replace_missing(text, fonts=fonts)

    def say_lines(lines: TicketLines) -> dict[str, str]:
        return {name: say(getattr(lines, name)) for name in TicketLines.__slots__}

    language, _, region = content.language.partition("-")
    names = {content.trade_icon, "map-pin", *(thing.icon for thing in content.things_to_bring)}
    return {
        "language": language,
        "region": region if len(region) == 2 else None,
        "direction": content.direction,
        "colour": content.colour,
        "own": say_lines(content.own),
        "german": None if content.is_german else say_lines(content.german),
        "organiser": say(content.organiser_name),
        "event": say(content.event_name),
        "trade_icon": content.trade_icon,
        "firm": say(content.firm),
        "address": ", ".join(filter(None, (say(content.street), say(content.town)))),
        "meeting_point": say(content.meeting_point),
        "bring": [
            {"icon": thing.icon, "own": say(thing.own), "german": say(thing.german)}
            for thing in content.things_to_bring
        ],
        "phone": say(content.phone),
        "code": show_code(content.short_code),
        "qr": qr_svg(content.token_address, quiet_zone=0),
        "icons": {name: (icons / f"{name}.svg").read_text("utf-8") for name in sorted(names)},
    }


@cache
def _typst_fonts(fonts: Path) -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
