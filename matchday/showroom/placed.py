"""The pages after the plan: tickets, answers, waiting, reasons, and the end of the day."""

from __future__ import annotations

from sqlalchemy import select

from matchday.clock import read_clock
from matchday.core.assignment import UnplacedReason
from matchday.core.confirmation import WhyNot
from matchday.core.explanation import Why
from matchday.core.slot import CalledOffBy, SlotState
from matchday.core.ticket import TicketState
from matchday.models import Participant, Ticket, WaitingPlace
from matchday.services.attestation import list_attestations, sign_attestations
from matchday.showroom import change
from matchday.showroom.album import Album
from matchday.showroom.day import Day
from matchday.showroom.visit import Visit

TICKET, SUMMARY = "/participant/ticket", "/participant/summary"
YES, NO = f"{TICKET}/1/yes", f"{TICKET}/1/no"


def show(day: Day, album: Album) -> None:
    """Show every page after the plan."""
    holders = select(Ticket.participant_id).where(Ticket.state == TicketState.VALID)
    visit = Visit(day, album, name="placed", person_id=day.someone(Participant.id.in_(holders)), title="mit Platz")
    visit.walk("/participant/", TICKET)
    _show_answers(visit)
    _show_tickets(visit)
    _show_end(visit, day)
    person_id = day.someone(Participant.id.in_(select(WaitingPlace.participant_id)))
    _show_waiting(Visit(day, album, name="waiting", person_id=person_id, title="auf der Warteliste"))


def _show_answers(visit: Visit) -> None:
    """Show what follows from a yes and a no."""
    no = {"why_not": WhyNot.WAY}
    visit.fill_in(YES, {}, title="zugesagt")
    visit.fill_in(NO, {}, title="ohne Antwort")
    visit.fill_in(NO, no, title="zurückgegeben")
    visit.look(TICKET, change=change.given_back, title="zurückgegeben, später")
    visit.fill_in(f"{TICKET}/other-place", {}, change=change.given_back, title="zurückgegeben, anderer Platz")
    visit.fill_in(YES, {}, change=change.given_back, title="zu spät")
    visit.fill_in(YES, {}, change=change.begun, title="hat begonnen")
    visit.look(TICKET, change=change.late, title="Frist vorbei")
    visit.look(TICKET, change=change.offered, title="Platz angeboten")
    visit.look(TICKET, change=change.silent, title="ohne Antwort weg")
    visit.look(TICKET, change=change.without_question, title="nicht gefragt")


def _show_tickets(visit: Visit) -> None:
    """Show tickets that changed, that are gone, that lie on the phone."""
    visit.look(TICKET, change=change.renewed, title="neues Ticket")
    visit.look(TICKET, change=change.led_elsewhere, title="anderer Platz")
    visit.look(TICKET, change=change.moved, title="geändert")
    for state in (SlotState.WITHDRAWN, SlotState.WAITING):
        visit.look(SUMMARY, change=change.wishing_what_is(state), title="ein Wunsch fehlt")
    for whose in (*CalledOffBy, None):
        visit.look(TICKET, change=change.called_off(whose), title="abgesagt")
    visit.look(TICKET, change=change.withdrawn, title="neuer Plan")
    visit.look(TICKET, change=change.needing_all, title="viel zu wissen")
    visit.look(TICKET, change=change.twice, title="zwei Tickets")
    visit.fill_in(f"{TICKET}/keep", {}, title="auf dem Telefon")


def _show_end(visit: Visit, day: Day) -> None:
    """Show the end of the day and what is there afterwards."""
    visit.look(TICKET, change=change.over, title="vorbei")
    for path in (SUMMARY, TICKET):
        visit.look(path, change=change.closed, title="danach")
    visit.look(TICKET, change=change.closed_and_protected, title="danach, geschützt")
    visit.fill_in("/a", {"pasted": _attested(visit, day)}, change=change.closed, title="echt")


def _attested(visit: Visit, day: Day) -> str:
    """Return what stands in the QR code of the person's attestation."""
    with day.open() as session:
        person, event = day.person(visit.person_id), day.event()
        change.closed(session, person)
        session.flush()
        found = list_attestations(session, event, participant=person, now=read_clock())
        token = sign_attestations(session, found, event, keyring=day.keyring)[found[0].ticket.id]
    day.go_back()
    return token


def _show_waiting(visit: Visit) -> None:
    """Show who waits, who has no place, and every reason that can stand there."""
    visit.walk("/participant/", TICKET)
    visit.look(TICKET, change=change.unplaced(UnplacedReason.GROUP), title="ohne Platz")
    for why in (Why.FULL, Why.OUTWEIGHED):
        visit.look(TICKET, change=change.costing(why), title="warum nicht")
    visit.look(TICKET, change=change.ruled_by_all, title="warum nicht, alle Regeln")
    visit.look(TICKET, change=change.for_every_reason, title="warum nicht, alle Gründe")
