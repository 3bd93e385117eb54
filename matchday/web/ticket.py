"""The words on papers: what a ticket and its calendar entry say, in the reader's language and in German."""

from __future__ import annotations

from collections.abc import Mapping

from flask import get_template_attribute
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchday.core.assignment import UnplacedReason
from matchday.core.confirmation import Reply
from matchday.core.language import GERMAN, page_language
from matchday.core.slot import GEAR, CalledOffBy, Need, SlotState
from matchday.core.ticket import TicketState
from matchday.documents.calendar import CalendarEntry, calendar_file
from matchday.documents.content import ThingToBring, TicketContent, TicketLines
from matchday.documents.token import ticket_address
from matchday.extensions import config
from matchday.models import Event, Slot, Ticket
from matchday.services.contact import whom_to_call
from matchday.services.paper import TicketFacts
from matchday.services.ticket import Standing, calendar_sequence
from matchday.web.filters import day, span
from matchday.web.language import shown_language
from matchday.web.slottext import meeting_point
from matchday.web.words import icon_of, word

THINGS = (Need.SAFETY_SHOES, Need.HELMET, Need.WORK_CLOTHES, Need.WARM_CLOTHES, Need.OWN_FOOD)
"""Needs that are things to bring; the others are things to know."""
MOST_THINGS = 3

# Each wish failed for a reason of its own: one of them alone would be untrue, all of them are on the page.
_EACH_WISH_SAYS = _l("Bei Ihren Wünschen ging es diesmal nicht. Auf Ihrer Seite steht bei jedem Wunsch, warum.")
_READ_WHY = _l("Noch kein Platz: Bei Ihren Wünschen ging es diesmal nicht. Warum, steht hier:")

WHY_UNPLACED = {
    UnplacedReason.NO_WISHES: _l("Wir haben keine Wünsche von Ihnen bekommen."),
    UnplacedReason.NOT_ELIGIBLE: _EACH_WISH_SAYS,
    UnplacedReason.FULL: _l(
        "Bei Ihren Wünschen waren alle Plätze vergeben: Mehr Menschen wollten dorthin, als Plätze da sind."
    ),
    UnplacedReason.TOO_FEW: _EACH_WISH_SAYS,
    UnplacedReason.MIXED: _EACH_WISH_SAYS,
    UnplacedReason.DECLINED: _l("Sie hatten einen Platz. Er ist zurückgegeben."),
    UnplacedReason.GROUP: _l("Für Ihre ganze Gruppe war bei keinem Wunsch genug Platz."),
}
"""Why somebody has no place, said to them."""


SHORT_UNPLACED = {
    UnplacedReason.NO_WISHES: _l("Noch kein Platz: Wir haben keine Wünsche von Ihnen."),
    UnplacedReason.NOT_ELIGIBLE: _READ_WHY,
    UnplacedReason.FULL: _l("Noch kein Platz: Mehr Menschen wollten dorthin, als Plätze da sind."),
    UnplacedReason.TOO_FEW: _READ_WHY,
    UnplacedReason.MIXED: _READ_WHY,
    UnplacedReason.DECLINED: _l("Ihr Platz ist zurückgegeben."),
    UnplacedReason.GROUP: _l("Noch kein Platz: Für Ihre ganze Gruppe war nicht genug Platz."),
}
"""The same for an SMS."""


CALLED_OFF: Mapping[CalledOffBy | None, object] = {
    CalledOffBy.EMPLOYER: _l("Der Betrieb hat abgesagt"),
    CalledOffBy.ORGANISER: _l("Wir mussten diesen Termin absagen"),
    None: _l("Dieses Angebot gibt es nicht mehr"),
}
"""Who called a slot off, said to whoever has a ticket for it; where nobody knows who, nobody is named."""
WHY_CALLED_OFF: Mapping[CalledOffBy | None, object] = {
    CalledOffBy.EMPLOYER: _l("Der Betrieb hat abgesagt. Es liegt nicht an Ihnen."),
    CalledOffBy.ORGANISER: _l("Wir mussten diesen Termin absagen. Es liegt nicht an Ihnen."),
    None: _l("Das Angebot des Betriebs gibt es nicht mehr. Es liegt nicht an Ihnen."),
}
"""The same said to whoever had a ticket for it."""
SHORT_CALLED_OFF: Mapping[CalledOffBy | None, object] = {
    CalledOffBy.EMPLOYER: _l("Der Betrieb hat abgesagt. Ihr Platz ist leider weg:"),
    CalledOffBy.ORGANISER: _l("Wir mussten absagen. Ihr Platz ist leider weg:"),
    None: _l("Das Angebot des Betriebs gibt es nicht mehr. Ihr Platz ist leider weg:"),
}
"""The same for an SMS."""


