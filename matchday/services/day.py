"""The day board: who is expected, here or missing at every slot, and where somebody is needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, load_only

from matchday.core.day import (
    REFUSED_FOR,
    REFUSING,
    GuestState,
    SlotCounts,
    Trouble,
    count_missing,
    guest_state,
    troubles_of,
)
from matchday.core.errors import NotFound
from matchday.core.slot import SlotState
from matchday.core.text import sort_key
from matchday.core.ticket import TicketState
from matchday.core.walkin import WalkInState
from matchday.models import (
    Absence,
    Account,
    CheckIn,
    DoorLink,
    Employer,
    Event,
    Participant,
    Scan,
    Site,
    Slot,
    Ticket,
    WalkIn,
)
from matchday.services.event import local_day

ON_BOARD = (
    load_only(
        Slot.key, Slot.title, Slot.trade, Slot.start_at, Slot.end_at, Slot.state, Slot.foreman_name, Slot.foreman_phone
    ),
    joinedload(Slot.employer).load_only(Employer.name, Employer.contact_name, Employer.contact_phone),
    joinedload(Slot.site).load_only(Site.town),
)
"""What the board shows of a slot: it is read every few seconds, for hundreds of slots."""


@dataclass(frozen=True)
class SlotRow:
    """One slot of the board: how many are where, and what needs somebody."""

    slot: Slot
    counts: SlotCounts
    missing: int
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True)
class DayBoard:
    """All slots of one day at which somebody is expected or something happens, by time. **Units** people."""

    day: date
    rows: tuple[SlotRow, ...]

    @property
    def invited(self) -> int:
        """Return how many have a ticket."""
        return sum(row.counts.invited for row in self.rows)

    @property
    def here(self) -> int:
        """Return how many are here."""
        return sum(row.counts.here for row in self.rows)

    @property
    def left(self) -> int:
        """Return how many left early."""
        return sum(row.counts.left for row in self.rows)

    @property
    def missing(self) -> int:
        """Return how many are missing."""
        return sum(row.missing for row in self.rows)

    @property
    def absent(self) -> int:
        """Return how many did not come."""
        return sum(row.counts.absent for row in self.rows)

    @property
    def coming(self) -> int:
        """Return of how many nobody knows anything, and need not yet."""
        return sum(row.counts.open - row.missing for row in self.rows)

    @property
    def troubled(self) -> list[SlotRow]:
        """Return the slots that need somebody, the most urgent trouble first."""
        order = list(Trouble)
        return sorted(
            (row for row in self.rows if row.troubles),
            key=lambda row: (order.index(row.troubles[0]), row.slot.start_at, row.slot.id),
        )

    @property
    def towns(self) -> list[str]:
        """Return where the slots are, as a German list has them."""
        return sorted({row.slot.site.town for row in self.rows if row.slot.site.town}, key=sort_key)

    def at(self, town: str) -> DayBoard:
        """Return the same board with the slots of one town."""
        return DayBoard(self.day, tuple(row for row in self.rows if row.slot.site.town == town))


@dataclass(frozen=True)
class GuestRow:
    """Somebody with a ticket for a slot. ``walk_in`` where they came without being expected."""

    ticket: Ticket
    state: GuestState
    check_in: CheckIn | None
    walk_in: WalkIn | None


def day_of(event: Event, asked: date | None, *, now: datetime) -> date:
    """Return the day a board shows: the one asked for, else today, and always one of the event's."""
    return min(max(asked or local_day(event, now), event.first_on), event.last_on)


def list_days(event: Event) -> list[date]:
    """Return the days of an event."""
    return [event.first_on + timedelta(days=number) for number in range((event.last_on - event.first_on).days + 1)]


def read_board(session: Session, event: Event, day: date, *, coach: Account | None = None, now: datetime) -> DayBoard:
    """Return the board of one day in one statement; with a coach only where their people are expected."""
    rows = (_row(found, now=now) for found in session.execute(_board(event, day, coach=coach, now=now)))
    return DayBoard(day, tuple(rows))


