"""Waiting lists: where a person stands."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.assignment import AssignmentState
from matchday.models import Assignment, Event, Participant, WaitingPlace


def list_waiting_places(session: Session, participant: Participant, event: Event) -> list[WaitingPlace]:
    """Return a person's places on the waiting lists of the published plan, the best first."""
    return list(
        session.scalars(
            select(WaitingPlace)
            .join(Assignment, Assignment.id == WaitingPlace.assignment_id)
            .where(
                WaitingPlace.organiser_id == event.organiser_id,
                Assignment.organiser_id == event.organiser_id,
                Assignment.event_id == event.id,
                Assignment.state == AssignmentState.PUBLISHED,
                WaitingPlace.participant_id == participant.id,
            )
            .order_by(WaitingPlace.position, WaitingPlace.slot_id)
        )
    )
