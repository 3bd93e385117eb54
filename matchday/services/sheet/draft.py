"""Keep what a file holds between preview and confirmation: sealed, for an hour, for whoever uploaded it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from matchday.core.access import Keyring
from matchday.core.errors import NotFound
from matchday.documents.seal import seal, unseal
from matchday.models import Account, Event, SheetDraft
from matchday.sheets.reading import RawTable, from_child, to_parent

LIFE = timedelta(hours=1)
PURPOSE = "sheet"


def keep_draft(
    session: Session, tables: Sequence[RawTable], *, event: Event, keyring: Keyring, by: Account, now: datetime
) -> SheetDraft:
    """Keep tables for their preview. Earlier ones of the same person, and everybody's old ones, are gone."""
    session.execute(
        delete(SheetDraft).where(
            SheetDraft.organiser_id == event.organiser_id,
            or_(SheetDraft.account_id == by.id, SheetDraft.made_at <= now - LIFE),
        )
    )
    draft = SheetDraft(
        organiser_id=event.organiser_id,
        event_id=event.id,
        account_id=by.id,
        sealed=seal(zlib.compress(to_parent(list(tables))), keyring.key(PURPOSE)),
        made_at=now,
    )
    session.add(draft)
    session.flush()
    return draft


def read_draft(
    session: Session, key: str, *, event: Event, keyring: Keyring, by: Account, now: datetime
) -> list[RawTable]:
    """Return the tables kept under ``key``. **Errors** NotFound where it is too old, another's or taken over."""
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
    return from_child(zlib.decompress(unseal(draft.sealed, keyring.key(PURPOSE))))


def drop_draft(session: Session, key: str, *, event: Event, by: Account) -> bool:
    """Forget the tables kept under ``key``. Return whether it was there: only one of two taps takes it over."""
    gone = session.scalars(
        delete(SheetDraft)
        .where(SheetDraft.organiser_id == event.organiser_id, SheetDraft.account_id == by.id, SheetDraft.key == key)
        .returning(SheetDraft.id)
    )
    return gone.first() is not None
