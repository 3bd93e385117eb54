"""What is due goes by itself, on its day, once; what is not due stays."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.checkin import Answer, Way
from matchday.core.consent import Recipient
from matchday.core.errors import RuleError
from matchday.core.privacy import CEILING_DAYS, SHORTEST, Keep
from matchday.models import (
    AccessLink,
    AuditEntry,
    CheckIn,
    Event,
    Message,
    Participant,
    Scan,
    Ticket,
    Wish,
)
from matchday.services.access import issue_access
from matchday.services.audit import verify_audit
from matchday.services.consent import answer_consent
from matchday.services.privacy import list_due, retain_event, set_retention
from matchday.services.privacy.ways import WAYS_TO_PERSON
from tests.factories import KEYRING
from tests.plans import a_day, a_member_of_staff, people_of, published


@pytest.fixture
def event(session: Session, now: datetime) -> Event:
    """Return an event whose two people were there."""
    event = a_day(session, people=2, capacity=2)
    published(session, event)
    for person in people_of(session, event):
        person.school, person.mail = "Zehn Jahre in Aleppo", "jemand@birkenried.example"
        issue_access(session, person, keyring=KEYRING, by=None, now=now)
        answer_consent(session, person, Recipient.EMPLOYER, is_given=True, by=person, now=now)
    for number, ticket in enumerate(session.query(Ticket).filter(Ticket.organiser_id == event.organiser_id)):
        mine = {"organiser_id": event.organiser_id, "ticket_id": ticket.id, "slot_id": ticket.slot_id}
        session.add(CheckIn(**mine, checked_in_at=now))
        session.add(Scan(**mine, event_id=event.id, scan_id=f"s{number}", way=Way.CODE, answer=Answer.ADMITTED,
                         scanned_at=now))  # fmt: skip
    session.commit()
    return event


def on_day(event: Event, days: int) -> datetime:
    return datetime.combine(event.last_on, time(12), UTC) + timedelta(days=days)


def left(session: Session, event: Event) -> dict[str, int]:
    tables = (AccessLink, Wish, Message, CheckIn, Scan, Ticket, Participant)
    return {
        one.__tablename__: len(session.scalars(select(one).where(one.organiser_id == event.organiser_id)).all())
        for one in tables
    }


def run(session: Session, event: Event, days: int, *, folder: Path = Path("nowhere")) -> dict[Keep, int]:
    gone = retain_event(session, event.id, folders=[folder], now=on_day(event, days))
    session.commit()
    return dict(gone)


def test_nothing_goes_before_its_day(session: Session, event: Event) -> None:
    before = left(session, event)

    assert run(session, event, 29) == {}
    assert left(session, event) == before


def test_after_thirty_days_address_wishes_notes_and_messages_are_gone(session: Session, event: Event) -> None:
    gone = run(session, event, 30)

    assert set(gone) == {Keep.CONTACT, Keep.WISHES, Keep.NOTES, Keep.MESSAGES}
    assert left(session, event) == {
        "access_link": 0, "wish": 0, "message": 0, "check_in": 2, "scan": 2, "ticket": 2, "participant": 2,
    }  # fmt: skip
    assert {(one.mail, one.school, one.first_name) for one in people_of(session, event)} == {("", "", "Amira")}


def test_after_half_a_year_nobody_is_left_and_the_chain_verifies(session: Session, event: Event) -> None:
    ids, organiser_id = [one.id for one in people_of(session, event)], event.organiser_id

    run(session, event, 30)
    run(session, event, 180)

    assert WAYS_TO_PERSON.count(session, ids, organiser_id=organiser_id) == {}
    assert verify_audit(session, organiser_id=organiser_id) is None


def test_after_two_years_nobody_is_left_whatever_was_chosen(session: Session, event: Event, now: datetime) -> None:
    staff = a_member_of_staff(session, event)
    set_retention(session, event, dict.fromkeys(Keep, CEILING_DAYS), by=staff, now=now)

    run(session, event, 729)
    before = left(session, event)["participant"]
    event.retention = dict.fromkeys(event.retention, 9999)
    run(session, event, CEILING_DAYS)

    assert (before, left(session, event)["participant"]) == (2, 0)


def test_a_second_time_on_the_same_day_nothing_happens(session: Session, event: Event) -> None:
    run(session, event, 30)

    assert run(session, event, 30) == {}
    assert list_due(session, now=on_day(event, 30)) == []
    assert list_due(session, now=on_day(event, 31)) == [event.id]


def test_killed_half_way_the_event_is_done_again(session: Session, event: Event) -> None:
    retain_event(session, event.id, folders=[], now=on_day(event, 30))
    session.rollback()

    assert set(run(session, event, 30)) == {Keep.CONTACT, Keep.WISHES, Keep.NOTES, Keep.MESSAGES}


def test_the_mails_of_an_installation_without_a_mail_server_go_too(
    session: Session, event: Event, tmp_path: Path
) -> None:
    mark = session.scalars(select(Message.header_id).where(Message.organiser_id == event.organiser_id)).first()
    (tmp_path / f"20270312-{str(mark)[1:33]}.eml").touch()
    (tmp_path / "another.eml").touch()

    run(session, event, 30, folder=tmp_path)

    assert [path.name for path in tmp_path.glob("*.eml")] == ["another.eml"]


def test_the_report_counts_and_names_nobody(session: Session, event: Event) -> None:
    run(session, event, 30)

    report = session.scalars(
        select(AuditEntry).where(AuditEntry.organiser_id == event.organiser_id, AuditEntry.action == "event.retain")
    ).one()
    assert report.details == {"rows": {"contact": 4, "wishes": 4, "notes": 2, "messages": 2}}


def test_a_longer_time_is_kept_and_a_shorter_counts_today(session: Session, event: Event, now: datetime) -> None:
    staff = a_member_of_staff(session, event)
    set_retention(session, event, {**SHORTEST, Keep.WISHES: 90}, by=staff, now=now)
    run(session, event, 30)
    kept = left(session, event)["wish"]

    set_retention(session, event, SHORTEST, by=staff, now=now)
    run(session, event, 30)

    assert (kept, left(session, event)["wish"]) == (2, 0)


@pytest.mark.parametrize(
    ("lives", "code"),
    [({Keep.WISHES: 31}, "retention_unknown"), ({Keep.WISHES: 365}, "retention_beyond_person")],
    ids=["no time that is offered", "longer than the person"],
)
def test_a_time_that_makes_no_sense_is_refused(
    session: Session, event: Event, now: datetime, lives: dict[Keep, int], code: str
) -> None:
    with pytest.raises(RuleError, match=code):
        set_retention(session, event, {**SHORTEST, **lives}, by=a_member_of_staff(session, event), now=now)
