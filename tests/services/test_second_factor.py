"""Setting up, showing, losing the second factor."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.errors import RuleError
from matchday.core.second_factor import RECOVERY_COUNT, code_of, step_at
from matchday.models import Account
from matchday.services.login import begin_login, find_login
from matchday.services.second_factor import (
    draw_secret,
    has_second_factor,
    open_secret,
    pass_second_factor,
    remove_authenticator,
    renew_recovery_codes,
    reset_second_factor,
    set_up_authenticator,
)
from tests.factories import KEYRING, an_account


@pytest.fixture
def staff(session: Session, now: datetime) -> Account:
    """Return somebody with an authenticator app."""
    account = an_account(session, Role.STAFF)
    sealed = draw_secret(KEYRING)
    code = code_of(open_secret(sealed, keyring=KEYRING), step_at(now))
    set_up_authenticator(session, account, sealed, code=code, keyring=KEYRING, now=now)
    session.flush()
    return account


def code_at(account: Account, at: datetime) -> str:
    """Return what the account's app shows."""
    return code_of(open_secret(account.authenticator_secret or b"", keyring=KEYRING), step_at(at))


def test_a_wrong_first_code_keeps_nothing(session: Session, now: datetime) -> None:
    account = an_account(session, Role.STAFF)

    with pytest.raises(RuleError, match="code_wrong"):
        set_up_authenticator(session, account, draw_secret(KEYRING), code="000000", keyring=KEYRING, now=now)

    assert not has_second_factor(session, account)


def test_the_database_alone_makes_no_codes(staff: Account) -> None:
    assert open_secret(staff.authenticator_secret or b"", keyring=KEYRING) not in (staff.authenticator_secret or b"")


def test_a_code_counts_once(session: Session, staff: Account, now: datetime) -> None:
    later = now + timedelta(minutes=1)
    code = code_at(staff, later)
    pass_second_factor(session, staff, code, keyring=KEYRING, now=later)
    session.flush()

    with pytest.raises(RuleError, match="code_wrong"):
        pass_second_factor(session, staff, code, keyring=KEYRING, now=later)


def test_a_recovery_code_counts_once_however_it_is_typed(session: Session, staff: Account, now: datetime) -> None:
    first, *_ = renew_recovery_codes(session, staff, keyring=KEYRING, now=now)
    session.flush()
    pass_second_factor(session, staff, f" {first[:5].lower()}-{first[5:]} ", keyring=KEYRING, now=now)
    session.flush()

    with pytest.raises(RuleError, match="code_wrong"):
        pass_second_factor(session, staff, first, keyring=KEYRING, now=now)

    assert len(staff.recovery_digests or []) == RECOVERY_COUNT - 1


def test_new_recovery_codes_end_the_old_ones(session: Session, staff: Account, now: datetime) -> None:
    old = renew_recovery_codes(session, staff, keyring=KEYRING, now=now)
    renew_recovery_codes(session, staff, keyring=KEYRING, now=now)
    session.flush()

    with pytest.raises(RuleError, match="code_wrong"):
        pass_second_factor(session, staff, old[0], keyring=KEYRING, now=now)


def test_the_office_keeps_its_last_factor(session: Session, staff: Account, now: datetime) -> None:
    with pytest.raises(RuleError, match="second_factor_last"):
        remove_authenticator(session, staff, now=now)


def test_an_owner_resets_what_somebody_lost(session: Session, staff: Account, now: datetime) -> None:
    owner = an_account(session, Role.OWNER, organiser_id=staff.organiser_id)
    renew_recovery_codes(session, staff, keyring=KEYRING, now=now)
    secret = begin_login(session, staff, device="", now=now)

    reset_second_factor(session, staff, by=owner, now=now)

    assert (has_second_factor(session, staff), staff.recovery_digests) == (False, None)
    assert find_login(session, secret) is None


def test_nobody_resets_their_own(session: Session, staff: Account, now: datetime) -> None:
    with pytest.raises(RuleError, match="account_own_factor"):
        reset_second_factor(session, staff, by=staff, now=now)
