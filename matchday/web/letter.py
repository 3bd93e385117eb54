"""The words of letters, in the reader's language and in German."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from matchday.core.confirmation import Reply
from matchday.core.contact import Contact
from matchday.core.event import Action, Stage, is_open
from matchday.core.language import GERMAN, Language, page_language
from matchday.documents.letter import AccessLetter, LetterHead, LetterLines, TicketLetter
from matchday.models import Event, Participant
from matchday.services.contact import whom_to_ask, whom_to_call
from matchday.services.message import MessageFacts
from matchday.services.paper import AccessFacts, TicketFacts
from matchday.web.filters import day, local, short_day
from matchday.web.message import contact_of, message_values, render_message
from matchday.web.ticket import ticket_content

PERSONALLY = "Persönlich"
"""Stands above every name: nobody's street is known here, so every letter is handed over."""


def access_letter(facts: AccessFacts, event: Event, *, site: str, now: datetime) -> AccessLetter:
    """Return what an access letter says: never place or time of a placement."""
    person, own = facts.participant, _language_of(facts.participant)
    with force_locale(own.code):
        own_lines = _access_lines(event)
    with force_locale(GERMAN.code):
        german_lines = _access_lines(event)
    is_answered = is_open(event.stage, Action.SHOW_TICKET)
    return AccessLetter(
        language=own.tag,
        direction=own.direction,
        head=_head(event, whom_to_ask(person, event), name=person.shown_name, recipient=person.shown_name, now=now),
        own=own_lines,
        german=german_lines,
        step_icons=("scan", "mail", "qrcode") if is_answered else ("scan", "heart", "mail"),
        site=site.partition("://")[2],
        address=f"{site}#{facts.access.token}",
        short_code=facts.access.code,
    )


def message_letter(facts: MessageFacts, person: Participant, event: Event, *, site: str, now: datetime) -> AccessLetter:
    """Return what a message says as a letter: the same as by mail, with the way in beside it; never place or time."""
    letter = access_letter(AccessFacts(person, facts.access), event, site=site, now=now)
    with force_locale(_language_of(person).code):
        own = _message_lines(facts, letter.own)
    with force_locale(GERMAN.code):
        german = _message_lines(facts, letter.german)
    head = _head(event, contact_of(facts), name=person.shown_name, recipient=person.shown_name, now=now)
    return replace(letter, head=head, own=own, german=german)


def ticket_letter(facts: TicketFacts, event: Event, *, now: datetime) -> TicketLetter:
    """Return what a letter with a ticket says: while nobody has answered, it asks whether the person comes.

    A protected person's name never stands beside place and time.
    """
    person, asked = facts.ticket.participant, facts.asked
    own = _language_of(person)
    answer_by = asked.answer_by_at if asked and asked.answer is Reply.OPEN else None
    with force_locale(own.code):
        own_lines = _ticket_lines(event, answer_by, now=now)
    with force_locale(GERMAN.code):
        german_lines = _ticket_lines(event, answer_by, now=now)
    name, contact = "" if person.is_protected else person.shown_name, whom_to_call(event.organiser, event)
    return TicketLetter(
        head=_head(event, contact, name=name, recipient=name or person.alias, now=now),
        own=own_lines,
        german=german_lines,
        ticket=ticket_content(facts, event),
    )


def _language_of(person: Participant) -> Language:
    return page_language(*person.spoken_languages)


def _head(event: Event, contact: Contact, *, name: str, recipient: str, now: datetime) -> LetterHead:
    organiser = event.organiser
    where = (organiser.name, organiser.street, f"{organiser.postcode} {organiser.town}".strip())
    reference = (
        ("Ansprechperson", contact.name if contact.name != organiser.name else ""),
        ("Telefon", contact.phone),
        ("Datum", local(now).strftime("%d.%m.%Y")),
    )
    return LetterHead(
        organiser_name=organiser.name,
        office=organiser.office,
        return_line=" · ".join(part for part in where if part),
        name=name,
        recipient=(PERSONALLY, recipient),
        reference=tuple((label, value) for label, value in reference if value),
        phone=contact.phone,
        contact=contact.name,
        colour=organiser.colour,
        logo=organiser.logo,
    )


def _access_lines(event: Event) -> LetterLines:
    return LetterLines(
        title=_("Ihr Zugang zu: %(event)s", event=event.name),
        greeting=_("Guten Tag,"),
        text=_(
            "Sie können einen Tag lang einen Betrieb besuchen und die Arbeit dort kennenlernen. Es kostet nichts. Sie "
            "entscheiden selbst. Dieser Zugang gehört nur Ihnen. Bitte geben Sie ihn niemandem weiter."
        ),
        key=_("Richten Sie die Kamera Ihres Telefons auf das Bild."),
        type_in=_("Oder tippen Sie diese Adresse und diesen Code ein:"),
        steps=_access_steps(event),
        help=_("Fragen, oder kein Telefon? Rufen Sie an:"),
    )


def _access_steps(event: Event) -> tuple[str, str, str]:
    first = _("1. Ihre Seite öffnen")
    if is_open(event.stage, Action.SHOW_TICKET):
        return first, _("2. Die Antwort ansehen"), _("3. Das Ticket am Tag zeigen")
    if event.wishing_until and event.stage in (Stage.DRAFT, Stage.REGISTRATION, Stage.WISHING):
        wishing = _("2. Bis %(day)s Wünsche aussuchen", day=short_day(event.wishing_until))
        return first, wishing, _("3. Auf die Antwort warten")
    return first, _("2. Wünsche aussuchen"), _("3. Auf die Antwort warten")


def _message_lines(facts: MessageFacts, lines: LetterLines) -> LetterLines:
    """Return the lines of an access letter with what the message says in their place."""
    values = {**message_values(facts, GERMAN), "tickets": (), "layout": "layouts/letter.txt"}
    title, text = (" ".join(render_message(facts, part, values).split()) for part in ("subject.txt", "body.txt"))
    return replace(lines, title=title, text=text)


def _ticket_lines(event: Event, answer_by: datetime | None, *, now: datetime) -> LetterLines:
    return LetterLines(
        title=_("Ihr Ticket für: %(event)s", event=event.name),
        greeting=_("Guten Tag,"),
        text=_("Sie haben einen Platz. Unten ist Ihr Ticket. Es gilt auch ohne Telefon."),
        steps=(
            _("Schneiden Sie das Ticket aus und nehmen Sie es mit."),
            _("Kommen Sie pünktlich."),
            _("Zeigen Sie das Ticket am Eingang."),
        ),
        question=_question(answer_by, now=now) if answer_by else "",
        help=_("Antworten Sie auf Ihrer Seite, oder rufen Sie an:")
        if answer_by
        else _("Sie können nicht kommen? Rufen Sie bitte an:"),
    )


def _question(answer_by: datetime, *, now: datetime) -> str:
    if now >= answer_by:
        return _("Bitte antworten Sie jetzt.")
    return _(
        "Bitte antworten Sie mit Ja oder Nein bis %(day)s. Ohne Antwort kann jemand anderes den Platz bekommen.",
        day=day(answer_by, with_year=False),
    )
