"""Check-ins: answer whoever shows a ticket at a door, count it once, take it back within a minute."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, selectinload

from matchday.core.checkin import NAMED, Answer, Door, ShownTicket, Way, decide, require_undoable
from matchday.core.errors import NotFound
from matchday.core.event import Action, require_open
from matchday.core.shortcode import read_code
from matchday.core.ticket import TicketState
from matchday.documents.token import TokenError, read_token
from matchday.models import Absence, Account, CheckIn, DoorLink, Employer, Event, Scan, SigningKey, Slot, Ticket
from matchday.services.audit import write_ticket_audit
from matchday.services.roster import Guest, list_expected, read_guests, sort_guests


@dataclass(frozen=True)
class Doorkeeper:
    """Who asks at a door: the phone of a door link, or an account.

    **Shapes** ``slot`` None: for any slot of the event; exactly one of ``link`` and ``account`` is there.
    """

    event: Event
    slot: Slot | None = None
    link: DoorLink | None = None
    account: Account | None = None

    @property
    def organiser_id(self) -> int:
        """Return whose event it is."""
        return self.event.organiser_id


@dataclass(frozen=True)
class Question:
    """One question at a door.

    **Shapes** ``scan_id`` made at random by the device, new for every question; ``shown`` the text of the QR code, the
    short code, or the key of the ticket whose name was ticked.
    """

    scan_id: str
    way: Way
    shown: str = field(repr=False)


@dataclass(frozen=True)
class Arrival:
    """Somebody who is expected at a slot. ``checked_in_at`` None: not here yet."""

    ticket: Ticket
    guest: Guest
    checked_in_at: datetime | None

    @property
    def is_here(self) -> bool:
        """Tell whether the person came."""
        return self.checked_in_at is not None


@dataclass(frozen=True)
class GivenAnswer:
    """An answer and what may be said with it.

    **Shapes** ``guest`` None where the person may not be named; ``since`` when the ticket was counted, if it is.
    """

    scan: Scan
    guest: Guest | None = None
    since: datetime | None = None


@dataclass(frozen=True)
class DoorCount:
    """How many are expected at a slot's door, and how many came."""

    slot: Slot
    expected: int
    here: int


def ask(session: Session, keeper: Doorkeeper, question: Question, *, now: datetime) -> Scan:
    """Answer a question, count the ticket where it may come in, and write both down.

    A ``scan_id`` that was asked before gets its first answer again and changes nothing.

    **Errors** RuleError ``stage_shut``; NotFound for a ``scan_id`` of another door.
    """
    require_open(keeper.event.stage, Action.CHECK_IN)
    if known := _find_scan(session, keeper, question.scan_id):
        return known
    ticket, is_newest = _find_ticket(session, keeper.event, question)
    answer = _decide(session, keeper, ticket, is_newest=is_newest, way=question.way, now=now)
    if ticket is not None and answer is Answer.ADMITTED:
        _, is_first = admit(session, ticket, by=keeper.account, link=keeper.link, now=now)
        answer = Answer.ADMITTED if is_first else Answer.ALREADY_IN
    scan = Scan(
        organiser_id=keeper.organiser_id,
        event_id=keeper.event.id,
        slot_id=keeper.slot.id if keeper.slot else None,
        ticket=ticket,
        scan_id=question.scan_id,
        way=question.way,
        answer=answer,
        scanned_at=now,
        account_id=keeper.account.id if keeper.account else None,
        door_link_id=keeper.link.id if keeper.link else None,
    )
    if not _stored_first(session, scan):  # the same question, asked twice at once
        return read_scan(session, keeper, question.scan_id)
    if keeper.account and ticket and answer is Answer.ADMITTED:
        write_ticket_audit(session, "check_in.admit", ticket, by=keeper.account, now=now)
    return scan