def title_of(standing: Standing) -> str:
    """Return in a few words how somebody stands."""
    if standing.coming:
        return _("Ihr Ticket")
    if standing.valid:
        return say_called_off(standing.valid[0].slot)
    if not standing.is_published:
        return _("Noch keine Antwort")
    if standing.gave_back:
        return _("Sie haben den Platz zurückgegeben")
    if standing.tickets:
        return _("Ihr Platz ist leider nicht mehr da")
    return _("Sie stehen auf der Warteliste") if standing.waiting else _("Sie haben noch keinen Platz")


def say_called_off(slot: Slot) -> str:
    """Return who called a slot off."""
    return str(CALLED_OFF[slot.called_off_by])


def why_unplaced(standing: Standing) -> str:
    """Return the true reason why a person has no place, or nothing where there is none."""
    return str(WHY_UNPLACED[standing.reason]) if standing.reason else ""


def shortly_unplaced(standing: Standing) -> str:
    """Return the same in an SMS."""
    return str(SHORT_UNPLACED[standing.reason]) if standing.reason else ""


def why_withdrawn(standing: Standing) -> str:
    """Return why a place is gone. What the person did not decide is never their fault."""
    if standing.last_reply is Reply.NO:
        return _("Sie haben uns gesagt, dass Sie nicht kommen können. Danke, dass Sie Bescheid gesagt haben.")
    if standing.last_reply is Reply.SILENT:
        return _("Wir haben keine Antwort von Ihnen bekommen. Deshalb ist Ihr Platz jetzt frei für andere.")
    return why_moved(standing.lost.slot) if standing.lost else ""


def why_changed(standing: Standing) -> str:
    """Return why a ticket leads elsewhere now, or nothing where none does."""
    former = next((standing.former[one.id] for one in standing.coming if one.id in standing.former), None)
    return why_moved(former) if former else ""


def why_moved(former: Slot) -> str:
    """Return why somebody does not go to a slot any more."""
    if former.state is not SlotState.APPROVED:
        return str(WHY_CALLED_OFF[former.called_off_by])
    return _("Der Plan musste neu gemacht werden. Es liegt nicht an Ihnen.")


def shortly_withdrawn(standing: Standing) -> str:
    """Return the same in an SMS."""
    if standing.last_reply is Reply.NO:
        return _("Danke, Ihr Nein ist angekommen. Ihr Platz ist zurückgegeben:")
    if standing.last_reply is Reply.SILENT and standing.coming:
        return _("Wir haben keine Antwort von Ihnen. Einer Ihrer Plätze ist jetzt weg:")
    if standing.last_reply is Reply.SILENT:
        return _("Wir haben keine Antwort von Ihnen. Ihr Platz ist jetzt weg:")
    if standing.lost and standing.lost.slot.state is not SlotState.APPROVED:
        return str(SHORT_CALLED_OFF[standing.lost.slot.called_off_by])
    return _("Der Plan musste neu gemacht werden. Ihr Platz ist leider weg:")


def what_follows(standing: Standing) -> str:
    """Return what happens now for a person whose place is gone."""
    if standing.coming:
        return _("Alles andere bleibt, wie es war.")
    if standing.wants_no_other:
        return _("Wenn Sie doch einen Platz möchten, sagen Sie es uns bitte.")
    if standing.waiting:
        return _("Sie stehen auf der Warteliste. Wird ein Platz frei, melden wir uns bei Ihnen.")
    return _("Wir suchen weiter nach einem Platz für Sie und melden uns bei Ihnen.")


def things_to_bring(ticket: Ticket) -> list[Need]:
    """Return what the person has to bring, the most important first: not what is lent there."""
    lent = things_lent(ticket)
    return [need for need in THINGS if need in ticket.slot.needs and need not in lent]


def things_lent(ticket: Ticket) -> list[Need]:
    """Return what the person borrows there."""
    return [need for need in GEAR if need in ticket.slot.needs and ticket.slot.lends_gear]


def things_to_know(ticket: Ticket) -> list[Need]:
    """Return what the person has to know about the work beforehand."""
    return [need for need in Need if need in ticket.slot.needs and need not in THINGS]


