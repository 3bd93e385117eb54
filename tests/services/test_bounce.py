"""What came back, as mail servers and the gateway report it: noted once, and somebody has to tell the person."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchday.core.message import MessageKind, MessageState
from matchday.core.participant import Channel
from matchday.core.todo import TodoKind
from matchday.models import AuditEntry, Event, Message, Participant, Todo, row_security
from matchday.services.message import begin_sending, end_sending, message_to_account, note_report, post, resend_message
from tests.conftest import NOW
from tests.factories import KEYRING, a_message, a_participant, an_event
from tests.plans import a_member_of_staff


def a_sent_sms(session: Session, event: Event, **values: Any) -> Message:
    """Return an SMS that the gateway took, beside one of another organiser."""
    how = {"channel": Channel.SMS, "mail": "", "phone": "05550 000233", "language": "de", **values}
    message = a_message(session, a_participant(session, event, **how), MessageKind.INVITATION, cause="trial", now=NOW)
    message.state = MessageState.SENT
    a_message(session, a_participant(session, an_event(session)), MessageKind.INVITATION, cause="other", now=NOW)
    session.commit()
    return message


def report(session: Session, message: Message, *, channel: Channel = Channel.SMS) -> None:
    """Report a message as a request does: it sees nothing until it knows whose the message is."""
    name = message.header_id[1:33]
    session.commit()
    row_security.see_nothing()
    try:
        note_report(session, name, "sms_undelivered", channel=channel, now=NOW)
        session.commit()
    finally:
        row_security.see_all()


def noted(session: Session, message: Message) -> tuple[list[Participant | None], list[int | None]]:
    """Return whom somebody has to tell, and who is said to have noted it."""
    whose = {"organiser_id": message.organiser_id}
    todos = session.query(Todo).filter_by(**whose, kind=TodoKind.NOT_REACHED, done_at=None)
    entries = session.query(AuditEntry).filter_by(**whose, action="message.bounce")
    return [one.participant for one in todos], [one.account_id for one in entries]


def test_what_came_back_is_noted_once_by_nobody_and_somebody_must_tell_the_person(session: Session) -> None:
    message = a_sent_sms(session, an_event(session))

    for _ in range(2):
        report(session, message)

    assert (message.state, message.failure) == (MessageState.FAILED, "sms_undelivered")
    assert noted(session, message) == ([message.participant], [None])


def test_a_report_that_is_quicker_than_our_own_note_counts(session: Session) -> None:
    message = a_sent_sms(session, an_event(session))
    message.state = MessageState.WAITING
    begin_sending(session, message.id, keyring=KEYRING, now=NOW)

    report(session, message)
    end_sending(session, message.id, now=NOW)

    assert message.state is MessageState.FAILED


@pytest.mark.parametrize(("failure", "state"), [("server_away", "sent"), ("unsure", "failed")])
def test_a_late_report_counts_only_against_the_sending_it_is_about(
    session: Session, failure: str, state: MessageState
) -> None:
    event = an_event(session)
    message = a_sent_sms(session, event)
    message.state, message.failure, first = MessageState.FAILED, failure, message.header_id[1:33]
    resend_message(session, event, message.key, by=a_member_of_staff(session, event), now=NOW)
    begin_sending(session, message.id, keyring=KEYRING, now=NOW)
    end_sending(session, message.id, now=NOW)

    note_report(session, first, "sms_undelivered", channel=Channel.SMS, now=NOW)

    session.expire_all()
    assert message.state is MessageState(state)


def test_nobody_has_to_tell_who_takes_no_part_any_more(session: Session) -> None:
    message = a_sent_sms(session, an_event(session), withdrawn_at=NOW)

    report(session, message)

    assert noted(session, message) == ([], [None])
    assert message.state is MessageState.FAILED


@pytest.mark.parametrize("state", [MessageState.WAITING, MessageState.NEEDLESS])
def test_what_is_not_on_its_way_cannot_come_back(session: Session, state: MessageState) -> None:
    message = a_sent_sms(session, an_event(session))
    message.state = state

    report(session, message)

    assert (message.state, noted(session, message)) == (state, ([], []))


def test_the_gateway_cannot_return_a_mail_nor_what_has_no_name(session: Session) -> None:
    message = a_sent_sms(session, an_event(session))

    report(session, message, channel=Channel.MAIL)
    for name in ("", "\0" * 32, "0" * 32, "%" * 32, message.header_id):
        note_report(session, name, "sms_undelivered", channel=Channel.SMS, now=NOW)

    assert message.state is MessageState.SENT


def test_a_mail_to_an_employer_that_came_back_stands_under_messages(session: Session) -> None:
    event = an_event(session)
    by = a_member_of_staff(session, event)
    message = message_to_account(by, MessageKind.ROSTER, cause="roster", now=NOW, event_id=event.id)
    post(session, message)
    message.state = MessageState.SENT

    report(session, message, channel=Channel.MAIL)

    assert (message.state, noted(session, message)) == (MessageState.FAILED, ([], [None]))
