"""Places given and given back after the publication: the valid plan stays true, every place in it has its ticket."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchday.core.assignment import UnplacedReason
from matchday.models import Event, Participant, Placement, Slot, Unplaced, WaitingPlace, Wish
from matchday.services.assignment.board import find_published


def give_place(session: Session, event: Event, participant: Participant, *, slot: Slot) -> None:
    """Enter a person into the valid plan; they wait for nothing any more. Without a plan there is nothing to enter."""
    plan = find_published(session, event)
    if plan is None:
        return
    for table in (Unplaced, WaitingPlace):
        session.execute(
            delete(table).where(
                table.organiser_id == event.organiser_id,
                table.assignment_id == plan.id,
                table.participant_id == participant.id,
            )
        )
    rank = session.scalar(
        select(Wish.rank).where(
            Wish.organiser_id == event.organiser_id, Wish.participant_id == participant.id, Wish.slot_id == slot.id
        )
    )
    session.add(
        Placement(
            organiser_id=event.organiser_id,
            assignment_id=plan.id,
            participant_id=participant.id,
            slot_id=slot.id,
            rank=rank,
        )
    )


def take_place_away(
    session: Session, event: Event, participant: Participant, *, slot: Slot, reason: UnplacedReason
) -> None:
    """Take a person out of a slot of the valid plan; whoever has no other place in it is without one, for a reason."""
    plan = find_published(session, event)
    if plan is None:
        return
    mine = (
        Placement.organiser_id == event.organiser_id,
        Placement.assignment_id == plan.id,
        Placement.participant_id == participant.id,
    )
    session.execute(delete(Placement).where(*mine, Placement.slot_id == slot.id))
    if session.scalar(select(Placement.id).where(*mine).limit(1)) is None:
        session.add(
            Unplaced(
                organiser_id=event.organiser_id, assignment_id=plan.id, participant_id=participant.id, reason=reason
            )
        )
