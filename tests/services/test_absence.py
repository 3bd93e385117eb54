"""Absences: noted, taken back, gone as soon as somebody comes."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.day import GuestState
from matchday.core.errors import RuleError
from matchday.core.event import Stage
from matchday.services.absence import note_absence, take_back_absence
from matchday.services.audit import list_audit
from matchday.services.day import list_guests
from tests.days import a_running_day, came, slot_of, tickets_of
from tests.factories import at
from tests.plans import a_member_of_staff


def test_an_absence_is_noted_once_and_taken_back(session: Session) -> None:
    event = a_running_day(session, people=1)
    (ticket,), by = tickets_of(session, event), a_member_of_staff(session, event)

    for _ in range(2):
        note_absence(session, ticket, event, by=by, now=at(7))

    (guest,) = list_guests(session, ticket.slot, now=at(7))
    assert guest.state is GuestState.ABSENT
    take_back_absence(session, ticket, event, by=by, now=at(7))
    (guest,) = list_guests(session, ticket.slot, now=at(7))
    assert guest.state is GuestState.MISSING
    entries = list_audit(session, organiser_id=event.organiser_id).entries[:2]
    assert [one.action for one in entries] == ["absence.take_back", "absence.note"]


def test_who_is_here_is_not_absent(session: Session) -> None:
    event = a_running_day(session, people=1)
    (ticket,) = tickets_of(session, event)
    came(session, ticket, now=at(6))

    with pytest.raises(RuleError, match="guest_is_here"):
        note_absence(session, ticket, event, by=a_member_of_staff(session, event), now=at(7))


def test_a_later_check_in_takes_the_absence_away(session: Session) -> None:
    event = a_running_day(session, people=1)
    (ticket,), by = tickets_of(session, event), a_member_of_staff(session, event)
    note_absence(session, ticket, event, by=by, now=at(7))

    came(session, ticket, now=at(8))

    (guest,) = list_guests(session, slot_of(session, event), now=at(8))
    assert guest.state is GuestState.HERE
    assert not [one for one in list_audit(session, organiser_id=event.organiser_id).entries if "take" in one.action]


def test_absences_are_noted_after_the_day_but_not_before_the_plan(session: Session) -> None:
    event = a_running_day(session, people=1)
    (ticket,), by = tickets_of(session, event), a_member_of_staff(session, event)
    event.stage = Stage.CLOSED
    note_absence(session, ticket, event, by=by, now=at(15))

    event.stage = Stage.ARCHIVED
    with pytest.raises(RuleError, match="stage_shut"):
        take_back_absence(session, ticket, event, by=by, now=at(16))
