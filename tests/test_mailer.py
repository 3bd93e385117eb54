"""Whatever is wrong with the mail server: no mail is lost, nobody waits for it, and after two days staff know."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchday import mailer
from matchday.app import create_app
from matchday.config import Config
from matchday.core.message import MessageKind, MessageState
from matchday.extensions import db
from matchday.mailer import Refusal, hand_over
from matchday.models import Event, Message
from matchday.services.message import begin_sending, put_off, resend_message, write_to_participant
from matchday.worker import send_message
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, an_event
from tests.faulty_post import open_post
from tests.page_client import PageClient
from tests.plans import a_member_of_staff


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait half a second for a server that hangs, not half a minute."""
    monkeypatch.setattr(mailer, "TIMEOUT_S", 0.5)


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
def test_every_fault_is_an_answer_and_only_a_final_one_ends_it(config: Config, name: str) -> None:
    faults, expected = FAULTS[name]

    with open_post(**faults) as post, sending_to(config, post.url):
        began = time.monotonic()
        refusal = hand_over(a_mail())

    assert refusal == expected
    assert time.monotonic() - began < 3


def test_a_server_that_drops_after_it_took_the_mail_has_taken_it(config: Config) -> None:
    with open_post(QUIT="drop") as post, sending_to(config, post.url):
        assert hand_over(a_mail()) is None

    assert len(post.mails) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_without_encryption_gets_no_mail(config: Config, scheme: str) -> None:
    with open_post(STAR="454 no TLS here") as post, sending_to(config, f"{scheme}://127.0.0.1:{post.port}"):
        refusal = hand_over(a_mail())

    assert refusal == Refusal("server_away")
    assert post.mails == []


def test_nobody_at_the_address_is_a_server_that_is_away(config: Config) -> None:
    with open_post() as post:
        url = post.url

    with sending_to(config, url):
        assert hand_over(a_mail()) == Refusal("server_away")


def an_invitation(session: Session) -> Message:
    message = write_to_participant(
        session, a_participant(session, an_event(session)), MessageKind.INVITATION, cause="invitation/1", now=NOW
    )
    session.commit()
    return message


def test_a_mail_dropped_after_it_was_taken_goes_out_again_with_the_same_message_id(config: Config) -> None:
    with open_post(body="drop") as post, sending_to(config, post.url):
        message = an_invitation(db.session())
        message_id, name = message.id, message.header_id
        db.session.remove()

        send_message(message_id)
        post.faults.clear()
        send_message(message_id)

    assert [name.encode() in mail for mail in post.mails] == [True, True]


def try_until_given_up(session: Session, message: Message) -> tuple[datetime, int]:
    """Try to send while the server is away, each time when it is due. Return when it was given up and the tries."""
    now = NOW
    while message.state is MessageState.WAITING:
        assert begin_sending(session, message.id, keyring=KEYRING, now=now)
        put_off(session, message.id, failure="server_away", is_final=False, now=now)
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
        message = an_invitation(db.session())
        message_id, organiser_id = message.id, message.organiser_id
        db.session.remove()
        for _ in range(20):
            send_message(message_id)
        post.faults.clear()

        send_message(message_id)

        sent = db.session().query(Message).filter_by(organiser_id=organiser_id).one()
        assert (sent.state, sent.attempts, len(post.mails)) == (MessageState.SENT, 21, 1)


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

    def send_at_once(*_: object, **__: object) -> int:
        hand_over(a_mail())
        return 1

    monkeypatch.setattr("matchday.web.staff.message.invite_participants", send_at_once)
    with open_post(CONNECT="hang") as post:
        hanging = seconds_of(config, post.url)

    assert hanging - healthy > 0.1
