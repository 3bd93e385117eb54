"""Write down who did what, and check that nobody changed it afterwards."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core import audit
from matchday.models import Account, AuditEntry, Organiser, Participant, Slot

PAGE = 50


def write_audit(
    session: Session,
    action: str,
    *,
    organiser_id: int,
    by: Account | Participant | None,
    now: datetime,
    event_id: int | None = None,
    **details: Any,
) -> AuditEntry:
    """Add an entry to the organiser's chain.

    ``action`` is a subject and a verb: ``slot.approve``. ``details`` tell what changed in plain values.
    The organiser's row is locked until the commit, so that two writers at once do not take the same number; rows that
    belong to the organiser can be added meanwhile (PostgreSQL would call two such writers a deadlock otherwise).
    """
    session.flush()  # what happened must stand before what is said of it, and its ids be known
    session.execute(select(Organiser.id).where(Organiser.id == organiser_id).with_for_update(key_share=True))
    last = session.execute(
        select(AuditEntry.number, AuditEntry.entry_hash)
        .where(AuditEntry.organiser_id == organiser_id)
        .order_by(AuditEntry.number.desc())
        .limit(1)
    ).first()
    number, previous = (last.number + 1, last.entry_hash) if last else (1, audit.FIRST)
    now, salt = now.replace(microsecond=0), secrets.token_bytes(16)
    commitment = audit.commit_to(details, salt=salt)
    entry = AuditEntry(
        organiser_id=organiser_id,
        event_id=event_id,
        number=number,
        written_at=now,
        action=action,
        account_id=by.id if isinstance(by, Account) else None,
        participant_id=by.id if isinstance(by, Participant) else None,
        details=details,
        salt=salt,
        commitment=commitment,
        previous_hash=previous,
        entry_hash=audit.chain_hash(
            previous, number=number, at_s=int(now.timestamp()), action=action, commitment=commitment
        ),
    )
    session.add(entry)
    session.flush()  # the next entry of this transaction reads this one's hash
    return entry


def verify_audit(session: Session, *, organiser_id: int) -> int | None:
    """Return the number of the first entry that does not fit the chain, or None if all do.

    An entry whose text was erased by law still fits: its commitment stays.
    """
    previous, expected = audit.FIRST, 1
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.organiser_id == organiser_id)
        .order_by(AuditEntry.number)
        .execution_options(yield_per=500)
    )
    with contextlib.closing(entries):
        for entry in entries:
            if entry.number != expected or not _fits(entry, previous):
                return expected
            previous, expected = entry.entry_hash, expected + 1
    return None


def _fits(entry: AuditEntry, previous: str) -> bool:
    is_erased = entry.details is None or entry.salt is None
    if not is_erased and entry.commitment != audit.commit_to(entry.details or {}, salt=entry.salt or b""):
        return False
    at_s = int(entry.written_at.timestamp())
    return entry.previous_hash == previous and entry.entry_hash == audit.chain_hash(
        previous, number=entry.number, at_s=at_s, action=entry.action, commitment=entry.commitment
    )


@dataclass(frozen=True)
class AuditPage:
    """One page of the chain, newest first."""

    entries: tuple[AuditEntry, ...]
    page: int
    page_count: int
    people: Mapping[int, Participant]
    slots: Mapping[int, Slot]
    """Whom and what the entries are about, by inner number, as far as they are still there."""


def list_audit(session: Session, *, organiser_id: int, event_id: int | None = None, page: int = 1) -> AuditPage:
    """Return one page of entries, newest first; of one event where given."""
    of_these = [AuditEntry.organiser_id == organiser_id]
    if event_id is not None:
        of_these.append(AuditEntry.event_id == event_id)
    count = session.scalar(select(func.count()).select_from(AuditEntry).where(*of_these)) or 0
    page_count = max(1, -(-count // PAGE))
    page = min(max(1, page), page_count)
    entries = session.scalars(
        select(AuditEntry).where(*of_these).order_by(AuditEntry.number.desc()).offset((page - 1) * PAGE).limit(PAGE)
    )
    found = tuple(entries)
    people = _named(session, Participant, found, "participant", organiser_id=organiser_id)
    slots = _named(session, Slot, found, "slot", organiser_id=organiser_id)
    return AuditPage(found, page, page_count, people, slots)


def _named(
    session: Session, table: Any, entries: tuple[AuditEntry, ...], subject: str, *, organiser_id: int
) -> dict[int, Any]:
    numbers = {number for entry in entries if isinstance(number := (entry.details or {}).get(subject), int)}
    numbers |= {entry.participant_id for entry in entries if subject == "participant" and entry.participant_id}
    rows = session.scalars(select(table).where(table.organiser_id == organiser_id, table.id.in_(numbers)))
    return {row.id: row for row in rows}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what differs as ``{field: [old, new]}`` in plain text, for the details of an entry."""
    return {
        name: [str(before.get(name, "")), str(after.get(name, ""))]
        for name in after
        if before.get(name) != after.get(name)
    }
