"""Translations: keep what a reader of the language says of each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.errors import RuleError
from matchday.core.translation import check_forms
from matchday.documents.fonts import missing_letters
from matchday.models import Account, Organiser, SentenceReview
from matchday.services.lock import hold


def list_reviews(session: Session, organiser: Organiser, language: str) -> dict[str, SentenceReview]:
    """Return what was said of the sentences of a language, by the sentence's name."""
    found = session.scalars(
        select(SentenceReview)
        .where(SentenceReview.organiser_id == organiser.id, SentenceReview.language == language)
        .options(joinedload(SentenceReview.read_by))
    )
    return {review.sentence: review for review in found}


def review_sentence(
    session: Session,
    organiser: Organiser,
    language: str,
    *,
    sentence: str,
    german: Sequence[str],
    forms: Sequence[str],
    count: int,
    by: Account,
    now: datetime,
) -> SentenceReview:
    """Keep how a sentence is right. What somebody said before is replaced.

    **Errors** RuleError ``translation_empty``, ``translation_long``, ``text_unreadable``, ``translation_gap``,
    ``translation_letters`` (``letters``).
    """
    check_forms(german, forms, count=count)
    if letters := missing_letters("".join(forms)):
        raise RuleError("translation_letters", letters=" ".join(sorted(letters)))
    hold(session, organiser)  # two readers at once: one row for each sentence
    review = session.scalar(
        select(SentenceReview).where(
            SentenceReview.organiser_id == organiser.id,
            SentenceReview.language == language,
            SentenceReview.sentence == sentence,
        )
    ) or SentenceReview(organiser_id=organiser.id, language=language, sentence=sentence)
    review.forms, review.read_by_id, review.read_at = list(forms), by.id, now
    session.add(review)
    return review
