"""Messages: asked for once, written in the reader's language, sent once, given up visibly."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask, current_app
from sqlalchemy.orm import Session

from matchday import worker
from matchday.app import create_app
from matchday.config import Config
from matchday.core.account import Role
from matchday.core.errors import NotFound, RuleError
from matchday.core.message import TRIES, MessageKind, MessageState
from matchday.core.participant import TravelMeans
from matchday.core.slot import CalledOffBy, SlotState
from matchday.core.todo import TodoKind
from matchday.extensions import db
from matchday.models import Account, AuditEntry, Event, Message, Participant
from matchday.services.access import find_access, open_access
from matchday.services.account import spend_sign_in_link
from matchday.services.message import (
    ask_for_sign_in_link,
    begin_sending,
    put_off,
    resend_message,
)
from matchday.services.participant import return_participant, withdraw_participant
from matchday.services.todo import list_todos
from tests.conftest import NOW, settings
from tests.factories import KEYRING, a_message, a_participant, a_slot, a_wish, an_account, an_event, at
from tests.plans import a_day, a_member_of_staff, people_of, published, the_slot


class Post:
    """A mail server that takes what it is told to take."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.taken: list[EmailMessage] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answer.startswith("250"):
            self.taken.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return self.answer


@pytest.fixture
def post() -> Iterator[Post]:
    """Return a mail server on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        handler = Post(free.getsockname()[1])
    server = Controller(handler, hostname="127.0.0.1", port=handler.port)
    server.start()
    yield handler
    server.stop()


@pytest.fixture
def app(config: Config, post: Post, tmp_path: Path) -> Iterator[Flask]:
    """Return an application that sends by the test's mail server."""
    url = f"smtp+plain://127.0.0.1:{post.port}"
    app = create_app(settings(tmp_path, config.database_url, MAIL_URL=url, PUBLIC_URL="https://tag.example"))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def the_message(session: Session, organiser_id: int) -> Message:
    session.expire_all()
    return session.query(Message).filter(Message.organiser_id == organiser_id).one()


def send(session: Session, message: Message) -> None:
    """Do what the worker does with a message, in a session of its own."""
    message_id = message.id
    session.commit()
    with current_app.app_context():
        worker.send_messages([message_id])


def an_invitation(session: Session, **values: Any) -> Message:
    participant = a_participant(session, an_event(session), **values)
    message = a_message(session, participant, MessageKind.INVITATION, cause="test", now=NOW)
    session.commit()
    return message


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def the_file(mail: EmailMessage) -> str:
    """Return the calendar file of a mail, which is there twice: once for each kind of program."""
    as_text, as_file = mail.iter_attachments()
    assert as_text.get_content_type() == "text/calendar"
    assert as_text.get_param("method") in ("PUBLISH", "CANCEL")
    assert (as_file.get_content_type(), as_file["Content-Transfer-Encoding"]) == ("application/ics", "base64")
    calendar = as_file.get_content()
    assert isinstance(calendar, bytes)
    assert calendar == as_text.get_payload(decode=True)
    return calendar.decode()


def test_a_mail_is_sent_once_with_its_message_id(session: Session, post: Post) -> None:
    message = an_invitation(session)

    for _ in range(2):
        send(session, message)

    (mail,) = post.taken
    sent = the_message(session, message.organiser_id)
    assert mail["Message-ID"] == sent.header_id
    assert (sent.state, sent.attempts) == (MessageState.SENT, 1)


def test_the_link_of_an_invitation_opens_the_persons_page(session: Session, post: Post) -> None:
    message = an_invitation(session)

    send(session, message)

    token = text_of(post.taken[0]).split("https://tag.example/access#")[1].split()[0]
    link = open_access(session, token, keyring=KEYRING, now=worker.read_clock())
    assert link.participant_id == message.participant_id


def test_the_link_of_a_sign_in_mail_signs_in_once(session: Session, post: Post) -> None:
    account = an_account(session, Role.STAFF)
    ask_for_sign_in_link(session, account.email, now=NOW)
    session.commit()

    send(session, the_message(session, account.organiser_id))

    token = text_of(post.taken[0]).split("https://tag.example/link#")[1].split()[0]
    assert spend_sign_in_link(session, token, now=worker.read_clock()).id == account.id


def test_a_mail_left_in_hand_by_a_crash_goes_out_once_more_with_the_same_id(session: Session, post: Post) -> None:
    message = an_invitation(session)
    begin_sending(session, message.id, keyring=KEYRING, now=NOW)
    session.commit()

    send(session, message)

    assert [mail["Message-ID"] for mail in post.taken] == [message.header_id]
    assert the_message(session, message.organiser_id).resent_at is not None


