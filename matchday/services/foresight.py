"""Foresight: what a pin, a bar or what staff tell of somebody breaks. It forbids nothing: the next plan decides."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.slot import SlotState
from matchday.core.ticket import TicketState
from matchday.models import Event, Participant, Pin, Slot, Ticket
from matchday.services.eligibility import reasons_for
from matchday.services.event import read_event
from matchday.services.group import list_companions
from matchday.services.solving import Question, read_facts


class Concern(StrEnum):
    """Name what would follow from a pin or a bar."""

    GROUP = "group"
    """It is for one of a group alone: pinned, no plan can be made; barred, none of them can go there."""
    TOO_FEW = "too_few"
    """The slot would not reach its minimum."""
    OWN_PLACE = "own_place"
    """The person was told a place and would lose it."""
    OTHERS_PLACE = "others_place"
    """Every place was told to somebody else: one of them would lose it."""


def foresee_pin(session: Session, participant: Participant, slot: Slot) -> list[Concern]:
    """Return what would follow from a pin. **Shapes** in the order of the concerns; empty: nothing to say."""
    return list(_follow_pin(session, participant, slot))


def foresee_bar(session: Session, participant: Participant, slot: Slot) -> list[Concern]:
    """Return what would follow from a bar. **Shapes** in the order of the concerns; empty: nothing to say."""
    return list(_follow_bar(session, participant, slot))


def list_lost_slots(session: Session, participant: Participant) -> list[Slot]:
    """Return the slots in which somebody was told a place, and to which they may or can not go any more."""
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    verdicts = reasons_for(session, participant)
    told = {slot_id for person_id, slot_id in _read_told(session, event) if person_id == participant.id}
    lost = select(Slot).where(
        Slot.organiser_id == event.organiser_id, Slot.id.in_({one for one in told if verdicts[one].reasons})
    )
    return list(session.scalars(lost.options(joinedload(Slot.employer)).order_by(Slot.start_at, Slot.id)))


def _follow_pin(session: Session, participant: Participant, slot: Slot) -> Iterator[Concern]:
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    companions = {one.id for one in list_companions(session, participant)} - {participant.id}
    if companions - _read_pinned(session, slot):
        yield Concern.GROUP
    if slot.min_group > len(_read_possible(session, event, slot) | companions | {participant.id}):
        yield Concern.TOO_FEW
    told = _read_told(session, event)
    mine = {slot_id for person_id, slot_id in told if person_id == participant.id}
    if mine and slot.id not in mine and len(mine) >= event.max_placements:
        yield Concern.OWN_PLACE
    if slot.id not in mine and sum(slot_id == slot.id for _, slot_id in told) >= slot.capacity:
        yield Concern.OTHERS_PLACE


def _follow_bar(session: Session, participant: Participant, slot: Slot) -> Iterator[Concern]:
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    companions = {one.id for one in list_companions(session, participant)}
    if len(companions) > 1:
        yield Concern.GROUP
    told = _read_told(session, event)
    if (participant.id, slot.id) not in told:
        return
    left = {person_id for person_id, slot_id in told if slot_id == slot.id} - companions
    if 0 < len(left) < slot.min_group:
        yield Concern.TOO_FEW
    yield Concern.OWN_PLACE


def _read_told(session: Session, event: Event) -> set[tuple[int, int]]:
    """Return the places people were told, of slots that are still offered: participant and slot."""
    rows = session.execute(
        select(Ticket.participant_id, Ticket.slot_id)
        .join(Slot, Slot.id == Ticket.slot_id)
        .where(
            Ticket.organiser_id == event.organiser_id,
            Slot.organiser_id == event.organiser_id,
            Ticket.event_id == event.id,
            Ticket.state == TicketState.VALID,
            Slot.state == SlotState.APPROVED,
        )
    )
    return {(person_id, slot_id) for person_id, slot_id in rows}


def _read_pinned(session: Session, slot: Slot) -> set[int]:
    pinned = select(Pin.participant_id).where(Pin.organiser_id == slot.organiser_id, Pin.slot_id == slot.id)
    return set(session.scalars(pinned))


def _read_possible(session: Session, event: Event, slot: Slot) -> set[int]:
    """Return who could come to a slot: pinned there, or wished or accepting it, allowed and not pinned elsewhere."""
    if slot.min_group == 1:
        return set()
    facts = read_facts(session, event, Question(event.aim))
    pinned = {person_id for person_id, slot_id in facts.pinned if slot_id == slot.id}
    busy = {person_id for person_id, slot_id in facts.pinned if slot_id != slot.id and event.max_placements == 1}
    wanting = {one for one in facts.people if slot.id in facts.wishes[one] or slot.id in facts.acceptable(one)}
    return pinned | {one for one in wanting - busy if not facts.eligibility.reasons(one, slot.id)}
