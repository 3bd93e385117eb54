"""Who may go where at an event, gathered from the tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.event import listen
from sqlalchemy.orm import Session

from matchday.core.eligibility import Reason, reasons_against
from matchday.core.participant import PermissionEntry, TravelMeans
from matchday.core.slot import ActivityKind, GermanLevel, SlotState
from matchday.models import Bar, Event, KnownWay
from matchday.services.demo.fill import fill_sized
from matchday.services.eligibility import Verdict, computed_minutes, read_eligibility, reasons_for
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, a_slot, an_account, an_employer, an_event, at

HERE = {"latitude": 51.31, "longitude": 9.48}


def test_only_pairs_with_a_reason_are_named(session: Session) -> None:
    event = an_event(session)
    praktikum = a_slot(session, event, activity_kind=ActivityKind.PRAKTIKUM)
    a_slot(session, event)
    waits = a_participant(session, event, permission_entry=PermissionEntry.WITH_PERMISSION, permission_request="asked")
    a_participant(session, event)

    assert read_eligibility(session, event).ineligible() == {(waits.id, praktikum.id): (Reason.PERMISSION_MISSING,)}


def test_what_staff_barred_is_a_reason(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff)
    person, slot = a_participant(session, event), a_slot(session, event)
    pair = {"participant_id": person.id, "slot_id": slot.id, "event_id": event.id, "organiser_id": event.organiser_id}
    session.add(Bar(**pair, made_by_id=staff.id, made_at=now))
    session.flush()

    assert read_eligibility(session, event).ineligible() == {(person.id, slot.id): (Reason.BARRED,)}


def test_only_approved_slots_and_people_who_take_part_are_looked_at(session: Session, now: datetime) -> None:
    event = an_event(session)
    a_slot(session, event, state=SlotState.WAITING, german_level=GermanLevel.C2)
    a_slot(session, event, german_level=GermanLevel.C2)
    a_participant(session, event, withdrawn_at=now)

    assert read_eligibility(session, event).ineligible() == {}


def test_one_person_is_told_the_reasons_and_the_way(session: Session) -> None:
    event = an_event(session)
    near = a_slot(session, event, employer=an_employer(session, event, **HERE))
    night = a_slot(session, event, start_at=at(21), end_at=at(23))
    person = a_participant(session, event, travel_means=TravelMeans.BUS, **HERE)

    assert reasons_for(session, person) == {
        near.id: Verdict((), 12),
        night.id: Verdict((Reason.NO_BUS,), None),
    }


def test_the_minutes_of_the_way_are_those_of_the_plan(session: Session) -> None:
    event = an_event(session)
    slot = a_slot(session, event, employer=an_employer(session, event, latitude=51.4, longitude=9.6))
    person = a_participant(session, event, travel_means=TravelMeans.CAR, **HERE)

    minutes = read_eligibility(session, event).minutes(person.id, slot.id)

    assert minutes is not None
    assert 20 < minutes < 30


def test_the_way_staff_know_counts_for_this_person_and_this_slot_alone(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff)
    night = a_slot(session, event, start_at=at(21), end_at=at(23))
    driven, other = (a_participant(session, event, travel_means=TravelMeans.BUS) for _ in range(2))
    pair = {"participant_id": driven.id, "slot_id": night.id, "event_id": event.id}
    session.add(KnownWay(organiser_id=event.organiser_id, minutes=10, made_by_id=staff.id, made_at=now, **pair))
    session.flush()

    whole = read_eligibility(session, event)

    assert reasons_for(session, driven) == {night.id: Verdict((), 10)} == {night.id: whole.verdict(driven.id, night.id)}
    assert reasons_for(session, other) == {night.id: Verdict((Reason.NO_BUS,), None)}
    assert computed_minutes(session, driven) == {night.id: None}


def test_a_whole_event_is_read_in_six_queries(session: Session) -> None:
    event = an_event(session)
    employer = an_employer(session, event, **HERE)
    for _ in range(40):
        a_slot(session, event, employer=employer, german_level=GermanLevel.B1)
    for _ in range(100):
        a_participant(session, event, **HERE)
    asked: list[object] = []
    listen(session.get_bind(), "before_cursor_execute", lambda *seen: asked.append(seen))

    pairs = read_eligibility(session, event).ineligible()

    assert len(pairs) == 4000
    assert len(asked) == 6


def test_what_is_decided_once_is_what_the_rules_say_of_every_pair(session: Session) -> None:
    fill_sized(session, participants=120, employers=40, seed=3, keyring=KEYRING, now=NOW)
    event = session.scalars(select(Event).execution_options(across_organisers="the demo has one organiser")).one()
    known = read_eligibility(session, event)
    pairs = [(person, slot) for person in known.people for slot in known.slots]
    told = dict.fromkeys(pairs[::50], 10)
    barred = replace(known, ways=told, bars=frozenset(pairs[::70]))

    found = {pair: barred.reasons(*pair) for pair in pairs}

    assert found == {
        (person, slot): reasons_against(
            known.people[person],
            known.slots[slot],
            policy=known.policy,
            is_barred=(person, slot) in barred.bars,
            known_min=told.get((person, slot)),
        )
        for person, slot in pairs
    }
    assert len(set(found.values())) > 10
