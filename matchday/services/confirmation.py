"""Confirmations: ask whoever got a place whether they come, and read what was answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from matchday.core.confirmation import GONE, Reply, deadline
from matchday.core.slot import SlotState
from matchday.core.ticket import TicketState
from matchday.models import Account, Confirmation, Event, Participant, Slot, Ticket
from matchday.services.audit import write_audit


def ask_to_confirm(
    session: Session, event: Event, tickets: Iterable[Ticket], *, now: datetime, is_offered: bool = False
) -> list[Confirmation]:
    """Ask the holders of these tickets whether they come, anew where they were asked before. Return the questions."""
    to_ask, asked = list(tickets), []
    known = {(one.ticket_id, one.slot_id): one for one in list_asked(session, event, {one.id for one in to_ask})}
    for ticket in to_ask:
        one = known.get((ticket.id, ticket.slot_id)) or _new(event, ticket)
        one.is_offered, one.asked_at, one.reminded_at, one.answer = is_offered, now, None, Reply.OPEN
        one.answered_at = one.answered_by = one.why_not = None
        one.wants_other = False
        one.answer_by_at = deadline(
            now,
            until=event.confirmation_until,
            start_at=ticket.slot.start_at,
            zone=ZoneInfo(event.time_zone),
            is_offered=is_offered,
        )
        asked.append(one)
    session.add_all(asked)
    session.flush()
    return asked


@dataclass(frozen=True)
class Declined:
    """Who gave a place back, and who said last that they want no other one. **Shapes** inner numbers."""

    places: frozenset[tuple[int, int]] = frozenset()
    """Pairs of participant and slot."""
    resting: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Participants who get nothing more than the slots they still hold, often none."""

    def is_given_back(self, participant_id: int, slot_id: int) -> bool:
        """Tell whether this person gave this slot back: no plan gives it to them again."""
        return (participant_id, slot_id) in self.places

    def is_unwanted(self, participant_id: int, slot_id: int) -> bool:
        """Tell whether this person gave another slot back, and asked for nothing beside what they hold."""
        is_more = participant_id in self.resting and slot_id not in self.resting[participant_id]
        return is_more and not self.is_given_back(participant_id, slot_id)

    def parting(self, participant_id: int) -> tuple[frozenset[int], bool]:
        """Return what parts somebody from their group: the slots given back, and whether any other is wanted.

        Those of a group for whom it is the same go on together. Who says no alone takes no place from the others.
        """
        return self._given_back.get(participant_id, frozenset()), participant_id in self.resting

    @cached_property
    def _given_back(self) -> Mapping[int, frozenset[int]]:
        given: defaultdict[int, set[int]] = defaultdict(set)
        for participant_id, slot_id in self.places:
            given[participant_id].add(slot_id)
        return {participant_id: frozenset(slot_ids) for participant_id, slot_ids in given.items()}


NOTHING_DECLINED = Declined()


def read_declined(
    session: Session, event: Event, *, participant: Participant | None = None, until: datetime | None = None
) -> Declined:
    """Return what was given back in an event, by everybody or one person, up to a moment where one is given."""
    asked = select(Ticket.participant_id, Confirmation.slot_id, Confirmation.wants_other).join(
        Ticket, Ticket.id == Confirmation.ticket_id
    )
    asked = asked.where(
        Confirmation.organiser_id == event.organiser_id,
        Ticket.organiser_id == event.organiser_id,
        Confirmation.event_id == event.id,
        Confirmation.answer.in_(GONE),
    )
    if participant is not None:
        asked = asked.where(Ticket.participant_id == participant.id)
    if until is not None:
        asked = asked.where(Confirmation.answered_at <= until)
    rows = session.execute(asked.order_by(Confirmation.answered_at, Confirmation.id)).all()
    if not rows:
        return NOTHING_DECLINED
    wants_other = {row.participant_id: row.wants_other for row in rows}  # what was said last counts
    held = _read_held(session, event, [one for one, wants in wants_other.items() if not wants])
    return Declined(frozenset((row.participant_id, row.slot_id) for row in rows), held)


