"""Papers as they come out of the printer: letters, tickets, the sheet for guardians, the profile, the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.clock import read_clock
from matchday.core.event import Stage
from matchday.core.language import Language
from matchday.core.ticket import TicketState
from matchday.documents.letter import access_letters_pdf, ticket_letters_pdf
from matchday.documents.pdf import ticket_pdf
from matchday.models import Event, Participant, Profile, Ticket
from matchday.services.access import Access
from matchday.services.confirmation import list_confirmations
from matchday.services.knownway import read_way_minutes
from matchday.services.paper import AccessFacts, TicketFacts
from matchday.services.profile import find_profile
from matchday.showroom import change
from matchday.showroom.album import Album, Kind
from matchday.showroom.day import Day
from matchday.showroom.record import specimen
from matchday.web.guardian import print_sheet
from matchday.web.letter import access_letter, ticket_letter
from matchday.web.privacy import record_paper
from matchday.web.profile import print_profile
from matchday.web.ticket import ticket_content

SITE = "https://refugees-day.example/access"
ACCESS = Access("A" * 26, "AAAABBBB")
TOKEN = "A" * 160

Print = Callable[[Session, Participant, Event, datetime], bytes]


def show(day: Day, album: Album) -> None:
    """Show every paper in a person's own language; attestations and rosters are German for everybody."""
    holders = select(Ticket.participant_id).where(Ticket.state == TicketState.VALID)
    described = select(Profile.participant_id)
    with_place = day.someone(Participant.id.in_(holders))
    for stage, title in (
        (Stage.WISHING, "vor den Wünschen"),
        (Stage.ASSIGNING, "nach den Wünschen"),
        (Stage.PUBLISHED, "nach dem Plan"),
    ):
        _offer(day, album, _access, with_place, title=f"Brief mit dem Zugang, {title}", before=change.at(stage))
    _offer(day, album, _ticket, with_place, title="Ticket auf Papier", before=change.renewed)
    _offer(day, album, _ticket_letter, with_place, title="Brief mit dem Ticket")
    _offer(day, album, _guardian, with_place, title="Einverständnis der Eltern", before=change.young)
    _offer(day, album, _profile, day.someone(Participant.id.in_(described)), title="Steckbrief auf Papier")
    _offer(day, album, _record, with_place, title="Auskunft über alle Daten")


def _offer(
    day: Day, album: Album, printed: Print, person_id: int, *, title: str, before: change.Change | None = None
) -> None:
    day.go_back()
    if before:
        with day.open() as session:
            before(session, day.person(person_id))

    def make(language: Language) -> bytes:
        with day.open() as session, day.app.test_request_context("/"):
            person, event = day.person(person_id), day.event()
            person.language, g.event = language.code, event
            return printed(session, person, event, read_clock())

    name = f"{len(album.pictures):03}-paper-{printed.__name__.strip('_').replace('_', '-')}"
    album.offer(make, name=name, kind=Kind.PAPER, title=title, ending="pdf")


def _access(session: Session, person: Participant, event: Event, now: datetime) -> bytes:
    return access_letters_pdf([access_letter(AccessFacts(person, ACCESS), event, site=SITE, now=now)], title="Brief")


def _ticket(session: Session, person: Participant, event: Event, now: datetime) -> bytes:
    return ticket_pdf(ticket_content(_facts_of(session, person, event), event))


def _ticket_letter(session: Session, person: Participant, event: Event, now: datetime) -> bytes:
    return ticket_letters_pdf([ticket_letter(_facts_of(session, person, event), event, now=now)], title="Brief")


def _facts_of(session: Session, person: Participant, event: Event) -> TicketFacts:
    """Return what a ticket is made of, with a token that opens no door."""
    ticket = change.tickets_of(session, person)[0]
    minutes = read_way_minutes(session, event, [ticket]).get(ticket.id)
    return TicketFacts(ticket, TOKEN, way_minutes=minutes, asked=list_confirmations(session, person).get(ticket.id))


def _guardian(session: Session, person: Participant, event: Event, now: datetime) -> bytes:
    return print_sheet(person, event).data


def _profile(session: Session, person: Participant, event: Event, now: datetime) -> bytes:
    profile = find_profile(session, person)
    if profile is None:
        raise RuntimeError("somebody with a profile has one")
    return print_profile(person, profile, event).data


def _record(session: Session, person: Participant, event: Event, now: datetime) -> bytes:
    return record_paper(specimen(person, event, now))
