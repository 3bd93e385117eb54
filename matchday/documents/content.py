"""What a ticket says: words that somebody else has chosen and translated."""

import re
from dataclasses import dataclass

from matchday.core.slottext import MeetingPoint

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)
_ICON = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLines:
    """Hold the lines of a ticket in one language.

    **Shapes**: `title` names the paper ("Ticket") and stands in the PDF's title, so it tells neither
    place nor time. `time` is a whole phrase ("von 23:00 bis 05:00 Uhr am nächsten Tag"), because dashes
    between times turn round in Arabic. `work` is trade and activity. `meeting_label` and `help` stand
    before the meeting point and the telephone number. `revision` ("Fassung 2") is empty at first.
    """

    title: str
    date: str
    time: str
    work: str
    meeting_label: str
    help: str
    revision: str = ""


@dataclass(frozen=True, slots=True)
class ThingToBring:
    """Hold one thing to bring: an icon and its words in the reader's language and in German."""

    icon: str
    own: str
    german: str

    def __post_init__(self) -> None:
        _require_icon(self.icon)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketContent:
    """Hold all that a printed ticket says.

    **Shapes**: `language` a BCP 47 tag such as "ar", "fa-AF" or "de-simple"; for every kind of German
    only the `own` lines are printed. `direction` is "ltr" or "rtl". `way` says how long one is on the way and by what,
    `foreman` who waits there: both in the reader's language alone, and they may be empty. `meeting_point` may be None,
    `street` and `foreman_phone` empty; `things_to_bring` at most three. `firm`, `street`, `town`, the German meeting
    point, `contact` and telephone numbers are printed left to right everywhere. `contact` is who answers the phone,
    and may be empty. `trade_icon` and the icons of things are names without ending.
    `short_code` has no spaces. `colour` is that of the band, as #rrggbb.
    **Errors**: ValueError for a language, direction, colour or icon that cannot be one, or a fourth thing.
    """

    language: str
    direction: str
    organiser_name: str
    event_name: str
    own: TicketLines
    german: TicketLines
    trade_icon: str
    firm: str
    street: str
    town: str
    meeting_point: MeetingPoint | None
    things_to_bring: tuple[ThingToBring, ...]
    phone: str
    short_code: str
    token_address: str
    way: str = ""
    foreman: str = ""
    foreman_phone: str = ""
    contact: str = ""
    colour: str = "#2044aa"

    def __post_init__(self) -> None:
        if not _LANGUAGE.fullmatch(self.language):
            raise ValueError(f"not a language tag: {self.language!r}")
        if self.direction not in {"ltr", "rtl"}:
            raise ValueError(f"not a direction: {self.direction!r}")
        if not _COLOUR.fullmatch(self.colour):
            raise ValueError(f"not a colour: {self.colour!r}")
        if len(self.things_to_bring) > 3:
            raise ValueError("a ticket has room for three things to bring")
        _require_icon(self.trade_icon)

    @property
    def is_german(self) -> bool:
        """Say whether the reader's own language is German of any kind."""
        return self.language.split("-")[0] == "de"


def _require_icon(name: str) -> None:
    if not _ICON.fullmatch(name):
        raise ValueError(f"not the name of an icon: {name!r}")
