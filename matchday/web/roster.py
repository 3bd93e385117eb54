"""The words of a roster on paper, in German."""

from __future__ import annotations

from datetime import datetime

from matchday.core.door import door_address
from matchday.core.language import LANGUAGES
from matchday.core.slot import GermanLevel, Need
from matchday.documents.roster import RosterContent, RosterGuest
from matchday.models import Event, Slot
from matchday.services.contact import whom_to_call
from matchday.services.paper import RosterFacts
from matchday.services.roster import Guest
from matchday.web.filters import day, moment, span
from matchday.web.words import word


def roster_content(facts: RosterFacts, event: Event, *, public_url: str, now: datetime) -> RosterContent:
    """Return what a slot's roster says. **Shapes** ``public_url`` is our address."""
    slot, guests, contact = facts.roster.slot, facts.roster.guests, whom_to_call(event.organiser, event)
    return RosterContent(
        firm=slot.employer.name,
        work=f"{word(slot.trade)}: {word(slot.activity_kind)}",
        count=f"{len(guests)} von {slot.capacity} {'Platz' if slot.capacity == 1 else 'Plätzen'}",
        time=f"{day(slot.start_at)}, {span(slot).striptags()}",
        address=_address(slot),
        meeting_point=slot.meeting_point,
        foreman=slot.foreman_name,
        needs=", ".join(str(word(Need(value))) for value in slot.needs),
        help=f"{contact.name} {contact.phone}".strip(),
        event=event.name,
        footer=f"Stand {moment(now)} Uhr. Bitte nach dem Tag vernichten.",
        guests=tuple(_guest(guest) for guest in guests),
        door_address=door_address(public_url, facts.door_token) if facts.door_token else None,
    )


def _address(slot: Slot) -> str:
    return ", ".join(filter(None, (slot.site.street, f"{slot.site.postcode} {slot.site.town}".strip())))


def _guest(guest: Guest) -> RosterGuest:
    if not guest.languages:
        return RosterGuest(name=guest.name or "Ein Mensch", is_open=guest.has_confirmed is False)
    names = [LANGUAGES[code].german_name if code in LANGUAGES else code for code in guest.languages]
    return RosterGuest(
        name=guest.name,
        languages=", ".join(names),
        german_level=_german(guest.german_level),
        needs="alles Nötige ist da" if guest.has_all_needs else "noch zu klären: bitte anrufen",
        is_open=guest.has_confirmed is False,
    )


def _german(level: GermanLevel | None) -> str:
    if level is None:
        return ""
    return "noch kein Deutsch" if level is GermanLevel.NONE else f"Deutsch {word(level)}"