def test_a_mail_left_in_hand_twice_is_left_to_staff(session: Session, post: Post) -> None:
    message = an_invitation(session)
    for _ in range(2):
        begin_sending(session, message.id, keyring=KEYRING, now=NOW)
    session.commit()

    send(session, message)

    left = the_message(session, message.organiser_id)
    assert (left.state, left.failure, post.taken) == (MessageState.FAILED, "unsure", [])


def test_a_server_that_is_busy_is_asked_again_later(session: Session, post: Post) -> None:
    message = an_invitation(session)
    post.answer = "451 try again later"

    send(session, message)
    post.answer = "250 OK"
    send(session, message)

    assert len(post.taken) == 1
    assert the_message(session, message.organiser_id).state is MessageState.SENT


def test_a_mail_that_is_refused_for_good_fails_at_once(session: Session, post: Post) -> None:
    message = an_invitation(session)
    post.answer = "550 no such person"

    send(session, message)

    failed = the_message(session, message.organiser_id)
    assert (failed.state, failed.failure) == (MessageState.FAILED, "mail_refused")


def test_who_is_not_reached_is_something_to_do_until_it_is_sent_again(session: Session) -> None:
    message = an_invitation(session)
    event = session.query(Event).filter(Event.organiser_id == message.organiser_id).one()

    put_off(session, [message.id], failure="recipient_refused", is_final=True, now=NOW)

    assert [(todo.kind, todo.participant) for todo in list_todos(session, event)] == [
        (TodoKind.NOT_REACHED, message.participant)
    ]
    resend_message(session, event, message.key, by=a_member_of_staff(session, event), now=NOW)
    assert list_todos(session, event) == []


def test_nobody_has_to_be_told_who_does_not_take_part_any_more(session: Session) -> None:
    message = an_invitation(session)
    event = session.query(Event).filter(Event.organiser_id == message.organiser_id).one()
    assert message.participant
    message.participant.withdrawn_at = NOW

    begin_sending(session, message.id, keyring=KEYRING, now=NOW)

    assert (message.failure, list_todos(session, event)) == ("no_recipient", [])


def test_after_two_days_of_trying_staff_are_told(session: Session) -> None:
    message = an_invitation(session)
    message.attempts = TRIES

    put_off(session, [message.id], failure="server_away", is_final=False, now=NOW)

    assert message.state is MessageState.FAILED


def test_staff_send_a_failed_message_again(session: Session) -> None:
    message = an_invitation(session)
    message.state = MessageState.FAILED
    event = session.query(Event).filter(Event.organiser_id == message.organiser_id).one()

    resend_message(session, event, message.key, by=a_member_of_staff(session, event), now=NOW)

    assert (message.state, message.attempts) == (MessageState.WAITING, 0)


def test_a_message_that_was_sent_is_not_sent_again(session: Session) -> None:
    message = an_invitation(session)
    message.state = MessageState.SENT
    event = session.query(Event).filter(Event.organiser_id == message.organiser_id).one()

    with pytest.raises(RuleError, match="message_not_failed"):
        resend_message(session, event, message.key, by=a_member_of_staff(session, event), now=NOW)


def test_a_message_of_another_organiser_is_not_found(session: Session) -> None:
    message, foreign = an_invitation(session), an_event(session)

    with pytest.raises(NotFound):
        resend_message(session, foreign, message.key, by=a_member_of_staff(session, foreign), now=NOW)


def send_all(session: Session, event: Event) -> None:
    session.commit()
    waiting = session.query(Message).filter(
        Message.organiser_id == event.organiser_id, Message.state == MessageState.WAITING
    )
    for message in waiting.all():
        send(session, message)


def a_published_day(session: Session, **values: Any) -> tuple[Event, Participant]:
    event = a_day(session, people=1)
    slot = the_slot(session, event)
    slot.start_at, slot.end_at = at(21), at(23)  # 23 to 1 o'clock on the clock of the place
    (person,) = people_of(session, event)
    for name, value in {"travel_means": TravelMeans.CAR, **values}.items():
        setattr(person, name, value)
    published(session, event)
    return event, person


def test_the_ticket_comes_with_a_calendar_file(session: Session, post: Post) -> None:
    event, _ = a_published_day(session, language="de")

    send_all(session, event)

    (mail,) = post.taken
    assert mail["Subject"] == "Sie haben einen Platz"
    assert "von 23:00 bis 01:00 Uhr am nächsten Tag" in text_of(mail)
    assert "Steinfurth" in text_of(mail, "html")
    assert "DTSTART:20270420T210000Z" in the_file(mail)


