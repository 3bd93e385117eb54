"""Everything about a person is in their record, and nothing about anybody else."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.explanation import Why
from matchday.core.privacy import DataClass
from matchday.models import AuditEntry, Event, Participant
from matchday.services.participant import change_participant
from matchday.services.privacy import PersonRecord, export_participant
from matchday.services.privacy.export import exported_tables, is_exported
from tests.canary import a_canary, words_of
from tests.factories import a_slot, an_account, an_event


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def people(session: Session, event: Event, now: datetime) -> tuple[Participant, Participant]:
    slot = a_slot(session, event)
    return a_canary(session, event, slot, "qpzx", now=now), a_canary(session, event, slot, "vkjw", now=now)


def told(record: PersonRecord) -> str:
    return json.dumps({name: [dict(row) for row in rows] for name, rows in record.tables.items()}, default=str)


def test_every_personal_text_of_the_person_is_in_the_record_and_none_of_another(
    session: Session, event: Event, people: tuple[Participant, Participant], now: datetime
) -> None:
    record = told(export_participant(session, people[0], event, by=people[0], now=now))

    missing = {place for place, word in words_of("qpzx").items() if json.dumps(word)[1:-1] not in record}
    assert missing == {"participant.mail"}  # that one is an address
    assert "qpzx@birkenried.example" in record
    assert "vkjw" not in record


@pytest.mark.parametrize("table", exported_tables(), ids=lambda table: table.name)
def test_no_personal_column_is_left_out(table: object) -> None:
    kinds = (DataClass.PERSONAL, DataClass.SPECIAL)

    left_out = [one.name for one in table.columns if one.info["data_class"] in kinds and not is_exported(one)]  # type: ignore[attr-defined]

    assert left_out == []


def test_the_record_says_why_a_wish_is_not_fulfilled_and_nothing_of_what_it_would_cost_others(
    session: Session, event: Event, people: tuple[Participant, Participant], now: datetime
) -> None:
    (row,) = export_participant(session, people[0], event, by=people[0], now=now).tables["explanation"]

    assert (row["rank"], row["why"]) == (1, Why.FULL)
    assert "effect" not in row


def test_other_people_are_named_by_their_role(
    session: Session, event: Event, people: tuple[Participant, Participant], now: datetime
) -> None:
    person = people[0]
    coach = an_account(session, Role.COACH, organiser=event.organiser, name="Frau Unverwechselbar")
    change_participant(session, person, {"coach_id": coach.id}, by=coach, now=now)

    record = export_participant(session, person, event, by=person, now=now)

    assert "Unverwechselbar" not in told(record)
    assert record.tables["participant"][0]["coach_id"] is Role.COACH
    assert record.tables["audit_entry"][-1]["details"] == {"changed": {"coach_id": []}}


def test_who_asked_for_a_record_is_in_the_audit(
    session: Session, event: Event, people: tuple[Participant, Participant], now: datetime
) -> None:
    export_participant(session, people[0], event, by=people[0], now=now)

    last = session.query(AuditEntry).filter(AuditEntry.organiser_id == event.organiser_id,
                                            AuditEntry.action == "participant.export").one()  # fmt: skip
    assert last.participant_id == people[0].id
