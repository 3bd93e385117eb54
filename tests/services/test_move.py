"""Somebody is moved by hand: seen before it is done, pinned with name and reason when it is."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.aim import Aim
from matchday.core.comparison import Leaving, ShiftKind
from matchday.core.eligibility import Reason
from matchday.core.errors import NotFound, RuleError
from matchday.core.keeping import Keeping
from matchday.core.slot import GermanLevel, SlotState, Trade
from matchday.core.wishlist import AcceptableAnswer
from matchday.models import Assignment, Event, Participant, Slot
from matchday.services.assignment import (
    is_stale,
    is_taken,
    list_differences,
    read_board,
    read_comparison,
    read_moving,
    request_comparison,
    request_move,
    take_assignment,
)
from matchday.services.audit import list_audit
from matchday.services.pin import list_pins
from matchday.services.solving import ChangeKind, compute_assignment
from tests.conftest import NOW
from tests.factories import KEYRING, a_group, a_participant, a_slot, a_wish, an_event
from tests.plans import a_day, a_member_of_staff, a_plan


@pytest.fixture
def event(session: Session) -> Event:
    """Return a day with two places: Amal wished the first, then the second; Bilal the second, then the first."""
    event = an_event(session, stage="assigning")
    here, there = a_slot(session, event, capacity=1), a_slot(session, event, capacity=1)
    amal, bilal = a_participant(session, event, first_name="Amal"), a_participant(session, event, first_name="Bilal")
    for person, slot, rank in ((amal, here, 1), (amal, there, 2), (bilal, there, 1), (bilal, here, 2)):
        a_wish(session, person, slot, rank=rank)
    return event


def places(session: Session, event: Event, plan: Assignment) -> dict[Participant, Slot]:
    return {one.participant: one.slot for one in read_board(session, event, plan).placements}


def moved(session: Session, event: Event, base: Assignment, person: Participant, slot: Slot) -> list[Assignment]:
    """Ask for a move from the only place somebody has and compute both ways."""
    held, by = read_moving(session, base, person).held, a_member_of_staff(session, event)
    left = held[0] if held else None
    plans = request_move(session, base, person, event=event, left=left, slot=slot, by=by, now=NOW)
    compute(session, plans)
    return plans


def compute(session: Session, plans: list[Assignment]) -> None:
    session.commit()
    for plan in plans:
        compute_assignment(session, plan.id, keyring=KEYRING, now=NOW)
        session.commit()


def test_a_move_into_a_full_slot_shows_who_would_have_to_go(session: Session, event: Event) -> None:
    base = a_plan(session, event)
    before = places(session, event, base)
    amal, bilal = sorted(before, key=lambda one: one.first_name)

    plans = moved(session, event, base, amal, before[bilal])

    assert [plan.keeping for plan in plans] == [Keeping.SETTLED, Keeping.MOST]
    assert [plan.failure for plan in plans] == ["", ""]
    assert all(places(session, event, plan) == {amal: before[bilal], bilal: before[amal]} for plan in plans)
    assert not list_pins(session, event)


def test_who_has_to_go_for_a_move_is_told_that_staff_gave_the_place(session: Session, event: Event) -> None:
    base = a_plan(session, event)
    before = places(session, event, base)
    amal, bilal = sorted(before, key=lambda one: one.first_name)

    plan, _ = moved(session, event, base, amal, before[bilal])
    side = read_comparison(session, event, plan.number).sides[0]

    reasons = {shift.participant: [why for _, why in shift.left] for shift in side.list_shifts(ShiftKind.MOVED)}
    assert reasons == {amal: [Leaving.MOVED], bilal: [Leaving.GIVEN]}


def test_a_group_that_is_moved_is_named_beside_each_of_it(session: Session, event: Event) -> None:
    wide, one, other = a_slot(session, event), *(a_participant(session, event) for _ in range(2))
    a_group(session, event, one, other)
    base = a_plan(session, event)

    plan, _ = moved(session, event, base, one, wide)
    side = read_comparison(session, event, plan.number).sides[0]

    assert {shift.participant: shift.companions for shift in side.list_shifts(ShiftKind.GAINED)} == {
        one: (other,),
        other: (one,),
    }


def test_taking_a_move_pins_it_with_name_and_reason(session: Session, event: Event) -> None:
    base = a_plan(session, event)
    before = places(session, event, base)
    amal, bilal = sorted(before, key=lambda one: one.first_name)
    plan, _ = moved(session, event, base, amal, before[bilal])
    assert (is_taken(session, event, plan), is_stale(session, event, plan, keyring=KEYRING)) == (False, True)

    for _ in range(2):
        take_assignment(session, event, plan, reason="Bruder", by=a_member_of_staff(session, event), now=NOW)

    (pin,) = list_pins(session, event)
    assert (pin.participant, pin.slot, pin.reason) == (amal, before[bilal], "Bruder")
    assert (is_taken(session, event, plan), is_stale(session, event, plan, keyring=KEYRING)) == (True, False)
    actions = [one.action for one in list_audit(session, organiser_id=event.organiser_id).entries]
    assert {"assignment.take", "pin.add"} <= set(actions)


def test_who_is_moved_twice_is_pinned_where_they_are_now(session: Session, event: Event) -> None:
    base = a_plan(session, event)
    before = places(session, event, base)
    amal, bilal = sorted(before, key=lambda one: one.first_name)
    by = a_member_of_staff(session, event)
    first, _ = moved(session, event, base, amal, before[bilal])
    take_assignment(session, event, first, by=by, now=NOW)

    back, _ = moved(session, event, first, amal, before[amal])
    take_assignment(session, event, back, by=by, now=NOW)

    assert [(pin.participant, pin.slot) for pin in list_pins(session, event)] == [(amal, before[amal])]
    assert places(session, event, back) == before
    assert not is_stale(session, event, back, keyring=KEYRING)


def test_a_group_is_moved_together(session: Session, event: Event) -> None:
    wide, one, other = a_slot(session, event), *(a_participant(session, event) for _ in range(2))
    a_group(session, event, one, other)
    base = a_plan(session, event)

    plan, _ = moved(session, event, base, one, wide)
    take_assignment(session, event, plan, reason="Bruder", by=a_member_of_staff(session, event), now=NOW)

    assert {person for person, slot in places(session, event, plan).items() if slot is wide} == {one, other}
    assert {pin.participant for pin in list_pins(session, event)} == {one, other}
    assert not is_stale(session, event, plan, keyring=KEYRING)


def test_where_somebody_of_the_group_may_not_go_or_it_has_no_room_is_no_goal(session: Session, event: Event) -> None:
    german, small, wide = (
        a_slot(session, event, german_level=GermanLevel.A2),
        a_slot(session, event, capacity=1),
        a_slot(session, event),
    )
    one = a_participant(session, event, german_level=GermanLevel.A2)
    other = a_participant(session, event, german_level=GermanLevel.A1)
    a_group(session, event, one, other)
    base, by = a_plan(session, event), a_member_of_staff(session, event)

    goals = {goal.offer.slot: goal for goal in read_moving(session, base, one).goals}

    assert {slot for slot, goal in goals.items() if goal.is_open} == {wide}
    assert (goals[german].offer.reasons, goals[german].group_reasons) == ((), (Reason.GERMAN,))
    assert goals[small].is_too_small
    for slot in (german, small):
        with pytest.raises(RuleError, match="move_splits_group"):
            request_move(session, base, one, event=event, left=None, slot=slot, by=by, now=NOW)


def test_nobody_is_moved_where_they_may_not_go_or_are(session: Session, event: Event) -> None:
    base = a_plan(session, event)
    amal, slot = next(iter(places(session, event, base).items()))
    by, closed = a_member_of_staff(session, event), a_slot(session, event, minimum_age=90)

    with pytest.raises(NotFound):
        request_move(session, base, amal, event=event, left=None, slot=slot, by=by, now=NOW)
    with pytest.raises(RuleError, match="pin_not_eligible"):
        request_move(session, base, amal, event=event, left=None, slot=closed, by=by, now=NOW)


def test_the_goals_are_the_wishes_first_then_what_else_is_possible(session: Session, event: Event) -> None:
    other, closed = a_slot(session, event), a_slot(session, event, minimum_age=90)
    base = a_plan(session, event)
    before = places(session, event, base)
    amal, bilal = sorted(before, key=lambda one: one.first_name)

    moving = read_moving(session, base, amal)

    assert moving.held == (before[amal],)
    assert [goal.offer.slot for goal in moving.goals] == [before[bilal], other, closed]
    assert [(goal.free_count, goal.offer.is_open) for goal in moving.goals] == [(0, True), (2, True), (2, False)]


def test_a_goal_has_the_rank_that_a_plan_counts(session: Session, event: Event) -> None:
    base = a_plan(session, event)
    amal = next(one for one in places(session, event, base) if one.first_name == "Amal")
    gone, last = a_slot(session, event, state=SlotState.WITHDRAWN), a_slot(session, event)
    a_wish(session, amal, gone, rank=3)
    a_wish(session, amal, last, rank=4)

    goals = read_moving(session, base, amal).goals

    assert {goal.offer.slot: goal.offer.rank for goal in goals}[last] == 4


def test_taking_a_plan_of_another_rule_makes_it_the_rule_of_the_event(session: Session) -> None:
    event = a_day(session)
    by = a_member_of_staff(session, event)
    plans = request_comparison(session, event, [Aim.NOBODY_LAST, Aim.FIRST_WISHES], by=by, now=NOW)
    compute(session, plans)
    usual, first = plans
    (only,) = list_differences(session, event, first, keyring=KEYRING)
    assert only.change.kind is ChangeKind.AIM

    take_assignment(session, event, first, by=by, now=NOW)

    assert event.aim is Aim.FIRST_WISHES
    assert not is_stale(session, event, first, keyring=KEYRING)
    assert is_stale(session, event, usual, keyring=KEYRING)


def test_what_somebody_would_take_stands_between_the_wishes_and_all_else(session: Session, event: Event) -> None:
    other, trade = a_slot(session, event, trade=Trade.OFFICE), a_slot(session, event, trade=Trade.KITCHEN)
    base = a_plan(session, event)
    amal = min(places(session, event, base), key=lambda one: one.first_name)
    amal.acceptable_answer, amal.acceptable_trades = AcceptableAnswer.TRADES, [Trade.KITCHEN]

    goals = read_moving(session, base, amal).goals

    assert [goal.offer.slot for goal in goals][1:] == [trade, other]
    assert [goal.would_take for goal in goals] == [False, True, False]
