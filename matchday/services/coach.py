"""Coaches: they see and act for their own people, and for nobody else."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.errors import NotFound
from matchday.core.event import Stage
from matchday.core.participant import ParticipantState
from matchday.models import Account, Event, Participant
from matchday.services.progress import ParticipantRow, list_participants

WITHOUT_PLACE = (ParticipantState.UNPLACED, ParticipantState.CALLED_OFF)


def list_own_people(session: Session, coach: Account) -> list[tuple[Event, list[ParticipantRow]]]:
    """Return the coach's people by event, the newest event first; events without their people and archived are out.

    **Shapes** people without a place, or whose place is called off, come first, then everybody by name.
    """
    events = session.scalars(
        select(Event)
        .where(Event.organiser_id == coach.organiser_id, Event.stage != Stage.ARCHIVED)
        .order_by(Event.first_on.desc(), Event.id)
    )
    found = ((event, list_participants(session, event, coach=coach)) for event in events)
    return [
        (event, sorted(people, key=lambda row: row.state not in WITHOUT_PLACE)) for event, people in found if people
    ]


def read_own_person(session: Session, coach: Account, *, key: str) -> tuple[Event, Participant]:
    """Return one of the coach's people and the event. **Errors** NotFound for everybody else."""
    found = session.execute(
        select(Event, Participant)
        .join(Event, Event.id == Participant.event_id)
        .where(
            Participant.organiser_id == coach.organiser_id,
            Event.organiser_id == coach.organiser_id,
            Participant.key == key,
            Participant.coach_id == coach.id,
            Event.stage != Stage.ARCHIVED,
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    event, person = found
    return event, person
