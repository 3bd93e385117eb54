"""Latecomers: who came too late to wish. Staff and coaches enter their wishes, and the next plan counts them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.account import STAFF_ROLES
from matchday.core.assignment import AssignmentState, UnplacedReason
from matchday.core.event import Action, is_open
from matchday.models import Account, Assignment, Event, Participant, Placement, Unplaced


def may_wish_for(session: Session, event: Event, participant: Participant, *, by: Account) -> bool:
    """Tell whether a coach or staff may enter somebody's wishes now: in time, or because the person came too late."""
    action = Action.WISH_FOR if by.role_names & STAFF_ROLES else Action.WISH
    return is_open(event.stage, action) or is_latecomer(session, event, participant)


def is_latecomer(session: Session, event: Event, participant: Participant) -> bool:
    """Tell whether the wishing is over and nobody counted a wish of this person yet.

    While a plan is valid that is who is not in it, or had no wishes for it; so what was entered late can be corrected
    until the next plan is published. Before, it is who never saved any.
    """
    if not is_open(event.stage, Action.WISH_LATE):
        return False
    valid = session.scalar(
        select(Assignment.id).where(
            Assignment.organiser_id == event.organiser_id,
            Assignment.event_id == event.id,
            Assignment.state == AssignmentState.PUBLISHED,
        )
    )
    if valid is None:
        return participant.wishlist_saved_at is None
    placed, unplaced = (
        select(table.id).where(
            table.organiser_id == event.organiser_id,
            table.assignment_id == valid,
            table.participant_id == participant.id,
        )
        for table in (Placement, Unplaced)
    )
    counted = placed.union_all(unplaced.where(Unplaced.reason != UnplacedReason.NO_WISHES))
    return session.scalar(counted.limit(1)) is None
