"""Who reads which personal column: every page, paper, file and mail of everybody, against the reviewed table.

Each personal column of one organiser holds a word that stands nowhere else. Columns whose values are words of a fixed
list (a language, a level, yes or no) cannot hold one; they are named in ``docs/privacy.md``.
"""

from __future__ import annotations

import html
import io
import itertools
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import Column, Enum, String
from sqlalchemy.orm import Session

from matchday.app import create_app
from matchday.clock import read_clock
from matchday.core.account import Role
from matchday.core.consent import Recipient
from matchday.core.event import Stage
from matchday.core.message import MessageKind, MessageState
from matchday.core.privacy import DataClass
from matchday.extensions import db
from matchday.models import Account, Message, Participant
from matchday.sender import write_mail
from matchday.services.consent import answer_consent
from matchday.services.message import begin_sending
from tests.conftest import copied, settings
from tests.factories import KEYRING, a_participant, an_account
from tests.house.crawl import fingerprint, walk
from tests.house.field_table import SEEN
from tests.house.test_requests import opened
from tests.house.world import Doors, World, place

PERSONAL = (DataClass.PERSONAL, DataClass.SPECIAL)
CODES = {"language"}
"""Texts that are codes of a fixed list."""
SIGNS_IN = {"password", "tf_totp_secret"}
"""By these an account signs in: a colleague has canaries there who does not visit."""
BORN_ON = date(1971, 11, 23)
_numbers = itertools.count(201)


def canary_for(column: Column[Any]) -> Any:
    """Return a word for a column that stands nowhere else, or None where it can hold none."""
    kind, number = column.type, next(_numbers)
    if column.name == "born_on":
        return BORN_ON
    if not isinstance(kind, String) or isinstance(kind, Enum) or column.name in CODES or column.unique:
        return None
    if "mail" in column.name:
        return f"qx{number}@birkenried.example"
    if "phone" in column.name:
        return f"+495550{number}{number}"
    if column.name == "postcode":
        return f"90{number}"
    return f"Qx{number}z"


def marked(row: Any, name: str) -> dict[str, str]:
    """Put a canary into every personal column of a row. Return the name of each column with its canary."""
    canaries = {}
    for column in row.__table__.columns:
        is_held = column.info["data_class"] in PERSONAL and not (name == "coach" and column.name in SIGNS_IN)
        word = canary_for(column) if is_held else None
        if word is not None:
            setattr(row, column.name, word)
            canaries[f"{name}.{column.name}"] = str(word)
    return canaries


def mark(session: Session, world: World) -> dict[str, str]:
    """Put canaries into one of everything. Return them."""
    event, person = world.event, world.people["participant"]
    assert isinstance(person, Participant)
    own = {"organiser": event.organiser}
    protected = a_participant(session, event, is_protected=True, coach_id=person.coach_id, confirmed_at=read_clock())
    place(session, world, protected)
    answer_consent(session, person, Recipient.EMPLOYER, is_given=True, by=person, now=read_clock())
    rows = {
        "participant": person,
        "protected": protected,
        "colleague": an_account(session, Role.STAFF, **own),
        "coach": world.people["coach"],
        "employer": world.slot.employer,
        "slot": world.slot,
        "event": event,
        "organiser": event.organiser,
        **{thing.__table__.name: thing for thing in world.things},
    }
    found: dict[str, str] = {}
    for name, row in rows.items():
        found |= marked(row, name)
    session.commit()
    return found


def words_of(content: bytes, kind: str) -> str:
    """Return what stands in an answer, also between its lines."""
    if kind == "application/pdf":
        pdf = pypdfium2.PdfDocument(content)
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
        pdf.close()
    elif content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            text = " ".join(packed.read(name).decode(errors="ignore") for name in packed.namelist())
    else:
        text = html.unescape(content.decode(errors="ignore").replace("\r\n ", ""))
    return unicodedata.normalize("NFKC", text)


def spellings(word: str) -> set[str]:
    """Return how a canary may be written: a date in words, a number with spaces."""
    if word == str(BORN_ON):
        return {"1971-11-23", "23.11.1971", "23.November1971", "November23,1971"}
    return {word} | ({word.replace("+49", "0")} if word.startswith("+49") else set())