def ticket_content(facts: TicketFacts, event: Event) -> TicketContent:
    """Return what the printed ticket says."""
    ticket, spoken = facts.ticket, facts.ticket.participant.spoken_languages
    own, slot, contact = page_language(*spoken), ticket.slot, whom_to_call(event.organiser, event)
    with force_locale(own.code):
        own_lines, meeting = ticket_lines(ticket), meeting_point(slot, shown=own, spoken=spoken)
        own_words = [str(word(need)) for need in things_to_bring(ticket)]
        way = _way_of(facts)
        foreman = _("%(name)s wartet auf Sie.", name=slot.foreman_name) if slot.foreman_name else ""
    with force_locale(GERMAN.code):
        german_lines = ticket_lines(ticket)
        german_words = [str(word(need)) for need in things_to_bring(ticket)]
    things = zip(things_to_bring(ticket), own_words, german_words, strict=True)
    return TicketContent(
        language=own.tag,
        direction=own.direction,
        organiser_name=event.organiser.name,
        event_name=event.name,
        own=own_lines,
        german=german_lines,
        trade_icon=icon_of(slot.trade),
        firm=slot.employer.name,
        street=slot.site.street,
        town=f"{slot.site.postcode} {slot.site.town}".strip(),
        way=way,
        meeting_point=meeting,
        foreman=foreman,
        foreman_phone=slot.foreman_phone if foreman else "",
        things_to_bring=tuple(ThingToBring(icon_of(need), own, de) for need, own, de in list(things)[:MOST_THINGS]),
        contact=contact.name,
        phone=contact.phone,
        short_code=ticket.short_code,
        token_address=ticket_address(config().public_host, facts.token),
        colour=event.organiser.colour,
    )


def _way_of(facts: TicketFacts) -> str:
    """Return how somebody gets there. Papers get lost: how far a protected person lives from there is on none."""
    person, site = facts.ticket.participant, facts.ticket.slot.site
    if facts.way_minutes is None or person.is_protected:
        return ""
    way_of = get_template_attribute("parts/way.html", "way_of")
    return str(way_of(site.town, facts.way_minutes, person.travel_means).striptags())


def ticket_lines(ticket: Ticket) -> TicketLines:
    """Return the lines of a ticket in the language now set."""
    slot = ticket.slot
    return TicketLines(
        title=_("Ticket"),
        date=day(slot.start_at),
        time=span(slot).striptags(),
        work=_("%(trade)s: %(kind)s", trade=word(slot.trade), kind=word(slot.activity_kind)),
        meeting_label=_("Treffpunkt"),
        help=_("Wenn etwas nicht klappt"),
        revision=_("Fassung %(number)s", number=ticket.revision) if ticket.revision > 1 else "",
    )


def ticket_calendar(ticket: Ticket, event: Event) -> bytes:
    """Return the calendar file of a ticket; it takes the entry back when the ticket was withdrawn."""
    slot = ticket.slot
    bring = _(
        "Ihr Tag im Betrieb. Bitte bringen Sie Ihr Ticket mit. Hilfe: %(phone)s",
        phone=whom_to_call(event.organiser, event).phone,
    )
    entry = CalendarEntry(
        uid=ticket.calendar_uid,
        sequence=calendar_sequence(ticket),
        summary=_("%(work)s bei %(firm)s", work=word(slot.trade), firm=slot.employer.name),
        description="\n".join(filter(None, (_meet_at(ticket), bring))),
        location=place_of(ticket),
        start_at=slot.start_at,
        end_at=slot.end_at,
        changed_at=max(ticket.changed_at, slot.changed_at),
        is_cancelled=ticket.state is TicketState.WITHDRAWN,
    )
    organiser = event.organiser
    return calendar_file(
        [entry], product_name="matchday", organiser_name=organiser.name, organiser_email=organiser.mail
    )


def _meet_at(ticket: Ticket) -> str:
    """Return where people meet, in the person's words and in German. Who waits there is not for clouds."""
    point = meeting_point(ticket.slot, shown=shown_language(), spoken=ticket.participant.spoken_languages)
    return _("Treffpunkt: %(place)s", place=" · ".join(filter(None, (point.own, point.german)))) if point else ""


def place_of(ticket: Ticket) -> str:
    """Return firm and address in one line, as on the street sign."""
    site = ticket.slot.site
    parts = (ticket.slot.employer.name, site.street, f"{site.postcode} {site.town}".strip())
    return ", ".join(part for part in parts if part)
