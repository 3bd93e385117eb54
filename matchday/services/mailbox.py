"""The mailbox that mails come back to: how far it is read, and since when it is away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchday.models import Mailbox


def find_last_number(session: Session, mark: str) -> int:
    """Return the number of the last mail that was looked at in this folder, or 0."""
    return session.scalar(select(Mailbox.last_number).where(Mailbox.mark == mark)) or 0


def note_read(session: Session, mark: str, *, last_number: int) -> None:
    """Note how far a folder is read: the mailbox is there."""
    mailbox = _the_mailbox(session)
    mailbox.mark, mailbox.last_number, mailbox.away_since = mark, last_number, None


def note_away(session: Session, *, now: datetime) -> None:
    """Note that the mailbox cannot be read; since when stays."""
    mailbox = _the_mailbox(session)
    mailbox.away_since = mailbox.away_since or now


def forget_mailbox(session: Session) -> None:
    """Forget how far a mailbox was read that nobody reads any more."""
    session.execute(delete(Mailbox))


def _the_mailbox(session: Session) -> Mailbox:
    mailbox = session.scalar(select(Mailbox))
    if mailbox is None:
        mailbox = Mailbox(mark="", last_number=0)
        session.add(mailbox)
    return mailbox
