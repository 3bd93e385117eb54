"""Coaches see their own people and nobody else."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.errors import NotFound
from matchday.core.event import Stage
from matchday.services.coach import list_own_people, read_own_person
from tests.factories import a_participant, an_account, an_event


def test_people_stand_by_event_and_archived_events_are_out(session: Session) -> None:
    coach = an_account(session, Role.COACH)
    event, old = an_event(session, by=coach), an_event(session, by=coach, stage=Stage.ARCHIVED)
    an_event(session, by=coach)
    mine = a_participant(session, event, coach_id=coach.id)
    a_participant(session, old, coach_id=coach.id)
    a_participant(session, event)

    ((found_event, rows),) = list_own_people(session, coach)

    assert found_event is event
    assert [row.participant for row in rows] == [mine]


def test_somebody_elses_person_is_not_there(session: Session) -> None:
    coach = an_account(session, Role.COACH)
    event = an_event(session, by=coach)
    mine = a_participant(session, event, coach_id=coach.id)

    assert read_own_person(session, coach, key=mine.key) == (event, mine)
    for person in (a_participant(session, event), a_participant(session, an_event(session))):
        with pytest.raises(NotFound):
            read_own_person(session, coach, key=person.key)