def admit(
    session: Session, ticket: Ticket, *, by: Account | None, now: datetime, link: DoorLink | None = None
) -> tuple[CheckIn, bool]:
    """Make the one check-in of a ticket, or return the one there is. The second value tells whether this was the first.

    Whoever was noted as not there is here now; a check-in elsewhere, from before the ticket moved, gives way.
    """
    of_ticket = (CheckIn.organiser_id == ticket.organiser_id, CheckIn.ticket_id == ticket.id)
    session.execute(delete(CheckIn).where(*of_ticket, CheckIn.slot_id != ticket.slot_id))
    found: CheckIn | None = None
    while found is None:
        check_in = CheckIn(
            organiser_id=ticket.organiser_id,
            ticket_id=ticket.id,
            slot_id=ticket.slot_id,
            checked_in_at=now,
            account_id=by.id if by else None,
            door_link_id=link.id if link else None,
        )
        if _stored_first(session, check_in):
            absence = (Absence.organiser_id == ticket.organiser_id, Absence.ticket_id == ticket.id)
            session.execute(delete(Absence).where(*absence))
            return check_in, True
        found = find_check_in(session, ticket)  # none: it was taken back at this very moment
    return found, False


def undo(session: Session, keeper: Doorkeeper, scan_id: str, *, now: datetime) -> Scan:
    """Take a welcome back within a minute: the person is not here, the scan stays. Twice does no more than once.

    **Errors** RuleError ``undo_too_late``, ``undo_nothing``; NotFound for another door's scan.
    """
    scan = read_scan(session, keeper, scan_id)
    if scan.undone_at is not None:
        return scan
    require_undoable(scan.answer, scanned_at=scan.scanned_at, now=now)
    session.execute(
        delete(CheckIn).where(
            CheckIn.organiser_id == keeper.organiser_id,
            CheckIn.ticket_id == scan.ticket_id,
            CheckIn.checked_in_at == scan.scanned_at,
        )
    )
    scan.undone_at = now
    if keeper.account and scan.ticket:
        write_ticket_audit(session, "check_in.undo", scan.ticket, by=keeper.account, now=now)
    return scan


def read_scan(session: Session, keeper: Doorkeeper, scan_id: str) -> Scan:
    """Return a scan of this door. **Errors** NotFound."""
    scan = _find_scan(session, keeper, scan_id)
    if scan is None:
        raise NotFound
    return scan


def read_answer(session: Session, keeper: Doorkeeper, scan_id: str) -> GivenAnswer:
    """Return the answer that was given at this door, with what may be said of the person. **Errors** NotFound."""
    scan = read_scan(session, keeper, scan_id)
    if scan.ticket is None or scan.answer not in NAMED:
        return GivenAnswer(scan)
    guest = read_guests(session, [scan.ticket], organiser_id=scan.organiser_id)[scan.ticket.id]
    check_in = find_check_in(session, scan.ticket)
    return GivenAnswer(scan, guest, check_in.checked_in_at if check_in else None)


def find_check_in(session: Session, ticket: Ticket) -> CheckIn | None:
    """Return the check-in of a ticket at its slot, or None where nobody came with it."""
    return session.scalar(
        select(CheckIn).where(
            CheckIn.organiser_id == ticket.organiser_id,
            CheckIn.ticket_id == ticket.id,
            CheckIn.slot_id == ticket.slot_id,
        )
    )


def list_arrivals(session: Session, slot: Slot) -> list[Arrival]:
    """Return who is expected at a slot, those still to come first, each as far as a foreman may read."""
    tickets = list_expected(session, slot)
    at = session.execute(
        select(CheckIn.ticket_id, CheckIn.checked_in_at).where(
            CheckIn.organiser_id == slot.organiser_id, CheckIn.slot_id == slot.id
        )
    )
    here = {row.ticket_id: row.checked_in_at for row in at}
    guests = read_guests(session, tickets, organiser_id=slot.organiser_id)
    arrivals = [Arrival(ticket, guests[ticket.id], here.get(ticket.id)) for ticket in tickets]
    return sorted(arrivals, key=lambda one: (one.is_here, sort_guests(one.guest)))


