"""Messages: ask for one; the sender writes and sends it later."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from matchday.core.message import MessageKind
from matchday.models import Account, Message
from matchday.services.account import find_account
from matchday.services.task import TaskKind, enqueue


def ask_for_sign_in_link(session: Session, email: str, *, now: datetime) -> None:
    """Send a new one-time link to the account with this address, if there is one.

    The link itself is made when the message is written, so that no secret lies in the database.
    """
    account = find_account(session, email=email.lower())
    if account is not None and account.active:
        write_to_account(
            session, account, MessageKind.SIGN_IN, cause=f"sign-in/{secrets.token_hex(8)}", now=now
        )


def write_to_account(
    session: Session,
    account: Account,
    kind: MessageKind,
    *,
    cause: str,
    now: datetime,
    event_id: int | None = None,
) -> Message:
    """Ask for a message to an account. The same ``cause`` twice is refused by the database."""
    message = Message(
        organiser_id=account.organiser_id,
        event_id=event_id,
        account_id=account.id,
        cause=cause,
        kind=kind,
        language="de",
        header_id=f"<{secrets.token_hex(16)}@matchday>",
        made_at=now,
    )
    session.add(message)
    session.flush()
    enqueue(session, TaskKind.SEND_MESSAGE, message.id, cause=f"message/{cause}")
    return message
