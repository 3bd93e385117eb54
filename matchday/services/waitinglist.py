"""Waiting lists: where a person stands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.assignment import AssignmentState
from matchday.models import Assignment, Event, Participant, Slot, WaitingPlace


@dataclass(frozen=True)
class Place:
    """A person's place on the waiting list of one slot. ``position`` 1 moves up next."""

    slot: Slot
    position: int


def list_waiting_places(session: Session, participant: Participant, event: Event) -> list[Place]:
    """Return a person's places on the waiting lists of the published plan, the best first.

    They are counted among those who still wait: whoever moved up or does not take part any more is not before anybody.
    """
    counted = (
        select(
            WaitingPlace.slot_id,
            WaitingPlace.participant_id,
            func.row_number().over(partition_by=WaitingPlace.slot_id, order_by=WaitingPlace.position).label("position"),
        )
        .join(Assignment, Assignment.id == WaitingPlace.assignment_id)
        .join(Participant, Participant.id == WaitingPlace.participant_id)
        .where(
            WaitingPlace.organiser_id == event.organiser_id,
            Assignment.organiser_id == event.organiser_id,
            Participant.organiser_id == event.organiser_id,
            Assignment.event_id == event.id,
            Assignment.state == AssignmentState.PUBLISHED,
            Participant.withdrawn_at.is_(None),
            Participant.restricted_at.is_(None),
        )
        .subquery()
    )
    found = session.execute(
        select(Slot, counted.c.position)
        .join(counted, counted.c.slot_id == Slot.id)
        .where(
            Slot.organiser_id == event.organiser_id,
            counted.c.participant_id == participant.id,
        )
        .order_by(counted.c.position, Slot.id)
    )
    return [Place(slot, position) for slot, position in found]
