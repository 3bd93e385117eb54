"""Ways that staff know: told, changed, taken back, and what plans make of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Stage
from matchday.core.participant import TravelMeans
from matchday.models import Account, AuditEntry, Event, KnownWay, Participant, Slot
from matchday.services.assignment import is_stale, list_differences, read_board
from matchday.services.knownway import list_ways, read_way_minutes, remove_way, set_way
from matchday.services.solving.change import ChangeKind
from matchday.services.ticket import list_tickets
from tests.confirmations import holders
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, a_slot, a_wish, an_event, at
from tests.plans import a_day, a_member_of_staff, a_plan, people_of, published, the_slot
from tests.rush import all_at_once


def a_night(session: Session, **values: object) -> tuple[Event, Participant, Slot]:
    """Return an event where somebody by bus wishes a slot at night."""
    event = an_event(session, **{"stage": Stage.ASSIGNING, **values})
    slot = a_slot(session, event, start_at=at(21), end_at=at(23))
    person = a_participant(session, event, travel_means=TravelMeans.BUS)
    a_wish(session, person, slot)
    return event, person, slot


def told(session: Session, event: Event) -> list[tuple[str, dict[str, object] | None]]:
    """Return what the protocol says about ways."""
    entries = session.query(AuditEntry).filter(
        AuditEntry.organiser_id == event.organiser_id, AuditEntry.action.like("way.%")
    )
    return [(entry.action, entry.details) for entry in entries.order_by(AuditEntry.number)]


def test_a_way_is_told_with_minutes_reason_who_and_when(session: Session) -> None:
    event, person, slot = a_night(session)
    by = a_member_of_staff(session, event)

    set_way(session, person, slot, minutes=10, reason="Der Chef holt sie ab", by=by, now=NOW)

    (way,) = list_ways(session, person)
    assert (way.slot, way.minutes, way.reason) == (slot, 10, "Der Chef holt sie ab")
    assert (way.made_by, way.made_at) == (by, NOW)
    details = {"participant": person.id, "slot": slot.id, "minutes": 10, "reason": "Der Chef holt sie ab"}
    assert told(session, event) == [("way.set", details)]


def test_a_way_told_again_replaces_the_one_before(session: Session) -> None:
    event, person, slot = a_night(session)
    first, second = a_member_of_staff(session, event), a_member_of_staff(session, event)
    set_way(session, person, slot, minutes=10, reason="Der Chef holt sie ab", by=first, now=NOW)

    later = NOW + timedelta(days=1)
    set_way(session, person, slot, minutes=0, reason="Wohnt im Betrieb", by=second, now=later)

    (way,) = list_ways(session, person)
    assert (way.minutes, way.reason, way.made_by, way.made_at) == (0, "Wohnt im Betrieb", second, later)
    assert [action for action, _ in told(session, event)] == ["way.set", "way.set"]


def test_each_ticket_has_the_way_of_its_own_holder(session: Session) -> None:
    event = a_day(session)
    published(session, event)
    told_one, other = holders(session, event)[:2]
    other.latitude = other.longitude = None
    by = a_member_of_staff(session, event)
    set_way(session, told_one, the_slot(session, event), minutes=7, reason="Wohnt nebenan", by=by, now=NOW)
    tickets = [list_tickets(session, person)[0] for person in (told_one, other)]

    assert read_way_minutes(session, event, tickets) == {tickets[0].id: 7}
    assert read_way_minutes(session, event, []) == {}


def test_the_newest_way_stands_first_and_others_ways_are_not_shown(session: Session) -> None:
    event, person, slot = a_night(session)
    by, other = a_member_of_staff(session, event), a_slot(session, event)
    set_way(session, a_participant(session, event), slot, minutes=5, reason="Nachbarin", by=by, now=NOW)
    for number, where in enumerate((slot, other)):
        set_way(session, person, where, minutes=10, reason="Auto", by=by, now=NOW + timedelta(hours=number))

    assert [way.slot for way in list_ways(session, person)] == [other, slot]


def test_a_way_taken_back_is_gone_and_stays_in_the_protocol(session: Session) -> None:
    event, person, slot = a_night(session)
    by = a_member_of_staff(session, event)
    set_way(session, person, slot, minutes=10, reason="Der Chef holt sie ab", by=by, now=NOW)

    remove_way(session, person, slot, by=by, now=NOW)

    assert list_ways(session, person) == []
    assert [action for action, _ in told(session, event)] == ["way.set", "way.remove"]


def test_a_way_nobody_told_is_not_there(session: Session) -> None:
    event, person, slot = a_night(session)

    with pytest.raises(NotFound):
        remove_way(session, person, slot, by=a_member_of_staff(session, event), now=NOW)


@pytest.mark.parametrize("minutes", [-1, 301])
def test_minutes_nobody_travels_are_refused(session: Session, minutes: int) -> None:
    event, person, slot = a_night(session)

    with pytest.raises(RuleError, match="way_minutes"):
        set_way(session, person, slot, minutes=minutes, reason="", by=a_member_of_staff(session, event), now=NOW)


def test_for_somebody_who_does_not_take_part_no_way_is_told(session: Session) -> None:
    event, person, slot = a_night(session)
    person.withdrawn_at = NOW

    with pytest.raises(RuleError, match="participant_withdrawn"):
        set_way(session, person, slot, minutes=10, reason="", by=a_member_of_staff(session, event), now=NOW)


@pytest.mark.parametrize("stage", Stage)
def test_ways_are_told_as_long_as_staff_prepare(session: Session, stage: Stage) -> None:
    event, person, slot = a_night(session, stage=stage)
    by = a_member_of_staff(session, event)
    if stage in (Stage.CLOSED, Stage.ARCHIVED):
        with pytest.raises(RuleError, match="stage_shut"):
            set_way(session, person, slot, minutes=10, reason="", by=by, now=NOW)
        with pytest.raises(RuleError, match="stage_shut"):
            remove_way(session, person, slot, by=by, now=NOW)
    else:
        set_way(session, person, slot, minutes=10, reason="", by=by, now=NOW)
        remove_way(session, person, slot, by=by, now=NOW)


def test_who_could_not_go_there_gets_the_place_once_staff_know_a_way(session: Session) -> None:
    event, person, slot = a_night(session)
    before = read_board(session, event, a_plan(session, event))
    assert [one.participant_id for one in before.unplaced] == [person.id]

    by = a_member_of_staff(session, event)
    set_way(session, person, slot, minutes=10, reason="Der Chef holt sie ab", by=by, now=NOW)
    after = read_board(session, event, a_plan(session, event))

    assert [(one.participant_id, one.slot_id) for one in after.placements] == [(person.id, slot.id)]
    assert after.unplaced == ()


def test_a_plan_is_stale_once_a_way_is_told_and_not_when_it_is_taken_back(session: Session) -> None:
    event = a_day(session)
    plan, by = a_plan(session, event), a_member_of_staff(session, event)
    person, slot = people_of(session, event)[0], the_slot(session, event)

    set_way(session, person, slot, minutes=10, reason="Der Chef holt sie ab", by=by, now=NOW)

    assert is_stale(session, event, plan, keyring=KEYRING)
    (only,) = list_differences(session, event, plan, keyring=KEYRING)
    assert (only.change.kind, only.change.count) == (ChangeKind.RULES, 1)
    remove_way(session, person, slot, by=by, now=NOW)
    session.flush()
    assert not is_stale(session, event, plan, keyring=KEYRING)


def rush(app: Flask, session: Session) -> list[int]:
    """Let eight members of staff tell the same way at once. Return what is kept."""
    event, person, slot = a_night(session)
    organiser_id, person_id, slot_id = event.organiser_id, person.id, slot.id
    by_id = a_member_of_staff(session, event).id
    session.commit()

    def deed(own: Session, minutes: int) -> None:
        who = own.query(Participant).filter_by(organiser_id=organiser_id, id=person_id).one()
        where = own.query(Slot).filter_by(organiser_id=organiser_id, id=slot_id).one()
        account = own.query(Account).filter_by(organiser_id=organiser_id, id=by_id).one()
        set_way(own, who, where, minutes=minutes, reason="", by=account, now=NOW)

    assert all_at_once(app, deed, range(1, 9)) == ["done"] * 8
    return [way.minutes for way in session.query(KnownWay).filter(KnownWay.organiser_id == organiser_id)]


def test_of_many_who_tell_the_same_way_at_once_all_succeed_and_one_way_is_kept(app: Flask, session: Session) -> None:
    (minutes,) = rush(app, session)

    assert 1 <= minutes <= 8
