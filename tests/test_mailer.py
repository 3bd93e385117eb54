"""Whatever is wrong with the mail server: no mail is lost, nobody waits for it, and after two days staff know."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from dbos import DBOSClient
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matchday.app import create_app
from matchday.config import Config
from matchday.core.message import MessageKind, MessageState
from matchday.extensions import db
from matchday.models import Event, Message, Participant
from matchday.sender.mail import Carrier
from matchday.sender.refusal import Refusal
from matchday.services.message import begin_sending, message_to_participant, post, put_off, resend_message
from matchday.services.task import TaskKind
from matchday.worker import send_messages
from tests.conftest import NOW
from tests.factories import KEYRING, a_message, a_participant, an_event, zone_where_it_is
from tests.faulty_post import open_post
from tests.page_client import PageClient
from tests.plans import a_member_of_staff

OF_TEST = "a test looks at what it made"


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait half a second for a server that hangs, not half a minute."""
    monkeypatch.setattr("matchday.sender.mail.TIMEOUT_S", 0.5)


@contextmanager
def sending_to(config: Config, url: str) -> Iterator[Flask]:
    """Return an application that hands its mails over there."""
    app = create_app(Config(**{**vars(config), "mail_url": url}))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def a_mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "tag@birkenried.example", "amira@birkenried.example", "<1@matchday>"
    mail.set_content("Guten Tag")
    return mail


def handed_over(url: str) -> Refusal | None:
    carrier = Carrier(url)
    try:
        return carrier.take(a_mail())
    finally:
        carrier.leave()


