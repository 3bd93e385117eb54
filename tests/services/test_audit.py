"""The audit chain shows every change made behind its back."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from matchday.core.access import Keyring
from matchday.models import AuditEntry, Organiser
from matchday.services.audit import HEADS, keep_heads, list_audit, list_heads, verify_audit, write_audit
from tests.factories import KEYRING, an_account, an_event, an_organiser


@pytest.fixture
def organiser(session: Session, now: datetime) -> Organiser:
    organiser = an_organiser(session)
    for number in range(5):
        write_audit(session, "slot.approve", organiser_id=organiser.id, by=None, now=now, slot=number)
    session.commit()
    return organiser


def test_an_untouched_chain_verifies(session: Session, organiser: Organiser) -> None:
    assert verify_audit(session, organiser_id=organiser.id) is None


CHANGES = {
    "another text": ({"details": {"slot": 99}}, 3),
    "another action": ({"action": "slot.withdraw"}, 3),
    "another moment": ({"written_at": datetime.fromisoformat("2027-01-01T00:00+00:00")}, 3),
    "another hash": ({"entry_hash": "0" * 64}, 3),
}


@pytest.mark.parametrize(("values", "first"), CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_entry_is_named(
    session: Session, organiser: Organiser, values: dict[str, object], first: int
) -> None:
    session.execute(
        update(AuditEntry).where(AuditEntry.organiser_id == organiser.id, AuditEntry.number == 3).values(**values)
    )

    assert verify_audit(session, organiser_id=organiser.id) == first


def test_a_deleted_entry_is_named(session: Session, organiser: Organiser) -> None:
    session.execute(delete(AuditEntry).where(AuditEntry.organiser_id == organiser.id, AuditEntry.number == 2))

    assert verify_audit(session, organiser_id=organiser.id) == 2


def test_after_a_lawful_erasure_the_chain_still_verifies(session: Session, organiser: Organiser) -> None:
    session.execute(
        update(AuditEntry)
        .where(AuditEntry.organiser_id == organiser.id, AuditEntry.number == 2)
        .values(details=None, salt=None)
    )

    assert verify_audit(session, organiser_id=organiser.id) is None


def test_the_newest_entries_come_first(session: Session, organiser: Organiser) -> None:
    page = list_audit(session, organiser_id=organiser.id)

    assert [entry.number for entry in page.entries] == [5, 4, 3, 2, 1]


def test_each_organiser_has_a_chain_of_its_own(session: Session, organiser: Organiser, now: datetime) -> None:
    other = an_organiser(session)

    entry = write_audit(session, "slot.approve", organiser_id=other.id, by=None, now=now)

    assert entry.number == 1


MORE_CHANGES = {
    "another account": {"account_id": 1},
    "another event": {"event_id": 1},
    "the text taken out, the salt left": {"details": None},
    "the salt taken out, the text left": {"salt": None},
}


@pytest.mark.parametrize("values", MORE_CHANGES.values(), ids=MORE_CHANGES.keys())
def test_who_and_where_are_committed_to_as_well(session: Session, now: datetime, values: dict[str, object]) -> None:
    event = an_event(session)
    by = an_account(session, organiser=event.organiser)
    first = verify_count(session, event.organiser_id)
    write_audit(session, "slot.approve", organiser_id=event.organiser_id, event_id=event.id, by=by, now=now, slot=1)
    others = {"account_id": an_account(session).id, "event_id": None}

    session.execute(
        update(AuditEntry)
        .where(AuditEntry.organiser_id == event.organiser_id, AuditEntry.number == first + 1)
        .values({name: others.get(name, value) for name, value in values.items()})
    )
    session.expire_all()

    assert verify_audit(session, organiser_id=event.organiser_id) == first + 1


def verify_count(session: Session, organiser_id: int) -> int:
    return session.query(AuditEntry).filter(AuditEntry.organiser_id == organiser_id).count()


def of(organiser: Organiser, number: int) -> tuple[object, object]:
    return AuditEntry.organiser_id == organiser.id, AuditEntry.number == number


def test_an_inserted_entry_is_named(session: Session, organiser: Organiser) -> None:
    for number in (5, 4, 3):
        session.execute(update(AuditEntry).where(*of(organiser, number)).values(number=number + 1))
    second = session.query(AuditEntry).filter(*of(organiser, 2)).one()
    columns = {one.name: getattr(second, one.name) for one in AuditEntry.__table__.columns if one.name != "id"}
    session.add(AuditEntry(**{**columns, "number": 3, "entry_hash": "f" * 64}))
    session.flush()
    session.expire_all()

    assert verify_audit(session, organiser_id=organiser.id) == 3


def test_swapped_entries_are_named(session: Session, organiser: Organiser) -> None:
    for number, other in ((2, 99), (3, 2), (99, 3)):
        session.execute(update(AuditEntry).where(*of(organiser, number)).values(number=other))

    assert verify_audit(session, organiser_id=organiser.id) == 2


def test_a_tail_that_was_cut_off_is_named_by_the_head_kept_elsewhere(
    session: Session, organiser: Organiser, now: datetime, tmp_path: Path
) -> None:
    keep_heads(session, tmp_path / HEADS, keyring=KEYRING, now=now)
    session.execute(delete(AuditEntry).where(AuditEntry.organiser_id == organiser.id, AuditEntry.number >= 4))

    heads = list_heads(tmp_path / HEADS, organiser, keyring=KEYRING)

    assert verify_audit(session, organiser_id=organiser.id) is None  # the chain alone cannot know
    assert verify_audit(session, organiser_id=organiser.id, heads=heads) == 4


def test_a_chain_written_anew_does_not_fit_the_head(
    session: Session, organiser: Organiser, now: datetime, tmp_path: Path
) -> None:
    keep_heads(session, tmp_path / HEADS, keyring=KEYRING, now=now)
    session.execute(delete(AuditEntry).where(AuditEntry.organiser_id == organiser.id))
    for number in range(6):
        write_audit(session, "slot.approve", organiser_id=organiser.id, by=None, now=now, slot=number)

    heads = list_heads(tmp_path / HEADS, organiser, keyring=KEYRING)

    assert verify_audit(session, organiser_id=organiser.id, heads=heads) == 5


def test_heads_are_kept_once_a_day_and_only_ours_count(
    session: Session, organiser: Organiser, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / HEADS

    counts = [keep_heads(session, path, keyring=KEYRING, now=now + timedelta(hours=hours)) for hours in (0, 1, 24)]
    path.write_text(path.read_text() + "matchday-audit/1 forged 9 00 2027-03-12 00\n")

    assert counts == [1, 0, 1]
    assert len(list_heads(path, organiser, keyring=KEYRING)) == 2
    assert list_heads(path, organiser, keyring=Keyring(b"another installation")) == []
