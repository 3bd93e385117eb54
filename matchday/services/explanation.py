"""Explanations: read why somebody has a place, and why not one they wished more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.eligibility import Reason
from matchday.core.explanation import Cost, Effect, Ground, Why, find_cost, read_effects
from matchday.core.slot import Trade
from matchday.core.ticket import TicketState
from matchday.core.wishlist import would_take
from matchday.models import Assignment, Event, Explanation, Participant, Slot, Ticket, Wish
from matchday.services.assignment import find_published
from matchday.services.eligibility import reasons_for


@dataclass(frozen=True)
class Told:
    """Why one wish is not fulfilled.

    ``reasons`` stand against person and slot today; ``cost`` is what may be said of the cost for others; ``effects``
    are for staff.
    """

    slot: Slot
    rank: int
    why: Why
    reasons: tuple[Reason, ...]
    cost: Cost
    held: Slot | None
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class Reasons:
    """Why the valid plan fulfils no wish before the one somebody got, the best wish first.

    **Shapes** ``levels`` is what counted in the plan, the most important first.
    """

    levels: tuple[str, ...]
    told: tuple[Told, ...]


def read_reasons(session: Session, participant: Participant, event: Event) -> Reasons | None:
    """Return what somebody may read of the valid plan, or None while no plan is valid.

    Who moved up since does not read why they lack the place that they hold.
    """
    published = find_published(session, event)
    if published is None:
        return None
    held = select(Ticket.slot_id).where(
        Ticket.organiser_id == event.organiser_id,
        Ticket.participant_id == participant.id,
        Ticket.state == TicketState.VALID,
    )
    slot_ids = set(session.scalars(held))
    told = (one for one in list_explanations(session, published, participant) if one.slot.id not in slot_ids)
    return Reasons(tuple(dict.fromkeys(one["level"] for one in published.levels)), tuple(told))


def list_explanations(session: Session, assignment: Assignment, participant: Participant) -> list[Told]:
    """Return why a plan fulfils no wish of a person before the one they got, the best wish first."""
    rows = session.scalars(
        select(Explanation)
        .where(
            Explanation.organiser_id == assignment.organiser_id,
            Explanation.assignment_id == assignment.id,
            Explanation.participant_id == participant.id,
        )
        .options(
            joinedload(Explanation.slot).joinedload(Slot.employer),
            joinedload(Explanation.held).joinedload(Slot.employer),
        )
        .order_by(Explanation.rank, Explanation.slot_id)
    ).all()
    verdicts = reasons_for(session, participant) if rows else {}
    return [_tell(row, verdicts[row.slot_id].reasons if row.slot_id in verdicts else ()) for row in rows]


def find_grounds(session: Session, participant: Participant, tickets: Iterable[Ticket]) -> dict[int, Ground]:
    """Return why somebody has the places of ``tickets``, by the tickets' inner numbers."""
    rows = session.execute(
        select(Wish.slot_id, Wish.rank).where(
            Wish.organiser_id == participant.organiser_id, Wish.participant_id == participant.id
        )
    )
    ranks = dict(rows.all())
    answer, trades = participant.acceptable_answer, {Trade(value) for value in participant.acceptable_trades}
    return {
        ticket.id: Ground(ranks.get(ticket.slot_id), would_take(answer, trades, ticket.slot.trade))
        for ticket in tickets
    }


def _tell(row: Explanation, reasons: tuple[Reason, ...]) -> Told:
    effects = read_effects(row.effect)
    cost = find_cost(effects, capacity=row.slot.capacity)
    return Told(row.slot, row.rank, row.why, reasons, cost, row.held, effects)
