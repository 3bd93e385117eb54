"""Mails that come back: what did not arrive is noted once, its report is gone, and no other mail is touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday import receiver
from matchday.app import create_app
from matchday.config import Config, ConfigError
from matchday.core.health import Trouble
from matchday.core.message import MessageKind, MessageState
from matchday.core.participant import Channel
from matchday.extensions import db
from matchday.models import AuditEntry, Message, Todo
from matchday.receiver import read_returns
from matchday.receiver.report import Report, read_report
from matchday.services.health import beat, read_trouble
from matchday.services.message import note_report
from tests.conftest import NOW, settings
from tests.factories import a_message, a_participant, an_event, moment_of
from tests.mailbox import FakeMailbox, open_mailbox

EVERYWHERE = {"across_organisers": "a test looks at what it made"}
OTHER = "0123456789abcdef" * 2


def a_return(name: str, *, action: str = "failed", status: str = "5.1.1", brought: str = "message/rfc822") -> bytes:
    """Return a delivery report as Postfix writes it; Exchange brings back the head alone."""
    return f"""From: MAILER-DAEMON@mail.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <20270312.1@mail.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="=_1"

--=_1
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--=_1
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; amira@birkenried.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <amira@birkenried.example>: no such person

--=_1
Content-Type: {brought}

From: Landkreis Birkenried <tag@birkenried.example>
To: amira@birkenried.example
Message-ID:
 <{name}@matchday>
Subject: Einladung

