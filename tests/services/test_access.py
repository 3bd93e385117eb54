"""Access links: how a participant comes in, and how the way is shut."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from matchday.core.access import SECOND_LIFE
from matchday.core.errors import NotFound, RuleError
from matchday.models import Participant
from matchday.services.access import (
    ask_second,
    find_access,
    find_second,
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


def test_a_second_device_comes_in_once(session: Session, participant: Participant, now: datetime) -> None:
    link = issue_access(session, participant, keyring=KEYRING, by=None, now=now)
    ask_second(link, keyring=KEYRING, now=now)
    code = find_second(link, keyring=KEYRING, now=now + SECOND_LIFE / 2)
    assert code is not None

    opened = open_access(session, f"{code[:4]}-{code[4:].lower()}", keyring=KEYRING, now=now + SECOND_LIFE / 2)

    assert (opened, find_second(link, keyring=KEYRING, now=now)) == (link, None)
    with pytest.raises(RuleError, match="access_unknown"):
        open_access(session, code, keyring=KEYRING, now=now + SECOND_LIFE / 2)


def test_a_code_for_a_second_device_ends_after_a_minute_and_with_the_next_one(
    session: Session, participant: Participant, now: datetime
) -> None:
    link = issue_access(session, participant, keyring=KEYRING, by=None, now=now)
    ask_second(link, keyring=KEYRING, now=now)
    first = find_second(link, keyring=KEYRING, now=now) or ""
    ask_second(link, keyring=KEYRING, now=now + SECOND_LIFE / 2)
    second = find_second(link, keyring=KEYRING, now=now + SECOND_LIFE) or ""
    late = now + SECOND_LIFE * 3 / 2

    assert len({first, second, ""}) == 3
    assert find_second(link, keyring=KEYRING, now=late) is None
    for code, at in ((first, now + SECOND_LIFE / 2), (second, late)):
        with pytest.raises(RuleError, match="access_unknown"):
            open_access(session, code, keyring=KEYRING, now=at)


def test_a_protected_person_has_no_second_device(session: Session, participant: Participant, now: datetime) -> None:
    link = issue_access(session, participant, keyring=KEYRING, by=None, now=now)
    ask_second(link, keyring=KEYRING, now=now)
    code = find_second(link, keyring=KEYRING, now=now) or ""
    participant.is_protected = True
    session.flush()

    with pytest.raises(RuleError, match="access_unknown"):
        open_access(session, code, keyring=KEYRING, now=now)
    with pytest.raises(NotFound):
        ask_second(link, keyring=KEYRING, now=now)