def list_guests(session: Session, slot: Slot, *, now: datetime) -> list[GuestRow]:
    """Return everybody with a valid ticket for a slot by name, as a German list has them."""
    organiser_id = slot.organiser_id
    found = session.execute(
        select(Ticket, CheckIn, Absence, WalkIn)
        .outerjoin(CheckIn, _check_in_of(organiser_id))
        .outerjoin(Absence, and_(Absence.organiser_id == organiser_id, Absence.ticket_id == Ticket.id))
        .outerjoin(
            WalkIn,
            and_(
                WalkIn.organiser_id == organiser_id,
                WalkIn.participant_id == Ticket.participant_id,
                WalkIn.slot_id == Ticket.slot_id,
            ),
        )
        .where(Ticket.organiser_id == organiser_id, Ticket.slot_id == slot.id, Ticket.state == TicketState.VALID)
        .options(joinedload(Ticket.participant).joinedload(Participant.coach))
    )
    guests = [_guest(*row, start_at=slot.start_at, now=now) for row in found]
    return sorted(guests, key=lambda one: (sort_key(one.ticket.participant.first_name), one.ticket.id))


def read_guest(session: Session, slot: Slot, participant_key: str, *, now: datetime) -> GuestRow:
    """Return one guest of a slot. **Errors** NotFound."""
    for guest in list_guests(session, slot, now=now):
        if guest.ticket.participant.key == participant_key:
            return guest
    raise NotFound


def list_refused_scans(session: Session, slot: Slot, *, now: datetime) -> list[Scan]:
    """Return the scans a slot's door refused lately, the newest first; who was let in since is no longer among them."""
    return list(
        session.scalars(
            select(Scan)
            .outerjoin(CheckIn, _check_in_since(slot.organiser_id))
            .where(Scan.organiser_id == slot.organiser_id, Scan.slot_id == slot.id, *_refused_lately(now))
            .options(
                joinedload(Scan.ticket).options(
                    joinedload(Ticket.participant), joinedload(Ticket.slot).joinedload(Slot.employer)
                )
            )
            .order_by(Scan.scanned_at.desc(), Scan.id.desc())
        )
    )


def _board(event: Event, day: date, *, coach: Account | None, now: datetime) -> Select[*tuple[Any, ...]]:
    guests, walk_ins, refused, doors = (
        _guests(event, coach=coach), _walk_ins(event), _refused(event, now=now), _open_doors(event),
    )  # fmt: skip
    zone = ZoneInfo(event.time_zone)
    dawn, dusk = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
    happens = guests.c.invited > 0 if coach else or_(guests.c.invited > 0, walk_ins.c.asked > 0, refused.c.refused > 0)
    counts = (
        func.coalesce(column, 0).label(column.name)
        for column in (
            guests.c.invited, guests.c.came, guests.c.left, guests.c.absent, walk_ins.c.asked, walk_ins.c.uncovered,
            refused.c.refused, doors.c.opened,
        )
    )  # fmt: skip
    return (
        select(Slot, *counts)
        .outerjoin(guests, guests.c.slot_id == Slot.id)
        .outerjoin(walk_ins, walk_ins.c.slot_id == Slot.id)
        .outerjoin(refused, refused.c.slot_id == Slot.id)
        .outerjoin(doors, doors.c.slot_id == Slot.id)
        .where(Slot.organiser_id == event.organiser_id, Slot.event_id == event.id, happens)
        .where(Slot.start_at < dusk, Slot.end_at > dawn)
        .options(*ON_BOARD)
        .order_by(Slot.start_at, Slot.id)
    )


