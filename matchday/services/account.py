"""Accounts: invite people, let them in once by a link, end their access."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from matchday.core.access import digest_token
from matchday.core.account import Role, may_decide_about, roles_of
from matchday.core.errors import NotFound, RuleError
from matchday.models import Account, AccountRole, Organiser, Participant, SignInLink
from matchday.models.row_security import see_organiser
from matchday.services.audit import write_audit
from matchday.services.lock import held
from matchday.services.login import end_logins

LINK_LIFE = timedelta(hours=72)
BY_SECRET = {"across_organisers": "found by a secret or an address that names one account"}


def invite_account(
    session: Session,
    email: str,
    *,
    name: str,
    roles: Iterable[Role],
    organiser_id: int,
    by: Account | None,
    now: datetime,
    employer_id: int | None = None,
    phone: str = "",
) -> Account:
    """Add an account without a password; a sign-in link lets its owner set one.

    **Errors** RuleError ``account_exists``.
    """
    email = email.lower()
    if find_account(session, email=email):
        raise RuleError("account_exists")
    account = Account(
        organiser_id=organiser_id,
        email=email,
        name=name,
        phone=phone,
        active=True,
        employer_id=employer_id,
        roles=[AccountRole(organiser_id=organiser_id, name=role) for role in roles],
    )
    session.add(account)
    session.flush()
    names = [str(role.name) for role in account.roles]
    write_audit(session, "account.invite", organiser_id=organiser_id, by=by, now=now, account=account.id, roles=names)
    return account


def find_account(session: Session, **by_column: object) -> Account | None:
    """Return the account whose one column has this value, whatever the organiser, or None.

    For signing in only: by mail address, by session secret, by number from a signed session.
    """
    return session.scalar(select(Account).filter_by(**by_column).execution_options(**BY_SECRET))


def find_password(session: Session, email: str) -> str | None:
    """Return what is kept of the password of the open account with this address, whatever the organiser, or None.

    It asks for nothing else, so that it takes as long where there is no such account.
    """
    asked = select(Account.password).where(Account.email == email, Account.active)
    return session.scalar(asked.execution_options(**BY_SECRET))


def read_account(session: Session, key: str, *, organiser_id: int) -> Account:
    """Return an account of the organiser. **Errors** NotFound."""
    account = session.scalar(select(Account).where(Account.organiser_id == organiser_id, Account.key == key))
    if account is None:
        raise NotFound
    return account


def list_accounts(session: Session, *roles: Role, organiser_id: int) -> list[Account]:
    """Return the organiser's active accounts that have one of ``roles``, by name."""
    with_role = select(AccountRole.account_id).where(
        AccountRole.organiser_id == organiser_id, AccountRole.name.in_(roles)
    )
    return list(
        session.scalars(
            select(Account)
            .where(Account.organiser_id == organiser_id, Account.active, Account.id.in_(with_role))
            .order_by(Account.name)
        )
    )


def make_sign_in_link(session: Session, account: Account, *, now: datetime, life: timedelta = LINK_LIFE) -> str:
    """Return the token of a new link that signs ``account`` in once. Links sent before stay good until they end."""
    token = secrets.token_urlsafe(24)
    link = SignInLink(
        organiser_id=account.organiser_id,
        account_id=account.id,
        digest=digest_token(token),
        made_at=now,
        expires_at=now + life,
    )
    session.add(link)
    return token


def end_sign_in_links(session: Session, account: Account, *, now: datetime) -> None:
    """End every unused link of ``account``."""
    session.execute(
        update(SignInLink)
        .where(
            SignInLink.organiser_id == account.organiser_id,
            SignInLink.account_id == account.id,
            SignInLink.used_at.is_(None),
        )
        .values(used_at=now)
    )


