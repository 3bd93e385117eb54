"""Invitations: to whom, how often, and until when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.core.message import MessageKind, MessageState
from matchday.core.participant import Channel
from matchday.services.access import issue_access
from matchday.services.message import (
    begin_sending,
    count_departing,
    foresee_departure,
    invite_participants,
    list_messages,
    list_unopened,
)
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, an_event
from tests.plans import a_member_of_staff


def test_everybody_with_mail_is_invited_once(session: Session) -> None:
    event = an_event(session)
    a_participant(session, event)
    a_participant(session, event, channel=Channel.PHONE, mail="")
    by = a_member_of_staff(session, event)

    issue_access(session, a_participant(session, event), keyring=KEYRING, by=None, now=NOW)

    counts = [len(invite_participants(session, event, by=by, now=NOW)) for _ in range(2)]

    assert counts == [1, 0]


def test_an_invitation_that_waited_too_long_is_not_sent(session: Session) -> None:
    event = an_event(session)
    a_participant(session, event)
    invite_participants(session, event, by=a_member_of_staff(session, event), now=NOW)
    event.stage = Stage.ASSIGNING
    (message,) = list_messages(session, event)

    assert begin_sending(session, message.id, keyring=KEYRING, now=NOW) is None
    assert message.state is MessageState.NEEDLESS


def test_who_has_not_opened_the_page_within_a_day_can_be_reminded(session: Session) -> None:
    event = an_event(session)
    quiet, busy = a_participant(session, event), a_participant(session, event)
    invite_participants(session, event, by=a_member_of_staff(session, event), now=NOW)
    issue_access(session, busy, keyring=KEYRING, by=None, now=NOW).first_opened_at = NOW

    waiting = list_unopened(session, event, now=NOW + timedelta(days=1))

    assert [one.id for one in waiting] == [quiet.id]
    assert not list_unopened(session, event, now=NOW + timedelta(hours=1))


def test_whoever_got_their_access_on_paper_is_reminded_by_a_message_after_a_day(session: Session) -> None:
    event = an_event(session)
    issue_access(session, person := a_participant(session, event), keyring=KEYRING, by=None, now=NOW)

    assert not list_unopened(session, event, now=NOW + timedelta(hours=23))
    assert list_unopened(session, event, now=NOW + timedelta(days=1)) == [person]


@pytest.mark.parametrize(("hour", "at_once", "later"), [(19, 2, 0), (20, 0, 2), (7, 0, 2), (8, 2, 0)])
def test_what_is_said_before_is_what_happens(session: Session, hour: int, at_once: int, later: int) -> None:
    event = an_event(session)
    a_participant(session, event)
    a_participant(session, event, channel=Channel.SMS, phone="+4915550000210")
    now = datetime(2027, 3, 12, hour, tzinfo=ZoneInfo(event.time_zone)).astimezone(UTC)

    foreseen = foresee_departure(event, {MessageKind.INVITATION: 2}, now=now)
    invite_participants(session, event, by=a_member_of_staff(session, event), now=now)

    assert (foreseen.at_once, foreseen.later) == (at_once, later)
    assert count_departing(session, event, now=now) == foreseen
    assert {one.due_at for one in list_messages(session, event)} == {foreseen.morning_at or now}
