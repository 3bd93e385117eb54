"""Logins: begin one, find the one a session names, list and end them. Each ends on the server."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, delete, or_, select, update
from sqlalchemy.orm import Session

from matchday.core.access import digest_token
from matchday.core.errors import NotFound
from matchday.core.login import KEPT, LONGEST
from matchday.models import AccessLink, Account, Login, Organiser, Participant
from matchday.models.row_security import see_organiser

BY_SECRET = {"across_organisers": "found by the secret of one signed session"}
SHOWN = 5
"""How many times of coming in a participant and those who help them see."""


@dataclass(frozen=True)
class Visit:
    """Say when somebody came to a participant's pages, with what, and whether that device never came before."""

    device: str
    began_at: datetime
    is_new_device: bool


def begin_login(
    session: Session, whose: Account | AccessLink, *, device: str, now: datetime, is_shared: bool = False
) -> str:
    """Note that somebody signed in on a device. Return the secret for the signed session: it stands nowhere else."""
    secret = secrets.token_urlsafe(24)
    login = Login(
        organiser_id=whose.organiser_id,
        account_id=whose.id if isinstance(whose, Account) else None,
        access_link_id=whose.id if isinstance(whose, AccessLink) else None,
        digest=digest_token(secret),
        device=device,
        is_shared=is_shared,
        began_at=now,
    )
    session.add(login)
    return secret


def find_login(session: Session, secret: str) -> Login | None:
    """Return the login of an account that a session names, unless it or the account ended, whatever the organiser."""
    login = session.scalar(
        select(Login)
        .join(Account, Account.id == Login.account_id)
        .where(Login.digest == digest_token(secret), Login.ended_at.is_(None), Account.active)
        .execution_options(**BY_SECRET)
    )
    if login is not None:
        see_organiser(login.organiser_id)
    return login


def find_participant_login(session: Session, secret: str, *, now: datetime) -> Login | None:
    """Return the login of a participant that a session names while it and its access link are open."""
    login = session.scalar(
        select(Login)
        .join(AccessLink, AccessLink.id == Login.access_link_id)
        .join(Participant, Participant.id == AccessLink.participant_id)
        .where(
            Login.digest == digest_token(secret),
            Login.ended_at.is_(None),
            AccessLink.revoked_at.is_(None),
            or_(AccessLink.expires_at.is_(None), AccessLink.expires_at > now),
            Participant.withdrawn_at.is_(None),
        )
        .execution_options(**BY_SECRET)
    )
    if login is not None:
        see_organiser(login.organiser_id)
    return login


def note_day(session: Session, login: Login, *, today: date) -> None:
    """Note on which day something was last saved on a device: never an hour, and once a day.

    Written at once, so that it stands or falls with what is saved: a form that saves nothing leaves nothing behind.
    """
    if login.saved_on != today:
        mine = (Login.organiser_id == login.organiser_id, Login.id == login.id)
        session.execute(update(Login).where(*mine).values(saved_on=today))


def end_login(session: Session, login: Login, *, now: datetime) -> None:
    """End one login: whoever still holds its secret is not let in any more."""
    login.ended_at = login.ended_at or now


def end_logins(session: Session, account: Account, *, now: datetime, besides: Login | None = None) -> int:
    """End every login of ``account``, but not ``besides``. Return how many there were."""
    ended = session.scalars(
        update(Login)
        .where(
            Login.organiser_id == account.organiser_id,
            Login.account_id == account.id,
            Login.ended_at.is_(None),
            Login.began_at > now - LONGEST,
            Login.id != (besides.id if besides else 0),
        )
        .values(ended_at=now)
        .returning(Login.id)
    )
    return len(ended.all())


def list_logins(session: Session, account: Account, *, now: datetime) -> list[Login]:
    """Return where ``account`` is signed in, the newest first."""
    return list(
        session.scalars(
            select(Login)
            .where(
                Login.organiser_id == account.organiser_id,
                Login.account_id == account.id,
                Login.ended_at.is_(None),
                Login.began_at > now - LONGEST,
            )
            .order_by(Login.began_at.desc(), Login.id.desc())
        )
    )


def read_login(session: Session, account: Account, *, key: str) -> Login:
    """Return one login of ``account``. **Errors** NotFound."""
    login = session.scalar(
        select(Login).where(
            Login.organiser_id == account.organiser_id, Login.account_id == account.id, Login.key == key
        )
    )
    if login is None:
        raise NotFound
    return login


def list_visits(session: Session, participant: Participant) -> list[Visit]:
    """Return how somebody came to the participant's pages lately, the newest first; ended ones too.

    The very first device is not called new: it is the person's own, as far as anybody knows.
    """
    logins = session.execute(
        select(Login.device, Login.began_at)
        .join(AccessLink, AccessLink.id == Login.access_link_id)
        .where(*_of_participant(participant))
        .order_by(Login.began_at, Login.id)
    )
    visits: list[Visit] = []
    known: set[str] = set()
    for device, began_at in logins:
        visits.append(Visit(device, began_at, is_new_device=bool(known) and device not in known))
        known.add(device)
    return visits[: -SHOWN - 1 : -1]


def list_devices(session: Session, participant: Participant, *, now: datetime) -> list[Login]:
    """Return where a participant's pages are open, the newest first.

    A shared phone that nobody signed out is listed for as long as somebody might still hold it in their hands.
    """
    return list(
        session.scalars(
            select(Login)
            .join(AccessLink, AccessLink.id == Login.access_link_id)
            .where(
                *_of_participant(participant),
                Login.ended_at.is_(None),
                AccessLink.revoked_at.is_(None),
                Login.began_at > case((Login.is_shared, now - LONGEST), else_=now - KEPT),
            )
            .order_by(Login.began_at.desc(), Login.id.desc())
        )
    )


def read_device(session: Session, participant: Participant, *, key: str) -> Login:
    """Return one login of a participant. **Errors** NotFound."""
    login = session.scalar(
        select(Login)
        .join(AccessLink, AccessLink.id == Login.access_link_id)
        .where(*_of_participant(participant), Login.key == key)
    )
    if login is None:
        raise NotFound
    return login


def _of_participant(participant: Participant) -> tuple[ColumnElement[bool], ...]:
    return (
        Login.organiser_id == participant.organiser_id,
        AccessLink.organiser_id == participant.organiser_id,
        AccessLink.participant_id == participant.id,
    )


def forget_logins(session: Session, *, now: datetime) -> int:
    """Take away what is known of logins that began long ago. Return how many there were."""
    forgotten = 0
    for organiser in session.scalars(select(Organiser)):
        old = delete(Login).where(Login.organiser_id == organiser.id, Login.began_at < now - KEPT).returning(Login.id)
        forgotten += len(session.scalars(old).all())
    return forgotten
