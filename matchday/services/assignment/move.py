"""Move somebody by hand: where they could go, and two ways to do it. Nothing is changed before a plan is taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.assignment import AssignmentState
from matchday.core.eligibility import Reason
from matchday.core.errors import NotFound, RuleError
from matchday.core.slot import Trade
from matchday.core.wishlist import would_take
from matchday.models import Account, Assignment, Event, Move, Participant, Placement, Slot
from matchday.services.assignment.request import request_plans, two_ways
from matchday.services.eligibility import reasons_for
from matchday.services.group import list_companions
from matchday.services.wishlist import Offer, list_offers_of_plan

MOVABLE = (AssignmentState.PROPOSED, AssignmentState.PUBLISHED)


@dataclass(frozen=True)
class Goal:
    """A slot somebody could be moved to. ``free_count`` may be below zero where a slot became smaller.

    **Shapes** ``group_reasons``: what stands against it for others of the group, each once.
    """

    offer: Offer
    free_count: int
    group_reasons: tuple[Reason, ...] = ()
    is_too_small: bool = False
    """The slot has fewer places than the group has people."""
    would_take: bool = False
    """The person did not wish it, and said that such a slot would do."""

    @property
    def is_open(self) -> bool:
        """Tell whether the person, and with them all of the group, could go there."""
        return self.offer.is_open and not self.group_reasons and not self.is_too_small


@dataclass(frozen=True)
class Moving:
    """Where one person is in a plan, and where they could go.

    **Shapes** ``goals``: first their wishes, the best first; then what they would take; then all else, each by the way;
    ``companions``: who moves with them, by name.
    """

    held: tuple[Slot, ...]
    goals: tuple[Goal, ...]
    companions: tuple[Participant, ...]


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
    companions = [one for one in list_companions(session, participant) if one is not participant]
    verdicts = [reasons_for(session, one) for one in companions]

    trades = [Trade(value) for value in participant.acceptable_trades]

    def goal_of(offer: Offer) -> Goal:
        slot = offer.slot
        against = dict.fromkeys(reason for verdict in verdicts for reason in verdict[slot.id].reasons)
        return Goal(
            offer,
            slot.capacity - load[slot.id],
            group_reasons=tuple(against),
            is_too_small=slot.capacity < 1 + len(companions),
            would_take=not offer.rank and would_take(participant.acceptable_answer, trades, slot.trade),
        )

    goals = [goal_of(offer) for offer in list_offers_of_plan(session, participant) if offer.slot not in held]
    goals.sort(key=lambda goal: (not goal.is_open, goal.offer.rank or 10**6, not goal.would_take))
    return Moving(tuple(held), tuple(goals), tuple(companions))


def request_move(
    session: Session,
    base: Assignment,
    participant: Participant,
    *,
    event: Event,
    left: Slot | None,
    slot: Slot,
    by: Account,
    now: datetime,
) -> list[Assignment]:
    """Ask for two ways to give somebody, with all of the group, another place than a plan does.

    ``left`` is the slot whose place the person gives up for it.

    **Errors** as `request_assignment`; RuleError ``assignment_not_movable`` for a plan that is neither a draft nor
    valid, ``pin_not_eligible`` (``reason``), ``move_splits_group`` where somebody else of the group cannot go there or
    not all of it find room; NotFound for a slot that is not offered, is held already, or is not.
    """
    if base.state not in MOVABLE:
        raise RuleError("assignment_not_movable")
    moving = read_moving(session, base, participant)
    goal = next((goal for goal in moving.goals if goal.offer.slot is slot), None)
    if goal is None or (left is not None and left not in moving.held):
        raise NotFound
    if goal.offer.reasons:
        raise RuleError("pin_not_eligible", reason=goal.offer.reasons[0])
    if not goal.is_open:
        raise RuleError("move_splits_group")
    plans = request_plans(session, event, two_ways(event, base), by=by, now=now)
    for plan in plans:
        move = {"participant_id": participant.id, "slot_id": slot.id, "left_id": left.id if left else None}
        session.add(Move(organiser_id=event.organiser_id, assignment_id=plan.id, **move))
    return plans
