"""Messages as people get them: every kind with every cause, as a mail and below it as an SMS."""

from __future__ import annotations

import re
from email.message import EmailMessage
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy import select

from matchday.clock import read_clock
from matchday.core.assignment import UnplacedReason
from matchday.core.language import Language
from matchday.core.message import MessageKind
from matchday.core.participant import Channel
from matchday.core.slot import CalledOffBy
from matchday.core.sms import count_segments
from matchday.core.ticket import TicketState
from matchday.models import Message, Participant, Ticket, Unplaced
from matchday.sender import write_mail, write_sms
from matchday.services.access import Access
from matchday.services.knownway import read_way_minutes
from matchday.services.message import MessageFacts
from matchday.services.ticket import read_standing
from matchday.showroom import change
from matchday.showroom.album import Album, Kind
from matchday.showroom.day import Day
from matchday.web.words import word

TOKEN = "A" * 26
BREAKABLE = Markup("<wbr>").join(TOKEN)
HEAD = Markup(
    '<body>\n<header class="sheet"><p class="quiet" lang="de" dir="ltr">E-Mail</p><p class="when">{}</p></header>\n'
    "<p></p>"
)
TAIL = Markup('<p></p><aside class="sheet" aria-label="{0}"><p class="quiet" lang="de" dir="ltr">{0}</p>{1}</aside>\n')
ENTRY = re.compile(r"^(?:SUMMARY|LOCATION|DESCRIPTION):(.*)$", re.MULTILINE)
"""What somebody reads of an entry in the calendar."""


class Case(NamedTuple):
    """One message: its kind, what happened before, and how staff find it."""

    kind: MessageKind
    change: change.Change | None = None
    cause: str = ""


HOLDING = (
    Case(MessageKind.INVITATION),
    Case(MessageKind.WISHING),
    Case(MessageKind.TICKET),
    Case(MessageKind.TICKET, change.without_question, "nicht gefragt"),
    Case(MessageKind.OFFER, change.offered),
    Case(MessageKind.REMINDER),
    Case(MessageKind.TICKET_CHANGED, change.renewed),
    Case(MessageKind.TICKET_CHANGED, change.led_elsewhere, "anderer Platz"),
    Case(MessageKind.TICKET_WITHDRAWN, change.given_back, "zurückgegeben"),
    Case(MessageKind.TICKET_WITHDRAWN, change.silent, "ohne Antwort"),
    Case(MessageKind.TICKET_WITHDRAWN, change.one_of_two_silent, "einer von zweien"),
    Case(MessageKind.TICKET_WITHDRAWN, change.called_off_and_withdrawn(CalledOffBy.EMPLOYER), "vom Betrieb"),
    Case(MessageKind.TICKET_WITHDRAWN, change.called_off_and_withdrawn(CalledOffBy.ORGANISER), "von uns"),
    Case(MessageKind.TICKET_WITHDRAWN, change.called_off_and_withdrawn(None), "kein Angebot mehr"),
    Case(MessageKind.TICKET_WITHDRAWN, change.withdrawn, "neuer Plan"),
    Case(MessageKind.WITHDRAWN),
    Case(MessageKind.DAY_BEFORE),
    Case(MessageKind.DAY_BEFORE, change.protected, "geschützt"),
    Case(MessageKind.THANKS),
)
"""To somebody who has a place."""
WITHOUT = tuple(
    Case(MessageKind.UNPLACED, change.unplaced(reason), cause)
    for reason, cause in (
        (UnplacedReason.NO_WISHES, "ohne Wünsche"),
        (UnplacedReason.NOT_ELIGIBLE, "bei jedem Wunsch anders"),
        (UnplacedReason.FULL, "alles voll"),
        (UnplacedReason.GROUP, "Gruppe"),
        (UnplacedReason.DECLINED, "zurückgegeben"),
    )
)
"""To somebody who has none."""


def show(day: Day, album: Album) -> None:
    """Show every message."""
    holders = select(Ticket.participant_id).where(Ticket.state == TicketState.VALID)
    unplaced = select(Unplaced.participant_id)
    for cases, people in ((HOLDING, holders), (WITHOUT, unplaced)):
        person_id = day.someone(Participant.id.in_(people))
        for case in cases:
            _offer(day, album, case, person_id=person_id)
    day.go_back()


def _offer(day: Day, album: Album, case: Case, *, person_id: int) -> None:
    """Show one message, after what happened before it."""
    day.go_back()
    if case.change:
        with day.open() as session:
            case.change(session, day.person(person_id))

    def make(language: Language) -> bytes:
        with day.open() as session:
            person, event, now = day.person(person_id), day.event(), read_clock()
            standing = read_standing(session, person, event)
            message = Message(kind=case.kind, language=language.code, channel=Channel.SMS, header_id="<1@matchday>")
            message.participant = person
            facts = MessageFacts(
                message,
                event.organiser,
                event,
                person.mail or "name@example.org",
                Access(TOKEN, ""),
                standing,
                standing.coming,
                read_way_minutes(session, event, standing.coming),
            )
            page = _draw(write_mail(facts, now=now), write_sms(facts).text)
            session.rollback()
        return page.encode()

    title = f"{word(case.kind)} ({case.cause})" if case.cause else str(word(case.kind))
    album.offer(make, name=f"{len(album.pictures):03}-message-{case.kind}", kind=Kind.MESSAGE, title=title)


def _draw(mail: EmailMessage, sms: str) -> str:
    """Return a mail with its subject above, and below it what comes with it and what goes out as an SMS."""
    part = mail.get_body(("html",))
    page = part.get_content() if isinstance(part, EmailMessage) else ""
    count = count_segments(sms)
    calendars = [one for one in mail.iter_attachments() if one.get_content_type() == "text/calendar"]
    entries = Markup("").join(_entry(one.get_content()) for one in calendars)
    tails = [TAIL.format("Im Kalender", entries)] if entries else []
    text = _line(sms).replace(TOKEN, BREAKABLE)
    tails.append(TAIL.format(f"SMS: {len(sms)} Zeichen, {count} {'Teil' if count == 1 else 'Teile'}", text))
    return page.replace("<body>", HEAD.format(mail["Subject"])).replace("</body>", f"{''.join(tails)}</body>")


def _entry(calendar: str) -> Markup:
    """Return what a calendar shows: its lines are folded, and some signs stand behind a stroke."""
    lines = re.sub(r"\r?\n ", "", calendar.replace("\r\n", "\n"))
    return Markup("").join(_line(re.sub(r"\\(.)", r"\1", one)) for one in ENTRY.findall(lines))


def _line(text: str) -> Markup:
    return Markup('<p dir="auto">{}</p>').format(text)