def _read_held(session: Session, event: Event, participant_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return which slots each of these people holds; without those who hold none but such as were called off."""
    tickets = session.execute(
        select(Ticket.participant_id, Ticket.slot_id, Slot.state)
        .join(Slot, Slot.id == Ticket.slot_id)
        .where(
            Ticket.organiser_id == event.organiser_id,
            Slot.organiser_id == event.organiser_id,
            Ticket.event_id == event.id,
            Ticket.state == TicketState.VALID,
            Ticket.participant_id.in_(participant_ids),
        )
        .order_by(Ticket.slot_id)
    )
    held: dict[int, tuple[int, ...]] = dict.fromkeys(sorted(participant_ids), ())
    called_off = set()
    for person, slot_id, state in tickets:
        if state is SlotState.APPROVED:
            held[person] += (slot_id,)
        else:
            called_off.add(person)
    return {person: slot_ids for person, slot_ids in held.items() if slot_ids or person not in called_off}


def want_other_place(
    session: Session, participant: Participant, event: Event, *, by: Account | Participant, now: datetime
) -> None:
    """Keep that somebody who gave a place back would like another one after all; the next plan counts them again."""
    given_back = session.scalars(
        _asked(event.organiser_id).where(
            Ticket.organiser_id == event.organiser_id,
            Ticket.participant_id == participant.id,
            Confirmation.answer.in_(GONE),
        )
    )
    for one in given_back:
        one.wants_other = True
    write_audit(
        session, "confirmation.want_other", organiser_id=event.organiser_id, event_id=event.id, by=by, now=now,
        participant=participant.id,
    )  # fmt: skip


def list_confirmations(session: Session, participant: Participant) -> dict[int, Confirmation]:
    """Return what a person was asked and answered, by the ticket's inner number."""
    found = session.scalars(
        _asked(participant.organiser_id).where(
            Ticket.organiser_id == participant.organiser_id,
            Ticket.participant_id == participant.id,
            Ticket.slot_id == Confirmation.slot_id,
        )
    )
    return {one.ticket_id: one for one in found}


def list_former_slots(session: Session, participant: Participant) -> dict[int, Slot]:
    """Return where the person's tickets that count led before, by the ticket's inner number.

    Only where a ticket leads elsewhere now, and the person had not given the place before back.
    """
    found = session.execute(
        select(Ticket.id, Slot)
        .join(Confirmation, Confirmation.ticket_id == Ticket.id)
        .join(Slot, Slot.id == Confirmation.slot_id)
        .where(
            Confirmation.organiser_id == participant.organiser_id,
            Ticket.organiser_id == participant.organiser_id,
            Slot.organiser_id == participant.organiser_id,
            Ticket.participant_id == participant.id,
            Ticket.state == TicketState.VALID,
            Ticket.slot_id != Confirmation.slot_id,
            Confirmation.answer.not_in(GONE),
        )
        .options(joinedload(Slot.employer))
        .order_by(Confirmation.asked_at, Confirmation.id)
    )
    return {ticket_id: slot for ticket_id, slot in found}  # noqa: C416 - a row is no pair to mypy


def read_confirmations(session: Session, event: Event) -> dict[int, Confirmation]:
    """Return everybody's questions about tickets that count, by the ticket's inner number."""
    found = session.scalars(
        _asked(event.organiser_id).where(
            Ticket.organiser_id == event.organiser_id,
            Ticket.event_id == event.id,
            Ticket.slot_id == Confirmation.slot_id,
            Ticket.state == TicketState.VALID,
        )
    )
    return {one.ticket_id: one for one in found}


def list_asked(session: Session, event: Event, ticket_ids: Collection[int]) -> list[Confirmation]:
    """Return everything that was asked about these tickets, also about a slot to which they led before."""
    return list(
        session.scalars(
            select(Confirmation).where(
                Confirmation.organiser_id == event.organiser_id,
                Confirmation.event_id == event.id,
                Confirmation.ticket_id.in_(ticket_ids),
            )
        )
    )


def count_replies(session: Session, event: Event) -> Counter[Reply]:
    """Return how many people with a ticket said what, and how many places were given back."""
    found = session.execute(
        select(Confirmation.answer, func.count())
        .where(Confirmation.organiser_id == event.organiser_id, Confirmation.event_id == event.id)
        .group_by(Confirmation.answer)
    )
    return Counter({answer: count for answer, count in found})  # noqa: C416 - a row is no pair to mypy


def list_unanswered(session: Session, event: Event) -> list[Confirmation]:
    """Return the questions about tickets that count which nobody has answered yet, in the order of asking."""
    found = session.scalars(
        _asked(event.organiser_id)
        .where(
            Ticket.organiser_id == event.organiser_id,
            Ticket.slot_id == Confirmation.slot_id,
            Ticket.state == TicketState.VALID,
            Confirmation.event_id == event.id,
            Confirmation.answer == Reply.OPEN,
        )
        .order_by(Confirmation.asked_at, Confirmation.id)
    )
    return list(found)


def _new(event: Event, ticket: Ticket) -> Confirmation:
    one = Confirmation(organiser_id=event.organiser_id, event_id=event.id, slot_id=ticket.slot_id)
    one.ticket = ticket
    return one


def _asked(organiser_id: int) -> Select[Confirmation]:
    of_ticket = joinedload(Confirmation.ticket)
    return (
        select(Confirmation)
        .join(Ticket, Ticket.id == Confirmation.ticket_id)
        .where(Confirmation.organiser_id == organiser_id)
        .options(of_ticket.joinedload(Ticket.participant), of_ticket.joinedload(Ticket.slot).joinedload(Slot.employer))
    )
