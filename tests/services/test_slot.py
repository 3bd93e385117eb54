"""Slots: what an employer offers, what staff decide, and what a change sets off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Stage
from matchday.core.slot import ActivityKind, CalledOffBy, GermanLevel, SlotState, Trade
from matchday.models import Account, Employer, Event
from matchday.services.slot import (
    add_slot,
    approve_slot,
    change_offer,
    change_slot,
    count_slots,
    is_uncovered,
    list_coming_events,
    list_slots,
    offer_slot,
    read_own_slot,
    read_slot,
    reopen_slot,
    return_slot,
    withdraw_offer,
    withdraw_slot,
)
from tests.factories import DAY, a_slot, an_account, an_employer, an_event, at


@pytest.fixture
def staff(session: Session) -> Account:
    return an_account(session, Role.STAFF)


@pytest.fixture
def event(session: Session, staff: Account) -> Event:
    return an_event(session, by=staff)


@pytest.fixture
def employer(session: Session, event: Event) -> Employer:
    return an_employer(session, event)


def values_for(employer: Employer, **more: Any) -> dict[str, Any]:
    return {
        "site_id": employer.sites[0].id,
        "title": "Halle 2",
        "trade": Trade.METAL,
        "activity_kind": ActivityKind.HOSPITATION,
        "start_at": at(6),
        "end_at": at(12),
        "capacity": 3,
        "min_group": 1,
        "german_level": GermanLevel.NONE,
        **more,
    }


def test_an_offer_waits_for_approval(
    session: Session, event: Event, employer: Employer, staff: Account, now: datetime
) -> None:
    slot = offer_slot(session, employer, values_for(employer), event=event, by=staff, now=now)

    assert (slot.state, slot.reference) == (SlotState.WAITING, "N1")


def test_what_staff_add_is_approved(
    session: Session, event: Event, employer: Employer, staff: Account, now: datetime
) -> None:
    offer_slot(session, employer, values_for(employer), event=event, by=staff, now=now)

    slot = add_slot(session, employer, values_for(employer), event=event, by=staff, now=now)

    assert (slot.state, slot.reference) == (SlotState.APPROVED, "N2")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"end_at": at(6)}, "slot_ends_before_start"),
        ({"end_at": at(23)}, "slot_too_long"),
        ({"start_at": at(6, day=DAY + timedelta(1)), "end_at": at(9, day=DAY + timedelta(1))}, "slot_other_day"),
        ({"capacity": 0}, "slot_capacity"),
        ({"min_group": 4}, "slot_min_group"),
    ],
)
def test_an_offer_that_cannot_be_is_refused(
    session: Session, event: Event, employer: Employer, staff: Account, now: datetime, wrong: Any, code: str
) -> None:
    with pytest.raises(RuleError, match=code):
        offer_slot(session, employer, values_for(employer, **wrong), event=event, by=staff, now=now)


def test_nobody_offers_for_a_published_day(session: Session, staff: Account, now: datetime) -> None:
    event = an_event(session, by=staff, stage=Stage.PUBLISHED)
    employer = an_employer(session, event)

    with pytest.raises(RuleError, match="stage_shut"):
        offer_slot(session, employer, values_for(employer), event=event, by=staff, now=now)


def test_a_site_of_another_employer_is_not_there(
    session: Session, event: Event, employer: Employer, staff: Account, now: datetime
) -> None:
    other = an_employer(session, event)

    with pytest.raises(NotFound):
        offer_slot(session, employer, values_for(other), event=event, by=staff, now=now)


def test_a_withdrawn_employer_offers_nothing(
    session: Session, event: Event, employer: Employer, staff: Account, now: datetime
) -> None:
    employer.withdrawn_at = now

    with pytest.raises(RuleError, match="employer_withdrawn"):
        offer_slot(session, employer, values_for(employer), event=event, by=staff, now=now)


def test_an_approved_slot_that_its_employer_changes_waits_again(
    session: Session, event: Event, employer: Employer, staff: Account, now: datetime
) -> None:
    slot = a_slot(session, event, employer=employer)

    change_offer(session, slot, values_for(employer, title="Halle 3"), by=staff, now=now)

    assert (slot.state, slot.title) == (SlotState.WAITING, "Halle 3")


def test_a_slot_that_staff_change_stays_approved(
    session: Session, event: Event, employer: Employer, staff: Account, now: datetime
) -> None:
    slot = a_slot(session, event, employer=employer)

    change_slot(session, slot, values_for(employer, capacity=9), by=staff, now=now)

    assert (slot.state, slot.capacity) == (SlotState.APPROVED, 9)


@pytest.mark.parametrize(("change", "sequence"), [({"end_at": at(13)}, 1), ({"title": "Neu"}, 0)])
def test_only_another_time_or_place_tells_the_calendars(
    session: Session, event: Event, employer: Employer, staff: Account, now: datetime, change: Any, sequence: int
) -> None:
    slot = add_slot(session, employer, values_for(employer), event=event, by=staff, now=now)
    values = {name: value for name, value in values_for(employer, **change).items() if name != "meeting_point"}

    change_slot(session, slot, values, by=staff, now=now)

    assert slot.calendar_sequence == sequence


def test_an_offer_sent_back_shows_its_reason_until_it_is_changed(
    session: Session, event: Event, employer: Employer, staff: Account, now: datetime
) -> None:
    slot = a_slot(session, event, employer=employer, state=SlotState.WAITING)
    return_slot(session, slot, "Bitte einen Treffpunkt nennen.", by=staff, now=now)
    shown = (slot.state, slot.return_reason)

    change_offer(session, slot, values_for(employer), by=staff, now=now)

    assert shown == (SlotState.DRAFT, "Bitte einen Treffpunkt nennen.")
    assert (slot.state, slot.return_reason) == (SlotState.WAITING, "")


def test_what_was_approved_cannot_be_approved_or_sent_back(
    session: Session, event: Event, staff: Account, now: datetime
) -> None:
    slot = a_slot(session, event)

    with pytest.raises(RuleError, match="slot_step"):
        approve_slot(session, slot, by=staff, now=now)
    with pytest.raises(RuleError, match="slot_step"):
        return_slot(session, slot, "Doch nicht.", by=staff, now=now)


def test_staff_withdraw_after_publication_an_employer_calls(session: Session, staff: Account, now: datetime) -> None:
    event = an_event(session, by=staff, stage=Stage.PUBLISHED)
    slot = a_slot(session, event)

    with pytest.raises(RuleError, match="stage_shut"):
        withdraw_offer(session, slot, "", by=staff, now=now)
    withdraw_slot(session, slot, "Die Halle ist abgebrannt.", called_off_by=CalledOffBy.EMPLOYER, by=staff, now=now)

    assert (slot.state, slot.called_off_by) == (SlotState.WITHDRAWN, CalledOffBy.EMPLOYER)


def test_a_withdrawn_slot_comes_back_through_approval(
    session: Session, event: Event, staff: Account, now: datetime
) -> None:
    slot = a_slot(session, event, state=SlotState.WITHDRAWN, called_off_by=CalledOffBy.EMPLOYER)

    reopen_slot(session, slot, by=staff, now=now)

    assert (slot.state, slot.called_off_by) == (SlotState.WAITING, None)


def test_slots_are_listed_by_start_and_counted_by_state(session: Session, event: Event, employer: Employer) -> None:
    late = a_slot(session, event, start_at=at(9))
    early = a_slot(session, event, employer=employer, state=SlotState.WAITING)
    a_slot(session, an_event(session))

    assert list_slots(session, event) == [early, late]
    assert (
        list_slots(session, event, state=SlotState.WAITING) == list_slots(session, event, employer=employer) == [early]
    )
    assert count_slots(session, event)[SlotState.APPROVED] == 1


def test_slots_of_others_are_not_there(session: Session, event: Event, employer: Employer) -> None:
    slot = a_slot(session, event)

    with pytest.raises(NotFound):
        read_own_slot(session, slot.key, employer=employer)
    with pytest.raises(NotFound):
        read_slot(session, slot.key, event=an_event(session))


def test_an_employer_sees_days_to_come_only(session: Session, employer: Employer, event: Event, staff: Account) -> None:
    for stage in (Stage.DRAFT, Stage.CLOSED):
        an_event(session, by=staff, stage=stage)
    an_event(session)

    assert list_coming_events(session, employer) == [event]


def test_a_hospitation_nobody_insures_is_noticed(session: Session, event: Event, employer: Employer) -> None:
    slot = a_slot(session, event, employer=employer)
    before = is_uncovered(slot, event)

    event.group_cover = True

    assert (before, is_uncovered(slot, event)) == (True, False)


def test_the_number_of_an_offer_is_free_whatever_stands_before_it(
    session: Session, event: Event, staff: Account, now: datetime
) -> None:
    employer = an_employer(session, event)
    for reference in ("n1", "A2", "03", "Halle"):
        a_slot(session, event, reference=reference)

    slot = add_slot(session, employer, values_for(employer), event=event, by=staff, now=now)

    assert slot.reference == "N4"
