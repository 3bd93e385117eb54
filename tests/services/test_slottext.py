"""Translations of slots' texts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.services.slottext import count_readers, find_slot_text, list_slot_texts, save_slot_text
from tests.factories import a_participant, a_slot, an_account, an_event

TEXTS = {"title": "الصالة 2", "duties": "ثني الصفائح", "meeting_point": ""}


def test_a_translation_is_found_until_the_employer_changes_the_text(session: Session, now: datetime) -> None:
    staff = an_account(session, Role.STAFF)
    slot = a_slot(session, an_event(session, by=staff), title="Halle 2", duties="Bleche kanten")
    save_slot_text(session, slot, TEXTS, language="ar", is_read=True, by=staff, now=now)

    found = find_slot_text(slot, ["ti", "ar"])

    assert found is not None
    assert (found.duties, found.is_read) == ("ثني الصفائح", True)
    slot.duties = "Bleche schneiden"
    assert find_slot_text(slot, ["ar"]) is None
    assert "ar" in list_slot_texts(session, slot)


def test_a_translation_is_written_over_and_taken_away(session: Session, now: datetime) -> None:
    staff = an_account(session, Role.STAFF)
    slot = a_slot(session, an_event(session, by=staff), title="Halle 2")
    for texts in (TEXTS, {**TEXTS, "title": "قاعة 2"}):
        save_slot_text(session, slot, texts, language="ar", is_read=False, by=staff, now=now)
    assert list_slot_texts(session, slot)["ar"].title == "قاعة 2"

    save_slot_text(session, slot, dict.fromkeys(TEXTS, ""), language="ar", is_read=False, by=staff, now=now)

    assert list_slot_texts(session, slot) == {}


def test_readers_are_counted_by_their_first_language(session: Session, now: datetime) -> None:
    event = an_event(session)
    a_participant(session, event, language="ti", languages=["ar"])
    a_participant(session, event, language="ti")
    a_participant(session, event, language="ar", withdrawn_at=now)

    assert count_readers(session, event) == {"ti": 2}