def list_doors(session: Session, event: Event) -> list[DoorCount]:
    """Return the slots where somebody is expected, by time and name of the employer."""
    here = func.count(CheckIn.id)
    rows = session.execute(
        select(Slot, func.count(Ticket.id), here)
        .join(Ticket, (Ticket.slot_id == Slot.id) & (Ticket.state == TicketState.VALID))
        .join(Slot.employer)
        .outerjoin(CheckIn, (CheckIn.ticket_id == Ticket.id) & (CheckIn.slot_id == Slot.id) & _own(CheckIn, event))
        .where(_own(Slot, event), _own(Ticket, event), _own(Employer, event), Slot.event_id == event.id)
        .group_by(Slot.id, Employer.name)
        .order_by(Slot.start_at, Employer.name, Slot.id)
        .options(selectinload(Slot.employer))
    )
    return [DoorCount(slot, expected, came) for slot, expected, came in rows]


def _own(table: type[Slot | Ticket | CheckIn | Employer], event: Event) -> ColumnElement[bool]:
    return table.organiser_id == event.organiser_id


def _decide(
    session: Session, keeper: Doorkeeper, ticket: Ticket | None, *, is_newest: bool, way: Way, now: datetime
) -> Answer:
    door = Door(
        slot_id=keeper.slot.id if keeper.slot else None,
        opens_min=keeper.event.door_opens_min,
        zone=ZoneInfo(keeper.event.time_zone),
    )
    if ticket is None:
        return decide(None, door, way, now=now)
    shown = ShownTicket(
        slot_id=ticket.slot_id,
        start_at=ticket.slot.start_at,
        end_at=ticket.slot.end_at,
        counts=ticket.state is TicketState.VALID,
        is_newest=is_newest,
        is_in=find_check_in(session, ticket) is not None,
    )
    return decide(shown, door, way, now=now)


def _find_ticket(session: Session, event: Event, question: Question) -> tuple[Ticket | None, bool]:
    """Return the ticket that was shown, and whether what was shown is its newest revision."""
    if question.way is Way.CAMERA:
        return _find_by_token(session, event, question.shown)
    asked = Ticket.key == question.shown
    if question.way is Way.CODE:
        asked = Ticket.short_code == read_code(question.shown)
    found = session.scalar(_tickets(event.organiser_id).where(Ticket.event_id == event.id, asked))
    return found, True


def _find_by_token(session: Session, event: Event, shown: str) -> tuple[Ticket | None, bool]:
    """Tell a ticket by its number, never by how it is spelled: two spellings are one ticket."""
    keys = session.scalars(
        select(SigningKey).where(SigningKey.organiser_id == event.organiser_id, SigningKey.event_id == event.id)
    )
    try:
        token = read_token(
            shown.strip().rpartition("#")[2],
            public_keys={key.number: key.public_key for key in keys},
            organiser_code=event.organiser.key,
        )
    except TokenError:
        return None, False
    found = session.scalar(
        _tickets(event.organiser_id).where(Ticket.event_id == event.id, Ticket.number == token.number)
    )
    return found, found is not None and token.revision >= found.revision


def _tickets(organiser_id: int) -> Select[Ticket]:
    slot = joinedload(Ticket.slot).options(joinedload(Slot.employer), joinedload(Slot.site))
    return select(Ticket).where(Ticket.organiser_id == organiser_id).options(joinedload(Ticket.participant), slot)


def _find_scan(session: Session, keeper: Doorkeeper, scan_id: str) -> Scan | None:
    scan = session.scalar(select(Scan).where(Scan.organiser_id == keeper.organiser_id, Scan.scan_id == scan_id))
    if scan is None:
        return None
    slot_id = keeper.slot.id if keeper.slot else None
    by_link = keeper.link.id if keeper.link else None
    if (scan.event_id, scan.slot_id, scan.door_link_id) != (keeper.event.id, slot_id, by_link):
        raise NotFound
    return scan


def _stored_first(session: Session, row: CheckIn | Scan) -> bool:
    """Store a row unless another has its place; the database decides who was first."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True
