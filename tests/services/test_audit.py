"""The audit chain shows every change made behind its back."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from matchday.models import AuditEntry, Organiser
from matchday.services.audit import list_audit, verify_audit, write_audit
from tests.factories import an_organiser


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
