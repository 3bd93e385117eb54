"""SMS: every kind in every language is short enough; whatever is wrong with the gateway, none is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app
from sqlalchemy.orm import Session

from matchday.app import create_app
from matchday.config import Config, ConfigError
from matchday.core.assignment import UnplacedReason
from matchday.core.confirmation import Reply
from matchday.core.language import translated_languages
from matchday.core.message import MessageKind, MessageState
from matchday.core.participant import Channel
from matchday.core.slot import CalledOffBy, SlotState
from matchday.core.sms import count_segments, fits
from matchday.core.ticket import TicketState
from matchday.extensions import db
from matchday.models import Confirmation, Event, Message, Organiser, Participant, Slot, Ticket
from matchday.sender import write_sms
from matchday.services.access import Access
from matchday.services.message import MessageFacts
from matchday.services.ticket import Standing
from matchday.worker import send_messages
from tests.conftest import NOW, settings
from tests.factories import a_message, a_participant, an_event, at
from tests.gateway import FakeGateway, open_gateway

HOST = "refugees-day.kreis-steinfurth.de"
"""As long an address as there is room for, and longer than most."""
TO_PEOPLE = sorted(set(MessageKind) - {MessageKind.SIGN_IN, MessageKind.ROSTER})
ASKING = (MessageKind.TICKET, MessageKind.REMINDER, MessageKind.OFFER)
"""These say until when an answer is of use."""


@pytest.fixture
def gateway() -> Iterator[FakeGateway]:
    with open_gateway() as found:
        yield found


@pytest.fixture
def app(config: Config, gateway: FakeGateway, tmp_path: Path) -> Iterator[Flask]:
    """Return an application that sends by the test's gateway."""
    how = {"SMS_URL": gateway.url, "SMS_TOKEN": gateway.token, "PUBLIC_URL": f"https://{HOST}"}
    app = create_app(settings(tmp_path, config.database_url, **how))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def an_sms(session: Session, **values: Any) -> Message:
    """Return an invitation by SMS that waits."""
    how = {"channel": Channel.SMS, "mail": "", "phone": "05550 000233", "language": "de", **values}
    person = a_participant(session, an_event(session), **how)
    return a_message(session, person, MessageKind.INVITATION, cause="trial", now=NOW)


def send(session: Session, message: Message) -> None:
    """Do what the worker does with a message, in a session of its own."""
    message_id = message.id
    session.commit()
    with current_app.app_context():
        send_messages([message_id])
    session.expire_all()


def standings() -> Iterator[Standing]:
    """Yield how somebody can stand: every reason for no place, every way to lose one, asked or not asked."""
    for reason in UnplacedReason:
        yield Standing(True, reason=reason)
    for whose in (*CalledOffBy, None):
        gone = Slot(state=SlotState.WITHDRAWN, called_off_by=whose, start_at=at(6), end_at=at(12))
        ticket = Ticket(id=1, state=TicketState.WITHDRAWN, changed_at=NOW, slot=gone)
        yield Standing(True, tickets=(ticket,))
    for state, answer in (
        (TicketState.VALID, None),
        (TicketState.VALID, Reply.OPEN),
        (TicketState.WITHDRAWN, Reply.NO),
        (TicketState.WITHDRAWN, Reply.SILENT),
        (TicketState.WITHDRAWN, None),
    ):
        slot = Slot(state=SlotState.APPROVED, start_at=at(6), end_at=at(12))
        ticket = Ticket(id=1, state=state, changed_at=NOW, slot=slot)
        asked = {1: Confirmation(ticket_id=1, answer=answer, answer_by_at=at(6))} if answer else {}
        yield Standing(True, tickets=(ticket,), confirmations=asked)
        if answer is Reply.SILENT:
            other = Ticket(id=2, state=TicketState.VALID, changed_at=NOW, slot=ticket.slot)
            yield Standing(True, tickets=(ticket, other), confirmations=asked)


@pytest.mark.parametrize("language", [one.code for one in translated_languages()])
def test_every_sms_is_short_enough_in_every_language(app: Flask, session: Session, language: str) -> None:
    event = an_event(session, contact_phone="+49 5550 000210")
    event.wishing_until = at(18, day=at(0).date().replace(month=9, day=30))
    texts = set()
    for kind in TO_PEOPLE:
        for is_protected in (False, True):
            person = Participant(
                first_name="Abdulrahmansaid" * 4, languages=[], is_protected=is_protected, phone="05550 000233"
            )
            message = Message(kind=kind, language=language, channel=Channel.SMS, header_id="<1@matchday>")
            message.participant = person
            for standing in standings():
                if standing.unanswered or kind not in {MessageKind.OFFER, MessageKind.REMINDER}:
                    texts.add((kind, is_protected, the_text(message, event, standing)))
    session.rollback()

    assert [(kind, count_segments(text), text) for kind, _, text in texts if not fits(text)] == []
    assert {kind for kind, _, text in texts if f"https://{HOST}/z#{'A' * 26}" not in text} == {MessageKind.WITHDRAWN}
    assert [text for _, is_protected, text in texts if is_protected and "08:00" in text] == []
    assert any("08:00" in text for kind, _, text in texts if kind is MessageKind.DAY_BEFORE)


