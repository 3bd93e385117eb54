"""Erase a person or an event: every row at once, what lies elsewhere right after the commit.

What stays says nothing about anybody: that an audit entry was written and that somebody was erased, when and why.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from matchday.core.access import Keyring
from matchday.core.privacy import ErasureKind, ErasureReason, erasure_digest
from matchday.models import (
    Account,
    Assignment,
    AuditEntry,
    Erasure,
    Event,
    Group,
    Message,
    PaperBatch,
    Participant,
    SheetDraft,
)
from matchday.services.audit import write_audit
from matchday.services.privacy.ways import PERSON, WAYS_TO_EVENT, WAYS_TO_PERSON
from matchday.services.task import TaskKind, enqueue


@dataclass(frozen=True)
class ErasurePreview:
    """What an erasure would take away. **Shapes** ``rows``: names of tables to how many rows, without zeros."""

    rows: Mapping[str, int]
    audit_count: int
    """Entries that lose their text; that they were written stays."""
    draft_count: int
    """Uploaded files waiting for their confirmation: nobody can tell whether the person stands in one."""


def preview_participant_erasure(session: Session, person: Participant) -> ErasurePreview:
    """Return what goes when this person is erased."""
    rows = WAYS_TO_PERSON.count(session, [person.id], organiser_id=person.organiser_id)
    return ErasurePreview(
        rows={name: count for name, count in rows.items() if name != AuditEntry.__tablename__},
        audit_count=_count(session, AuditEntry, about_people([person.id], organiser_id=person.organiser_id)),
        draft_count=_count(session, SheetDraft, _drafts(person.organiser_id, person.event_id)),
    )


def preview_event_erasure(session: Session, event: Event) -> ErasurePreview:
    """Return what goes when this event is erased."""
    rows = WAYS_TO_EVENT.count(session, [event.id], organiser_id=event.organiser_id)
    return ErasurePreview(
        rows={name: count for name, count in rows.items() if name not in (AuditEntry.__tablename__, "event")},
        audit_count=rows.get(AuditEntry.__tablename__, 0),
        draft_count=rows.get(SheetDraft.__tablename__, 0),
    )


def erase_participant(
    session: Session,
    person: Participant,
    *,
    reason: ErasureReason,
    keyring: Keyring,
    by: Account | None,
    now: datetime,
) -> Erasure:
    """Erase a person: rows, tasks, plans' inputs and the text of audit entries; files follow after the commit.

    A file uploaded for this event and not yet taken over is dropped too: it may name the person.
    """
    organiser_id, event_id, ids = person.organiser_id, person.event_id, [person.id]
    digest = erasure_digest(ErasureKind.PARTICIPANT, person.key, secret=keyring.key("erasure-ledger"))
    marks = forget_messages(session, Message.participant_id.in_(ids), organiser_id=organiser_id)
    marks += _drop_papers(session, organiser_id=organiser_id, event_id=event_id)
    session.execute(delete(SheetDraft).where(_drafts(organiser_id, event_id)))
    _forget_in_plans(session, {str(person.id)}, organiser_id=organiser_id, event_id=event_id)
    empty_audit(session, about_people(ids, organiser_id=organiser_id))
    gone = WAYS_TO_PERSON.delete(session, ids, organiser_id=organiser_id)
    _drop_empty_groups(session, organiser_id=organiser_id, event_id=event_id)
    write_audit(
        session, "participant.erase", organiser_id=organiser_id, event_id=event_id, by=by, now=now, reason=reason.value,
        rows=sum(gone.values()),
    )  # fmt: skip
    return _note(
        session, ErasureKind.PARTICIPANT, digest=digest, reason=reason, gone=gone, marks=marks,
        organiser_id=organiser_id, by=by, now=now,
    )  # fmt: skip


def erase_event(
    session: Session,
    event: Event,
    *,
    reason: ErasureReason,
    keyring: Keyring,
    by: Account | None,
    now: datetime,
) -> Erasure:
    """Erase an event with everybody in it. Employers and their accounts stay: they belong to the organiser."""
    organiser_id, event_id = event.organiser_id, event.id
    digest = erasure_digest(ErasureKind.EVENT, event.key, secret=keyring.key("erasure-ledger"))
    marks = forget_messages(session, Message.event_id == event_id, organiser_id=organiser_id)
    marks += _drop_papers(session, organiser_id=organiser_id, event_id=event_id)
    people = select(PERSON.c.id).where(PERSON.c.organiser_id == organiser_id, PERSON.c.event_id == event_id)
    empty_audit(session, and_(AuditEntry.organiser_id == organiser_id, AuditEntry.event_id == event_id))
    empty_audit(session, about_people(people, organiser_id=organiser_id))
    session.execute(
        update(AuditEntry)
        .where(AuditEntry.organiser_id == organiser_id, AuditEntry.event_id == event_id)
        .values(event_id=None)
    )
    gone = WAYS_TO_EVENT.delete(session, [event_id], organiser_id=organiser_id)
    write_audit(
        session, "event.erase", organiser_id=organiser_id, by=by, now=now, reason=reason.value, rows=sum(gone.values())
    )
    return _note(
        session, ErasureKind.EVENT, digest=digest, reason=reason, gone=gone, marks=marks,
        organiser_id=organiser_id, by=by, now=now,
    )  # fmt: skip


def forget_messages(session: Session, which: ColumnElement[bool], *, organiser_id: int) -> list[str]:
    """Delete messages. Return the marks of the files they may have become."""
    gone = delete(Message).where(Message.organiser_id == organiser_id, which).returning(Message.header_id)
    return [header_id.strip("<>").partition("@")[0] for header_id in session.scalars(gone)]


def empty_audit(session: Session, which: ColumnElement[bool]) -> int:
    """Take text and salt out of audit entries; their commitments stay, so that the chain still verifies."""
    emptied = session.execute(
        update(AuditEntry)
        .where(which, AuditEntry.salt.is_not(None))
        .values(details=None, salt=None, participant_id=None)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    return int(emptied.rowcount)  # type: ignore[attr-defined]


def about_people(ids: Collection[int] | Select[int], *, organiser_id: int) -> ColumnElement[bool]:
    """Return the condition on an audit entry that one of these people did it or that it is about them."""
    about = AuditEntry.details["participant"].as_integer()
    return and_(AuditEntry.organiser_id == organiser_id, or_(AuditEntry.participant_id.in_(ids), about.in_(ids)))


def _drafts(organiser_id: int, event_id: int) -> ColumnElement[bool]:
    return and_(SheetDraft.organiser_id == organiser_id, SheetDraft.event_id == event_id)


def _drop_papers(session: Session, *, organiser_id: int, event_id: int) -> list[str]:
    """Forget the event's batches of papers, which may hold somebody's; they are made again in a minute."""
    found = session.execute(
        delete(PaperBatch)
        .where(PaperBatch.organiser_id == organiser_id, PaperBatch.event_id == event_id)
        .returning(PaperBatch.key)
    )
    return list(found.scalars())


def _forget_in_plans(session: Session, names: set[str], *, organiser_id: int, event_id: int) -> None:
    """Take people out of what plans were computed from and of what the solver answered."""
    plans = session.scalars(
        select(Assignment).where(Assignment.organiser_id == organiser_id, Assignment.event_id == event_id)
    )
    for plan in plans:
        plan.problem = None
        if plan.solution:
            plan.solution = {
                **plan.solution,
                "placements": [pair for pair in plan.solution.get("placements", []) if pair[0] not in names],
                "unplaced": [name for name in plan.solution.get("unplaced", []) if name not in names],
            }
    session.flush()


def _drop_empty_groups(session: Session, *, organiser_id: int, event_id: int) -> None:
    """Delete groups nobody is in any more: their label may be a family's name."""
    used = select(Participant.group_id).where(
        Participant.organiser_id == organiser_id, Participant.event_id == event_id, Participant.group_id.is_not(None)
    )
    session.execute(
        delete(Group).where(Group.organiser_id == organiser_id, Group.event_id == event_id, Group.id.not_in(used))
    )


def _note(
    session: Session,
    kind: ErasureKind,
    *,
    digest: str,
    reason: ErasureReason,
    gone: Mapping[str, int],
    marks: list[str],
    organiser_id: int,
    by: Account | None,
    now: datetime,
) -> Erasure:
    """Keep that something was erased and ask the worker for what a transaction cannot do."""
    erasure = Erasure(
        organiser_id=organiser_id, kind=kind, digest=digest, reason=reason, row_count=sum(gone.values()),
        file_marks=marks, asked_at=now, asked_by_id=by.id if by else None,
    )  # fmt: skip
    session.add(erasure)
    session.flush()
    enqueue(session, TaskKind.FINISH_ERASURE, erasure.id, cause=f"erasure/{erasure.key}")
    return erasure


def _count(session: Session, table: type[AuditEntry | SheetDraft], which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(which)) or 0
