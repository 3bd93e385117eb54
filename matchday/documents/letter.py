"""Letters on A4, folded into an envelope with a window: the way in, and the ticket for those without a phone.

**Source**: DIN 5008, form B.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from matchday.core.shortcode import show_code
from matchday.documents.content import TicketContent
from matchday.documents.pdf import has_long_words, spoken, ticket_icons, ticket_page, typeset
from matchday.documents.qr import qr_svg

TICKET_ICONS = ("scissors", "clock", "qrcode")
"""The pictures of a ticket letter's three steps, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterLines:
    """Hold the lines of a letter in one language.

    **Shapes**: `steps` are three short sentences. `help` stands before the telephone number. `key` and `type_in`
    stand before QR code and short code; a ticket letter leaves them empty. `question` asks for a yes or no, and
    stands on a ticket letter alone, while nobody has answered.
    """

    title: str
    greeting: str
    text: str
    steps: tuple[str, str, str]
    help: str
    key: str = ""
    type_in: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHead:
    """Hold what stands around a letter's text, in German as on every letter of an office.

    **Shapes**: `name` stands in the greeting and may be empty. `recipient` and `reference` have one entry per line;
    a reference is a name and a value. `contact` is who answers the phone, and may be empty. `logo` is a PNG. `colour`
    is that of the band, as #rrggbb.
    """

    organiser_name: str
    office: str
    return_line: str
    name: str
    recipient: tuple[str, ...]
    reference: tuple[tuple[str, str], ...]
    phone: str
    contact: str = ""
    colour: str = "#2044aa"
    logo: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLetter:
    """Hold all that an access letter says: no place, no time, nothing of a person but the name.

    **Shapes**: `language` and `direction` as in a ticket; for every kind of German only `own` is printed.
    `step_icons` are the pictures of the three steps. `site` is where the short code is typed.
    """

    language: str
    direction: str
    head: LetterHead
    own: LetterLines
    german: LetterLines
    step_icons: tuple[str, str, str]
    site: str
    address: str = field(repr=False)
    short_code: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLetter:
    """Hold all that a ticket letter says; the ticket says its own language."""

    head: LetterHead
    own: LetterLines
    german: LetterLines
    ticket: TicketContent


def access_letters_pdf(contents: Sequence[AccessLetter], *, title: str) -> bytes:
    """Typeset access letters, PDF/UA-1, one page each.

    **Shapes**: at least one, all of one organiser. `title` is in the language of a single letter, else German.
    """
    papers = [
        {
            **_letter(one.head, one.own, one.german, language=one.language, direction=one.direction),
            "step_icons": one.step_icons,
            "site": one.site,
            "qr": qr_svg(one.address, quiet_zone=0),
            "code": show_code(one.short_code),
        }
        for one in contents
    ]
    icons = {name for one in contents for name in one.step_icons}
    return _letters("access_letters", papers, title=title, head=contents[0].head, icons=icons)


def ticket_letters_pdf(contents: Sequence[TicketLetter], *, title: str) -> bytes:
    """Typeset letters that hold a ticket to cut out, PDF/UA-1, one page each.

    **Shapes**: at least one, all of one organiser. `title` is in the language of a single letter, else German.
    """
    papers = [
        {
            **_letter(one.head, one.own, one.german, language=one.ticket.language, direction=one.ticket.direction),
            "step_icons": TICKET_ICONS,
            "ticket": ticket_page(one.ticket),
        }
        for one in contents
    ]
    icons = {*TICKET_ICONS, *(name for one in contents for name in ticket_icons(one.ticket))}
    return _letters("ticket_letters", papers, title=title, head=contents[0].head, icons=icons)


def _letters(
    template: str, papers: list[dict[str, Any]], *, title: str, head: LetterHead, icons: Iterable[str]
) -> bytes:
    """Typeset letters of one organiser; a file of several is German for its reader, each letter in its own language."""
    told = papers[0] if len(papers) == 1 else spoken("de", "ltr")
    language = {name: told[name] for name in ("language", "region")}
    logo = list(head.logo) if head.logo else None
    return typeset(template, {"title": title, **language, "logo": logo, "papers": papers}, icons=icons)


def _letter(
    head: LetterHead, own: LetterLines, german: LetterLines, *, language: str, direction: str
) -> dict[str, Any]:
    """Give the template what all letters share, as JSON values."""
    paper = {
        **spoken(language, direction),
        "organiser": head.organiser_name,
        "office": head.office,
        "return_line": head.return_line,
        "name": head.name,
        "recipient": head.recipient,
        "reference": head.reference,
        "contact": head.contact,
        "phone": head.phone,
        "colour": head.colour,
        "own": asdict(own),
        "german": None if language.partition("-")[0] == "de" else asdict(german),
    }
    return {**paper, "has_long_words": has_long_words(paper)}