def _guests(event: Event, *, coach: Account | None) -> Subquery:
    organiser_id = event.organiser_id
    counted = (
        select(
            Ticket.slot_id,
            func.count().label("invited"),
            func.count(CheckIn.id).label("came"),
            func.count(CheckIn.left_at).label("left"),
            func.count(Absence.id).filter(CheckIn.id.is_(None)).label("absent"),
        )
        .outerjoin(CheckIn, _check_in_of(organiser_id))
        .outerjoin(Absence, and_(Absence.organiser_id == organiser_id, Absence.ticket_id == Ticket.id))
        .where(Ticket.organiser_id == organiser_id, Ticket.event_id == event.id, Ticket.state == TicketState.VALID)
        .group_by(Ticket.slot_id)
    )
    if coach is not None:
        counted = counted.join(Participant, Participant.id == Ticket.participant_id).where(
            Participant.organiser_id == event.organiser_id, Participant.coach_id == coach.id
        )
    return counted.subquery("guests")


def _walk_ins(event: Event) -> Subquery:
    uncovered = and_(WalkIn.state == WalkInState.APPROVED, WalkIn.is_covered.is_(False))
    return (
        select(
            WalkIn.slot_id,
            func.count().filter(WalkIn.state == WalkInState.ASKED).label("asked"),
            func.count().filter(uncovered).label("uncovered"),
        )
        .where(WalkIn.organiser_id == event.organiser_id, WalkIn.event_id == event.id)
        .group_by(WalkIn.slot_id)
        .subquery("walk_ins")
    )


def _refused(event: Event, *, now: datetime) -> Subquery:
    one_ticket = func.coalesce(Scan.ticket_id, -Scan.id)  # an unknown ticket is one of its own
    return (
        select(Scan.slot_id, func.count(one_ticket.distinct()).label("refused"))
        .outerjoin(CheckIn, _check_in_since(event.organiser_id))
        .where(Scan.organiser_id == event.organiser_id, Scan.event_id == event.id, *_refused_lately(now))
        .group_by(Scan.slot_id)
        .subquery("refused")
    )


def _check_in_of(organiser_id: int) -> ColumnElement[bool]:
    """Return how a ticket's check-in is found; one at a slot the person had before does not count here."""
    return and_(CheckIn.organiser_id == organiser_id, CheckIn.ticket_id == Ticket.id, CheckIn.slot_id == Ticket.slot_id)


def _check_in_since(organiser_id: int) -> ColumnElement[bool]:
    return and_(CheckIn.organiser_id == organiser_id, CheckIn.ticket_id == Scan.ticket_id)


def _refused_lately(now: datetime) -> Iterator[ColumnElement[bool]]:
    yield Scan.answer.in_(REFUSING)
    yield Scan.undone_at.is_(None)
    yield Scan.scanned_at > now - REFUSED_FOR
    yield CheckIn.id.is_(None)


def _open_doors(event: Event) -> Subquery:
    return (
        select(DoorLink.slot_id, func.count(DoorLink.bound_at).label("opened"))
        .where(
            DoorLink.organiser_id == event.organiser_id,
            DoorLink.event_id == event.id,
            DoorLink.revoked_at.is_(None),
        )
        .group_by(DoorLink.slot_id)
        .subquery("doors")
    )


def _row(found: Row[Any], *, now: datetime) -> SlotRow:
    slot: Slot = found.Slot
    counts = SlotCounts(
        invited=found.invited,
        here=found.came - found.left,
        left=found.left,
        absent=found.absent,
        asked=found.asked,
        uncovered=found.uncovered,
        refused=found.refused,
    )
    troubles = troubles_of(
        counts,
        start_at=slot.start_at,
        end_at=slot.end_at,
        is_withdrawn=slot.state is not SlotState.APPROVED,
        is_door_open=found.opened > 0,
        now=now,
    )
    return SlotRow(slot, counts, count_missing(counts, slot.start_at, now=now), troubles)


def _guest(
    ticket: Ticket, check_in: CheckIn | None, absence: Absence | None, walk_in: WalkIn | None,
    *, start_at: datetime, now: datetime,
) -> GuestRow:  # fmt: skip
    state = guest_state(
        start_at,
        is_checked_in=check_in is not None,
        left_at=check_in.left_at if check_in else None,
        is_absent=absence is not None,
        now=now,
    )
    return GuestRow(ticket, state, check_in, walk_in)
