"""Corrections of the day on both databases: noted after the slot, taken back, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.checkin import Answer
from matchday.core.errors import RuleError
from matchday.core.event import Stage
from matchday.models import Absence
from matchday.services.absence import note_absence
from matchday.services.attestation import list_attestations
from matchday.services.audit import list_audit
from matchday.services.checkin import ask, find_check_in
from matchday.services.correction import note_check_in, take_back_check_in
from tests.doors import a_door_slot, a_keeper, a_ticket, by_code
from tests.factories import an_account, at

MORNING = at(5, 40)
EVENING = at(21)


@pytest.mark.parametrize("stage", [Stage.RUNNING, Stage.CLOSED])
def test_who_was_there_all_the_same_is_noted_once_with_the_hours_of_the_slot(session: Session, stage: Stage) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    keeper.event.stage = stage
    by = an_account(session, Role.STAFF, organiser=keeper.event.organiser)
    note_absence(session, ticket, keeper.event, by=by, now=EVENING)

    heard = [note_check_in(session, ticket, keeper.event, by=by, now=EVENING) for _ in range(2)]

    assert heard == [True, False]
    assert find_check_in(session, ticket).checked_in_at == slot.start_at
    assert session.query(Absence).filter_by(organiser_id=slot.organiser_id).count() == 0
    actions = [one.action for one in list_audit(session, organiser_id=slot.organiser_id).entries]
    assert actions.count("check_in.note") == 1
    assert len(list_attestations(session, keeper.event, slot=slot, now=EVENING)) == 1


def test_while_the_slot_runs_the_door_is_the_way(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)

    with pytest.raises(RuleError, match="slot_not_over"):
        note_check_in(session, ticket, keeper.event, by=an_account(session), now=MORNING)


@pytest.mark.parametrize("correct", [note_check_in, take_back_check_in])
def test_after_the_archive_nothing_is_corrected(session: Session, correct: Callable[..., object]) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    keeper.event.stage = Stage.ARCHIVED

    with pytest.raises(RuleError, match="stage_shut"):
        correct(session, ticket, keeper.event, by=an_account(session), now=EVENING)


def test_staff_take_a_check_in_back_long_after_the_minute_of_the_door(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    ask(session, keeper, by_code(ticket), now=MORNING)
    by = an_account(session, Role.STAFF, organiser=keeper.event.organiser)

    for _ in range(2):
        take_back_check_in(session, ticket, keeper.event, by=by, now=MORNING + timedelta(hours=2))

    assert find_check_in(session, ticket) is None
    entries = list_audit(session, organiser_id=slot.organiser_id).entries
    assert [one.action for one in entries].count("check_in.take_back") == 1
    assert entries[0].details["changed"]["checked_in_at"][0].startswith(f"{MORNING:%Y-%m-%d %H:%M}")


def test_who_was_taken_back_can_come_all_the_same(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    by = an_account(session, Role.STAFF, organiser=keeper.event.organiser)
    ask(session, keeper, by_code(ticket), now=MORNING)
    take_back_check_in(session, ticket, keeper.event, by=by, now=MORNING + timedelta(minutes=5))

    scan = ask(session, keeper, by_code(ticket), now=MORNING + timedelta(minutes=9))

    assert scan.answer is Answer.ADMITTED
