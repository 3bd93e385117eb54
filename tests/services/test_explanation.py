"""A plan explains itself: true, and without a word about anybody else; on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.explanation import Cost, Ground, Why
from matchday.core.participant import PermissionEntry
from matchday.core.slot import ActivityKind, SlotState
from matchday.core.wishlist import AcceptableAnswer
from matchday.models import Assignment, Event, Explanation, Participant
from matchday.services.assignment import request_move, request_repair
from matchday.services.explanation import Told, find_grounds, list_explanations, read_reasons
from matchday.services.pin import pin_participant, remove_pin
from matchday.services.solving import compute_assignment, explain_assignment
from tests.conftest import NOW
from tests.doors import a_ticket
from tests.factories import KEYRING, a_participant, a_slot, a_wish, an_event
from tests.plans import a_day, a_member_of_staff, a_plan, people_of, published, the_slot


def explained(session: Session, plan: Assignment) -> Assignment:
    explain_assignment(session, plan.id, keyring=KEYRING, now=NOW)
    session.commit()
    return plan


def all_told(session: Session, event: Event, plan: Assignment) -> dict[Participant, list[Told]]:
    return {person: list_explanations(session, plan, person) for person in people_of(session, event)}


def test_who_has_no_place_in_a_full_slot_hears_what_the_place_would_cost(session: Session) -> None:
    event = a_day(session, people=4, capacity=3)

    plan = explained(session, a_plan(session, event))

    (told,) = [one for reasons in all_told(session, event, plan).values() for one in reasons]
    assert (told.rank, told.why) == (1, Why.LOTTERY)
    assert plan.explained_at == NOW


def test_a_place_that_would_leave_somebody_without_one_says_so(session: Session) -> None:
    event = an_event(session, stage="assigning")
    liked, other = a_slot(session, event, capacity=3), a_slot(session, event, capacity=1)
    flexible = a_participant(session, event)
    for person in [a_participant(session, event) for _ in range(3)]:
        a_wish(session, person, liked)
    a_wish(session, flexible, liked, rank=1)
    a_wish(session, flexible, other, rank=2)

    plan = explained(session, a_plan(session, event))

    (told,) = list_explanations(session, plan, flexible)
    assert (told.slot, told.why, told.cost) == (liked, Why.FULL, Cost.PLACE)
    assert [(one.level, one.before, one.after) for one in told.effects][:1] == [("placed", 4, 3)]


def test_of_a_slot_with_few_places_it_is_not_said_what_a_place_would_cost(session: Session) -> None:
    event = an_event(session, stage="assigning")
    liked, other = a_slot(session, event, capacity=1), a_slot(session, event, capacity=1)
    flexible = a_participant(session, event)
    a_wish(session, a_participant(session, event), liked)
    a_wish(session, flexible, liked, rank=1)
    a_wish(session, flexible, other, rank=2)

    plan = explained(session, a_plan(session, event))

    (told,) = list_explanations(session, plan, flexible)
    assert (told.why, told.cost) == (Why.FULL, Cost.NOTHING)


def test_of_a_slot_that_could_run_it_is_not_said_that_too_few_wished_it(session: Session) -> None:
    event = an_event(session, stage="assigning")
    liked, other, another = a_slot(session, event, capacity=3, min_group=2), *(a_slot(session, event) for _ in "ab")
    eager, friend = a_participant(session, event), a_participant(session, event)
    for person, slots in ((eager, (liked, other)), (friend, (another, liked))):
        for rank, slot in enumerate(slots, start=1):
            a_wish(session, person, slot, rank=rank)

    plan = explained(session, a_plan(session, event))

    (told,) = list_explanations(session, plan, eager)
    assert (told.slot, told.why, told.cost) == (liked, Why.NOT_RUNNING, Cost.EMPLOYER)


def test_rules_of_the_field_and_slots_that_are_gone_are_reasons(session: Session) -> None:
    event = an_event(session, stage="assigning")
    gone, work = (
        a_slot(session, event, state=SlotState.WITHDRAWN),
        a_slot(session, event, activity_kind=ActivityKind.PRAKTIKUM),
    )
    small = a_slot(session, event, capacity=5, min_group=4)
    person = a_participant(session, event, permission_entry=PermissionEntry.NOT_ALLOWED)
    for rank, slot in enumerate((gone, work, small), start=1):
        a_wish(session, person, slot, rank=rank)

    plan = explained(session, a_plan(session, event))

    told = list_explanations(session, plan, person)
    assert [one.why for one in told] == [Why.NOT_OFFERED, Why.NOT_ELIGIBLE, Why.CLOSED]
    assert [bool(one.reasons) for one in told] == [False, True, False]


def test_who_got_the_first_wish_needs_no_reason(session: Session) -> None:
    event = a_day(session, people=2, capacity=2)

    plan = explained(session, a_plan(session, event))

    assert not any(all_told(session, event, plan).values())


def test_people_read_the_reasons_of_the_valid_plan_only(session: Session) -> None:
    event = a_day(session, people=4, capacity=3)
    draft = explained(session, a_plan(session, event))
    (unlucky,) = [person for person, told in all_told(session, event, draft).items() if told]
    assert read_reasons(session, unlucky, event) is None

    published(session, event)
    explained(session, session.query(Assignment).filter_by(organiser_id=event.organiser_id, number=2).one())

    reasons = read_reasons(session, unlucky, event)
    assert reasons.levels == ("placed", "ranks:generous", "employers", "travel")
    assert [one.why for one in reasons.told] == [Why.LOTTERY]
    a_ticket(session, the_slot(session, event), unlucky)  # moved up
    assert read_reasons(session, unlucky, event).told == ()


def test_explaining_twice_is_explaining_once(session: Session) -> None:
    event = a_day(session, people=4, capacity=3)
    plan = explained(session, a_plan(session, event))

    explained(session, plan)

    assert session.query(Explanation).filter_by(organiser_id=event.organiser_id).count() == 1


def test_what_was_forgotten_meanwhile_is_not_explained(session: Session) -> None:
    event = a_day(session, people=4, capacity=3)
    plan = a_plan(session, event)
    plan.problem = None
    session.commit()

    explained(session, plan)

    assert plan.explained_at is None


@pytest.mark.parametrize("level", ["ranks:generous", "employers"])
def test_a_plan_says_what_each_rule_costs(session: Session, level: str) -> None:
    event = an_event(session, stage="assigning")
    liked, lonely = a_slot(session, event, capacity=2), a_slot(session, event, capacity=2)
    for ranks in ((1, 2), (1, 2), (1, None)):
        person = a_participant(session, event)
        for slot, rank in zip((liked, lonely), ranks, strict=True):
            if rank:
                a_wish(session, person, slot, rank=rank)

    plan = explained(session, a_plan(session, event))

    assert level in {price["level"] for price in plan.prices}
    assert all(change["before"] is not None for price in plan.prices for change in price["changes"])


def test_after_a_move_by_hand_nobody_else_hears_of_pins(session: Session) -> None:
    event = an_event(session, stage="assigning")
    liked, spare = a_slot(session, event, capacity=1), a_slot(session, event, capacity=2)
    people = [a_participant(session, event) for _ in range(2)]
    for person in people:
        a_wish(session, person, liked, rank=1)
        a_wish(session, person, spare, rank=2)
    third = a_participant(session, event)
    a_wish(session, third, spare)
    base = a_plan(session, event)
    elsewhere, by = a_slot(session, event, capacity=2), a_member_of_staff(session, event)
    settled, _ = request_move(session, base, third, event=event, left=spare, slot=elsewhere, by=by, now=NOW)
    session.commit()
    compute_assignment(session, settled.id, keyring=KEYRING, now=NOW)
    session.commit()

    told = all_told(session, event, explained(session, settled))

    assert [one.why for one in told.pop(third)] == [Why.PINNED_ELSEWHERE]
    assert [[one.why for one in reasons] for reasons in told.values() if reasons] == [[Why.FULL]]


def test_which_pins_were_decided_is_what_it_was_when_the_plan_was_computed(session: Session) -> None:
    event = an_event(session, stage="assigning")
    liked, spare = a_slot(session, event, capacity=1), a_slot(session, event, capacity=2)
    fixed, other = (a_participant(session, event) for _ in range(2))
    for person in (fixed, other):
        a_wish(session, person, liked, rank=1)
        a_wish(session, person, spare, rank=2)
    by = a_member_of_staff(session, event)
    pin_participant(session, fixed, spare, reason="", by=by, now=NOW)
    published(session, event)
    settled, _ = request_repair(session, event, by=by, now=NOW)
    session.commit()
    compute_assignment(session, settled.id, keyring=KEYRING, now=NOW)
    remove_pin(session, fixed, spare, by=by, now=NOW)
    session.commit()

    (told,) = list_explanations(session, explained(session, settled), fixed)

    assert (told.slot, told.why) == (liked, Why.PINNED_ELSEWHERE)


def test_a_place_has_a_wish_as_its_ground_or_the_answer_or_the_team(session: Session) -> None:
    event = an_event(session, stage="assigning", max_placements=3)
    wished, gone, good = (a_slot(session, event) for _ in range(3))
    person = a_participant(session, event)
    a_wish(session, person, gone, rank=1)
    a_wish(session, person, wished, rank=2)
    gone.state = SlotState.WITHDRAWN
    tickets = [a_ticket(session, slot, person, ordinal=ordinal) for ordinal, slot in enumerate((wished, good), 1)]

    def grounds() -> list[Ground]:
        found = find_grounds(session, person, tickets)
        return [found[ticket.id] for ticket in tickets]

    assert grounds() == [Ground(rank=2, is_accepted=False), Ground(rank=None, is_accepted=False)]
    person.acceptable_answer = AcceptableAnswer.REACHABLE
    assert grounds() == [Ground(rank=2, is_accepted=True), Ground(rank=None, is_accepted=True)]