def seen_in(text: str, canaries: dict[str, str]) -> set[str]:
    """Return the columns whose canary stands in a text."""
    packed = re.sub(r"[\s\u2060/()-]", "", text) + re.sub(r"\s", "", text)
    return {name for name, word in canaries.items() if any(one in packed for one in spellings(word))}


def mails_of(session: Session, world: World) -> Iterator[tuple[str, EmailMessage]]:
    """Write every kind of mail, each to everybody it can go to."""
    readers = {"participant": world.people["participant"], "coach": world.people["coach"]}
    readers |= {"employer": world.people["employer"], "staff": world.people["staff"]}
    for kind, (reader, person) in itertools.product(MessageKind, readers.items()):
        whose = {"account_id": person.id} if isinstance(person, Account) else {"participant_id": person.id}
        if (kind in (MessageKind.SIGN_IN, MessageKind.ROSTER)) != isinstance(person, Account):
            continue
        cause = f"canary/{kind}/{reader}"
        message = Message(
            organiser_id=world.event.organiser_id, event_id=world.event.id, kind=kind, state=MessageState.WAITING,
            cause=cause, header_id=f"<{cause}@test>", made_at=read_clock(), publication=1, **whose,
        )  # fmt: skip
        session.add(message)
        session.flush()
        facts = begin_sending(session, message.id, keyring=KEYRING, now=read_clock())
        if facts is not None:
            yield reader, write_mail(facts, now=read_clock())


def everything_seen(doors: Doors, canaries: dict[str, str]) -> dict[str, set[str]]:
    """Return for every visitor the columns they read somewhere."""
    seen: dict[str, set[str]] = {}
    for visitor in doors.visitors:
        seen[visitor] = set()
        for _, answer in walk(doors, visitor):
            seen[visitor] |= seen_in(words_of(answer.data, answer.mimetype), canaries)
    for reader, mail in mails_of(db.session(), doors.own):
        for part in mail.walk():
            if not part.is_multipart():
                content = part.get_payload(decode=True)
                assert isinstance(content, bytes)
                seen.setdefault(f"mail to {reader}", set()).update(seen_in(words_of(content, "text"), canaries))
    db.session.rollback()
    return seen


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> dict[str, set[str]]:
    """Return what everybody reads of a published day; whoever only reads changes nothing."""
    app = create_app(settings(copied(empty_database, tmp_path_factory.mktemp("seen"))))
    with opened(app, stage=Stage.PUBLISHED) as doors:
        canaries = mark(db.session(), doors.own)
        before = fingerprint()
        found = everything_seen(doors, canaries)
        assert fingerprint() == before
    return found


@pytest.mark.parametrize("reader", SEEN)
def test_everybody_reads_the_columns_of_the_table_and_no_other(seen: dict[str, set[str]], reader: str) -> None:
    assert seen[reader] - set(SEEN[reader]) == set()


def test_every_reader_stands_in_the_table(seen: dict[str, set[str]]) -> None:
    assert seen.keys() == SEEN.keys()


def test_what_must_be_read_is_found(seen: dict[str, set[str]]) -> None:
    readers = {reader for reader, columns in seen.items() if "participant.first_name" in columns}

    assert readers >= {"owner", "staff", "reader", "coach", "employer", "participant", "door", "mail to participant"}
    assert seen["staff"] >= {"participant.born_on", "participant.phone", "employer.contact_mail", "slot.foreman_phone"}


def test_a_page_that_shows_too_much_is_noticed(tmp_path: Path, empty_database: Path, seen: dict[str, set[str]]) -> None:
    app = create_app(settings(copied(empty_database, tmp_path)))
    with opened(app, stage=Stage.PUBLISHED) as doors:
        canaries = mark(db.session(), doors.own)
        person = doors.own.people["participant"]
        app.view_functions["employer.home"] = lambda: f"{person.last_name} {person.mail}"

        found = set()
        for _, answer in walk(doors, "employer"):
            found |= seen_in(words_of(answer.data, answer.mimetype), canaries)

    assert {"participant.last_name", "participant.mail"} <= found - set(SEEN["employer"])
