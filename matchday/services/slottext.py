"""Texts of a slot in other languages: save, read, and find the one somebody can read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.slottext import TEXTS, Texts, digest_of
from matchday.models import Account, Event, Participant, Slot, SlotText
from matchday.services.audit import write_audit


def original_of(slot: Slot) -> Texts:
    """Return what the employer wrote."""
    return {name: getattr(slot, name) for name in TEXTS}


def is_of_today(text: SlotText, slot: Slot) -> bool:
    """Tell whether a translation was made from what the slot says now."""
    return text.original_digest == digest_of(original_of(slot))


def list_slot_texts(session: Session, slot: Slot) -> dict[str, SlotText]:
    """Return the translations of a slot by language, old ones too."""
    found = session.scalars(
        select(SlotText).where(SlotText.organiser_id == slot.organiser_id, SlotText.slot_id == slot.id)
    )
    return {text.language: text for text in found}


def find_slot_text(slot: Slot, languages: Iterable[str]) -> SlotText | None:
    """Return the first translation of today's text in one of the languages, best first, or None."""
    texts = {text.language: text for text in slot.texts if is_of_today(text, slot)}
    return next((texts[code] for code in languages if code in texts), None)


def count_readers(session: Session, event: Event) -> dict[str, int]:
    """Return how many people who take part read each language first."""
    rows = session.execute(
        select(Participant.language, func.count())
        .where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.withdrawn_at.is_(None),
        )
        .group_by(Participant.language)
    )
    return dict(rows.all())


def save_slot_text(
    session: Session, slot: Slot, texts: Texts, *, language: str, is_read: bool, by: Account, now: datetime
) -> None:
    """Keep a translation; without any text it is taken away."""
    kept = list_slot_texts(session, slot).get(language)
    if not any(texts.values()):
        if kept:
            session.delete(kept)
    else:
        text = kept or SlotText(organiser_id=slot.organiser_id, slot_id=slot.id, language=language)
        for name in TEXTS:
            setattr(text, name, texts[name])
        text.original_digest, text.is_read = digest_of(original_of(slot)), is_read
        text.changed_by_id, text.changed_at = by.id, now
        session.add(text)
    session.flush()
    write_audit(
        session,
        "slot.translate",
        organiser_id=slot.organiser_id,
        event_id=slot.event_id,
        by=by,
        now=now,
        slot=slot.id,
        language=language,
        is_there=any(texts.values()),
    )
