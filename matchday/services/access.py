"""Access links: issue, open, revoke a participant's way in."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from matchday.core.access import (
    CODE_LENGTH,
    SECOND_LIFE,
    Keyring,
    code_from,
    digest_code,
    digest_token,
    is_second_code,
    second_code_from,
    token_from,
)
from matchday.core.errors import NotFound, RuleError
from matchday.core.shortcode import read_code
from matchday.models import AccessLink, Account, Participant
from matchday.models.row_security import see_organiser
from matchday.services.audit import write_audit, write_audits
from matchday.services.lock import hold
from matchday.services.login import shut_out_newcomers

BY_SECRET = {"across_organisers": "found by the secret of one access link"}


@dataclass(frozen=True)
class Access:
    """What is handed to a participant: the token for the link and the QR, the short code for typing."""

    token: str = field(repr=False)
    code: str = field(repr=False)


def issue_access(
    session: Session,
    participant: Participant,
    *,
    keyring: Keyring,
    by: Account | None,
    now: datetime,
    life: timedelta | None = None,
) -> AccessLink:
    """Give a participant a new access link; the old ones end at once."""
    revoke_access(session, participant, by=by, now=now)
    link = new_access_link(participant, keyring=keyring, by=by, now=now, life=life)
    session.add(link)
    write_audit(
        session,
        "access.issue",
        organiser_id=participant.organiser_id,
        event_id=participant.event_id,
        by=by,
        now=now,
        participant=participant.id,
    )
    return link


def issue_first_access(
    session: Session, participants: Iterable[Participant], *, keyring: Keyring, now: datetime
) -> None:
    """Give an access link to people who have none, all at once."""
    by_event: defaultdict[tuple[int, int], list[Participant]] = defaultdict(list)
    for one in participants:
        by_event[one.organiser_id, one.event_id].append(one)
    for (organiser_id, event_id), people in by_event.items():
        session.add_all(new_access_link(one, keyring=keyring, by=None, now=now) for one in people)
        write_audits(
            session,
            "access.issue",
            [{"participant": one.id} for one in people],
            organiser_id=organiser_id,
            event_id=event_id,
            by=None,
            now=now,
        )


def replace_access(
    session: Session, participant: Participant, *, seen: str, keyring: Keyring, by: Account, now: datetime
) -> AccessLink:
    """Give a new access in place of the newest one, whose key the page showed; the same form counts only once.

    **Shapes** ``seen`` is empty where there was none.
    **Errors** RuleError ``participant_withdrawn``; ``access_shown`` where a newer one was given since.
    """
    if participant.withdrawn_at is not None:
        raise RuleError("participant_withdrawn")
    hold(session, participant)
    newest = find_newest_access(session, participant)
    if seen != (newest.key if newest else ""):
        raise RuleError("access_shown")
    return issue_access(session, participant, keyring=keyring, by=by, now=now)


def new_access_link(
    participant: Participant,
    *,
    keyring: Keyring,
    by: Account | None,
    now: datetime,
    life: timedelta | None = None,
) -> AccessLink:
    """Return a new access link that is not yet in the database."""
    nonce = secrets.token_hex(16)
    return AccessLink(
        organiser_id=participant.organiser_id,
        participant_id=participant.id,
        nonce=nonce,
        token_digest=digest_token(token_from(nonce, keyring)),
        code_digest=digest_code(code_from(nonce, keyring), keyring),
        made_at=now,
        made_by_id=by.id if by else None,
        expires_at=now + life if life else None,
    )


def find_access(session: Session, participant: Participant, *, now: datetime) -> AccessLink | None:
    """Return the access link of ``participant`` that is open now, or None."""
    return session.scalar(
        select(AccessLink)
        .where(
            AccessLink.organiser_id == participant.organiser_id,
            AccessLink.participant_id == participant.id,
            *_open_at(now),
        )
        .order_by(AccessLink.id.desc())
        .limit(1)
    )


def find_newest_access(session: Session, participant: Participant) -> AccessLink | None:
    """Return the access link given last, ended or not, or None where there was never one."""
    return session.scalar(
        select(AccessLink)
        .where(
            AccessLink.organiser_id == participant.organiser_id,
            AccessLink.participant_id == participant.id,
        )
        .order_by(AccessLink.id.desc())
        .limit(1)
    )


def show_access(link: AccessLink, *, keyring: Keyring) -> Access:
    """Return token and code of a link, to print or hand over again."""
    return Access(token_from(link.nonce, keyring), code_from(link.nonce, keyring))


def ask_second(link: AccessLink, *, keyring: Keyring, now: datetime) -> None:
    """Let one more device in within a minute, by a code. **Errors** NotFound for a protected person."""
    if link.participant.is_protected:
        raise NotFound
    link.second_asked_at = now
    link.second_digest = digest_code(second_code_from(link.nonce, now, keyring), keyring)


def find_second(link: AccessLink, *, keyring: Keyring, now: datetime) -> str | None:
    """Return the code that lets a second device in now, or None where none is asked for, is used or too old."""
    asked_at = link.second_asked_at
    if asked_at is None or link.second_digest is None or now >= asked_at + SECOND_LIFE:
        return None
    return second_code_from(link.nonce, asked_at, keyring)


def open_access(session: Session, secret: str, *, keyring: Keyring, now: datetime) -> AccessLink:
    """Return the open access link whose token, short code or code for a second device was given.

    **Errors** RuleError ``access_unknown``: unknown, revoked, too old or withdrawn; nobody learns which.
    """
    code = read_code(secret)
    asked: ColumnElement[bool] = AccessLink.token_digest == digest_token(secret.strip().upper())
    if len(code) == CODE_LENGTH:
        asked = AccessLink.code_digest == digest_code(code, keyring)
    elif is_second_code(secret):
        asked = and_(AccessLink.second_digest == digest_code(code, keyring), *_takes_second(now))
    link = _find_open(session, asked, now=now)
    if link is None:
        raise RuleError("access_unknown")
    hold(session, link.participant)  # of two devices at once one is the first
    if is_second_code(secret):
        _take_second(session, link)
    if link.first_opened_at is None:
        link.first_opened_at = now
    return link


def find_by_token(session: Session, token: str, *, now: datetime) -> AccessLink | None:
    """Return the open access link with this token, or None. It does not count as opened."""
    return _find_open(session, AccessLink.token_digest == digest_token(token), now=now)


def _find_open(session: Session, asked: ColumnElement[bool], *, now: datetime) -> AccessLink | None:
    link = session.scalar(
        select(AccessLink)
        .join(Participant, Participant.id == AccessLink.participant_id)
        .where(asked, *_open_at(now), Participant.withdrawn_at.is_(None))
        .execution_options(**BY_SECRET)
    )
    if link is not None:
        see_organiser(link.organiser_id)
    return link


def revoke_access(session: Session, participant: Participant, *, by: Account | None, now: datetime) -> bool:
    """End every open access link of ``participant``. Return whether there was one."""
    ended = session.scalars(
        update(AccessLink)
        .where(
            AccessLink.organiser_id == participant.organiser_id,
            AccessLink.participant_id == participant.id,
            AccessLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .returning(AccessLink.id)
    ).all()
    if ended:
        shut_out_newcomers(session, participant, now=now)
        write_audit(
            session,
            "access.revoke",
            organiser_id=participant.organiser_id,
            event_id=participant.event_id,
            by=by,
            now=now,
            participant=participant.id,
        )
    return bool(ended)


def _open_at(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        AccessLink.revoked_at.is_(None),
        or_(AccessLink.expires_at.is_(None), AccessLink.expires_at > now),
    )


def _takes_second(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (AccessLink.second_asked_at > now - SECOND_LIFE, Participant.is_protected.is_(False))


def _take_second(session: Session, link: AccessLink) -> None:
    """Use the code up. **Errors** RuleError where another device was quicker."""
    used = session.scalar(
        update(AccessLink)
        .where(
            AccessLink.organiser_id == link.organiser_id,
            AccessLink.id == link.id,
            AccessLink.second_digest == link.second_digest,
        )
        .values(second_digest=None)
        .returning(AccessLink.id)
    )
    if used is None:
        raise RuleError("access_unknown")
