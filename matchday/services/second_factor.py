"""The second factor: set up an authenticator app, check codes, hand out recovery codes, begin anew."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from matchday.core import second_factor
from matchday.core.access import Keyring
from matchday.core.account import OFFICE_ROLES
from matchday.core.errors import RuleError
from matchday.core.second_factor import DIGITS, RECOVERY_COUNT, RECOVERY_LENGTH, SECRET_LENGTH
from matchday.core.shortcode import ALPHABET, read_code
from matchday.documents.seal import seal, unseal
from matchday.models import Account, Passkey
from matchday.services.audit import write_audit
from matchday.services.lock import hold
from matchday.services.login import end_logins

PURPOSE = "authenticator"


def has_second_factor(session: Session, account: Account) -> bool:
    """Tell whether ``account`` has an authenticator app or a passkey."""
    return account.authenticator_secret is not None or count_passkeys(session, account) > 0


def count_passkeys(session: Session, account: Account) -> int:
    """Return how many passkeys ``account`` has."""
    asked = select(func.count()).where(Passkey.organiser_id == account.organiser_id, Passkey.account_id == account.id)
    return session.scalar(asked) or 0


def draw_secret(keyring: Keyring) -> bytes:
    """Return a new secret for an authenticator app, sealed: it may wait in the signed session until a code fits."""
    return seal(secrets.token_bytes(SECRET_LENGTH), keyring.key(PURPOSE))


def open_secret(sealed: bytes, *, keyring: Keyring) -> bytes:
    """Return the secret for the app to take."""
    return unseal(sealed, keyring.key(PURPOSE))


def set_up_authenticator(
    session: Session, account: Account, sealed: bytes, *, code: str, keyring: Keyring, now: datetime
) -> None:
    """Keep the secret of an app that shows the right code. **Errors** RuleError ``code_wrong``."""
    step = second_factor.find_step(open_secret(sealed, keyring=keyring), read_code(code), after=None, now=now)
    if step is None:
        raise RuleError("code_wrong")
    account.authenticator_secret, account.authenticator_step = sealed, step
    write_audit(
        session, "second_factor.set_up_app", organiser_id=account.organiser_id, by=account, now=now, account=account.id
    )


def pass_second_factor(session: Session, account: Account, typed: str, *, keyring: Keyring, now: datetime) -> None:
    """Accept a code of the app or a recovery code; each counts once.

    **Errors** RuleError ``code_wrong``.
    """
    hold(session, account)  # the same code in two requests at once counts once
    code = read_code(typed)
    if len(code) == DIGITS and account.authenticator_secret is not None:
        secret = open_secret(account.authenticator_secret, keyring=keyring)
        step = second_factor.find_step(secret, code, after=account.authenticator_step, now=now)
        if step is not None:
            account.authenticator_step = step
            return
    digest = _digest(code, keyring)
    left = account.recovery_digests or []
    if digest not in left:
        raise RuleError("code_wrong")
    account.recovery_digests = [one for one in left if one != digest]
    write_audit(
        session, "second_factor.recover", organiser_id=account.organiser_id, by=account, now=now,
        account=account.id, left=len(account.recovery_digests),
    )  # fmt: skip


def renew_recovery_codes(session: Session, account: Account, *, keyring: Keyring, now: datetime) -> list[str]:
    """Give ``account`` new recovery codes in place of all others and return them: they are never shown again."""
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_COUNT)]
    account.recovery_digests = [_digest(code, keyring) for code in codes]
    write_audit(
        session, "second_factor.renew_codes", organiser_id=account.organiser_id, by=account, now=now, account=account.id
    )
    return codes


def remove_authenticator(session: Session, account: Account, *, now: datetime) -> None:
    """Forget the authenticator app. **Errors** as in :func:`require_another`."""
    require_another(account, left=count_passkeys(session, account))
    account.authenticator_secret = account.authenticator_step = None
    write_audit(
        session, "second_factor.remove_app", organiser_id=account.organiser_id, by=account, now=now, account=account.id
    )


def require_another(account: Account, *, left: int) -> None:
    """Refuse to take the last second factor from somebody who must have one.

    **Errors** RuleError ``second_factor_last``.
    """
    if left == 0 and account.role_names & OFFICE_ROLES:
        raise RuleError("second_factor_last")


def reset_second_factor(session: Session, account: Account, *, by: Account, now: datetime) -> None:
    """Take away every second factor of somebody who lost it, and end their logins: they set up a new one.

    **Errors** RuleError ``account_own``: nobody weakens their own account.
    """
    if account.id == by.id:
        raise RuleError("account_own_factor")
    account.authenticator_secret = account.authenticator_step = account.recovery_digests = None
    session.execute(
        delete(Passkey).where(Passkey.organiser_id == account.organiser_id, Passkey.account_id == account.id)
    )
    end_logins(session, account, now=now)
    write_audit(session, "second_factor.reset", organiser_id=account.organiser_id, by=by, now=now, account=account.id)


def _digest(code: str, keyring: Keyring) -> str:
    return hmac.digest(keyring.key("recovery-code"), code.encode(), "sha256").hex()
