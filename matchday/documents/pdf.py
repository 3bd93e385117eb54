"""Papers as PDF/UA, typeset by typst."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matchday.core.shortcode import show_code
from matchday.core.slottext import MeetingPoint
from matchday.documents.content import TicketContent
from matchday.documents.fonts import PRINT_FONTS, replace_missing
from matchday.documents.qr import qr_svg

if TYPE_CHECKING:
    import typst

_PROJECT = Path(__file__).resolve().parents[2]
ICONS = _PROJECT / "static" / "vendor" / "icons"
TEMPLATES = _PROJECT / "templates" / "print"

LONG_WORD = 30
"""Letters; twin of the template's `breakable`."""

BY_SHEET = 4
"""Tickets on one sheet of A4."""

PLACE_ICONS = ("map-pin", "user-heart")
"""The pictures beside the meeting point and who waits there."""

PICTURE_PPI = 200
"""Of a ticket as a picture: seven pixels for each module of its QR code, for a chat makes pictures smaller."""


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
    return typeset("one_ticket", ticket_page(content), icons=ticket_icons(content), fonts=fonts, icon_folder=icons)


def ticket_png(content: TicketContent, *, fonts: Path = PRINT_FONTS) -> bytes:
    """Draw a ticket as a PNG for a chat: what `ticket_pdf` prints."""
    values = ticket_page(content)
    return _compile("one_ticket", values, icons=ticket_icons(content), fonts=fonts, format="png", ppi=PICTURE_PPI)


def tickets_pdf(contents: Sequence[TicketContent | None], *, title: str, fonts: Path = PRINT_FONTS) -> bytes:
    """Typeset tickets on A4, four on a sheet, to be cut apart.

    **Shapes**: a None leaves its quarter empty. `title` is German and names the file.
    """
    pages = [content and ticket_page(content) for content in contents]
    sheets = [pages[start : start + BY_SHEET] for start in range(0, len(pages), BY_SHEET)]
    icons = set().union(*(ticket_icons(content) for content in contents if content))
    return typeset("tickets", {"title": title, "sheets": sheets}, icons=icons, fonts=fonts)


def typeset(
    template: str,
    values: Mapping[str, Any],
    *,
    icons: Iterable[str] = (),
    fonts: Path = PRINT_FONTS,
    icon_folder: Path = ICONS,
) -> bytes:
    """Typeset templates/print/<template>.typ as PDF/UA-1: no text can become markup, no path is left to it.

    Every text among the values is spelled with letters that the print fonts have.

    **Shapes**: `values` is what JSON can hold; the template finds it as `json(bytes(sys.inputs.at("data")))`,
    with the drawings of `icons` by their names under "icons".
    **Errors**: FileNotFoundError if fonts or an icon are missing.
    """
    return _compile(
        template, values, icons=icons, fonts=fonts, icon_folder=icon_folder, format="pdf", pdf_standards=["ua-1"]
    )


def typeset_sheet(template: str, content: Any) -> bytes:
    """Typeset a sheet with German beside the reader's own language.

    **Shapes**: `content` is a data class with a `language` (BCP 47), a `direction` and a `logo` (PNG); the template
    finds its fields by their names, and whether the language is a kind of German.
    """
    page, logo = sheet_page(content), list(content.logo) if content.logo else None
    return typeset(template, {**page, "has_long_words": has_long_words(page), "logo": logo})


def sheet_page(content: Any) -> dict[str, Any]:
    """Give the template the texts of a sheet as JSON values, without the logo: a file holds it once."""
    values = {name: value for name, value in asdict(content).items() if name != "logo"}
    is_german = content.language.partition("-")[0] == "de"
    return {**values, **spoken(content.language, content.direction), "is_german": is_german}


def _compile(
    template: str,
    values: Mapping[str, Any],
    *,
    icons: Iterable[str],
    fonts: Path,
    icon_folder: Path = ICONS,
    **form: Any,
) -> bytes:
    # Imported here: the web process must not carry typst before somebody asks for the first paper.
    import typst

    drawings = {name: (icon_folder / f"{name}.svg").read_text("utf-8") for name in sorted(set(icons))}
    paper = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_typst_fonts(fonts),
        sys_inputs={"data": json.dumps({**_spelled(values, fonts), "icons": drawings})},
        **form,
    )
    if not isinstance(paper, bytes):
        raise TypeError("papers are one file")
    return paper


def _spelled(value: Any, fonts: Path) -> Any:
    """Spell every text in a value with letters that can be printed."""
    match value:
        case str():
            return replace_missing(value, fonts=fonts)
        case Mapping():
            return {name: _spelled(part, fonts) for name, part in value.items()}
        case list() | tuple():
            return [_spelled(part, fonts) for part in value]
        case _:
            return value


def ticket_icons(content: TicketContent) -> set[str]:
    """Return the names of the drawings on a ticket."""
    return {content.trade_icon, *PLACE_ICONS, *(thing.icon for thing in content.things_to_bring)}


def ticket_page(content: TicketContent) -> dict[str, Any]:
    """Give the template a ticket's texts as JSON values."""
    page = {
        **spoken(content.language, content.direction),
        "colour": content.colour,
        "own": asdict(content.own),
        "german": None if content.is_german else asdict(content.german),
        "organiser": content.organiser_name,
        "event": content.event_name,
        "trade_icon": content.trade_icon,
        "firm": content.firm,
        "address": ", ".join(filter(None, (content.street, content.town))),
        "meeting_point": _meeting_page(content.meeting_point),
        "way": content.way,
        "foreman": content.foreman,
        "foreman_phone": content.foreman_phone,
        "bring": [asdict(thing) for thing in content.things_to_bring],
        "contact": content.contact,
        "phone": content.phone,
        "code": show_code(content.short_code),
    }
    drawing = qr_svg(content.token_address, quiet_zone=0)
    return {**page, "has_long_words": has_long_words(page), "qr": drawing}


def _meeting_page(point: MeetingPoint | None) -> dict[str, Any] | None:
    if point is None:
        return None
    told = {"own": point.own, "german": point.german, "mark": point.mark}
    return {**told, **spoken(point.language.tag, point.language.direction)}


def has_long_words(value: Any) -> bool:
    """Tell whether a text has a word that may have to break anywhere; looking for such words is dear in a template."""
    match value:
        case str():
            return any(len(word) >= LONG_WORD for word in value.split())
        case Mapping():
            return any(map(has_long_words, value.values()))
        case list() | tuple():
            return any(map(has_long_words, value))
        case _:
            return False


def spoken(language: str, direction: str) -> dict[str, str | None]:
    """Give the template the language of a paper: its tag without region, the region, the direction."""
    tongue, _, region = language.partition("-")
    return {"language": tongue, "region": region if len(region) == 2 else None, "direction": direction}


@cache
def _typst_fonts(fonts: Path) -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
