"""Forged tickets at a real door: unknown, each of them, and nobody is counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from matchday.app import create_app
from matchday.core.checkin import Answer, Way
from matchday.core.event import Stage
from matchday.documents import token
from matchday.extensions import db
from matchday.models import CheckIn, Ticket
from matchday.services.ticket import sign_ticket
from tests.conftest import copied, settings
from tests.documents.forging import forged
from tests.factories import KEYRING
from tests.house.test_requests import opened
from tests.house.world import Doors

OF_ALL = {"across_organisers": "nobody has come yet, wherever they are expected"}
EVERY = 40
"""Of the many forgeries of a rule each so-manieth is carried to the door; the verifier alone is held against all."""


@pytest.fixture
def doors(tmp_path: Path, empty_database: Path) -> Iterator[Doors]:
    """Return the doors of a house on the day, with a phone that took one over."""
    with opened(create_app(settings(copied(empty_database, tmp_path))), stage=Stage.PUBLISHED) as doors:
        db.session.execute(delete(CheckIn).where(CheckIn.organiser_id > 0), execution_options=OF_ALL)
        db.session.commit()
        yield doors


def genuine(doors: Doors) -> str:
    """Return what the ticket of somebody expected at the door says."""
    event = doors.own.event
    found = db.session.scalars(select(Ticket).where(Ticket.organiser_id == event.organiser_id)).one()
    return sign_ticket(db.session(), found, event, keyring=KEYRING)


def answer(doors: Doors, shown: str, number: int) -> str:
    """Ask at the door and return the answer."""
    question = {"scan_id": f"forged-{number:032d}", "way": Way.CAMERA.value, "shown": shown}
    said = doors.ask("device", "POST", "/checkin/door/ask", question, Accept="application/json")
    return str(said.get_json()["answer"])


def check_ins(doors: Doors) -> int:
    """Return how many people were counted."""
    counted = select(func.count()).where(CheckIn.organiser_id == doors.own.event.organiser_id)
    return db.session.scalar(counted) or 0


def test_no_forged_ticket_opens_a_door(doors: Doors) -> None:
    rules = forged(genuine(doors))
    del rules["spelled_otherwise"]
    texts = [text for rule in rules.values() for text in rule[:: max(1, len(rule) // EVERY)]]

    answers = {answer(doors, text, number) for number, text in enumerate(texts)}

    assert answers <= {Answer.UNKNOWN}
    assert len(texts) > 3 * EVERY
    assert check_ins(doors) == 0


def test_other_spellings_are_unknown_or_the_same_ticket_counted_once(doors: Doors) -> None:
    texts = forged(genuine(doors))["spelled_otherwise"]

    answers = [answer(doors, text, number) for number, text in enumerate(texts)]

    assert set(answers) <= {Answer.UNKNOWN, Answer.ADMITTED, Answer.ALREADY_IN}
    assert answers.count(Answer.ADMITTED) == check_ins(doors) <= 1


def test_the_genuine_ticket_counts_once_however_often_and_white_it_is_shown(doors: Doors) -> None:
    text = genuine(doors)

    answers = [answer(doors, shown, number) for number, shown in enumerate([text, f" {text} ", text])]

    assert answers == [Answer.ADMITTED, Answer.ALREADY_IN, Answer.ALREADY_IN]
    assert check_ins(doors) == 1


def test_a_ticket_of_another_organiser_is_unknown(doors: Doors) -> None:
    event = doors.foreign.event
    foreign = db.session.scalars(select(Ticket).where(Ticket.organiser_id == event.organiser_id)).one()

    text = sign_ticket(db.session(), foreign, event, keyring=KEYRING)

    assert answer(doors, text, 1) == Answer.UNKNOWN
    assert check_ins(doors) == 0


def test_without_the_signature_a_forged_ticket_opens_the_door(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    text = genuine(doors)

    class Careless:
        @staticmethod
        def from_public_bytes(_: bytes) -> Careless:
            return Careless()

        def verify(self, *_: bytes) -> None:
            """Believe everything."""

    monkeypatch.setattr(token, "Ed25519PublicKey", Careless)
    last_bit_flipped = forged(text)["flipped"][-1]

    assert answer(doors, last_bit_flipped, 1) == Answer.ADMITTED
