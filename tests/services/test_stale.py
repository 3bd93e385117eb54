"""A plan that answers yesterday's question is not published, and staff are told what is different."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from matchday.core.aim import Aim
from matchday.core.errors import RuleError
from matchday.core.slot import GermanLevel, SlotState
from matchday.models import Event
from matchday.services.assignment import Difference, is_published_stale, list_differences, publish_assignment
from matchday.services.pin import pin_participant
from matchday.services.solving import Change
from matchday.services.solving.change import ChangeKind as Kind
from matchday.services.walkin import approve_walk_in, ask_walk_in
from matchday.web.say_difference import say_difference
from tests.conftest import NOW
from tests.days import a_running_day, slot_of
from tests.factories import KEYRING, a_group, a_participant, a_slot, a_wish, at
from tests.plans import a_day, a_member_of_staff, a_plan, people_of, the_slot

Deed = Callable[[Session, Event], object]


def wish_more(session: Session, event: Event) -> None:
    for person in people_of(session, event)[:2]:
        a_wish(session, person, event_slots(session, event)[1], rank=2)


def event_slots(session: Session, event: Event) -> list[object]:
    slot = the_slot(session, event)
    return session.query(type(slot)).filter_by(organiser_id=event.organiser_id).order_by("id").all()


def change_slot(**values: object) -> Deed:
    def deed(session: Session, event: Event) -> None:
        for name, value in values.items():
            setattr(the_slot(session, event), name, value)

    return deed


def withdraw(session: Session, event: Event) -> None:
    people_of(session, event)[0].withdrawn_at = NOW


def pin_one(session: Session, event: Event) -> None:
    person, by = people_of(session, event)[0], a_member_of_staff(session, event)
    pin_participant(session, person, the_slot(session, event), reason="", by=by, now=NOW)


def later(session: Session, event: Event) -> None:
    the_slot(session, event).end_at += timedelta(minutes=30)


def aim_elsewhere(session: Session, event: Event) -> None:
    event.aim = Aim.FIRST_WISHES


def more_places_each(session: Session, event: Event) -> None:
    event.max_placements = 2


DEEDS: dict[str, tuple[Deed, list[tuple[Kind, int]]]] = {
    "wishes": (wish_more, [(Kind.WISHES, 2)]),
    "a new person": (a_participant, [(Kind.PERSON_NEW, 1)]),
    "somebody withdrawn": (withdraw, [(Kind.PERSON_GONE, 1)]),
    "a new slot": (a_slot, [(Kind.SLOT_NEW, 1)]),
    "a slot withdrawn": (change_slot(state=SlotState.WITHDRAWN), [(Kind.SLOT_GONE, 1)]),
    "fewer places": (change_slot(capacity=1), [(Kind.CAPACITY, 1)]),
    "more are needed": (change_slot(min_group=2), [(Kind.MIN_GROUP, 1)]),
    "another time": (later, [(Kind.TIME, 1)]),
    "better German needed": (change_slot(german_level=GermanLevel.B2), [(Kind.RULES, 3)]),
    "a pin": (pin_one, [(Kind.FIXED, 1)]),
    "a group": (lambda session, event: a_group(session, event, *people_of(session, event)[:2]), [(Kind.GROUPS, 2)]),
    "another aim": (aim_elsewhere, [(Kind.AIM, 1)]),
    "more places each": (more_places_each, [(Kind.POLICY, 1)]),
}


@pytest.mark.parametrize("name", DEEDS)
def test_staff_are_told_what_is_different(session: Session, name: str) -> None:
    event = a_day(session, people=3, capacity=2)
    a_slot(session, event)
    plan = a_plan(session, event)
    deed, expected = DEEDS[name]

    deed(session, event)
    session.flush()
    found = list_differences(session, event, plan, keyring=KEYRING)

    assert [(one.change.kind, one.change.count) for one in found] == expected


def test_some_of_those_whom_a_difference_is_about_are_named_and_the_others_counted(session: Session) -> None:
    event = a_day(session, people=5, capacity=2)
    plan = a_plan(session, event)
    people = people_of(session, event)
    for person in people:
        person.withdrawn_at = NOW
    people[1].restricted_at = people[2].restricted_at = NOW
    session.flush()

    (gone,) = list_differences(session, event, plan, keyring=KEYRING)

    assert (gone.change.kind, gone.change.count) == (Kind.PERSON_GONE, 5)
    assert gone.people == (people[0],)
    assert say_difference(gone) == f"5 Menschen nehmen nicht mehr teil: {people[0].shown_name} und 4 weitere"


def test_a_changed_capacity_is_told_with_both_numbers_and_the_slot(session: Session) -> None:
    event = a_day(session, capacity=2)
    plan, slot = a_plan(session, event), the_slot(session, event)

    slot.capacity = 5

    assert list_differences(session, event, plan, keyring=KEYRING) == (
        Difference(Change(Kind.CAPACITY, slot_id=slot.id, before=2, after=5), slot),
    )


def test_a_plan_of_today_has_no_difference(session: Session) -> None:
    event = a_day(session)

    plan = a_plan(session, event)

    assert list_differences(session, event, plan, keyring=KEYRING) == ()


def test_of_more_places_each_nobody_says_that_something_else_counts_first(session: Session) -> None:
    event = a_day(session, aim=Aim.FIRST_WISHES)
    plan = a_plan(session, event)

    more_places_each(session, event)
    session.flush()

    (only,) = list_differences(session, event, plan, keyring=KEYRING)
    assert only.change.kind is Kind.POLICY


def test_where_nobody_kept_the_question_it_is_only_said_that_something_changed(session: Session) -> None:
    event = a_day(session)
    plan = a_plan(session, event)
    plan.problem = None

    withdraw(session, event)

    (only,) = list_differences(session, event, plan, keyring=KEYRING)
    assert only.change.kind is Kind.OTHER


def test_a_stale_plan_is_not_published(session: Session) -> None:
    event = a_day(session)
    plan, by = a_plan(session, event), a_member_of_staff(session, event)
    a_wish(session, a_participant(session, event), the_slot(session, event))

    with pytest.raises(RuleError, match="assignment_stale") as refused:
        publish_assignment(
            session, event, plan, seen_publication=event.publication_count, keyring=KEYRING, by=by, now=NOW
        )

    (only,) = refused.value.details["differences"]  # type: ignore[misc]
    assert only.change.kind is Kind.PERSON_NEW


def test_who_stays_of_a_group_is_not_said_to_be_in_another_one(session: Session) -> None:
    event = a_day(session, people=3, capacity=3)
    a_group(session, event, *people_of(session, event))
    plan = a_plan(session, event)
    withdraw(session, event)

    differences = list_differences(session, event, plan, keyring=KEYRING)

    assert [(one.change.kind, one.change.count) for one in differences] == [(Kind.PERSON_GONE, 1)]


def test_on_the_day_somebody_without_a_ticket_does_not_make_the_plan_untrue(session: Session) -> None:
    event = a_running_day(session, people=1, capacity=2)
    slot, by = slot_of(session, event), a_member_of_staff(session, event)
    walk_in = ask_walk_in(session, slot, first_name="Samir", by=by, now=at(7))

    approve_walk_in(session, walk_in, None, despite=frozenset(), by=by, now=at(7))

    assert not is_published_stale(session, event, keyring=KEYRING)


@pytest.mark.parametrize("change", [{"state": SlotState.WITHDRAWN}, {"calendar_sequence": 1}])
def test_on_the_day_a_ticket_that_is_not_kept_is_still_said(session: Session, change: dict[str, object]) -> None:
    event = a_running_day(session, people=1)
    assert not is_published_stale(session, event, keyring=KEYRING)

    change_slot(**change)(session, event)

    assert is_published_stale(session, event, keyring=KEYRING)
