"""What the gateway reports later: only with its token, and nobody learns which SMS there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from matchday.app import create_app
from matchday.config import Config
from matchday.core.account import Role
from matchday.core.message import MessageKind, MessageState
from matchday.core.participant import Channel
from matchday.extensions import db
from matchday.models import Event, Message
from tests.conftest import settings
from tests.factories import a_message, a_participant, an_account, an_event, moment_of
from tests.page_client import PageClient

GATEWAY = {"SMS_URL": "http://127.0.0.1:9/sms", "SMS_TOKEN": "only for tests"}
RIGHT = "Bearer only for tests"


@pytest.fixture
def app(config: Config, tmp_path: Path) -> Iterator[Flask]:
    """Return an application with a gateway."""
    app = create_app(settings(tmp_path, config.database_url, **GATEWAY))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def message(session: Session) -> Message:
    """Return an SMS that the gateway took, to somebody with a coach."""
    event = an_event(session)
    coach = an_account(session, Role.COACH, organiser_id=event.organiser_id)
    how = {"channel": Channel.SMS, "phone": "05550 000233", "coach_id": coach.id}
    message = a_message(
        session, a_participant(session, event, **how), MessageKind.INVITATION, cause="a", now=moment_of()
    )
    message.state = MessageState.SENT
    session.commit()
    return message


def report(app: Flask, body: object, *, token: str = RIGHT) -> TestResponse:
    """Report as a program does: without cookies, without the token of a form."""
    return app.test_client().post("/sms/report", json=body, headers={"Authorization": token})


def test_staff_and_coach_read_that_an_sms_did_not_arrive(app: Flask, session: Session, message: Message) -> None:
    name, person = message.header_id[1:33], message.participant
    assert person
    staff = an_account(session, organiser_id=message.organiser_id)
    session.commit()

    answers = [report(app, {"id": name, "state": state}) for state in ("delivered", "undelivered", "undelivered")]

    assert [(answer.status_code, answer.text) for answer in answers] == [(204, "")] * 3
    event_key = session.query(Event.key).filter(Event.organiser_id == message.organiser_id).scalar()
    for account, page in ((staff, f"/staff/{event_key}/messages"), (person.coach, f"/coach/{person.key}")):
        client = PageClient(app)
        client.sign_in(account)
        assert "Die SMS-Stelle meldet: Sie kam nicht an." in client.get(page).text
    assert f"{person.shown_name} ist nicht erreicht" in client.get("/coach/").text


def test_an_sms_that_arrived_and_one_that_nobody_knows_are_answered_alike(
    app: Flask, session: Session, message: Message
) -> None:
    name = message.header_id[1:33]

    answers = [
        report(app, {"id": name, "state": "delivered", "at": 1}),
        report(app, {"id": "0" * 32, "state": "undelivered"}),
        report(app, {"id": "\0", "state": "undelivered"}),
    ]

    assert {(answer.status_code, answer.data, answer.mimetype) for answer in answers} == {(204, b"", "text/html")}
    session.expire_all()
    assert message.state is MessageState.SENT


@pytest.mark.parametrize("body", [[], None, {}, {"id": 1, "state": "undelivered"}, {"id": "a", "state": ["x"]}])
def test_what_is_no_report_is_told_what_one_is(app: Flask, body: object) -> None:
    answer = report(app, body)

    assert (answer.status_code, answer.text.count("\n")) == (400, 1)
    assert '"undelivered"' in answer.text


def test_who_does_not_know_the_token_learns_nothing_and_is_stopped(app: Flask, message: Message) -> None:
    body = {"id": message.header_id[1:33], "state": "undelivered"}
    tokens = ["", "Bearer", "Bearer ", RIGHT.upper(), "only for tests", "Bearer ä", *["Bearer guess"] * 14]

    answers = {(answer.status_code, answer.text) for token in tokens if (answer := report(app, body, token=token))}

    assert answers == {(401, "Send the token.\n")}
    assert report(app, body, token="Bearer guess").status_code == 429
    assert message.state is MessageState.SENT


@pytest.mark.parametrize("missing", GATEWAY)
def test_without_a_gateway_nobody_reports(tmp_path: Path, config: Config, missing: str) -> None:
    with_one = {name: value for name, value in GATEWAY.items() if name != missing}
    app = create_app(settings(tmp_path, config.database_url, **with_one))

    with app.app_context():
        answers = {report(app, {}, token=token).status_code for token in ("", "Bearer ", RIGHT)}

    assert answers == {404}
