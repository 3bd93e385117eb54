"""Walk-ins: people at a door whom nobody expected. A door or staff ask; staff decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.eligibility import PersonFacts, reasons_against
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Action, require_open
from matchday.core.slot import SlotState
from matchday.core.text import clean_line
from matchday.core.ticket import TicketState
from matchday.core.walkin import Objections, WalkInState, objections_to, require_overridden
from matchday.models import Absence, Account, DoorLink, Event, Participant, Slot, Ticket, WalkIn
from matchday.services.assignment.late import give_place
from matchday.services.audit import write_audit
from matchday.services.checkin import admit
from matchday.services.eligibility import read_eligibility
from matchday.services.event import read_event
from matchday.services.lock import hold
from matchday.services.participant import add_participant
from matchday.services.progress import by_name
from matchday.services.ticket import issue_ticket

NAME_LENGTH = 100


def ask_walk_in(
    session: Session,
    slot: Slot,
    *,
    first_name: str,
    door_link: DoorLink | None = None,
    by: Account | None = None,
    now: datetime,
) -> WalkIn:
    """Ask staff whether somebody without a ticket may stay at a slot. Asked by a door, or by staff themselves.

    **Errors** RuleError ``stage_shut``, ``walk_in_nameless``; ``walk_in_asked`` (``first_name``) where the same name
    waits for an answer at this slot already.
    """
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    require_open(event.stage, Action.CHECK_IN)
    first_name = clean_line(first_name, most=NAME_LENGTH)
    if not first_name:
        raise RuleError("walk_in_nameless")
    if first_name.casefold() in {one.first_name.casefold() for one in list_asked(session, slot)}:
        raise RuleError("walk_in_asked", first_name=first_name)
    walk_in = WalkIn(
        organiser_id=slot.organiser_id,
        event_id=slot.event_id,
        slot_id=slot.id,
        first_name=first_name,
        asked_at=now,
        asked_by_id=by.id if by else None,
        door_link_id=door_link.id if door_link else None,
    )
    session.add(walk_in)
    session.flush()
    _note(session, "walk_in.ask", walk_in, by=by, now=now, **({"door_link": door_link.id} if door_link else {}))
    return walk_in


def read_walk_in(session: Session, slot: Slot, key: str) -> WalkIn:
    """Return a walk-in of the slot. **Errors** NotFound."""
    walk_in = session.scalar(
        select(WalkIn).where(WalkIn.organiser_id == slot.organiser_id, WalkIn.slot_id == slot.id, WalkIn.key == key)
    )
    if walk_in is None:
        raise NotFound
    return walk_in


def list_asked(session: Session, slot: Slot) -> list[WalkIn]:
    """Return who waits for an answer at a slot, the first to ask first."""
    return list(
        session.scalars(
            select(WalkIn)
            .where(
                WalkIn.organiser_id == slot.organiser_id,
                WalkIn.slot_id == slot.id,
                WalkIn.state == WalkInState.ASKED,
            )
            .order_by(WalkIn.asked_at, WalkIn.id)
        )
    )


def list_without_place(session: Session, event: Event) -> list[Participant]:
    """Return the people who take part and hold no valid ticket, by name."""
    holding = select(Ticket.participant_id).where(
        Ticket.organiser_id == event.organiser_id, Ticket.event_id == event.id, Ticket.state == TicketState.VALID
    )
    people = session.scalars(
        select(Participant).where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.withdrawn_at.is_(None),
            Participant.id.not_in(holding),
        )
    )
    return by_name(people)


def read_objections(
    session: Session, slot: Slot, participants: Sequence[Participant], *, event: Event
) -> dict[int | None, Objections]:
    """Return what stands against each of these people at a slot; under None, against somebody nobody knows."""
    eligibility = read_eligibility(session, event)
    guest_count = _count_taken(session, slot)

    def objections(person: PersonFacts, **said: bool) -> Objections:
        facts = eligibility.slots.get(slot.id)
        against = reasons_against(person, facts, policy=event.policy, **said) if facts else ()
        return objections_to(against, guest_count=guest_count, capacity=slot.capacity)

    found: dict[int | None, Objections] = {None: objections(PersonFacts())}
    for one in participants:
        pair = (one.id, slot.id)
        said = {"is_barred": pair in eligibility.bars, "is_avoided": pair in eligibility.avoided}
        found[one.id] = objections(eligibility.people[one.id], **said)
    return found


def approve_walk_in(
    session: Session, walk_in: WalkIn, participant: Participant | None, *, despite: frozenset[str], by: Account,
    now: datetime,
) -> Ticket:  # fmt: skip
    """Let somebody stay: with a ticket, a place in the valid plan and a check-in.

    Without a ``participant`` somebody new takes part, of whom only the first name is known. ``despite`` names the
    objections that staff have seen and pass over. Insurance stays open until staff see to it.

    **Errors** RuleError ``stage_shut``, ``walk_in_decided``, ``walk_in_slot_gone``, ``walk_in_has_place``,
    ``walk_in_objections``.
    """
    event = read_event(session, walk_in.organiser_id, event_id=walk_in.event_id)
    require_open(event.stage, Action.CHECK_IN)
    slot = walk_in.slot
    hold(session, slot)  # its last place is given once
    _require_asked(session, walk_in)
    if participant is not None:
        hold(session, participant)  # at another door somebody may let them in just now
    if slot.state is not SlotState.APPROVED:
        raise RuleError("walk_in_slot_gone")
    if participant is not None and participant not in list_without_place(session, event):
        raise RuleError("walk_in_has_place")
    known = [participant] if participant else []
    objections = read_objections(session, slot, known, event=event)[participant.id if participant else None]
    require_overridden(objections, despite=despite)
    participant = participant or add_participant(session, event, {"first_name": walk_in.first_name}, by=by, now=now)
    ticket = issue_ticket(session, event, participant, slot=slot, now=now)
    give_place(session, event, participant, slot=slot)
    admit(session, ticket, by=by, now=now)
    walk_in.participant = participant
    _decide(session, walk_in, WalkInState.APPROVED, by=by, now=now, despite=sorted(objections.codes))
    return ticket


def refuse_walk_in(session: Session, walk_in: WalkIn, *, by: Account, now: datetime) -> None:
    """Say that somebody can not stay. **Errors** RuleError ``walk_in_decided``."""
    _require_asked(session, walk_in)
    _decide(session, walk_in, WalkInState.REFUSED, by=by, now=now)


def cover_walk_in(session: Session, walk_in: WalkIn, *, by: Account, now: datetime) -> None:
    """Keep that staff have seen to the insurance of somebody who stays."""
    _set_covered(session, walk_in, is_covered=True, by=by, now=now)


def uncover_walk_in(session: Session, walk_in: WalkIn, *, by: Account, now: datetime) -> None:
    """Take back that the insurance is arranged."""
    _set_covered(session, walk_in, is_covered=False, by=by, now=now)


def _count_taken(session: Session, slot: Slot) -> int:
    """Count the places in use: who is known not to come has left theirs."""
    absent = select(Absence.ticket_id).where(Absence.organiser_id == slot.organiser_id)
    taken = select(func.count(Ticket.id)).where(
        Ticket.organiser_id == slot.organiser_id,
        Ticket.slot_id == slot.id,
        Ticket.state == TicketState.VALID,
        Ticket.id.not_in(absent),
    )
    return session.scalar(taken) or 0


def _set_covered(session: Session, walk_in: WalkIn, *, is_covered: bool, by: Account, now: datetime) -> None:
    if walk_in.is_covered is not is_covered:
        walk_in.is_covered = is_covered
        _note(session, "walk_in.cover" if is_covered else "walk_in.uncover", walk_in, by=by, now=now)


def _decide(
    session: Session, walk_in: WalkIn, state: WalkInState, *, by: Account, now: datetime, **details: Any
) -> None:
    walk_in.state, walk_in.decided_at, walk_in.decided_by_id = state, now, by.id
    verb = "approve" if state is WalkInState.APPROVED else "refuse"
    _note(session, f"walk_in.{verb}", walk_in, by=by, now=now, **details)


def _require_asked(session: Session, walk_in: WalkIn) -> None:
    """Hold the question until the commit; it is answered once."""
    hold(session, walk_in)
    if walk_in.state is not WalkInState.ASKED:
        raise RuleError("walk_in_decided")


def _note(session: Session, action: str, walk_in: WalkIn, *, by: Account | None, now: datetime, **details: Any) -> None:
    write_audit(
        session, action, organiser_id=walk_in.organiser_id, event_id=walk_in.event_id, by=by, now=now,
        slot=walk_in.slot_id, walk_in=walk_in.id,
        **({"participant": walk_in.participant_id} if walk_in.participant_id else {}), **details,
    )  # fmt: skip