def test_a_protected_persons_mail_names_neither_place_nor_time(session: Session, post: Post) -> None:
    event, _ = a_published_day(session, language="de", is_protected=True)

    send_all(session, event)

    (mail,) = post.taken
    whole = text_of(mail) + text_of(mail, "html")
    assert not [word for word in ("Steinfurth", "Metallbau", "23:00", "20. April") if word in whole]
    assert not list(mail.iter_attachments())


def test_who_gets_another_place_hears_why(session: Session, post: Post) -> None:
    event, person = a_published_day(session, language="de")
    send_all(session, event)
    a_wish(session, person, a_slot(session, event), rank=2)
    slot = the_slot(session, event)
    slot.state, slot.called_off_by = SlotState.WITHDRAWN, CalledOffBy.EMPLOYER
    published(session, event)

    send_all(session, event)

    assert "Der Betrieb hat abgesagt. Es liegt nicht an Ihnen." in text_of(post.taken[-1])
    assert "Der Betrieb hat abgesagt. Es liegt nicht an Ihnen." in text_of(post.taken[-1], "html")


def test_who_loses_the_place_hears_the_cause_and_the_calendar_forgets_it(session: Session, post: Post) -> None:
    event, _ = a_published_day(session, language="de")
    send_all(session, event)
    slot = the_slot(session, event)
    slot.state, slot.called_off_by = SlotState.WITHDRAWN, CalledOffBy.ORGANISER
    a_slot(session, event)  # nobody wished it, but without any slot there is no plan
    published(session, event)

    send_all(session, event)

    mail = post.taken[-1]
    assert "Wir mussten diesen Termin absagen" in text_of(mail)
    assert "METHOD:CANCEL" in the_file(mail)
    assert "SEQUENCE:1" in the_file(mail)


def test_who_is_taken_out_after_the_plan_hears_that_the_ticket_ended_and_gets_no_link(
    session: Session, post: Post
) -> None:
    event, person = a_published_day(session, language="de")
    send_all(session, event)
    withdraw_participant(session, person, reason="hat gekündigt", by=a_member_of_staff(session, event), now=NOW)

    send_all(session, event)

    mail = post.taken[-1]
    whole = text_of(mail) + text_of(mail, "html")
    assert mail["Subject"] == "Ihr Ticket gilt nicht mehr"
    assert "Bitte fahren Sie nicht hin." in text_of(mail)
    assert "METHOD:CANCEL" in the_file(mail)
    assert not [word for word in ("/access#", "gekündigt") if word in whole]
    assert find_access(session, person, now=NOW) is None


def test_who_is_taken_in_again_before_the_mail_left_gets_none(session: Session, post: Post) -> None:
    event, person = a_published_day(session)
    send_all(session, event)
    by = a_member_of_staff(session, event)
    withdraw_participant(session, person, reason="ein Irrtum", by=by, now=NOW)
    return_participant(session, person, by=by, now=NOW)

    send_all(session, event)

    assert len(post.taken) == 1


def test_an_employers_mail_tells_how_many_come_and_no_name(session: Session, post: Post) -> None:
    event = a_day(session, people=2)
    employer_id = the_slot(session, event).employer_id
    an_account(session, Role.EMPLOYER, organiser=event.organiser, employer_id=employer_id)
    published(session, event)

    send_all(session, event)

    (mail,) = [mail for mail in post.taken if "konto" in mail["To"]]
    assert mail["Subject"] == "Bei Ihnen sind 2 Menschen eingeplant"
    assert "Amira" not in text_of(mail) + text_of(mail, "html")


def test_the_protocol_keeps_no_secret(session: Session, post: Post) -> None:
    message = an_invitation(session)

    send(session, message)

    token = text_of(post.taken[0]).split("/access#")[1].split()[0]
    entries = session.query(AuditEntry).filter(AuditEntry.organiser_id == message.organiser_id)
    assert not [entry for entry in entries if token in str(entry.details)]


def test_an_account_that_was_closed_gets_no_mail(session: Session, post: Post) -> None:
    account = an_account(session, Role.STAFF)
    ask_for_sign_in_link(session, account.email, now=NOW)
    session.query(Account).filter(Account.organiser_id == account.organiser_id).update({"active": False})
    session.commit()

    send(session, the_message(session, account.organiser_id))

    assert (the_message(session, account.organiser_id).failure, post.taken) == ("no_recipient", [])
