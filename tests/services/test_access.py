"""Access links: how a participant comes in, and how the way is shut."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from matchday.core.errors import RuleError
from matchday.models import Participant
from matchday.services.access import (
    find_access,
    issue_access,
    open_access,
    replace_access,
    revoke_access,
    show_access,
)
from tests.factories import KEYRING, a_participant, an_account, an_event


@pytest.fixture
def participant(session: Session) -> Participant:
    return a_participant(session, an_event(session))


def test_token_and_code_open_the_same_door(session: Session, participant: Participant, now: datetime) -> None:
    link = issue_access(session, participant, keyring=KEYRING, by=None, now=now)
    access = show_access(link, keyring=KEYRING)

    opened = [open_access(session, secret, keyring=KEYRING, now=now) for secret in (access.token, access.code)]

    assert opened == [link, link]
    assert link.first_opened_at == now


def test_a_new_link_shuts_the_old_one(session: Session, participant: Participant, now: datetime) -> None:
    old = show_access(issue_access(session, participant, keyring=KEYRING, by=None, now=now), keyring=KEYRING)
    issue_access(session, participant, keyring=KEYRING, by=None, now=now)

    with pytest.raises(RuleError, match="access_unknown"):
        open_access(session, old.token, keyring=KEYRING, now=now)


def test_the_same_form_gives_one_access_only(session: Session, participant: Participant, now: datetime) -> None:
    staff = an_account(session)
    how = {"keyring": KEYRING, "by": staff, "now": now}
    first = replace_access(session, participant, seen="", **how)
    session.flush()

    with pytest.raises(RuleError, match="access_shown"):
        replace_access(session, participant, seen="", **how)
    assert find_access(session, participant, now=now) is first

    revoke_access(session, participant, by=staff, now=now)
    with pytest.raises(RuleError, match="access_shown"):
        replace_access(session, participant, seen="", **how)
    assert replace_access(session, participant, seen=first.key, **how) is not first


def test_who_does_not_take_part_gets_no_access(session: Session, participant: Participant, now: datetime) -> None:
    participant.withdrawn_at = now

    with pytest.raises(RuleError, match="participant_withdrawn"):
        replace_access(session, participant, seen="", keyring=KEYRING, by=an_account(session), now=now)


def test_a_revoked_link_is_ended_from_now_on(session: Session, participant: Participant, now: datetime) -> None:
    issue_access(session, participant, keyring=KEYRING, by=None, now=now)
    session.flush()

    revoke_access(session, participant, by=None, now=now)

    assert find_access(session, participant, now=now) is None


def test_a_link_with_an_end_ends(session: Session, participant: Participant, now: datetime) -> None:
    link = issue_access(session, participant, keyring=KEYRING, by=None, now=now, life=timedelta(hours=12))
    session.flush()

    assert find_access(session, participant, now=now) == link
    assert find_access(session, participant, now=now + timedelta(hours=12)) is None


def test_who_withdrew_comes_in_no_more(session: Session, participant: Participant, now: datetime) -> None:
    link = issue_access(session, participant, keyring=KEYRING, by=None, now=now)
    participant.withdrawn_at = now

    with pytest.raises(RuleError, match="access_unknown"):
        open_access(session, show_access(link, keyring=KEYRING).token, keyring=KEYRING, now=now)


@pytest.mark.parametrize("secret", ["", "ABCDEFGH12", "A" * 26, "../../etc", "\u202e"])
def test_a_guess_is_refused(session: Session, participant: Participant, now: datetime, secret: str) -> None:
    issue_access(session, participant, keyring=KEYRING, by=None, now=now)

    with pytest.raises(RuleError, match="access_unknown"):
        open_access(session, secret, keyring=KEYRING, now=now)
