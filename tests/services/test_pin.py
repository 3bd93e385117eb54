"""Pins: who may be fixed where, also when many fix at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchday.core.errors import RuleError
from matchday.core.slot import SlotState
from matchday.models import Account, Participant, Pin, Slot
from matchday.services import pin
from matchday.services.pin import pin_participant
from tests.conftest import NOW
from tests.factories import a_participant, a_slot
from tests.pausing import pausing
from tests.plans import a_day, a_member_of_staff, people_of, the_slot
from tests.rush import all_at_once

PEOPLE = 50


def test_no_more_people_are_fixed_than_there_are_places(session: Session) -> None:
    event = a_day(session, people=2, capacity=1)
    by, slot, (first, second) = a_member_of_staff(session, event), the_slot(session, event), people_of(session, event)
    pin_participant(session, first, slot, reason="", by=by, now=NOW)

    with pytest.raises(RuleError, match="pin_full") as refused:
        pin_participant(session, second, slot, reason="", by=by, now=NOW)

    assert refused.value.details == {"capacity": 1}


def test_the_place_of_somebody_who_withdrew_can_be_fixed_again(session: Session) -> None:
    event = a_day(session, people=2, capacity=1)
    by, slot, (first, second) = a_member_of_staff(session, event), the_slot(session, event), people_of(session, event)
    pin_participant(session, first, slot, reason="", by=by, now=NOW)
    first.withdrawn_at = NOW

    pin_participant(session, second, slot, reason="", by=by, now=NOW)

    assert session.query(Pin).filter(Pin.organiser_id == event.organiser_id).count() == 2


def test_nobody_is_fixed_in_more_slots_than_one_gets_places(session: Session) -> None:
    event = a_day(session, people=1)
    by, (person,), other = a_member_of_staff(session, event), people_of(session, event), a_slot(session, event)
    pin_participant(session, person, the_slot(session, event), reason="", by=by, now=NOW)

    with pytest.raises(RuleError, match="pin_enough") as refused:
        pin_participant(session, person, other, reason="", by=by, now=NOW)

    assert refused.value.details == {"most": 1}


def test_nobody_is_fixed_in_two_slots_that_do_not_go_together(session: Session) -> None:
    event = a_day(session, people=1, max_placements=3)
    by, (person,), first = a_member_of_staff(session, event), people_of(session, event), the_slot(session, event)
    same_hour, later = a_slot(session, event), a_slot(session, event)
    later.start_at, later.end_at = first.end_at + timedelta(hours=2), first.end_at + timedelta(hours=4)
    pin_participant(session, person, first, reason="", by=by, now=NOW)

    with pytest.raises(RuleError, match="pin_clash") as refused:
        pin_participant(session, person, same_hour, reason="", by=by, now=NOW)
    pin_participant(session, person, later, reason="", by=by, now=NOW)

    assert refused.value.details == {"employer": first.employer.name}


def test_a_slot_that_is_gone_leaves_room_for_another_one(session: Session) -> None:
    event = a_day(session, people=1)
    by, (person,), gone = a_member_of_staff(session, event), people_of(session, event), the_slot(session, event)
    pin_participant(session, person, gone, reason="", by=by, now=NOW)
    gone.state = SlotState.WITHDRAWN

    pin_participant(session, person, a_slot(session, event), reason="", by=by, now=NOW)

    assert session.query(Pin).filter(Pin.organiser_id == event.organiser_id).count() == 2


def rush(app: Flask, session: Session) -> tuple[list[str], int]:
    """Let fifty members of staff fix one person each in a slot with one place. Return what they hear, and the pins."""
    event = a_day(session, people=0, capacity=1)
    by, slot = a_member_of_staff(session, event), the_slot(session, event)
    people = [a_participant(session, event) for _ in range(PEOPLE)]
    ids, organiser_id, by_id, slot_id = [one.id for one in people], event.organiser_id, by.id, slot.id
    session.commit()

    def deed(own: Session, person_id: int) -> None:
        person = own.query(Participant).filter_by(organiser_id=organiser_id, id=person_id).one()
        where = own.query(Slot).filter_by(organiser_id=organiser_id, id=slot_id).one()
        account = own.query(Account).filter_by(organiser_id=organiser_id, id=by_id).one()
        pin_participant(own, person, where, reason="", by=account, now=NOW)

    heard = all_at_once(app, deed, ids)
    return heard, session.query(Pin).filter(Pin.organiser_id == organiser_id).count()


def test_of_fifty_who_fix_the_last_place_at_once_one_succeeds(app: Flask, session: Session) -> None:
    heard, pins = rush(app, session)

    assert sorted(heard) == ["done"] + ["pin_full"] * (PEOPLE - 1)
    assert pins == 1


def test_without_looking_all_fifty_would_get_it(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin, "_count_pinned", lambda *_: 0)

    heard, pins = rush(app, session)

    assert heard.count("done") == pins == PEOPLE


def test_without_the_lock_several_would_get_it(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time: that is its lock")
    monkeypatch.setattr(pin, "hold", lambda *_: None)
    monkeypatch.setattr(pin, "_count_pinned", pausing(pin._count_pinned))

    _, pins = rush(app, session)

    assert pins > 1
