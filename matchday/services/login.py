"""Logins: begin one, find the one a session names, list and end them. Each ends on the server."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, case, delete, or_, select, update
from sqlalchemy.orm import Session, contains_eager

from matchday.core.access import digest_token
from matchday.core.errors import NotFound
from matchday.core.login import KEPT, LONGEST, Device, digest_mark, is_news
from matchday.core.todo import TodoKind
from matchday.models import AccessLink, Account, Login, Organiser, Participant
from matchday.models.row_security import see_organiser
from matchday.services.audit import write_participant_audit
from matchday.services.event import read_event
from matchday.services.todo import close_todos, note_todo

BY_SECRET = {"across_organisers": "found by the secret of one signed session"}
SHOWN = 5
"""How many times of coming in a participant and those who help them see."""


@dataclass(frozen=True)
class Visit:
    """Say when somebody came to a participant's pages, with what, whether that never came before, and is open still."""

    key: str
    device: str
    began_at: datetime
    is_new_device: bool
    is_open: bool


def begin_login(session: Session, account: Account, *, device: str, now: datetime) -> str:
    """Note that an account signed in on a device. Return the secret for the signed session."""
    login = Login(organiser_id=account.organiser_id, account_id=account.id, device=device, began_at=now)
    return _keep(session, login)


def begin_visit(
    session: Session,
    link: AccessLink,
    *,
    mark: str,
    device: str,
    now: datetime,
    is_shared: bool = False,
    is_second: bool = False,
) -> str:
    """Note that somebody came by an access link, and tell who helps of a new device. Return the secret of the session.

    ``is_second``: by a code for a second device, which is news in any case. A device stands once among those that are
    open. Where its owner said before «that is me» it need not be asked again, but for a phone that others use too.
    """
    person = link.participant
    before = list(session.scalars(_logins_of(person)))
    came = Device(digest_mark(mark, whose=person.key), device)
    if is_second or is_news(came, list(map(_device, before))):
        _tell_of_new_device(session, person, now=now)
    here = [login for login in before if login.device_digest == came.digest]
    for login in here:
        end_login(session, login, now=now)
    login = Login(
        organiser_id=link.organiser_id,
        access_link_id=link.id,
        device=device,
        device_digest=came.digest,
        is_shared=is_shared,
        is_confirmed=not is_shared and _is_own(here),
        began_at=now,
        saved_on=max((one.saved_on for one in here if one.saved_on), default=None),
    )
    return _keep(session, login)


def is_own_device(session: Session, link: AccessLink, *, mark: str) -> bool:
    """Tell whether the person came on this device before, said «that is me», and shares it with nobody."""
    digest = digest_mark(mark, whose=link.participant.key)
    return _is_own([one for one in session.scalars(_logins_of(link.participant)) if one.device_digest == digest])


def _is_own(here: Sequence[Login]) -> bool:
    """Tell by somebody's logins on one device whether it is known for their own; what was so last counts."""
    return bool(here) and here[-1].is_confirmed and not here[-1].is_shared


def _keep(session: Session, login: Login) -> str:
    """Keep a login under a new secret, which stands nowhere else than in the signed session."""
    secret = secrets.token_urlsafe(24)
    login.digest = digest_token(secret)
    session.add(login)
    return secret


def _tell_of_new_device(session: Session, person: Participant, *, now: datetime) -> None:
    event = read_event(session, person.organiser_id, event_id=person.event_id)
    note_todo(session, event, TodoKind.NEW_DEVICE, participant=person, due_at=now, now=now)
    write_participant_audit(session, "access.new_device", person, by=person, now=now)


def shut_out_newcomers(session: Session, person: Participant, *, now: datetime) -> None:
    """Close the question about a new device with the access; what came since it was asked is news if it comes again."""
    event = read_event(session, person.organiser_id, event_id=person.event_id)
    for asked in close_todos(session, event, TodoKind.NEW_DEVICE, participant=person, now=now):
        known = set[str | None]()
        for login in session.scalars(_logins_of(person)):
            if login.began_at < asked.made_at:
                known.add(login.device_digest)
            elif login.device_digest not in known:
                login.device_digest = ""


def confirm_login(login: Login) -> None:
    """Keep that whoever came said on this device: that is me."""
    login.is_confirmed = True


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


def dismiss_device(
    session: Session, person: Participant, login: Login, *, by: Account | Participant, now: datetime
) -> None:
    """End a participant's device from afar: if it comes again, it is news."""
    end_login(session, login, now=now)
    if login.device_digest:
        known = (Login.organiser_id == person.organiser_id, Login.device_digest == login.device_digest)
        session.execute(update(Login).where(*known).values(device_digest=""))
    login.device_digest = ""
    write_participant_audit(session, "access.end_device", person, by=by, now=now)


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
    visits: list[Visit] = []
    before: list[Device] = []
    for login in session.scalars(_logins_of(participant)):
        came = _device(login)
        is_open = login.ended_at is None and login.access_link is not None and login.access_link.revoked_at is None
        is_new_device = is_news(came, before)
        visits.append(Visit(login.key, login.device, login.began_at, is_new_device=is_new_device, is_open=is_open))
        before.append(came)
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


def _logins_of(participant: Participant) -> Select[Login]:
    """Return how to find every login of a person, the oldest first; ended ones, and by earlier links, too."""
    return (
        select(Login)
        .join(AccessLink, AccessLink.id == Login.access_link_id)
        .where(*_of_participant(participant))
        .options(contains_eager(Login.access_link))
        .order_by(Login.began_at, Login.id)
    )


def _device(login: Login) -> Device:
    return Device(login.device_digest, login.device)


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
