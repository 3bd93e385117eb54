"""Move somebody by hand: where they could go, and two ways to do it. Nothing is changed before a plan is taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.assignment import AssignmentState
from matchday.core.errors import NotFound, RuleError
from matchday.models import Account, Assignment, Event, Move, Participant, Placement, Slot
from matchday.services.assignment.request import request_plans, two_ways
from matchday.services.eligibility import reasons_for
from matchday.services.group import list_companions
from matchday.services.wishlist import Offer, list_offers

MOVABLE = (AssignmentState.PROPOSED, AssignmentState.PUBLISHED)


@dataclass(frozen=True)
class Goal:
    """A slot somebody could be moved to. ``free_count`` may be below zero where a slot became smaller."""

    offer: Offer
    free_count: int


@dataclass(frozen=True)
class Moving:
    """Where one person is in a plan, and where they could go: their wishes first, the best first."""

    held: tuple[Slot, ...]
    goals: tuple[Goal, ...]


def read_moving(session: Session, assignment: Assignment, participant: Participant) -> Moving:
    """Return where somebody is in a plan and could go instead."""
    of_plan = (Placement.organiser_id == assignment.organiser_id, Placement.assignment_id == assignment.id)
    load = Counter(session.scalars(select(Placement.slot_id).where(*of_plan)))
    held = session.scalars(
        select(Slot)
        .join(Placement, Placement.slot_id == Slot.id)
        .where(Slot.organiser_id == assignment.organiser_id, *of_plan, Placement.participant_id == participant.id)
        .order_by(Slot.start_at, Slot.id)
    ).all()
    offers = [offer for offer in list_offers(session, participant) if offer.slot not in held]
    offers.sort(key=lambda offer: (not offer.is_open, offer.rank or 10**6))
    return Moving(tuple(held), tuple(Goal(one, one.slot.capacity - load[one.slot.id]) for one in offers))


def request_move(
    session: Session,
    base: Assignment,
    participant: Participant,
    *,
    event: Event,
    left: Slot | None,
    slot: Slot,
    reason: str,
    by: Account,
    now: datetime,
) -> list[Assignment]:
    """Ask for two ways to give somebody, with all of the group, another place than a plan does.

    ``left`` is the slot whose place the person gives up for it.

    **Errors** as `request_assignment`; RuleError ``assignment_not_movable`` for a plan that is neither a draft nor
    valid, ``pin_not_eligible`` (``reason``); NotFound for a slot that is not offered, is held already, or is not.
    """
    if base.state not in MOVABLE:
        raise RuleError("assignment_not_movable")
    moving = read_moving(session, base, participant)
    is_offered = any(goal.offer.slot is slot for goal in moving.goals)
    if not is_offered or (left is not None and left not in moving.held):
        raise NotFound
    for person in list_companions(session, participant):
        if reasons := reasons_for(session, person)[slot.id].reasons:
            raise RuleError("pin_not_eligible", reason=reasons[0])
    plans = request_plans(session, event, two_ways(event, base), by=by, now=now)
    for plan in plans:
        move = {"participant_id": participant.id, "slot_id": slot.id, "left_id": left.id if left else None}
        session.add(Move(organiser_id=event.organiser_id, assignment_id=plan.id, reason=reason, **move))
    return plans
