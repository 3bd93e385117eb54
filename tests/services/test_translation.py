"""Translations: what readers of a language say stays theirs, sentence by sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from matchday.core.errors import RuleError
from matchday.models import Account, Organiser
from matchday.services.translation import list_reviews, review_sentence
from tests.conftest import NOW
from tests.factories import an_account, an_event


def said(session: Session, by: Account, forms: list[str], **changes: object) -> None:
    """Say how the one sentence is right."""
    organiser = session.get_one(Organiser, by.organiser_id)
    how = {"sentence": "abc", "german": ("Wunsch",), "count": 1, "now": NOW, **changes}
    review_sentence(session, organiser, "uk", forms=forms, by=by, **how)  # type: ignore[arg-type]


def test_the_last_word_counts_and_others_keep_theirs(session: Session) -> None:
    event, other = an_event(session), an_event(session)
    anna, bohdan, chaya = (an_account(session, organiser=one.organiser) for one in (event, event, other))
    said(session, anna, ["побажання"])
    said(session, bohdan, ["бажання"], now=NOW + timedelta(hours=1))
    said(session, chaya, ["мрія"])

    (review,) = list_reviews(session, event.organiser, "uk").values()

    assert (review.forms, review.read_by.name, review.read_at) == (["бажання"], bohdan.name, NOW + timedelta(hours=1))
    assert list_reviews(session, event.organiser, "ru") == {}


def test_letters_that_nobody_could_read_are_refused(session: Session) -> None:
    event = an_event(session)

    with pytest.raises(RuleError, match="translation_letters"):
        said(session, an_account(session, organiser=event.organiser), ["麦"])

    assert list_reviews(session, event.organiser, "uk") == {}
