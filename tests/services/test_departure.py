"""Departures: who left early, corrected and taken back."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.errors import RuleError
from matchday.services.audit import list_audit
from matchday.services.departure import note_departure, take_back_departure
from tests.days import a_running_day, came, tickets_of
from tests.factories import at
from tests.plans import a_member_of_staff


def test_an_early_departure_is_noted_corrected_and_taken_back(session: Session) -> None:
    event = a_running_day(session, people=1)
    (ticket,), by = tickets_of(session, event), a_member_of_staff(session, event)
    check_in = came(session, ticket, now=at(6))

    note_departure(session, ticket, event, left_at=at(9), by=by, now=at(10))
    note_departure(session, ticket, event, left_at=at(8, 30), by=by, now=at(10))

    assert check_in.left_at == at(8, 30)
    take_back_departure(session, ticket, event, by=by, now=at(10))
    assert check_in.left_at is None
    assert list_audit(session, organiser_id=event.organiser_id).entries[0].action == "departure.take_back"


def test_who_did_not_come_does_not_leave(session: Session) -> None:
    event = a_running_day(session, people=1)
    (ticket,), by = tickets_of(session, event), a_member_of_staff(session, event)

    with pytest.raises(RuleError, match="guest_not_here"):
        note_departure(session, ticket, event, left_at=at(9), by=by, now=at(10))


def test_a_departure_after_the_end_is_none(session: Session) -> None:
    event = a_running_day(session, people=1)
    (ticket,), by = tickets_of(session, event), a_member_of_staff(session, event)
    came(session, ticket, now=at(6))

    with pytest.raises(RuleError, match="left_after_end"):
        note_departure(session, ticket, event, left_at=at(12), by=by, now=at(13))
