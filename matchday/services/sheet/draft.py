"""Keep an uploaded file between preview and confirmation: sealed, for an hour, for whoever uploaded it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from matchday.core.access import Keyring
from matchday.core.errors import NotFound
from matchday.documents.seal import seal, unseal
from matchday.models import Account, Event, SheetDraft

LIFE = timedelta(hours=1)
PURPOSE = "sheet"


@dataclass(frozen=True)
class SheetFile:
    """An uploaded file."""

    name: str
    content: bytes = field(repr=False)


def keep_draft(
    session: Session, file: SheetFile, *, event: Event, keyring: Keyring, by: Account, now: datetime
) -> SheetDraft:
    """Keep a file for its preview. Earlier files of the same person, and everybody's old ones, are gone."""
    session.execute(
        delete(SheetDraft).where(
            SheetDraft.organiser_id == event.organiser_id,
            or_(SheetDraft.account_id == by.id, SheetDraft.made_at <= now - LIFE),
        )
    )
    name = file.name.replace("\0", "").encode("utf-8", errors="replace")
    draft = SheetDraft(
        organiser_id=event.organiser_id,
        event_id=event.id,
        account_id=by.id,
        sealed=seal(name + b"\0" + file.content, keyring.key(PURPOSE)),
        made_at=now,
    )
    session.add(draft)
    session.flush()
    return draft


def read_draft(session: Session, key: str, *, event: Event, keyring: Keyring, by: Account, now: datetime) -> SheetFile:
    """Return the file kept under ``key``. **Errors** NotFound where it is too old, another's or taken over."""
    draft = session.scalar(
        select(SheetDraft).where(
            SheetDraft.organiser_id == event.organiser_id,
            SheetDraft.event_id == event.id,
            SheetDraft.account_id == by.id,
            SheetDraft.key == key,
            SheetDraft.made_at > now - LIFE,
        )
    )
    if draft is None:
        raise NotFound
    name, _, content = unseal(draft.sealed, keyring.key(PURPOSE)).partition(b"\0")
    return SheetFile(name.decode(), content)


def drop_draft(session: Session, key: str, *, event: Event, by: Account) -> bool:
    """Forget the file kept under ``key``. Return whether it was there: only one of two taps takes it over."""
    gone = session.scalars(
        delete(SheetDraft)
        .where(SheetDraft.organiser_id == event.organiser_id, SheetDraft.account_id == by.id, SheetDraft.key == key)
        .returning(SheetDraft.id)
    )
    return gone.first() is not None
