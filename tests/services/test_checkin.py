"""Check-ins on both databases: what is counted, what is written down, what can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.checkin import Answer
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Stage
from matchday.core.ticket import TicketState
from matchday.models import Absence, CheckIn, Scan
from matchday.services.audit import list_audit
from matchday.services.checkin import (
    Doorkeeper,
    admit,
    ask,
    find_check_in,
    list_arrivals,
    read_scan,
    undo,
)
from tests.doors import a_door_slot, a_keeper, a_ticket, agree, by_camera, by_code, by_name, token_of
from tests.factories import a_participant, a_slot, an_account, at

MORNING = at(5, 40)


def counted(session: Session, organiser_id: int) -> tuple[int, int]:
    """Return how many check-ins and how many scans there are."""
    check_ins = session.scalar(select(func.count(CheckIn.id)).where(CheckIn.organiser_id == organiser_id))
    scans = session.scalar(select(func.count(Scan.id)).where(Scan.organiser_id == organiser_id))
    return check_ins or 0, scans or 0


@pytest.mark.parametrize("way", ["camera", "code", "name"])
def test_a_ticket_is_welcome_however_it_is_shown(session: Session, way: str) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    question = {"camera": lambda: by_camera(session, ticket), "code": lambda: by_code(ticket)}.get(
        way, lambda: by_name(ticket)
    )()

    scan = ask(session, keeper, question, now=MORNING)

    assert (scan.answer, scan.way, scan.ticket) == (Answer.ADMITTED, way, ticket)
    assert find_check_in(session, ticket).checked_in_at == MORNING


def test_the_second_time_the_ticket_was_shown_already(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    ask(session, keeper, by_camera(session, ticket), now=MORNING)

    scan = ask(session, keeper, by_code(ticket), now=MORNING + timedelta(minutes=3))

    assert scan.answer is Answer.ALREADY_IN
    assert find_check_in(session, ticket).checked_in_at == MORNING
    assert counted(session, slot.organiser_id) == (1, 2)


def test_a_repeated_question_gets_its_first_answer_and_changes_nothing(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    question = by_camera(session, ticket)
    first = ask(session, keeper, question, now=MORNING)

    again = ask(session, keeper, question, now=MORNING + timedelta(hours=1))

    assert again is first
    assert counted(session, slot.organiser_id) == (1, 1)


def test_a_question_of_another_door_is_not_there(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    question = by_camera(session, ticket)
    ask(session, keeper, question, now=MORNING)
    other = a_slot(session, keeper.event)

    with pytest.raises(NotFound):
        ask(session, a_keeper(session, other), question, now=MORNING)


def test_a_short_code_is_read_as_people_write_it(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot, short_code="0K7MX1PD")

    scan = ask(session, keeper, replace(by_code(ticket), shown="ok7m-xlpd "), now=MORNING)

    assert scan.answer is Answer.ADMITTED


def test_a_paper_from_before_the_change_is_replaced(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    old = by_camera(session, ticket)
    ticket.revision += 1

    assert ask(session, keeper, old, now=MORNING).answer is Answer.REPLACED
    assert ask(session, keeper, by_camera(session, ticket), now=MORNING).answer is Answer.ADMITTED


def test_a_withdrawn_ticket_counts_nowhere(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot, state=TicketState.WITHDRAWN)

    assert ask(session, keeper, by_name(ticket), now=MORNING).answer is Answer.WITHDRAWN


def test_another_organisers_ticket_is_unknown(session: Session) -> None:
    keeper, foreign = a_keeper(session, a_door_slot(session)), a_ticket(session, a_door_slot(session))

    answers = {ask(session, keeper, one, now=MORNING).answer for one in (by_camera(session, foreign), by_code(foreign))}

    assert answers == {Answer.UNKNOWN}


@pytest.mark.parametrize("change", [str.lower, lambda token: token[:-1] + "B", lambda token: token[:-40], lambda _: ""])
def test_a_token_that_was_touched_is_unknown(session: Session, change: object) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    touched = replace(by_camera(session, ticket), shown=change(token_of(session, ticket)))

    scan = ask(session, keeper, touched, now=MORNING)

    assert (scan.answer, scan.ticket) == (Answer.UNKNOWN, None)


def test_at_another_door_the_ticket_is_genuine_but_not_counted(session: Session) -> None:
    slot = a_door_slot(session)
    keeper = a_keeper(session, slot)
    ticket = a_ticket(session, a_slot(session, keeper.event))

    assert ask(session, keeper, by_camera(session, ticket), now=MORNING).answer is Answer.OTHER_SLOT
    assert find_check_in(session, ticket) is None


def test_staff_receive_the_guests_of_every_slot(session: Session) -> None:
    slot = a_door_slot(session)
    keeper = a_keeper(session, slot)
    by = an_account(session, Role.STAFF, organiser=keeper.event.organiser)
    everywhere = Doorkeeper(keeper.event, account=by)
    tickets = [a_ticket(session, slot), a_ticket(session, a_slot(session, keeper.event))]

    answers = [ask(session, everywhere, by_code(ticket), now=MORNING).answer for ticket in tickets]

    assert answers == [Answer.ADMITTED, Answer.ADMITTED]
    written = [entry.action for entry in list_audit(session, organiser_id=slot.organiser_id).entries]
    assert written[:2] == ["check_in.admit", "check_in.admit"]


def test_a_welcome_taken_back_leaves_the_scan_and_can_be_repeated(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    scan = ask(session, keeper, by_name(ticket), now=MORNING)

    undo(session, keeper, scan.scan_id, now=MORNING + timedelta(seconds=59))

    assert find_check_in(session, ticket) is None
    assert read_scan(session, keeper, scan.scan_id).undone_at == MORNING + timedelta(seconds=59)
    assert ask(session, keeper, by_name(ticket), now=MORNING).answer is Answer.ADMITTED


def test_after_a_minute_a_welcome_stays(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    scan = ask(session, keeper, by_name(ticket), now=MORNING)

    with pytest.raises(RuleError, match="undo_too_late"):
        undo(session, keeper, scan.scan_id, now=MORNING + timedelta(seconds=61))

    assert find_check_in(session, ticket) is not None


def test_who_was_noted_as_missing_is_here_after_all(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    session.add(Absence(organiser_id=slot.organiser_id, ticket_id=ticket.id, noted_at=MORNING))
    session.flush()

    ask(session, keeper, by_name(ticket), now=MORNING)

    assert session.scalar(select(Absence.id).where(Absence.organiser_id == slot.organiser_id)) is None


def test_who_moved_after_coming_is_counted_at_the_new_slot(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    ask(session, keeper, by_name(ticket), now=MORNING)
    ticket.slot = a_slot(session, keeper.event)
    session.flush()

    check_in, is_first = admit(session, ticket, by=None, now=MORNING + timedelta(hours=1))

    assert (check_in.slot_id, is_first) == (ticket.slot_id, True)
    assert counted(session, slot.organiser_id)[0] == 1


def test_those_still_to_come_stand_first_under_the_name_they_allow(session: Session) -> None:
    slot = a_door_slot(session)
    keeper = a_keeper(session, slot)
    names = [("Olena", True), ("Yusuf", True), ("Amira", False)]
    people = [a_participant(session, keeper.event, first_name=name, alias="Gast 7") for name, _ in names]
    tickets = [a_ticket(session, slot, person) for person in people]
    for person, (_, is_given) in zip(people, names, strict=True):
        if is_given:
            agree(session, person)
    ask(session, keeper, by_name(tickets[0]), now=MORNING)

    arrivals = list_arrivals(session, slot)

    assert [(one.guest.name, one.is_here) for one in arrivals] == [("Gast 7", False), ("Yusuf", False), ("Olena", True)]


def test_after_the_event_nobody_is_counted_any_more(session: Session) -> None:
    slot = a_door_slot(session)
    keeper, ticket = a_keeper(session, slot), a_ticket(session, slot)
    keeper.event.stage = Stage.CLOSED

    with pytest.raises(RuleError, match="stage_shut"):
        ask(session, keeper, by_name(ticket), now=MORNING)