Guten Tag
--=_1--
""".replace("\n", "\r\n").encode()


WITHOUT = a_return(OTHER).replace(b"@matchday", b"@mail.example")
NO_RETURNS = {
    "it waits and is tried again": a_return(OTHER, action="delayed", status="4.4.1"),
    "it arrived": a_return(OTHER, action="delivered", status="2.0.0"),
    "somebody has read it": a_return(OTHER).replace(b"=delivery-status", b"=disposition-notification"),
    "it is not of ours": WITHOUT,
    "it is of somebody who only looks like us": a_return(f"{OTHER}0"),
    "it brings nothing back": a_return(OTHER)[:-400],
    "a person answers": b"Subject: Re: Einladung\r\nIn-Reply-To: <%b@matchday>\r\n\r\nDanke\r\n" % OTHER.encode(),
    "a person sends a report on": b"Content-Type: message/rfc822\r\n\r\n" + a_return(OTHER),
    "nothing at all": b"",
    "no parts": b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\n",
    "letters that are none": a_return(OTHER).replace(b"failed", b"\x00\xff\xfe").replace(b"us-ascii", b"x-\xff"),
    "parts in parts without end": a_return(OTHER).replace(
        b"message/rfc822",
        b'multipart/mixed; boundary="a"\r\n\r\n' + b'--a\r\nContent-Type: multipart/mixed; boundary="a"\r\n\r\n' * 1200,
    ),
}


@pytest.mark.parametrize("mail", NO_RETURNS.values(), ids=NO_RETURNS.keys())
def test_only_a_report_that_a_mail_of_ours_will_never_arrive_counts(mail: bytes) -> None:
    assert read_report(mail) is None


RETURNS = {
    "there is no such address": (a_return(OTHER), "address_unknown"),
    "there is none, says Exchange": (
        a_return(OTHER, status="5.1.10", brought="text/rfc822-headers"), "address_unknown",
    ),
    "the box is full": (a_return(OTHER, status="5.2.2 (full)"), "mail_returned"),
    "given up after days": (a_return(OTHER, action="Failed (expired)", status="4.4.7"), "mail_returned"),
    "no reason": (a_return(OTHER, status=""), "mail_returned"),
    "cut off behind the head": (a_return(OTHER)[:-30], "address_unknown"),
}  # fmt: skip


@pytest.mark.parametrize(("mail", "failure"), RETURNS.values(), ids=RETURNS.keys())
def test_no_more_is_claimed_than_the_report_says(mail: bytes, failure: str) -> None:
    assert read_report(mail) == Report(OTHER, failure)


@pytest.fixture(scope="module")
def server() -> Iterator[FakeMailbox]:
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def mailbox(server: FakeMailbox) -> FakeMailbox:
    """Return an empty mailbox."""
    server.empty()
    return server


@pytest.fixture
def app(config: Config, mailbox: FakeMailbox, tmp_path: Path) -> Iterator[Flask]:
    """Return an application that looks into the test's mailbox."""
    app = create_app(settings(tmp_path, config.database_url, RETURNS_URL=mailbox.url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def sent(session: Session, *, count: int = 1) -> list[str]:
    """Send invitations and return their names."""
    event = an_event(session)
    people = [a_participant(session, event) for _ in range(count)]
    messages = [a_message(session, one, MessageKind.INVITATION, cause=str(one.id), now=NOW) for one in people]
    for message in messages:
        message.state = MessageState.SENT
    names = [message.header_id[1:33] for message in messages]
    session.commit()
    return names


def noted() -> tuple[list[str], int, int]:
    """Return why messages did not arrive, in order, how many to-dos there are, and how many entries say so."""
    failures = db.session.scalars(select(Message.failure).order_by(Message.id).execution_options(**EVERYWHERE)).all()
    todos = db.session.scalars(select(Todo).execution_options(**EVERYWHERE)).all()
    entries = select(AuditEntry).where(AuditEntry.action == "message.bounce").execution_options(**EVERYWHERE)
    found = list(failures), len(todos), len(db.session.scalars(entries).all())
    db.session.remove()
    return found


def test_what_came_back_is_noted_once_and_only_its_report_is_deleted(session: Session, mailbox: FakeMailbox) -> None:
    first, second, *_ = sent(session, count=3)
    others = list(filter(None, NO_RETURNS.values()))
    heavy = a_return(second, status="5.2.2").replace(b"Guten Tag", b"Guten Tag\r\n" * 40_000)
    mailbox.put(*others, a_return(first), heavy, a_return(OTHER, brought="text/rfc822-headers"))

    for _ in range(2):
        read_returns()

    assert noted() == (["address_unknown", "mail_returned", ""], 2, 2)
    assert mailbox.lying() == others


def test_a_visit_that_was_cut_off_is_made_up_for_and_notes_nothing_twice(
    session: Session, mailbox: FakeMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = sent(session, count=3)
    mailbox.put(b"Subject: Danke\r\n\r\n", *map(a_return, names))
    note_report(session, names[0], "address_unknown", channel=Channel.MAIL, now=NOW)
    session.commit()
    monkeypatch.setattr(receiver, "MOST", 3)

    for _ in range(2):
        read_returns()

    assert noted() == (["address_unknown"] * 3, 3, 3)
    assert mailbox.lying() == [b"Subject: Danke\r\n\r\n"]


def test_a_mailbox_made_anew_is_read_from_its_beginning(session: Session, mailbox: FakeMailbox) -> None:
    first, second = sent(session, count=2)
    for name in (first, second):
        mailbox.empty()
        mailbox.put(a_return(name))
        read_returns()

    assert noted() == (["address_unknown"] * 2, 2, 2)


def test_a_mailbox_that_is_away_for_an_hour_is_told_until_it_is_back(session: Session, mailbox: FakeMailbox) -> None:
    soon, later = moment_of() + timedelta(minutes=50), moment_of() + timedelta(minutes=70)
    (name,) = sent(session)
    mailbox.put(a_return(name))
    away = "imap+plain://tag:secret@127.0.0.1:9"
    wrong = [mailbox.url.replace("only", "not"), f"{mailbox.url}-nowhere"]
    troubles = []
    for url in (away, *wrong, mailbox.url, away, ""):
        current_app.extensions["matchday.config"] = settings(Path(), "sqlite://", RETURNS_URL=url)
        read_returns()
        for now in (soon, later):
            beat(session, "worker-1", now=now)
            troubles.append(read_trouble(session, now=now))
        session.commit()

    told = [None, Trouble.RETURNS_UNREAD]
    assert troubles == [*told * 3, None, None, *told, None, None]
    assert noted()[0] == ["address_unknown"]


@pytest.mark.parametrize("url", ["imap+plain://a:b@mail.example", "imap://a:b@mail.example", "imaps://mail.example"])
def test_nobody_reads_along(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigError, match="RETURNS_URL"):
        settings(tmp_path, "sqlite://", RETURNS_URL=url)
