"""Gather what papers say: the facts, without their words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from matchday.core.access import Keyring
from matchday.core.event import Action, is_open
from matchday.models import AccessLink, Account, Confirmation, Event, Participant, Slot, Ticket
from matchday.services.access import Access, find_access, issue_access, show_access
from matchday.services.confirmation import list_asked
from matchday.services.door import keep_door_link, show_door
from matchday.services.knownway import read_way_minutes
from matchday.services.roster import Roster, read_roster
from matchday.services.ticket import make_token, read_private_key


@dataclass(frozen=True)
class AccessFacts:
    """Somebody and their way in."""

    participant: Participant
    access: Access = field(repr=False)


@dataclass(frozen=True)
class TicketFacts:
    """A ticket, whose it is, what its QR code holds, how long the way is, and what its holder was asked about its slot.

    **Units** minutes.
    """

    ticket: Ticket
    token: str = field(repr=False)
    way_minutes: int | None = None
    asked: Confirmation | None = None


@dataclass(frozen=True)
class RosterFacts:
    """A slot's roster and the token of its door link; none where the door is not to be opened any more."""

    roster: Roster
    door_token: str | None = field(repr=False)


def gather_access(
    session: Session,
    event: Event,
    participant_ids: Sequence[int],
    *,
    renew_before: datetime | None = None,
    keyring: Keyring,
    by: Account,
    now: datetime,
) -> list[AccessFacts]:
    """Return the way in of each person; who has none gets one, and who got it before ``renew_before`` a new one."""

    def access_of(person: Participant) -> AccessLink:
        link = find_access(session, person, now=now)
        is_good = link is not None and (renew_before is None or link.made_at >= renew_before)
        return link if link and is_good else issue_access(session, person, keyring=keyring, by=by, now=now)

    people = session.scalars(
        select(Participant)
        .where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.id.in_(participant_ids),
        )
        .options(joinedload(Participant.coach))
    )
    found = {person.id: AccessFacts(person, show_access(access_of(person), keyring=keyring)) for person in people.all()}
    return [found[one] for one in participant_ids if one in found]


def gather_tickets(
    session: Session, event: Event, ticket_ids: Collection[int | None], *, keyring: Keyring
) -> list[TicketFacts | None]:
    """Return each ticket with what its QR code holds. **Shapes** None stays None, and so does a ticket that is gone."""
    tickets = session.scalars(
        select(Ticket)
        .where(Ticket.organiser_id == event.organiser_id, Ticket.event_id == event.id, Ticket.id.in_(ticket_ids))
        .options(
            joinedload(Ticket.participant),
            joinedload(Ticket.slot).options(joinedload(Slot.employer), joinedload(Slot.site), selectinload(Slot.texts)),
        )
    ).all()
    ways = read_way_minutes(session, event, tickets)
    key = read_private_key(session, event, keyring=keyring)
    asked = {
        (one.ticket_id, one.slot_id): one
        for one in list_asked(session, event, {one for one in ticket_ids if one is not None})
    }
    found = {
        ticket.id: TicketFacts(
            ticket,
            make_token(ticket, event, key=key),
            way_minutes=ways.get(ticket.id),
            asked=asked.get((ticket.id, ticket.slot_id)),
        )
        for ticket in tickets
    }
    return [None if one is None else found.get(one) for one in ticket_ids]


def gather_rosters(
    session: Session, event: Event, slot_ids: Sequence[int], *, keyring: Keyring, by: Account, now: datetime
) -> list[RosterFacts]:
    """Return who is expected at each slot, with its door link; a slot without one gets it.

    **Errors** RuleError as in :func:`matchday.services.roster.read_roster`.
    """
    has_doors = is_open(event.stage, Action.CHECK_IN)
    facts = []
    for roster in read_rosters(session, event, slot_ids, now=now):
        link = keep_door_link(session, roster.slot, keyring=keyring, by=by, now=now) if has_doors else None
        facts.append(RosterFacts(roster, show_door(link, keyring=keyring) if link else None))
    return facts


def read_rosters(session: Session, event: Event, slot_ids: Sequence[int], *, now: datetime) -> list[Roster]:
    """Return who is expected at each slot. **Errors** RuleError as in ``read_roster``."""
    slots = session.scalars(
        select(Slot)
        .where(Slot.organiser_id == event.organiser_id, Slot.event_id == event.id, Slot.id.in_(slot_ids))
        .options(joinedload(Slot.employer), joinedload(Slot.site))
    )
    found = {
        slot.id: read_roster(session, slot, organiser_id=event.organiser_id, employer=slot.employer, now=now)
        for slot in slots.all()
    }
    return [found[one] for one in slot_ids if one in found]