@pytest.mark.parametrize("language", [one.code for one in translated_languages()])
def test_whoever_is_asked_reads_why_and_until_when_in_every_month(app: Flask, session: Session, language: str) -> None:
    event = an_event(session)
    ticket = Ticket(
        id=1, state=TicketState.VALID, slot=Slot(state=SlotState.APPROVED, start_at=at(6, day=date(2028, 1, 9)))
    )
    months = {month: at(18, day=date(2027, month, 28)) for month in range(1, 13)}
    texts = {}
    for kind, (month, until) in product(ASKING, months.items()):
        asked = {1: Confirmation(ticket_id=1, answer=Reply.OPEN, answer_by_at=until)}
        message = Message(kind=kind, language=language, channel=Channel.SMS, header_id="<1@matchday>")
        message.participant = Participant(first_name="A", languages=[], phone="05550 000233")
        texts[kind, month] = the_text(message, event, Standing(True, tickets=(ticket,), confirmations=asked))
    session.rollback()

    assert [(count_segments(text), text) for text in texts.values() if not fits(text)] == []
    assert [text for text in texts.values() if "28" not in text and "۲۸" not in text] == []
    assert len(set(texts.values())) == len(texts)


def the_text(message: Message, event: Event, standing: Standing) -> str:
    """Return what somebody who stands so reads as an SMS."""
    assert message.participant
    whom = message.participant.phone
    facts = MessageFacts(message, Organiser(name="L"), event, whom, Access("A" * 26, ""), standing, standing.coming)
    return write_sms(facts).text


def test_an_sms_goes_to_the_number_as_it_is_dialled_and_says_nothing_of_anybody(
    app: Flask, session: Session, gateway: FakeGateway
) -> None:
    message = an_sms(session)
    header_id = message.header_id.strip("<>").partition("@")[0]

    send(session, message)

    told = gateway.sent[header_id]
    assert (told["to"], told["from"], told["id"]) == ("+495550000233", "Landkreis", header_id)
    assert told["text"].startswith("Sie sind eingeladen, einen Betrieb zu besuchen. Ihre Seite: https://")
    assert message.state is MessageState.SENT


FAULTS: dict[int, tuple[MessageState, str]] = {
    0: (MessageState.WAITING, "gateway_away"),
    404: (MessageState.FAILED, "number_dead"),
    400: (MessageState.FAILED, "sms_refused"),
    401: (MessageState.WAITING, "gateway_login"),
    429: (MessageState.WAITING, "gateway_away"),
    503: (MessageState.WAITING, "gateway_away"),
    409: (MessageState.SENT, ""),
}


@pytest.mark.parametrize("status", FAULTS)
def test_every_fault_is_an_answer_and_a_dead_number_is_final(
    app: Flask, session: Session, gateway: FakeGateway, status: int
) -> None:
    message = an_sms(session)
    gateway.status = status

    send(session, message)

    assert (message.state, message.failure) == FAULTS[status]


def test_a_gateway_that_took_it_and_said_nothing_is_asked_again_and_sends_it_once(
    app: Flask, session: Session, gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matchday.sender.sms.TIMEOUT_S", 0.2)
    message = an_sms(session)
    gateway.hangs_s = 0.5
    send(session, message)
    gateway.hangs_s = 0

    send(session, message)

    assert (len(gateway.asked), len(gateway.sent)) == (2, 1)


def test_a_number_that_is_none_is_told_to_staff(app: Flask, session: Session) -> None:
    message = an_sms(session, phone="unbekannt")

    send(session, message)

    assert (message.state, message.failure) == (MessageState.FAILED, "number_dead")


def test_without_a_gateway_staff_say_it(session: Session, config: Config) -> None:
    message = an_sms(session)
    with create_app(config).app_context():
        send(session, message)
        db.engine.dispose()

    assert (message.state, message.failure) == (MessageState.FAILED, "no_gateway")


def test_nobody_reads_along(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="SMS_URL"):
        settings(tmp_path, "sqlite://", SMS_URL="http://gateway.example/sms")
