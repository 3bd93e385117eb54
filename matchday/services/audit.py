"""Write down who did what, and check that nobody changed it afterwards."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core import audit
from matchday.core.access import Keyring
from matchday.core.audit import Head
from matchday.models import Account, AuditEntry, Employer, Event, Organiser, Participant, Slot, Ticket
from matchday.services.lock import held

PAGE = 50
HEADS = "audit.heads"
"""The file's name, under the instance folder; a copy elsewhere protects against whoever can change both."""
HEAD_PURPOSE = "audit-head"


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
    (entry,) = write_audits(session, action, [details], organiser_id=organiser_id, by=by, now=now, event_id=event_id)
    return entry


def write_audits(
    session: Session,
    action: str,
    told: Iterable[Mapping[str, Any]],
    *,
    organiser_id: int,
    by: Account | Participant | None,
    now: datetime,
    event_id: int | None = None,
) -> list[AuditEntry]:
    """Add an entry for each of ``told``, which are details as in :func:`write_audit`: the same deed many times."""
    session.flush()  # what happened must stand before what is said of it, and its ids be known
    session.execute(held(select(Organiser.id).where(Organiser.id == organiser_id)))
    last = session.execute(
        select(AuditEntry.number, AuditEntry.entry_hash)
        .where(AuditEntry.organiser_id == organiser_id)
        .order_by(AuditEntry.number.desc())
        .limit(1)
    ).first()
    before, previous = (last.number, last.entry_hash) if last else (0, audit.FIRST)
    now, entries = now.replace(microsecond=0), []
    for number, details in enumerate(told, start=before + 1):
        salt = secrets.token_bytes(16)
        entry = AuditEntry(
            organiser_id=organiser_id,
            event_id=event_id,
            number=number,
            written_at=now,
            action=action,
            account_id=by.id if isinstance(by, Account) else None,
            participant_id=by.id if isinstance(by, Participant) else None,
            details=dict(details),
            salt=salt,
            previous_hash=previous,
        )
        entry.commitment = audit.commit_to(_said(entry), salt=salt)
        entry.entry_hash = previous = audit.chain_hash(
            previous, number=number, at_s=int(now.timestamp()), action=action, commitment=entry.commitment
        )
        entries.append(entry)
    session.add_all(entries)
    session.flush()  # the next entry of this transaction reads the last one's hash
    return entries


def write_ticket_audit(
    session: Session, action: str, ticket: Ticket, *, by: Account | Participant | None, now: datetime, **details: Any
) -> AuditEntry:
    """Add an entry about the holder of a ticket and the slot it is for."""
    return write_audit(
        session, action, organiser_id=ticket.organiser_id, event_id=ticket.event_id, by=by, now=now,
        participant=ticket.participant_id, slot=ticket.slot_id, **details,
    )  # fmt: skip


def write_participant_audit(
    session: Session,
    action: str,
    person: Participant,
    *,
    by: Account | Participant | None,
    now: datetime,
    **details: Any,
) -> AuditEntry:
    """Add an entry about somebody who takes part."""
    return write_audit(
        session, action, organiser_id=person.organiser_id, event_id=person.event_id, by=by, now=now,
        participant=person.id, **details,
    )  # fmt: skip


def write_employer_audit(
    session: Session, action: str, employer: Employer, *, event: Event, by: Account, now: datetime, **details: Any
) -> AuditEntry:
    """Add an entry about an employer, whose number may be new, at the event where somebody worked on it."""
    session.flush()
    return write_audit(
        session, action, organiser_id=employer.organiser_id, event_id=event.id, by=by, now=now,
        employer=employer.id, **details,
    )  # fmt: skip


def verify_audit(session: Session, *, organiser_id: int, heads: Iterable[Head] = ()) -> int | None:
    """Return the number of the first entry that does not fit the chain, or None if all do.

    An entry whose text was erased by law still fits: its commitment stays. Without ``heads`` kept elsewhere nobody can
    tell that the newest entries were cut off.
    """
    known = {head.number: head.entry_hash for head in heads}
    previous, expected = audit.FIRST, 1
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.organiser_id == organiser_id)
        .order_by(AuditEntry.number)
        .execution_options(yield_per=500)
    )
    with contextlib.closing(entries):
        for entry in entries:
            is_known = known.get(entry.number, entry.entry_hash) == entry.entry_hash
            if entry.number != expected or not is_known or not _fits(entry, previous):
                return expected
            previous, expected = entry.entry_hash, expected + 1
    return expected if max(known, default=0) >= expected else None


def read_head(session: Session, organiser: Organiser, *, now: datetime) -> Head | None:
    """Return the newest entry of an organiser's chain as it is to be kept elsewhere, or None before the first."""
    last = session.execute(
        select(AuditEntry.number, AuditEntry.entry_hash)
        .where(AuditEntry.organiser_id == organiser.id)
        .order_by(AuditEntry.number.desc())
        .limit(1)
    ).first()
    return Head(organiser.key, last.number, last.entry_hash, now.date()) if last else None


def keep_heads(session: Session, path: Path, *, keyring: Keyring, now: datetime) -> int:
    """Add today's head of every organiser to a file outside the database, once a day. Return how many were added."""
    secret, organisers = keyring.key(HEAD_PURPOSE), session.scalars(select(Organiser).order_by(Organiser.id)).all()
    kept = {(head.organiser_key, head.on) for line in _lines(path) if (head := Head.read(line, secret))}
    heads = [head for one in organisers if (head := read_head(session, one, now=now))]
    new = [head for head in heads if (head.organiser_key, head.on) not in kept]
    if new:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{head.sign(secret)}\n" for head in new)
            file.flush()
            os.fsync(file.fileno())
    return len(new)


def list_heads(path: Path, organiser: Organiser, *, keyring: Keyring) -> list[Head]:
    """Return the heads of an organiser that were kept in a file; what is not sealed by us is none."""
    heads = (Head.read(line, keyring.key(HEAD_PURPOSE)) for line in _lines(path))
    return [head for head in heads if head and head.organiser_key == organiser.key]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _said(entry: AuditEntry) -> dict[str, Any]:
    """Return what an entry's commitment is about: also who did it, and at which event."""
    who = {"account": entry.account_id, "participant": entry.participant_id, "event": entry.event_id}
    return {"details": entry.details, **who}


def _fits(entry: AuditEntry, previous: str) -> bool:
    is_erased = entry.details is None and entry.salt is None
    # The entries of the first tables commit to their details alone: those who wrote them are not sealed.
    said = [_said(entry), entry.details or {}]
    if not is_erased and entry.commitment not in [audit.commit_to(one, salt=entry.salt or b"") for one in said]:
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