def spend_sign_in_link(session: Session, token: str, *, now: datetime) -> Account:
    """Use the link up and return the account it lets in.

    **Errors** RuleError ``link_gone`` where it is unknown, used or too old: nobody learns which.
    """
    digest = digest_token(token)
    spent: CursorResult[object] = session.execute(  # type: ignore[assignment]
        update(SignInLink)
        .where(SignInLink.digest == digest, SignInLink.used_at.is_(None), SignInLink.expires_at > now)
        .values(used_at=now)
        .execution_options(**BY_SECRET)
    )
    if spent.rowcount != 1:
        raise RuleError("link_gone")
    account = session.scalar(
        select(Account)
        .join(SignInLink, SignInLink.account_id == Account.id)
        .where(SignInLink.digest == digest, Account.active)
        .execution_options(**BY_SECRET)
    )
    if account is None:
        raise RuleError("link_gone")
    see_organiser(account.organiser_id)
    account.confirmed_at = account.confirmed_at or now
    write_audit(session, "account.sign_in_by_link", organiser_id=account.organiser_id, by=account, now=now)
    return account


def set_password(session: Session, account: Account, password_hash: str, *, now: datetime) -> None:
    """Keep a new password and end every login of the account, this one too: the view begins a new one."""
    account.password = password_hash
    end_logins(session, account, now=now)
    write_audit(session, "account.set_password", organiser_id=account.organiser_id, by=account, now=now)


def require_may_decide(account: Account, *, by: Account) -> None:
    """Refuse where ``by`` may not let ``account`` in again. **Errors** RuleError ``account_not_yours``."""
    if not may_decide_about(by.role_names, account.role_names):
        raise RuleError("account_not_yours")


def change_roles(session: Session, account: Account, task: Role, *, by: Account, now: datetime) -> None:
    """Give a member of the team another task. It counts at their next tap.

    **Errors** RuleError ``account_last_owner``, ``account_not_yours`` for an employer's account.
    """
    if Role.EMPLOYER in account.role_names:
        raise RuleError("account_not_yours")
    wanted, before = roles_of(task), account.role_names
    if Role.OWNER in before - wanted:
        _require_another_owner(session, account)
    account.roles[:] = [role for role in account.roles if role.name in wanted] + [
        AccountRole(organiser_id=account.organiser_id, name=role) for role in sorted(wanted - before)
    ]
    write_audit(
        session,
        "account.change_roles",
        organiser_id=account.organiser_id,
        by=by,
        now=now,
        account=account.id,
        changed={"roles": [", ".join(sorted(before)), ", ".join(sorted(wanted))]},
    )


def _require_another_owner(session: Session, account: Account) -> None:
    """Refuse to leave an organiser without an owner; two owners who leave at once do not both pass."""
    session.execute(held(select(Organiser.id).where(Organiser.id == account.organiser_id)))
    owners = list_accounts(session, Role.OWNER, organiser_id=account.organiser_id)
    if all(owner.id == account.id for owner in owners):
        raise RuleError("account_last_owner")


def close_account(session: Session, account: Account, *, by: Account, now: datetime) -> None:
    """Shut an account: sessions and unused links end at once.

    **Errors** RuleError ``account_own`` where somebody shuts their own; ``account_last_owner``.
    """
    if account.id == by.id:
        raise RuleError("account_own")
    if Role.OWNER in account.role_names:
        _require_another_owner(session, account)
    account.active = False
    end_sign_in_links(session, account, now=now)
    end_logins(session, account, now=now)
    write_audit(session, "account.close", organiser_id=account.organiser_id, by=by, now=now, account=account.id)


def coaching(organiser_id: int) -> Select[int]:
    """Ask for the inner numbers of those who accompany people, as ``Account.is_coaching`` says."""
    return (
        select(Account.id)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(
            Account.organiser_id == organiser_id,
            AccountRole.organiser_id == organiser_id,
            Account.active,
            AccountRole.name == Role.COACH,
        )
    )


def count_coached(session: Session, account: Account) -> int:
    """Return how many people who take part have this account as their coach."""
    asked = select(func.count()).where(
        Participant.organiser_id == account.organiser_id,
        Participant.coach_id == account.id,
        Participant.withdrawn_at.is_(None),
    )
    return session.scalar(asked) or 0