FAULTS: dict[str, tuple[dict[str, str], Refusal]] = {
    "not now (4xx at the greeting)": ({"CONNECT": "421 later"}, Refusal("server_away")),
    "the sender is not let in (4xx)": ({"MAIL": "451 later"}, Refusal("server_away")),
    "the recipient is not taken now (4xx)": ({"RCPT": "450 greylisted"}, Refusal("recipient_refused")),
    "the recipient is not known (5xx)": ({"RCPT": "550 unknown"}, Refusal("recipient_refused", is_final=True)),
    "the mail is not taken now (4xx)": ({"body": "452 full"}, Refusal("mail_refused")),
    "the mail is refused (5xx)": ({"body": "554 no"}, Refusal("mail_refused", is_final=True)),
    "it hangs at the greeting": ({"CONNECT": "hang"}, Refusal("server_away")),
    "it hangs after the mail": ({"body": "hang"}, Refusal("server_away")),
    "it drops at once": ({"CONNECT": "drop"}, Refusal("server_away")),
    "it drops after the mail": ({"body": "drop"}, Refusal("server_away")),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_an_answer_and_only_a_final_one_ends_it(name: str) -> None:
    faults, expected = FAULTS[name]

    with open_post(**faults) as post:
        began = time.monotonic()
        refusal = handed_over(post.url)

    assert refusal == expected
    assert time.monotonic() - began < 3


def test_a_server_that_drops_after_it_took_the_mail_has_taken_it() -> None:
    with open_post(QUIT="drop") as post:
        assert handed_over(post.url) is None

    assert len(post.mails) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_without_encryption_gets_no_mail(scheme: str) -> None:
    with open_post(STAR="454 no TLS here") as post:
        refusal = handed_over(f"{scheme}://127.0.0.1:{post.port}")

    assert refusal == Refusal("server_away")
    assert post.mails == []


def test_nobody_at_the_address_is_a_server_that_is_away() -> None:
    with open_post() as post:
        url = post.url

    assert handed_over(url) == Refusal("server_away")


def an_invitation(session: Session, **of_event: Any) -> Message:
    event = an_event(session, **of_event)
    message = a_message(session, a_participant(session, event), MessageKind.INVITATION, cause="invitation/1", now=NOW)
    session.commit()
    return message


def test_a_mail_dropped_after_it_was_taken_goes_out_again_with_the_same_message_id(config: Config) -> None:
    with open_post(body="drop") as post, sending_to(config, post.url):
        message = an_invitation(db.session(), time_zone=zone_where_it_is(12))
        message_id, name = message.id, message.header_id
        db.session.remove()

        send_messages([message_id])
        post.faults.clear()
        send_messages([message_id])

    assert [name.encode() in mail for mail in post.mails] == [True, True]


def try_until_given_up(session: Session, message: Message) -> tuple[datetime, int]:
    """Try to send while the server is away, each time when it is due. Return when it was given up and the tries."""
    now = NOW
    while message.state is MessageState.WAITING:
        assert begin_sending(session, message.id, keyring=KEYRING, now=now)
        put_off(session, [message.id], failure="server_away", is_final=False, now=now)
        now = max(now, message.due_at or now)
    return now, message.attempts


def test_a_server_that_is_away_is_tried_for_two_days_then_staff_find_it_and_send_again(session: Session) -> None:
    message = an_invitation(session)

    given_up_at, tries = try_until_given_up(session, message)

    assert timedelta(hours=48) <= given_up_at - NOW <= timedelta(hours=60)
    assert 48 <= tries <= 60
    assert (message.state, message.failure) == (MessageState.FAILED, "server_away")
    event = session.query(Event).filter_by(organiser_id=message.organiser_id).one()
    resend_message(session, event, message.key, by=a_member_of_staff(session, event), now=given_up_at)
    assert (message.state, message.attempts) == (MessageState.WAITING, 0)


def test_a_server_back_within_a_day_gets_the_mail(config: Config) -> None:
    with open_post(CONNECT="421 later") as post, sending_to(config, post.url):
        message = an_invitation(db.session(), time_zone=zone_where_it_is(12))
        message_id, organiser_id = message.id, message.organiser_id
        db.session.remove()
        for _ in range(20):
            send_messages([message_id])
        post.faults.clear()

        send_messages([message_id])

        sent = db.session().query(Message).filter_by(organiser_id=organiser_id).one()
        assert (sent.state, sent.attempts, len(post.mails)) == (MessageState.SENT, 21, 1)


def a_round(session: Session, count: int) -> list[int]:
    """Return the numbers of so many invitations that were asked for together, where it is day."""
    event = an_event(session, time_zone=zone_where_it_is(12))
    people = [a_participant(session, event) for _ in range(count)]
    messages = [message_to_participant(one, MessageKind.INVITATION, cause=f"round/{one.id}", now=NOW) for one in people]
    post(session, *messages)
    ids = [message.id for message in messages]
    session.commit()
    return ids


def open_of(ids: list[int]) -> list[tuple[int, str, int]]:
    """Return which of these messages wait, why, and how often they were tried."""
    some = db.session().query(Message).filter(Message.id.in_(ids), Message.state == MessageState.WAITING)
    found = some.execution_options(across_organisers=OF_TEST).order_by(Message.id)
    return [(ids.index(one.id), one.failure, one.attempts) for one in found]


def address_of(message_id: int) -> str:
    """Return the address a message goes to."""
    found = db.session().query(Participant.mail).join(Message, Message.participant_id == Participant.id)
    of_test = found.filter(Message.id == message_id).execution_options(across_organisers=OF_TEST)
    address: str = of_test.scalar()
    db.session.remove()
    return address


def asked_for(session: Session) -> list[tuple[list[int], int]]:
    """Return which messages each task sends, and how soon it is its turn, in the order in which they were asked for."""
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    tasks = DBOSClient(system_database_engine=engine, lazy=True).list_workflows(name=TaskKind.SEND_MESSAGES.value)
    return [(task.input["args"][0], task.priority or 0) for task in tasks if task.input]


def test_a_round_of_mails_goes_out_over_one_connection(config: Config) -> None:
    with open_post() as server, sending_to(config, server.url):
        send_messages(a_round(db.session(), 5))

    assert (len(server.mails), server.visits) == (5, 1)


def test_a_server_that_takes_one_mail_per_connection_gets_each_once(config: Config) -> None:
    with open_post(NOOP="drop") as server, sending_to(config, server.url):
        send_messages(a_round(db.session(), 3))

    assert (len(set(server.mails)), len(server.mails), server.visits) == (3, 3, 3)


def test_a_server_that_is_away_is_asked_once_for_a_round_and_all_of_it_waits(config: Config) -> None:
    with open_post(CONNECT="421 later") as server, sending_to(config, server.url):
        ids = a_round(db.session(), 4)

        send_messages(ids)

        assert server.visits == 1
        assert open_of(ids) == [(at, "server_away", 1) for at in range(4)]


def test_a_mail_the_server_breaks_off_at_keeps_no_other_from_going_out(config: Config) -> None:
    with open_post() as server, sending_to(config, server.url):
        ids = a_round(db.session(), 4)
        server.faults[f"RCPT TO:<{address_of(ids[1])}>"] = "drop"

        send_messages(ids)
        assert [at for at, _, _ in open_of(ids)] == [1, 2, 3]
        db.session.remove()
        send_messages(asked_for(db.session())[-1][0])

        assert open_of(ids) == [(1, "server_away", 2)]
        assert len(server.mails) == 3


def test_who_waits_for_a_single_mail_is_served_before_the_rounds(session: Session) -> None:
    a_round(session, 60)
    an_invitation(session)

    assert [(len(ids), turn) for ids, turn in asked_for(session)] == [(50, 2), (10, 2), (1, 1)]


def seconds_of(config: Config, url: str) -> float:
    """Return what a request takes in which staff invite somebody, the median of some."""
    with sending_to(config, url) as app:
        event = an_event(db.session())
        client, took = PageClient(app), []
        client.sign_in(a_member_of_staff(db.session(), event))
        for _ in range(7):
            a_participant(db.session(), event)
            db.session.commit()
            path = f"/staff/{event.key}/messages/invite"
            db.session.commit()
            began = time.monotonic()
            client.post(path)
            took.append(time.monotonic() - began)
    return statistics.median(took)


def test_no_request_waits_for_the_mail_server(config: Config, tmp_path: Path) -> None:
    healthy = seconds_of(config, f"file:{tmp_path / 'outbox'}")

    with open_post(CONNECT="hang") as post:
        hanging = seconds_of(config, post.url)

    assert hanging - healthy < 0.1


def test_a_request_that_sent_by_itself_would_wait(
    config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    healthy = seconds_of(config, f"file:{tmp_path / 'outbox'}")

    def send_at_once(*_: object, **__: object) -> list[Participant]:
        handed_over(post.url)
        return []

    monkeypatch.setattr("matchday.web.staff.message.invite_participants", send_at_once)
    with open_post(CONNECT="hang") as post:
        hanging = seconds_of(config, post.url)

    assert hanging - healthy > 0.1
