"""A plan is mended with the least disturbance, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.aim import Aim
from matchday.core.assignment import UnplacedReason
from matchday.core.comparison import Leaving, ShiftKind
from matchday.core.errors import RuleError
from matchday.core.keeping import Keeping
from matchday.core.slot import SlotState
from matchday.models import Assignment, Event, Participant, Slot
from matchday.services.assignment import (
    Seat,
    is_published_stale,
    is_stale,
    list_differences,
    publish_assignment,
    read_board,
    read_comparison,
    request_comparison,
    request_repair,
)
from matchday.services.confirmation import want_other_place
from matchday.services.knownway import set_way
from matchday.services.participant import return_participant, withdraw_participant
from matchday.services.pin import pin_participant
from matchday.services.solving import ChangeKind, compute_assignment
from tests.confirmations import said_no
from tests.conftest import NOW
from tests.factories import KEYRING, a_group, a_participant, a_slot, a_wish, an_event
from tests.plans import a_day, a_member_of_staff, a_plan, people_of, the_slot


class Day:
    """Two slots of one place each, and three people: Amal and Bilal have their first wish, Chaya has none.

    When Amal leaves, Chaya can only get a place if Bilal moves into Amal's.
    """

    def __init__(self, session: Session) -> None:
        self.session, self.event = session, an_event(session, stage="assigning")
        self.here, self.there = a_slot(session, self.event, capacity=1), a_slot(session, self.event, capacity=1)
        self.amal, self.bilal, self.chaya = (a_participant(session, self.event) for _ in range(3))
        for person, slot, rank in (
            (self.amal, self.here, 1),
            (self.bilal, self.there, 1),
            (self.bilal, self.here, 2),
            (self.chaya, self.there, 2),
        ):
            a_wish(session, person, slot, rank=rank)
        self.plan = a_plan(session, self.event)
        self.by = a_member_of_staff(session, self.event)
        publish(session, self.event, self.plan)

    def repaired(self) -> dict[Keeping, Assignment]:
        """Ask for the two ways and compute them."""
        plans = request_repair(self.session, self.event, by=self.by, now=NOW)
        return {plan.keeping: computed(self.session, plan) for plan in plans}

    def places(self, plan: Assignment) -> dict[Participant, Slot]:
        return {one.participant: one.slot for one in read_board(self.session, self.event, plan).placements}


def computed(session: Session, plan: Assignment) -> Assignment:
    session.commit()
    compute_assignment(session, plan.id, keyring=KEYRING, now=NOW)
    session.commit()
    return plan


def publish(session: Session, event: Event, plan: Assignment) -> None:
    by = a_member_of_staff(session, event)
    seen = event.publication_count
    publish_assignment(session, event, plan, seen_publication=seen, keyring=KEYRING, by=by, now=NOW)
    session.commit()


@pytest.fixture
def day(session: Session) -> Day:
    return Day(session)


def test_who_is_not_concerned_stays_and_most_people_get_a_place_where_others_may_move(day: Day) -> None:
    withdraw_participant(day.session, day.amal, reason="krank", by=day.by, now=NOW)

    ways = day.repaired()

    assert day.places(ways[Keeping.SETTLED]) == {day.bilal: day.there}
    assert day.places(ways[Keeping.MOST]) == {day.bilal: day.here, day.chaya: day.there}


def test_the_two_ways_name_whom_they_move_and_whom_they_place(day: Day) -> None:
    withdraw_participant(day.session, day.amal, reason="krank", by=day.by, now=NOW)
    number = min(plan.number for plan in day.repaired().values())

    comparison = read_comparison(day.session, day.event, number)

    settled, most = comparison.sides
    assert comparison.before.assignment is day.plan
    assert settled.shifts == ()
    (bilal,), (chaya,) = most.list_shifts(ShiftKind.MOVED), most.list_shifts(ShiftKind.GAINED)
    assert (bilal.participant, chaya.participant) == (day.bilal, day.chaya)
    assert bilal.left == ((Seat(day.there, 1), Leaving.TAKEN),)
    assert bilal.new == (Seat(day.here, 2),)


def test_who_loses_a_place_reads_why_and_what_the_other_way_would_give(day: Day) -> None:
    a_wish(day.session, day.amal, day.there, rank=2)
    day.here.state = SlotState.WITHDRAWN
    number = min(plan.number for plan in day.repaired().values())

    comparison = read_comparison(day.session, day.event, number)

    settled = comparison.sides[0]
    (amal,) = settled.list_shifts(ShiftKind.LOST)
    assert amal.left == ((Seat(day.here, 1), Leaving.GONE),)
    assert amal.unplaced is UnplacedReason.MIXED
    assert comparison.list_elsewhere(settled, amal) == []


def test_the_valid_plan_counts_as_it_is_today(day: Day) -> None:
    day.here.state = SlotState.WITHDRAWN
    number = min(plan.number for plan in day.repaired().values())

    before = read_comparison(day.session, day.event, number).before

    assert (before.counts.placed, before.counts.unplaced, before.running_count, before.slot_count) == (1, 2, 1, 1)


def test_the_ways_of_the_valid_plan_are_those_it_was_made_with(day: Day) -> None:
    set_way(day.session, day.bilal, day.there, minutes=44, reason="", by=day.by, now=NOW)
    number = min(plan.number for plan in day.repaired().values())

    comparison = read_comparison(day.session, day.event, number)

    assert {side.mean_way_min for side in (comparison.before, *comparison.sides)} == {22}


def test_two_ways_that_lead_to_the_same_places_are_one(day: Day) -> None:
    day.here.state = SlotState.WITHDRAWN
    same = min(plan.number for plan in day.repaired().values())
    day.here.state = SlotState.APPROVED
    withdraw_participant(day.session, day.amal, reason="krank", by=day.by, now=NOW)
    different = min(plan.number for plan in day.repaired().values())

    comparisons = [read_comparison(day.session, day.event, number) for number in (same, different)]

    assert [one.is_all_the_same for one in comparisons] == [True, False]
    assert comparisons[0].proposals[0].least_sure.assignment.keeping is Keeping.MOST  # says it of every plan


def test_a_repair_can_be_published_and_is_then_true(day: Day) -> None:
    withdraw_participant(day.session, day.amal, reason="krank", by=day.by, now=NOW)
    plan = day.repaired()[Keeping.MOST]
    assert not is_stale(day.session, day.event, plan, keyring=KEYRING)

    publish(day.session, day.event, plan)

    assert not is_stale(day.session, day.event, plan, keyring=KEYRING)


def test_who_was_taken_out_and_in_again_makes_the_valid_plan_untrue_and_gets_a_place(day: Day) -> None:
    assert not is_published_stale(day.session, day.event, keyring=KEYRING)
    withdraw_participant(day.session, day.amal, reason="krank", by=day.by, now=NOW)
    return_participant(day.session, day.amal, by=day.by, now=NOW)

    assert is_published_stale(day.session, day.event, keyring=KEYRING)
    (only,) = list_differences(day.session, day.event, day.plan, keyring=KEYRING)
    assert (only.change.kind, only.people) == (ChangeKind.PERSON_NEW, (day.amal,))
    plan = day.repaired()[Keeping.SETTLED]
    assert day.places(plan) == {day.amal: day.here, day.bilal: day.there}
    publish(day.session, day.event, plan)
    assert not is_published_stale(day.session, day.event, keyring=KEYRING)


def test_of_two_repairs_the_other_one_is_past_when_one_is_published(day: Day) -> None:
    day.here.state = SlotState.WITHDRAWN
    settled, most = day.repaired().values()

    publish(day.session, day.event, most)

    (only,) = list_differences(day.session, day.event, settled, keyring=KEYRING)
    assert only.change.kind is ChangeKind.BASE


def test_a_place_less_is_told_as_a_place_less_not_as_pins(session: Session) -> None:
    event = a_day(session, people=3, capacity=3)
    publish(session, event, a_plan(session, event))
    plan = computed(session, request_repair(session, event, by=a_member_of_staff(session, event), now=NOW)[0])

    read_board(session, event, plan).cards[0].slot.capacity = 2
    session.commit()

    (only,) = list_differences(session, event, plan, keyring=KEYRING)
    assert (only.change.kind, only.change.before, only.change.after) == (ChangeKind.CAPACITY, 3, 2)


def test_where_a_slot_became_too_small_a_group_is_not_torn(session: Session) -> None:
    event = a_day(session, people=3, capacity=3)
    _, *group = people_of(session, event)
    a_group(session, event, *group)
    before = a_plan(session, event)
    publish(session, event, before)
    read_board(session, event, before).cards[0].slot.capacity = 2

    plan = computed(session, request_repair(session, event, by=a_member_of_staff(session, event), now=NOW)[0])

    assert {one.participant for one in read_board(session, event, plan).placements} == set(group)


def test_of_a_slot_with_fewer_places_the_rest_stay_with_those_who_were_told(session: Session) -> None:
    event = a_day(session, people=2, capacity=2)
    told, slot, other = people_of(session, event), the_slot(session, event), a_slot(session, event, capacity=2)
    for person in told:
        a_wish(session, person, other, rank=2)
    publish(session, event, a_plan(session, event))
    slot.capacity = 1
    newcomer = a_participant(session, event)
    a_wish(session, newcomer, slot)
    by = a_member_of_staff(session, event)

    plans = [computed(session, plan) for plan in request_repair(session, event, by=by, now=NOW)]

    settled, most = read_comparison(session, event, plans[0].number).sides
    assert settled.assignment.keeping is Keeping.SETTLED
    assert newcomer.id not in settled.seats
    assert sum(slot.id in settled.seats[person.id] for person in told) == 1
    assert slot.id in most.seats[newcomer.id]
    assert {why for shift in most.list_shifts(ShiftKind.MOVED) for _, why in shift.left} == {Leaving.TAKEN}


def test_without_a_valid_plan_there_is_nothing_to_mend(session: Session) -> None:
    event = a_day(session)

    with pytest.raises(RuleError, match="repair_without_plan"):
        request_repair(session, event, by=a_member_of_staff(session, event), now=NOW)


@pytest.mark.parametrize("aims", [[], [Aim.FIRST_WISHES], list(Aim)])
def test_two_to_four_rules_are_compared(session: Session, aims: list[Aim]) -> None:
    event = a_day(session)

    with pytest.raises(RuleError, match="comparison_size"):
        request_comparison(session, event, aims, by=a_member_of_staff(session, event), now=NOW)


@pytest.mark.parametrize("wants_other", [False, True])
def test_who_is_left_of_a_group_after_a_no_keeps_the_told_place(session: Session, wants_other: bool) -> None:
    event = a_day(session, people=2, capacity=2)
    olena, serhij = people_of(session, event)
    a_group(session, event, olena, serhij)
    publish(session, event, a_plan(session, event))
    said_no(session, event, olena)
    if wants_other:
        want_other_place(session, olena, event, by=olena, now=NOW)
    a_slot(session, event)  # something changed
    by = a_member_of_staff(session, event)

    plans = [computed(session, plan) for plan in request_repair(session, event, by=by, now=NOW)]

    for plan in plans:
        assert [one.participant for one in read_board(session, event, plan).placements] == [serhij]


def test_who_is_left_of_a_group_after_a_no_reads_a_reason_of_their_own(session: Session) -> None:
    event = a_day(session, people=3, capacity=3)
    olena, serhij, other = people_of(session, event)
    a_group(session, event, olena, serhij)
    publish(session, event, a_plan(session, event))
    said_no(session, event, olena)
    by, slot = a_member_of_staff(session, event), the_slot(session, event)
    slot.capacity = 1
    pin_participant(session, other, slot, reason="", by=by, now=NOW)

    plans = [computed(session, plan) for plan in request_repair(session, event, by=by, now=NOW)]

    for side in read_comparison(session, event, plans[0].number).sides:
        lost = {shift.participant: shift for shift in side.list_shifts(ShiftKind.LOST)}
        assert lost.keys() == {serhij}
        assert lost[serhij].companions == ()
        assert [why for _, why in lost[serhij].left] == [Leaving.TOO_SMALL]
