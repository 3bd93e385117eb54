"""Who may go where, and every reason against it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from typing import Any

import pytest

from matchday.core.eligibility import (
    PersonFacts,
    Reason,
    SlotFacts,
    find_gear,
    home_minutes,
    reasons_against,
    touches_night,
)
from matchday.core.employer import HospitationCover
from matchday.core.event import CoverRule, FoodRule, Policy
from matchday.core.participant import FoodProof, PermissionEntry, PermissionRequest, TravelMeans
from matchday.core.slot import ActivityKind, GermanLevel, Need
from matchday.core.travel import Position

HERE, FAR = Position(51.3, 9.5), Position(51.9, 10.4)


def a_person(**facts: Any) -> PersonFacts:
    return PersonFacts(
        **{
            "born_on": date(1995, 5, 17),
            "has_guardian": True,
            "permission_entry": PermissionEntry.FREE,
            "position": HERE,
            **facts,
        }
    )


def a_slot(hour: int = 6, hours: int = 6, *, day: date = date(2027, 4, 20), **facts: Any) -> SlotFacts:
    """Return a slot from ``hour`` in UTC: two hours before the clock in April."""
    start = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return SlotFacts(**{"start_at": start, "end_at": start + timedelta(hours=hours), "position": HERE, **facts})


def against(person: PersonFacts, slot: SlotFacts, **policy: Any) -> tuple[Reason, ...]:
    return reasons_against(person, slot, policy=Policy(**policy))


def test_nothing_stands_against_somebody_who_fits() -> None:
    assert against(a_person(), a_slot(activity_kind=ActivityKind.PRAKTIKUM)) == ()


@pytest.mark.parametrize("entry", PermissionEntry)
def test_everybody_may_watch_whatever_the_paper_says(entry: PermissionEntry) -> None:
    assert against(a_person(permission_entry=entry), a_slot(activity_kind=ActivityKind.HOSPITATION)) == ()


@pytest.mark.parametrize(
    ("entry", "request_state", "expected"),
    [
        (PermissionEntry.FREE, PermissionRequest.NOT_ASKED, ()),
        (PermissionEntry.WITH_PERMISSION, PermissionRequest.GRANTED, ()),
        (PermissionEntry.WITH_PERMISSION, PermissionRequest.NOT_NEEDED, ()),
        (PermissionEntry.WITH_PERMISSION, PermissionRequest.NOT_ASKED, (Reason.PERMISSION_MISSING,)),
        (PermissionEntry.WITH_PERMISSION, PermissionRequest.ASKED, (Reason.PERMISSION_MISSING,)),
        (PermissionEntry.WITH_PERMISSION, PermissionRequest.REFUSED, (Reason.PERMISSION_MISSING,)),
        (PermissionEntry.NOT_ALLOWED, PermissionRequest.GRANTED, (Reason.NOT_ALLOWED,)),
        (PermissionEntry.UNKNOWN, PermissionRequest.GRANTED, (Reason.PERMISSION_MISSING,)),
    ],
)
def test_joining_in_needs_the_entry_or_the_permission(
    entry: PermissionEntry, request_state: PermissionRequest, expected: tuple[Reason, ...]
) -> None:
    person = a_person(permission_entry=entry, permission_request=request_state)

    assert against(person, a_slot(activity_kind=ActivityKind.PRAKTIKUM)) == expected


def test_the_event_and_the_slot_both_name_a_youngest_age() -> None:
    seventeen = a_person(born_on=date(2009, 9, 1))

    assert against(seventeen, a_slot()) == ()
    assert against(seventeen, a_slot(), youngest_age=18) == (Reason.TOO_YOUNG,)
    assert against(seventeen, a_slot(minimum_age=18)) == (Reason.TOO_YOUNG,)


def test_for_whoever_is_not_of_age_on_the_day_a_guardian_must_have_signed() -> None:
    unsigned = {"has_guardian": False}

    assert against(a_person(born_on=date(2009, 4, 21), **unsigned), a_slot()) == (Reason.GUARDIAN,)
    assert against(a_person(born_on=date(2009, 4, 20), **unsigned), a_slot()) == ()
    assert against(a_person(born_on=None, **unsigned), a_slot()) == ()


def test_the_age_on_the_day_of_the_slot_counts() -> None:
    assert against(a_person(born_on=date(2009, 4, 20)), a_slot(minimum_age=18)) == ()
    assert against(a_person(born_on=date(2009, 4, 21)), a_slot(minimum_age=18)) == (Reason.TOO_YOUNG,)


def test_the_day_is_the_one_on_the_clock_of_the_place() -> None:
    eighteen_tomorrow = a_person(born_on=date(2009, 4, 21), travel_means=TravelMeans.CAR)

    assert against(eighteen_tomorrow, a_slot(22, 1, minimum_age=18)) == ()  # half past midnight in Berlin


def test_an_unknown_birth_date_counts_only_where_the_slot_asks_for_an_age() -> None:
    unknown = a_person(born_on=None, travel_means=TravelMeans.CAR)

    assert against(unknown, a_slot(), youngest_age=15) == ()
    assert against(unknown, a_slot(minimum_age=16)) == (Reason.AGE_UNKNOWN,)
    assert against(unknown, a_slot(21, 6)) == (Reason.AGE_UNKNOWN,)


def test_the_night_is_for_adults() -> None:
    bakery = a_slot(21, 6)  # 23:00 to 05:00 on the clock

    assert against(a_person(born_on=date(2010, 1, 1), travel_means=TravelMeans.CAR), bakery) == (Reason.NIGHT,)
    assert against(a_person(travel_means=TravelMeans.CAR), bakery) == ()


@pytest.mark.parametrize(
    ("hour", "hours", "expected"),
    [(4, 4, False), (3, 2, True), (16, 4, False), (16, 5, True), (12, 14, True), (20, 8, True)],
)
def test_a_slot_touches_the_night_when_a_part_lies_in_it(hour: int, hours: int, expected: bool) -> None:
    slot = a_slot(hour, hours)  # the night from 22 to 6 is 20 to 4 in UTC

    assert touches_night(slot, night_from=time(22), night_until=time(6)) is expected


def test_the_night_is_right_when_the_clocks_change() -> None:
    at_six_sharp = a_slot(4, 2, day=date(2027, 3, 28))  # 06:00 on the first morning of summer time

    assert touches_night(at_six_sharp, night_from=time(22), night_until=time(6)) is False


def test_an_event_can_have_no_night() -> None:
    assert touches_night(a_slot(21, 6), night_from=time(0), night_until=time(0)) is False


def test_the_german_of_the_slot_is_needed() -> None:
    person = a_person(german_level=GermanLevel.A2)

    assert against(person, a_slot(german_level=GermanLevel.A2)) == ()
    assert against(person, a_slot(german_level=GermanLevel.B1)) == (Reason.GERMAN,)


def test_who_needs_it_step_free_goes_only_where_it_is() -> None:
    person = a_person(needs_step_free=True)

    assert against(person, a_slot(is_step_free=True)) == ()
    assert against(person, a_slot()) == (Reason.NOT_STEP_FREE,)


@pytest.mark.parametrize(
    ("asked", "has", "expected"),
    [
        ((), (), ()),
        ((Need.SAFETY_SHOES,), (), (Reason.GEAR,)),
        ((Need.SAFETY_SHOES, Need.HELMET), (Need.SAFETY_SHOES,), (Reason.GEAR,)),
        ((Need.SAFETY_SHOES,), (Need.SAFETY_SHOES, Need.HELMET), ()),
    ],
)
def test_who_lacks_shoes_or_a_helmet_goes_only_where_both_are_lent(
    asked: tuple[Need, ...], has: tuple[Need, ...], expected: tuple[Reason, ...]
) -> None:
    needs = [*asked, Need.WORK_CLOTHES]
    person = a_person(gear=frozenset(has))

    assert against(person, a_slot(gear=find_gear(needs, is_lent=False))) == expected
    assert against(person, a_slot(gear=find_gear(needs, is_lent=True))) == ()


@pytest.mark.parametrize(
    ("rule", "proof", "expected"),
    [
        (FoodRule.NOTHING, FoodProof.NOTHING, ()),
        (FoodRule.DECLARATION, FoodProof.NOTHING, (Reason.FOOD_PROOF,)),
        (FoodRule.DECLARATION, FoodProof.DECLARATION, ()),
        (FoodRule.DECLARATION, FoodProof.CERTIFICATE, ()),
        (FoodRule.CERTIFICATE, FoodProof.DECLARATION, (Reason.FOOD_PROOF,)),
        (FoodRule.CERTIFICATE, FoodProof.CERTIFICATE, ()),
    ],
)
def test_food_needs_the_proof_of_the_event(rule: FoodRule, proof: FoodProof, expected: tuple[Reason, ...]) -> None:
    assert against(a_person(food_proof=proof), a_slot(is_food=True), food_rule=rule) == expected


@pytest.mark.parametrize(
    ("kind", "cover", "policy", "expected"),
    [
        (ActivityKind.HOSPITATION, HospitationCover.UNKNOWN, {"cover_rule": CoverRule.WARN}, ()),
        (ActivityKind.HOSPITATION, HospitationCover.UNKNOWN, {"cover_rule": CoverRule.BLOCK}, (Reason.NOT_COVERED,)),
        (ActivityKind.HOSPITATION, HospitationCover.NO, {"cover_rule": CoverRule.BLOCK}, (Reason.NOT_COVERED,)),
        (ActivityKind.HOSPITATION, HospitationCover.YES, {"cover_rule": CoverRule.BLOCK}, ()),
        (ActivityKind.HOSPITATION, HospitationCover.NO, {"cover_rule": CoverRule.BLOCK, "group_cover": True}, ()),
        (ActivityKind.PRAKTIKUM, HospitationCover.NO, {"cover_rule": CoverRule.BLOCK}, ()),
    ],
)
def test_who_only_looks_on_goes_nowhere_uninsured_where_staff_said_so(
    kind: ActivityKind, cover: HospitationCover, policy: dict[str, Any], expected: tuple[Reason, ...]
) -> None:
    assert against(a_person(), a_slot(activity_kind=kind, hospitation_cover=cover), **policy) == expected


def test_a_way_that_is_too_long_stands_against_it() -> None:
    slot = a_slot(position=FAR)

    assert against(a_person(travel_min=60), slot) == (Reason.TOO_FAR,)
    assert against(a_person(travel_min=600), slot) == ()


def test_a_position_nobody_knows_is_no_reason() -> None:
    assert against(a_person(position=None, travel_min=1), a_slot(position=FAR)) == ()
    assert home_minutes(a_person(position=None), a_slot()) is None


def test_at_night_no_bus_runs() -> None:
    early = a_slot(1, 6)  # 03:00

    assert against(a_person(travel_means=TravelMeans.BUS), early) == (Reason.NO_BUS,)
    assert against(a_person(travel_means=TravelMeans.BIKE), early) == ()


def test_the_minutes_staff_know_replace_those_of_the_map() -> None:
    near, far = a_slot(), a_slot(position=FAR)

    assert home_minutes(a_person(), far, known_min=10) == 10
    assert home_minutes(a_person(position=None), far, known_min=0) == 0
    assert reasons_against(a_person(travel_min=60), far, policy=Policy(), known_min=60) == ()
    assert reasons_against(a_person(travel_min=60), near, policy=Policy(), known_min=61) == (Reason.TOO_FAR,)


def test_where_staff_know_a_way_no_bus_is_needed() -> None:
    early = a_slot(1, 6)  # 03:00
    person = a_person(travel_means=TravelMeans.BUS, travel_min=30)

    assert reasons_against(person, early, policy=Policy(), known_min=10) == ()
    assert reasons_against(person, early, policy=Policy(), known_min=45) == (Reason.TOO_FAR,)


def test_a_known_way_changes_no_other_rule() -> None:
    person, slot = a_person(german_level=GermanLevel.A1), a_slot(german_level=GermanLevel.B1)

    reasons = reasons_against(person, slot, policy=Policy(), is_barred=True, known_min=0)

    assert reasons == (Reason.BARRED, Reason.GERMAN)


def test_what_staff_forbid_is_told_first() -> None:
    reasons = reasons_against(
        a_person(german_level=GermanLevel.A1),
        a_slot(german_level=GermanLevel.B1),
        policy=Policy(),
        is_barred=True,
    )

    assert reasons == (Reason.BARRED, Reason.GERMAN)


def test_reasons_come_in_the_order_they_are_told() -> None:
    person = a_person(born_on=date(2014, 1, 1), permission_entry=PermissionEntry.NOT_ALLOWED, needs_step_free=True)
    slot = a_slot(21, 6, activity_kind=ActivityKind.PRAKTIKUM, german_level=GermanLevel.C1, is_food=True)

    reasons = against(person, slot, food_rule=FoodRule.CERTIFICATE)

    assert list(reasons) == sorted(reasons, key=list(Reason).index)
    assert len(reasons) == 7


def test_a_whole_day_is_decided_in_well_under_a_second() -> None:
    people, slots = [a_person() for _ in range(400)], [a_slot(german_level=GermanLevel.A1) for _ in range(120)]
    policy, begun = Policy(), perf_counter()

    for person in people:
        for slot in slots:
            reasons_against(person, slot, policy=policy)

    assert perf_counter() - begun < 2  # 0.3 s on a quiet machine
