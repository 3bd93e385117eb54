"""A person's record as files: complete, readable, and silent about others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest
from flask import Flask, g
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import Enum
from sqlalchemy.orm import Session

from matchday.models import Event, Participant
from matchday.services.privacy import PersonRecord, export_participant
from matchday.services.privacy.export import SlotFacts, exported_tables, is_exported
from matchday.services.privacy.retention import EMPTIED, TABLES, WITH_PERSON
from matchday.web import say_privacy, words_record
from matchday.web.privacy import record_json, record_paper
from tests.canary import KINDS, a_canary, words_of
from tests.factories import a_slot, an_event


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def record(app: Flask, session: Session, event: Event, now: datetime) -> Iterator[PersonRecord]:
    slot = a_slot(session, event)
    person = a_canary(session, event, slot, "qpzx", now=now)
    a_canary(session, event, slot, "vkjw", now=now)
    with app.test_request_context():
        g.event = event
        yield export_participant(session, person, event, by=person, now=now)


def words(record: PersonRecord) -> set[str]:
    return set(words_of("qpzx").values()) - {words_of("qpzx")["participant.mail"]} | {"qpzx@birkenried.example"}


def test_the_json_holds_every_word_of_the_person_and_none_of_another(record: PersonRecord) -> None:
    text = record_json(record).decode()

    assert {word for word in words(record) if word not in text} == set()
    assert "vkjw" not in text


def test_the_json_says_what_everything_is_called_and_what_for(record: PersonRecord) -> None:
    whole = json.loads(record_json(record))

    assert whole["tables"].keys() == whole["legend"].keys()
    assert all(
        row.keys() <= whole["legend"][name]["columns"].keys() for name, rows in whole["tables"].items() for row in rows
    )


def test_the_paper_holds_every_word_of_the_person_and_none_of_another(record: PersonRecord) -> None:
    with pypdfium2.PdfDocument(record_paper(record)) as paper:
        text = "".join(page.get_textpage().get_text_range() for page in paper)
    spelled = "".join(text.split()).replace("\u00ad", "").replace("\ufffe", "")

    assert {word for word in words(record) if word not in spelled} == set()
    assert "vkjw" not in spelled


@pytest.mark.parametrize("table", exported_tables(), ids=lambda table: table.name)
def test_every_column_of_a_record_has_a_heading(table: object) -> None:
    columns = {one.name for one in table.columns if is_exported(one)}  # type: ignore[attr-defined]
    left_out = {"number", "commitment", "previous_hash", "entry_hash"}  # the chain's own, in no record

    assert table.name in words_record.TABLES  # type: ignore[attr-defined]
    assert columns - words_record.COLUMNS.keys() - left_out == set()


@pytest.mark.parametrize("table", exported_tables(), ids=lambda table: table.name)
def test_no_code_of_the_program_stands_in_a_record(table: object) -> None:
    kinds = [one.type.enum_class for one in table.columns if isinstance(one.type, Enum) and is_exported(one)]  # type: ignore[attr-defined]

    assert all(say_privacy.in_words(value) for kind in kinds for value in kind)


@pytest.mark.parametrize("table", exported_tables(), ids=lambda table: table.name)
def test_every_table_that_leads_to_a_person_is_kept_for_a_time(table: object) -> None:
    assert table.name in TABLES  # type: ignore[attr-defined]


def test_every_personal_column_of_a_person_goes_at_its_time() -> None:
    personal = {one.name for one in Participant.__table__.columns if one.info["data_class"] in KINDS}

    assert personal - WITH_PERSON - {name for columns in EMPTIED.values() for name in columns} == set()


def test_the_paper_is_german_and_in_the_language_of_the_person_whatever_the_page_speaks(record: PersonRecord) -> None:
    record.person.language = "uk"
    with force_locale("uk"):
        own = _("Auskunft über Ihre Daten")
    with force_locale("ar"), pypdfium2.PdfDocument(record_paper(record)) as paper:
        text = paper[0].get_textpage().get_text_range()

    assert all(words in text for words in ("Dann lieber keinen Platz", "Auskunft über Ihre Daten", own))


A_SLOT = SlotFacts("Gärtnerei", "Beet", datetime(2027, 1, 12, 8, tzinfo=UTC), datetime(2027, 1, 12, 14, tzinfo=UTC))


@pytest.mark.parametrize(
    ("action", "details", "told"),
    [
        ("consent.give", {"recipient": "health", "version": 1}, "Bedarf wird gespeichert; Fassung der Frage: 1"),
        ("wishlist.answer_acceptable", {"answer": "better_none", "trades": ["care", "wood"]}, "Berufe: Pflege, Holz"),
        (
            "participant.change",
            {"changed": {"phone": ["1", ""], "alias": []}},
            "Telefon (vorher: 1, jetzt: –), Deckname",
        ),
        ("todo.finish", {"kind": "tell"}, "Art: Bitte persönlich sagen"),
        ("confirmation.accept", {"slot": A_SLOT}, "Angebot: Gärtnerei, Beet, 12.01.2027, von 09:00 bis 15:00 Uhr"),
    ],
)
def test_the_details_of_an_entry_are_told_in_words(
    record: PersonRecord, action: str, details: dict[str, object], told: str
) -> None:
    row = {"action": action, "account_id": None, "details": details}
    (table,) = say_privacy.tell(replace(record, tables={"audit_entry": (row,)}))

    (_action, (heading, text)) = table.rows[0]
    assert (heading, text.endswith(told)) == ("Einzelheiten", True)
