"""What is true after every disturbance (trust: I1 to I7), in one place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.assignment import AssignmentState
from matchday.core.paper import PaperState
from matchday.core.ticket import TicketState
from matchday.models import Assignment, CheckIn, Message, Organiser, PaperBatch, Placement, Slot, Ticket, WalkIn
from matchday.services.audit import verify_audit

OF_ALL = {"across_organisers": "the invariants are those of all"}


def broken(session: Session, *, papers: Path | None = None) -> list[str]:
    """Return every invariant that does not hold, in words. ``papers``: where the files of batches lie."""
    session.rollback()
    found = [*_places(session), *_messages(session), *_check_ins(session), *_chains(session)]
    if papers is not None:
        found += _files(session, papers)
    session.rollback()
    return found


def _rows(session: Session, *what: Any) -> list[Any]:
    return list(session.execute(select(*what).execution_options(**OF_ALL)))


def _places(session: Session) -> Iterator[str]:
    """I1 places and tickets are the same; I2 nobody is in two places at once; I3 no slot has more than it takes."""
    published = {
        plan: event
        for plan, event, state in _rows(session, Assignment.id, Assignment.event_id, Assignment.state)
        if state is AssignmentState.PUBLISHED
    }
    if twice := [event for event, count in Counter(published.values()).items() if count > 1]:
        yield f"I1 more than one plan is valid: events {twice}"
    placed = Counter(
        (person, slot)
        for plan, person, slot in _rows(session, Placement.assignment_id, Placement.participant_id, Placement.slot_id)
        if plan in published
    )
    valid = Counter(
        (person, slot)
        for person, slot, state in _rows(session, Ticket.participant_id, Ticket.slot_id, Ticket.state)
        if state is TicketState.VALID
    )
    if placed != valid:
        yield f"I1 places without a ticket {set(placed - valid)}, tickets without a place {set(valid - placed)}"
    slots = {row.id: row for row in _rows(session, Slot.id, Slot.start_at, Slot.end_at, Slot.capacity)}
    yield from _overlaps(valid, slots)
    let_in = Counter(slot for slot, person in _rows(session, WalkIn.slot_id, WalkIn.participant_id) if person)
    for slot, count in Counter(slot for _, slot in valid.elements()).items():
        if count > slots[slot].capacity + let_in[slot]:
            yield f"I3 slot {slot} has {count} people and {slots[slot].capacity} places"


def _overlaps(valid: Counter[tuple[int, int]], slots: dict[int, Any]) -> Iterator[str]:
    of_person: defaultdict[int, list[Any]] = defaultdict(list)
    for person, slot in valid:
        of_person[person].append(slots[slot])
    for person, theirs in of_person.items():
        theirs.sort(key=lambda slot: slot.start_at)
        if any(one.end_at > other.start_at for one, other in pairwise(theirs)):
            yield f"I2 person {person} is in two places at once"


def _messages(session: Session) -> Iterator[str]:
    """I4 nobody is told the same twice."""
    told = Counter(
        tuple(row)
        for row in _rows(
            session, Message.event_id, Message.publication, Message.participant_id, Message.account_id, Message.kind
        )
        if row.publication is not None
    )
    if twice := [one for one, count in told.items() if count > 1]:
        yield f"I4 told twice: {twice}"


def _check_ins(session: Session) -> Iterator[str]:
    """I5 a ticket counts once."""
    count = Counter(ticket for (ticket,) in _rows(session, CheckIn.ticket_id))
    if twice := [ticket for ticket, times in count.items() if times > 1]:
        yield f"I5 counted twice: tickets {twice}"


def _files(session: Session, papers: Path) -> Iterator[str]:
    """I6 each batch that is ready has its file, and each file its batch."""
    batches = {row.key: row.state for row in _rows(session, PaperBatch.key, PaperBatch.state)}
    files = {path.stem for path in papers.glob("*.pdf")} if papers.exists() else set()
    if without := {name for name, state in batches.items() if state is PaperState.READY} - files:
        yield f"I6 batches without a file: {without}"
    if of_nobody := {name for name in files if batches.get(name) is not PaperState.READY}:
        yield f"I6 files without a batch: {of_nobody}"


def _chains(session: Session) -> Iterator[str]:
    """I7 the audit chain of every organiser is whole."""
    for (organiser_id,) in _rows(session, Organiser.id):
        if (number := verify_audit(session, organiser_id=organiser_id)) is not None:
            yield f"I7 the audit chain of organiser {organiser_id} breaks at entry {number}"
