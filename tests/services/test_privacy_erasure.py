"""Erasing a person or an event: nothing is left of them, the others keep everything, a restored backup is cleaned."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from matchday.core.privacy import ErasureReason
from matchday.models import Assignment, AuditEntry, Erasure, Event, Group, Message, Participant, Ticket
from matchday.services.audit import verify_audit
from matchday.services.participant import change_participant
from matchday.services.privacy import (
    LEDGER,
    clear_files,
    erase_event,
    erase_participant,
    note_finished,
    preview_event_erasure,
    preview_participant_erasure,
    read_ledger,
    replay_ledger,
)
from matchday.services.privacy.ways import WAYS_TO_EVENT, WAYS_TO_PERSON
from matchday.services.task import task_tables
from tests.factories import KEYRING, a_group
from tests.plans import a_day, a_member_of_staff, people_of, published

HOW = {"reason": ErasureReason.ASKED, "keyring": KEYRING}


@pytest.fixture
def event(session: Session) -> Event:
    event = a_day(session, people=3, capacity=2)
    published(session, event)
    return event


def left_of(session: Session, person_id: int, organiser_id: int) -> dict[str, int]:
    return WAYS_TO_PERSON.count(session, [person_id], organiser_id=organiser_id)


def test_nothing_that_leads_to_an_erased_person_is_left(session: Session, event: Event, now: datetime) -> None:
    person, *others = people_of(session, event)
    person_id, before = person.id, left_of(session, others[0].id, event.organiser_id)

    erase_participant(session, person, **HOW, by=a_member_of_staff(session, event), now=now)
    session.commit()

    assert left_of(session, person_id, event.organiser_id) == {}
    assert left_of(session, others[0].id, event.organiser_id) == before


def test_the_preview_counts_what_goes(session: Session, event: Event, now: datetime) -> None:
    person = people_of(session, event)[0]

    preview = preview_participant_erasure(session, person)
    erasure = erase_participant(session, person, **HOW, by=None, now=now)

    assert preview.rows["participant"] == preview.rows["wish"] == preview.rows["message"] == 1
    assert erasure.row_count + 1 == sum(preview.rows.values())  # the message went before


def test_the_plans_forget_the_person_too(session: Session, event: Event, now: datetime) -> None:
    person = people_of(session, event)[0]
    name = str(person.id)

    erase_participant(session, person, **HOW, by=None, now=now)
    session.commit()

    (plan,) = session.query(Assignment).filter(Assignment.organiser_id == event.organiser_id)
    assert name not in [one for one, _ in plan.solution["placements"]] + plan.solution["unplaced"]
    assert plan.problem is None


def test_the_audit_loses_the_text_about_a_person_and_still_verifies(
    session: Session, event: Event, now: datetime
) -> None:
    person, other, *_ = people_of(session, event)
    staff = a_member_of_staff(session, event)
    for one in (person, other):
        change_participant(session, one, {"school": f"Schule von {one.first_name}"}, by=staff, now=now)

    erase_participant(session, person, **HOW, by=staff, now=now)
    session.commit()

    entries = session.query(AuditEntry).filter(AuditEntry.organiser_id == event.organiser_id)
    changed = entries.filter(AuditEntry.action == "participant.change").order_by(AuditEntry.number).all()
    assert [entry.details is None for entry in changed] == [True, False]
    assert verify_audit(session, organiser_id=event.organiser_id) is None


def test_a_group_that_nobody_is_in_any_more_goes_with_its_label(session: Session, event: Event, now: datetime) -> None:
    person, *others = people_of(session, event)
    a_group(session, event, person, label="Familie Khalil")
    kept = a_group(session, event, *others)

    erase_participant(session, person, **HOW, by=None, now=now)

    assert session.query(Group).filter(Group.organiser_id == event.organiser_id).all() == [kept]


def test_tasks_that_name_the_person_are_forgotten(session: Session, event: Event, now: datetime) -> None:
    person = people_of(session, event)[0]
    (message,) = session.query(Message).filter(
        Message.organiser_id == event.organiser_id, Message.participant_id == person.id
    )
    cause = f"message/{message.cause}"

    erase_participant(session, person, **HOW, by=None, now=now)
    session.commit()

    for table in task_tables(session):
        names = session.scalars(text(f"SELECT workflow_uuid FROM {table}")).all()  # noqa: S608 - names of ours
        assert [name for name in names if name.startswith(cause)] == []


def test_an_erased_event_leaves_no_row(session: Session, event: Event, now: datetime) -> None:
    event_id, organiser_id = event.id, event.organiser_id
    preview = preview_event_erasure(session, event)

    erase_event(session, event, **HOW, by=None, now=now)
    session.commit()

    assert preview.rows["participant"] == 3
    assert WAYS_TO_EVENT.count(session, [event_id], organiser_id=organiser_id) == {}
    assert verify_audit(session, organiser_id=organiser_id) is None


def test_the_worker_writes_the_ledger_and_deletes_the_files(
    session: Session, event: Event, now: datetime, tmp_path: Path
) -> None:
    person, other, *_ = people_of(session, event)
    marks = {one.participant_id: one.header_id[1:33] for one in session.query(Message).filter(
        Message.organiser_id == event.organiser_id)}  # fmt: skip
    folder = tmp_path / "outbox"
    folder.mkdir()
    for one in (person, other):
        (folder / f"20270312-{marks[one.id]}.eml").touch()
    erasure = erase_participant(session, person, **HOW, by=None, now=now)

    finished = clear_files(session, ledger=tmp_path / LEDGER, folders=[folder])
    note_finished(session, finished, now=now)
    session.commit()

    assert [path.name for path in folder.iterdir()] == [f"20270312-{marks[other.id]}.eml"]
    assert read_ledger(tmp_path / LEDGER) == {erasure.digest}
    assert (erasure.file_marks, erasure.done_at) == ([], now)


def test_whom_a_restored_backup_brings_back_is_erased_again(
    session: Session, event: Event, now: datetime, tmp_path: Path
) -> None:
    person, *others = people_of(session, event)
    ledger = tmp_path / LEDGER
    erase_participant(session, person, **HOW, by=None, now=now)
    clear_files(session, ledger=ledger, folders=[])
    session.rollback()  # as if the backup of this morning had been restored

    replayed = replay_ledger(session, ledger, keyring=KEYRING, now=now)
    session.commit()

    assert replayed.participant_count == 1
    assert people_of(session, event) == others
    assert replay_ledger(session, ledger, keyring=KEYRING, now=now).participant_count == 0


def test_a_restored_event_is_erased_again(session: Session, event: Event, now: datetime, tmp_path: Path) -> None:
    organiser_id, ledger = event.organiser_id, tmp_path / LEDGER
    erase_event(session, event, **HOW, by=None, now=now)
    clear_files(session, ledger=ledger, folders=[])
    session.rollback()

    replayed = replay_ledger(session, ledger, keyring=KEYRING, now=now)

    assert (replayed.event_count, replayed.participant_count) == (1, 0)
    assert session.query(Ticket).filter(Ticket.organiser_id == organiser_id).count() == 0


def test_the_ledger_leads_to_nobody_and_survives_a_line_cut_off(
    session: Session, event: Event, now: datetime, tmp_path: Path
) -> None:
    person, ledger = people_of(session, event)[0], tmp_path / LEDGER
    key = person.key
    erase_participant(session, person, **HOW, by=None, now=now)
    clear_files(session, ledger=ledger, folders=[])

    with ledger.open("a") as file:
        file.write('{"on": "2027-')

    assert key not in ledger.read_text()
    assert len(read_ledger(ledger)) == 1
    assert ledger.stat().st_mode & 0o777 == 0o600


def test_who_erases_is_in_the_audit_and_nobody_else(session: Session, event: Event, now: datetime) -> None:
    person, staff = people_of(session, event)[0], a_member_of_staff(session, event)
    person_id = person.id

    erase_participant(session, person, **HOW, by=staff, now=now)

    entry = session.query(AuditEntry).filter(AuditEntry.organiser_id == event.organiser_id,
                                             AuditEntry.action == "participant.erase").one()  # fmt: skip
    assert (entry.account_id, entry.details["reason"]) == (staff.id, "asked")
    assert session.query(Erasure).filter(Erasure.organiser_id == event.organiser_id).one().asked_by == staff
    assert session.query(Participant).filter(
        Participant.organiser_id == event.organiser_id, Participant.id == person_id
    ).all() == []  # fmt: skip
