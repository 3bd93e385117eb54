"""What the door says: for each answer a ground, a mark, a word, a name where it may be read, at most two lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from matchday.core.checkin import UNDO_S, Answer, Way
from matchday.core.language import LANGUAGES
from matchday.core.slot import GermanLevel, Need
from matchday.models import Slot
from matchday.services.checkin import Doorkeeper, GivenAnswer
from matchday.services.roster import Guest
from matchday.web.filters import clock, day, listed
from matchday.web.words import word

SOMEBODY = "Ein Mensch"
CALL = "Bitte Landkreis anrufen."


@dataclass(frozen=True)
class Said:
    """One answer as it fills the screen. ``ground`` names the colour, see ``static/css/checkin.css``."""

    ground: str
    mark: str
    word: str
    name: str = ""
    lines: Sequence[str] = ()
    may_undo: bool = False
    shall_call: bool = False


def say_answer(given: GivenAnswer, keeper: Doorkeeper, *, now: datetime) -> Said:
    """Return what the door says to the answer that was given."""
    if given.scan.undone_at is not None:
        return Said("plain", "arrow-back-up", "Zurückgenommen", lines=["Diese Person gilt nicht als da."])
    return WORDS[given.scan.answer](given, keeper, now)


def welcome(given: GivenAnswer, keeper: Doorkeeper, now: datetime) -> Said:
    """Say that somebody is welcome, and what to look at; it can be taken back for a minute."""
    is_fresh = now - given.scan.scanned_at <= timedelta(seconds=UNDO_S)
    lines = [tongue(given.guest), what_counts(slot_of(given), keeper)]
    return Said("welcome", "circle-check", "Willkommen", name_of(given), [one for one in lines if one], is_fresh)


def here(given: GivenAnswer, keeper: Doorkeeper, now: datetime) -> Said:
    """Say since when somebody is here."""
    lines = [Markup("seit {} Uhr. Alles in Ordnung.").format(clock(given.since))] if given.since else []
    if given.scan.way is not Way.NAME:
        lines.append(Markup("Dieses Ticket wurde schon gezeigt."))
    return Said("here", "history", "Schon da", name_of(given), lines)


def early(given: GivenAnswer, keeper: Doorkeeper, now: datetime) -> Said:
    """Say that the guest may come in, but is counted later."""
    slot = slot_of(given)
    opens_at = slot.start_at - timedelta(minutes=keeper.event.door_opens_min)
    lines = [
        Markup("Es ist noch früh: Beginn ist um {} Uhr.").format(clock(slot.start_at)),
        Markup("Bitte zeigen Sie das Ticket ab {} Uhr noch einmal.").format(clock(opens_at)),
    ]
    return Said("old", "clock", "Bitte hereinlassen", name_of(given), lines)


def other_slot(given: GivenAnswer, keeper: Doorkeeper, now: datetime) -> Said:
    """Say where a genuine ticket is for, to whom it may be said."""
    lines = ["Das Ticket ist echt, aber nicht für hier.", expected(slot_of(given))]
    return elsewhere("directions", "Anderer Ort", lines, given=given)


def other_day(given: GivenAnswer, keeper: Doorkeeper, now: datetime) -> Said:
    """Say when a genuine ticket is for; the place only where it is another one."""
    slot = slot_of(given)
    lines = ["Das Ticket ist echt, aber nicht für heute."]
    if is_here(slot, keeper):
        lines.append(
            Markup("Erwartet am {}, um {} Uhr.").format(day(slot.start_at, with_year=False), clock(slot.start_at))
        )
        return Said("other", "calendar-question", "Anderer Tag", lines=lines)
    return elsewhere("calendar-question", "Anderer Tag", [*lines, expected(slot, with_day=True)], given=given)


def replaced(given: GivenAnswer, keeper: Doorkeeper, now: datetime) -> Said:
    """Say that a newer ticket counts, and what to do when the person is expected here all the same."""
    slot, old = slot_of(given), "Dieses Ticket wurde ersetzt. Es gibt ein neues."
    if is_here(slot, keeper):
        on = "Steht die Person auf Ihrer Liste, tippen Sie dort „Ist da“."
        return Said("other", "clock-edit", "Altes Ticket", lines=[old, on], shall_call=True)
    return elsewhere("clock-edit", "Altes Ticket", [old, expected(slot, with_day=True)], given=given)


def withdrawn(given: GivenAnswer, keeper: Doorkeeper, now: datetime) -> Said:
    """Say that a ticket counts nowhere, and that nobody is sent away for it."""
    lines = ["Dieses Ticket haben wir zurückgenommen.", "Bitte schicken Sie niemanden weg, rufen Sie uns an."]
    return Said("other", "ban", "Gilt nicht mehr", lines=lines, shall_call=True)


def unknown(given: GivenAnswer, keeper: Doorkeeper, now: datetime) -> Said:
    """Say that nobody knows this ticket; the person is not sent away."""
    look = {Way.CODE: "Stimmen alle acht Zeichen?", Way.CAMERA: "Das ist kein Ticket von uns."}
    lines = [look.get(given.scan.way, ""), "Bitte schicken Sie niemanden weg, rufen Sie uns an."]
    return Said("unknown", "circle-x", "Kenne ich nicht", lines=[one for one in lines if one], shall_call=True)


WORDS: dict[Answer, Callable[[GivenAnswer, Doorkeeper, datetime], Said]] = {
    Answer.ADMITTED: welcome,
    Answer.ALREADY_IN: here,
    Answer.TOO_EARLY: early,
    Answer.OTHER_SLOT: other_slot,
    Answer.OTHER_DAY: other_day,
    Answer.REPLACED: replaced,
    Answer.WITHDRAWN: withdrawn,
    Answer.UNKNOWN: unknown,
}


def elsewhere(mark: str, said: str, lines: Sequence[str], *, given: GivenAnswer) -> Said:
    """Say where somebody is expected; of a protected person not even that."""
    ticket = given.scan.ticket
    is_silent = ticket is None or ticket.participant.is_protected
    return Said("other", mark, said, lines=[CALL] if is_silent else lines, shall_call=True)


def expected(slot: Slot, *, with_day: bool = False) -> Markup:
    """Return when and where somebody is expected."""
    when = Markup("um {} Uhr").format(clock(slot.start_at))
    if with_day:
        when = Markup("am {}, {}").format(day(slot.start_at, with_year=False), when)
    place = ", ".join(part for part in (slot.employer.name, slot.site.street, slot.site.town) if part)
    return Markup("Erwartet {}: <strong>{}</strong>").format(when, place)


def tongue(guest: Guest | None) -> str:
    """Return the languages of a guest who lets them be known: «Arabisch, Deutsch A2»."""
    if guest is None or not guest.languages:
        return ""
    names = [LANGUAGES[code].german_name for code in guest.languages if code in LANGUAGES and code != "de"]
    german = guest.german_level not in (None, GermanLevel.NONE)
    return ", ".join(
        [*names, f"Deutsch {word(guest.german_level)}" if german and guest.german_level else "kein Deutsch"]
    )


def what_counts(slot: Slot, keeper: Doorkeeper) -> str:
    """Return what everybody needs at this slot; where staff stand at every door, which slot it is."""
    if keeper.slot is None:
        return f"{slot.employer.name}, {slot.site.street}"
    needs = [word(need) for need in (Need.SAFETY_SHOES, Need.HELMET, Need.WORK_CLOTHES) if need in slot.needs]
    return f"Nötig: {listed(needs)}" if needs else ""


def name_of(given: GivenAnswer) -> str:
    """Return the name a foreman may read."""
    return given.guest.name if given.guest and given.guest.name else SOMEBODY


def slot_of(given: GivenAnswer) -> Slot:
    """Return the slot of the ticket that was shown; every answer but «unknown» has one."""
    if given.scan.ticket is None:
        raise ValueError("an unknown ticket has no slot")
    return given.scan.ticket.slot


def is_here(slot: Slot, keeper: Doorkeeper) -> bool:
    """Tell whether the door is the slot's."""
    return keeper.slot is not None and keeper.slot.id == slot.id
