"""Somebody says yes in the moment in which the worker takes silence for a no."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchday.core.confirmation import Reply
from matchday.models import Event, Participant
from matchday.services import answering
from matchday.services.answering import accept_place, keep_deadlines
from tests.confirmations import asked, holders
from tests.pausing import PAUSE_S, pausing
from tests.plans import a_day, published
from tests.rush import all_at_once


def answer_late(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Reply, bool]:
    """Let somebody answer while the worker looks. Return what they heard, what is kept, whether they have the place."""
    event = a_day(session, people=1, capacity=1)
    published(session, event)
    (person,) = holders(session, event)
    organiser_id, event_id, person_id = event.organiser_id, event.id, person.id
    lapses = asked(session, person).answer_by_at + timedelta(days=1, hours=12)
    keep_deadlines(session, event_id, now=lapses - timedelta(days=1))
    session.commit()
    monkeypatch.setattr(answering, "list_unanswered", pausing(answering.list_unanswered))

    def deed(own: Session, who: str) -> None:
        if who == "worker":
            keep_deadlines(own, event_id, now=lapses)
            return
        pausing(lambda: None, for_s=PAUSE_S / 2)()
        mine = own.query(Participant).filter_by(organiser_id=organiser_id, id=person_id).one()
        its = own.query(Event).filter_by(organiser_id=organiser_id, id=event_id).one()
        accept_place(own, mine, asked(own, mine).ticket, event=its, by=mine, now=lapses)

    _, heard = all_at_once(app, deed, ["worker", "person"])
    session.expire_all()
    return heard, asked(session, person).answer, holders(session, event) == [person]


def test_a_yes_in_the_last_moment_counts_or_is_refused(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = answer_late(app, session, monkeypatch)

    assert late in {("done", Reply.YES, True), ("place_given_back", Reply.SILENT, False)}


def test_without_the_second_look_a_yes_would_be_lost(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time: that is its lock")
    monkeypatch.setattr(answering, "hold", lambda *_: None)

    assert answer_late(app, session, monkeypatch) == ("done", Reply.SILENT, False)
