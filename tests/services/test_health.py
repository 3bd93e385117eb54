"""Staff and whoever watches are told when nothing is being done; what got stuck is taken up again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from matchday.core.assignment import AssignmentState
from matchday.core.health import Trouble
from matchday.core.message import MessageKind, MessageState
from matchday.models import Message
from matchday.services.assignment import request_assignment
from matchday.services.health import beat, read_trouble, sweep
from matchday.services.message import begin_sending
from matchday.services.task import TaskKind
from matchday.worker import AT_ONCE, DEEDS, QUEUES
from tests.conftest import NOW
from tests.factories import KEYRING, a_message, a_participant, an_event
from tests.plans import a_day, a_member_of_staff

MINUTE = timedelta(minutes=1)


def an_invitation(session: Session) -> Message:
    participant = a_participant(session, an_event(session))
    return a_message(session, participant, MessageKind.INVITATION, cause="invitation/1", now=NOW)


def tasks(session: Session, kind: TaskKind) -> int:
    """Count the tasks of a kind that wait for a worker."""
    table = "dbos.workflow_status" if session.get_bind().dialect.name == "postgresql" else "workflow_status"
    count = session.execute(text(f"SELECT count(*) FROM {table} WHERE name = :name"), {"name": kind.value})  # noqa: S608
    return int(count.scalar_one())


@pytest.mark.parametrize(("minutes", "trouble"), [(4, None), (6, Trouble.WORKER_AWAY)])
def test_a_worker_that_was_not_seen_for_five_minutes_is_away(
    session: Session, minutes: int, trouble: Trouble | None
) -> None:
    beat(session, "worker-1", now=NOW)

    assert read_trouble(session, now=NOW + minutes * MINUTE) is trouble


def test_of_two_workers_one_alive_is_enough(session: Session) -> None:
    beat(session, "worker-1", now=NOW - 60 * MINUTE)
    beat(session, "worker-2", now=NOW)

    assert read_trouble(session, now=NOW + MINUTE) is None


def test_a_worker_comes_back_under_its_own_name(session: Session) -> None:
    beat(session, "worker-1", now=NOW - 60 * MINUTE)

    beat(session, "worker-1", now=NOW)

    assert read_trouble(session, now=NOW + MINUTE) is None


def test_an_installation_without_tasks_needs_no_worker_yet(session: Session) -> None:
    assert read_trouble(session, now=NOW) is None


def test_a_mail_that_waits_while_there_was_never_a_worker_is_told(session: Session) -> None:
    an_invitation(session)

    assert read_trouble(session, now=NOW + 6 * MINUTE) is Trouble.WORKER_AWAY


def test_a_mail_in_hand_for_more_than_ten_minutes_is_stuck(session: Session) -> None:
    message = an_invitation(session)
    begin_sending(session, message.id, keyring=KEYRING, now=NOW)
    beat(session, "worker-1", now=NOW + 11 * MINUTE)

    assert read_trouble(session, now=NOW + 9 * MINUTE) is None
    assert read_trouble(session, now=NOW + 11 * MINUTE) is Trouble.TASK_STUCK


def test_a_mail_that_is_to_be_tried_again_later_is_not_stuck(session: Session) -> None:
    message = an_invitation(session)
    message.due_at = NOW + 60 * MINUTE
    beat(session, "worker-1", now=NOW + 30 * MINUTE)

    assert read_trouble(session, now=NOW + 30 * MINUTE) is None


def test_a_mail_stuck_in_hand_is_taken_up_once_more_with_the_same_message_id(session: Session) -> None:
    message = an_invitation(session)
    begin_sending(session, message.id, keyring=KEYRING, now=NOW)
    name = message.header_id

    count = sweep(session, now=NOW + 11 * MINUTE)
    begin_sending(session, message.id, keyring=KEYRING, now=NOW + 11 * MINUTE)

    assert (count, tasks(session, TaskKind.SEND_MESSAGES)) == (1, 2)
    assert (message.state, message.header_id) == (MessageState.SENDING, name)
    assert message.resent_at == NOW + 11 * MINUTE


def test_what_is_in_hand_for_less_is_left_alone(session: Session) -> None:
    message = an_invitation(session)
    begin_sending(session, message.id, keyring=KEYRING, now=NOW)

    assert sweep(session, now=NOW + 9 * MINUTE) == 0
    assert tasks(session, TaskKind.SEND_MESSAGES) == 1


def test_a_plan_stuck_in_computing_is_given_up_so_that_another_can_be_asked_for(session: Session) -> None:
    event = a_day(session)
    by = a_member_of_staff(session, event)
    plan = request_assignment(session, event, by=by, now=NOW)
    plan.state, plan.begun_at = AssignmentState.COMPUTING, NOW

    sweep(session, now=NOW + 11 * MINUTE)

    assert (plan.state, plan.failure) == (AssignmentState.FAILED, "plan_interrupted")
    assert request_assignment(session, event, by=by, now=NOW).number == 2


def test_a_plan_nobody_took_in_hand_is_asked_for_again(session: Session) -> None:
    event = a_day(session)
    plan = request_assignment(session, event, by=a_member_of_staff(session, event), now=NOW)

    sweep(session, now=NOW + 11 * MINUTE)

    assert plan.state is AssignmentState.REQUESTED
    assert tasks(session, TaskKind.COMPUTE_ASSIGNMENT) == 2


@pytest.mark.parametrize("kind", TaskKind)
def test_every_kind_of_task_has_a_worker(kind: TaskKind) -> None:
    assert kind in DEEDS
    assert QUEUES[kind] in AT_ONCE
