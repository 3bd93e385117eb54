"""Explain a plan after it is stored: why each wish before the one somebody got is not theirs; what each level costs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchday.core.access import Keyring
from matchday.core.assignment import AssignmentState
from matchday.core.explanation import Why
from matchday.models import Assignment, Explanation, Participant, Placement, Slot, Wish
from matchday.services.event import open_seed, read_event
from matchday.services.solving.change import unpack

if TYPE_CHECKING:
    from matchday.solver import Explanation as Found

EXPLAINED = (AssignmentState.PROPOSED, AssignmentState.PUBLISHED)
EXPLAIN_S, EACH_S = 45.0, 5.0
"""What solving a plan anew may take for all people together, and for one. After that they hear what can be seen in the
plan itself: that a slot is full, not what a place there would cost."""
PRICE_S = 10.0
"""What each level's price may take."""
BY_TASK = {"across_organisers": "a task names one plan by its inner number"}


def explain_assignment(session: Session, assignment_id: int, *, keyring: Keyring, now: datetime) -> None:
    """Store the explanations and prices of a plan. A plan that is explained already stays as it is.

    The session's transaction is given up while the solver thinks. What was erased meanwhile is not stored.
    """
    plan = _find_unexplained(session, assignment_id)
    if plan is None or plan.problem is None:
        return
    event = read_event(session, plan.organiser_id, event_id=plan.event_id)
    problem, kept = unpack(plan.problem)
    problem["seed"], solution = open_seed(event, keyring=keyring), dict(plan.solution)
    session.rollback()
    found, prices = _ask(problem, solution, kept)
    plan = _find_unexplained(session, assignment_id)
    if plan is None or plan.problem is None:
        return
    mine = {"organiser_id": plan.organiser_id, "assignment_id": plan.id}
    session.execute(delete(Explanation).filter_by(**mine))
    people = set(
        session.scalars(
            select(Participant.id).where(
                Participant.organiser_id == plan.organiser_id, Participant.event_id == plan.event_id
            )
        )
    )
    session.add_all(
        Explanation(**mine, **row)
        for row in (*_rows(found, problem), *_not_offered(session, plan, problem))
        if row["participant_id"] in people
    )
    plan.prices, plan.explained_at = prices, now
    session.flush()


def _find_unexplained(session: Session, assignment_id: int) -> Assignment | None:
    """Return the plan with this inner number as long as it may be explained and was not, or None."""
    return session.scalar(
        select(Assignment)
        .where(Assignment.id == assignment_id, Assignment.state.in_(EXPLAINED), Assignment.explained_at.is_(None))
        .execution_options(**BY_TASK)
    )


def _ask(
    problem: Mapping[str, Any], solution: Mapping[str, Any], kept: frozenset[tuple[str, str]]
) -> tuple[list[Found], list[dict[str, Any]]]:
    """Let the solver explain a plan to everybody and price its levels."""
    from matchday import solver

    arrays = solver.read_problem(problem)
    explainer = solver.Explainer(arrays, solution, limit_s=EACH_S, kept=kept)
    found, until = [], time.monotonic() + EXPLAIN_S
    unplaced = set(solution["unplaced"])
    for person in sorted(arrays.participants.ids, key=lambda one: one not in unplaced):  # who has no place comes first
        limit_s = max(0.0, min(EACH_S, until - time.monotonic()))
        found.append(explainer.explain(person, limit_s=limit_s))
    prices = [
        {"level": price.level, "status": price.status, "changes": [asdict(change) for change in price.changes]}
        for price in solver.price(arrays, solution, limit_s=PRICE_S)
    ]
    return found, prices


def _rows(found: list[Found], problem: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the reasons of wishes; that a slot nobody wished is not given needs no reason."""
    wished = {(one["id"], slot) for one in problem["participants"] for tier in one["wishes"] for slot in tier}
    for explanation in found:
        for reason in explanation.reasons:
            if (explanation.participant, reason.slot) not in wished:
                continue
            yield {
                "participant_id": int(explanation.participant),
                "slot_id": int(reason.slot),
                "rank": reason.rank,
                "why": Why(reason.code.value),
                "effect": [asdict(change) for change in reason.effect or ()],
                "held_id": None if reason.held is None else int(reason.held),
            }


def _not_offered(session: Session, plan: Assignment, problem: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the wishes for slots that were no longer there when the plan was computed, before the one somebody got."""
    known, people = {int(slot["id"]) for slot in problem["slots"]}, {int(one["id"]) for one in problem["participants"]}
    got: dict[int, int] = {}
    for person_id, rank in session.execute(
        select(Placement.participant_id, Placement.rank).where(
            Placement.organiser_id == plan.organiser_id, Placement.assignment_id == plan.id
        )
    ):
        got[person_id] = max(got.get(person_id, 0), rank or 10**6)
    wishes = session.execute(
        select(Wish.participant_id, Wish.slot_id, Wish.rank)
        .join(Slot, Slot.id == Wish.slot_id)
        .where(Wish.organiser_id == plan.organiser_id, Slot.organiser_id == plan.organiser_id)
        .where(Slot.event_id == plan.event_id)
    )
    for person_id, slot_id, rank in wishes:
        if slot_id not in known and person_id in people and rank < got.get(person_id, 10**6):
            yield {"participant_id": person_id, "slot_id": slot_id, "rank": rank, "why": Why.NOT_OFFERED, "effect": []}
