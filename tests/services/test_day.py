"""The day board: figures, troubles, filters, one statement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event as listening
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.checkin import Answer, Way
from matchday.core.day import GuestState, Trouble
from matchday.core.errors import NotFound
from matchday.extensions import db
from matchday.models import Scan, Slot
from matchday.services.absence import note_absence
from matchday.services.day import day_of, list_days, list_guests, list_refused_scans, read_board, read_guest
from matchday.services.walkin import ask_walk_in
from tests.days import a_running_day, came, slot_of, tickets_of
from tests.factories import DAY, a_slot, an_account, at
from tests.plans import a_member_of_staff


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(connection, cursor, statement, *rest):  # type: ignore[no-untyped-def]
        seen.append(statement)

    listening.listen(db.engine, "before_cursor_execute", note)
    yield seen
    listening.remove(db.engine, "before_cursor_execute", note)


def a_refused_scan(session: Session, slot: Slot, **values: object) -> Scan:
    scan = Scan(
        **{
            "organiser_id": slot.organiser_id, "event_id": slot.event_id, "slot_id": slot.id, "scan_id": "one",
            "way": Way.CAMERA, "answer": Answer.UNKNOWN, "scanned_at": at(6, 20), **values,
        }
    )  # fmt: skip
    session.add(scan)
    session.commit()
    return scan


def test_the_board_counts_who_is_here_missing_and_absent(session: Session) -> None:
    event = a_running_day(session, people=4, capacity=4)
    first, second, third, _ = tickets_of(session, event)
    came(session, first, now=at(5, 55))
    came(session, second, now=at(6, 2)).left_at = at(9)
    note_absence(session, third, event, by=a_member_of_staff(session, event), now=at(7))

    board = read_board(session, event, DAY, now=at(9, 30))

    figures = (board.invited, board.here, board.left, board.absent, board.missing, board.coming)
    assert figures == (4, 1, 1, 1, 1, 0)
    assert board.rows[0].troubles == (Trouble.MISSING,)


def test_the_board_of_a_whole_day_is_one_statement(session: Session) -> None:
    event = a_running_day(session)

    session.expire_all()
    session.refresh(event)
    with counted_statements() as statements:
        (row,) = read_board(session, event, DAY, now=at(7)).rows
        slot = row.slot
        shown = (slot.key, slot.title, slot.trade, slot.foreman_phone, slot.employer.contact_phone, slot.site.town)

    assert len(statements) == 1
    assert shown[-1] == "Steinfurth"


def test_a_slot_where_nobody_is_expected_is_not_on_the_board_until_somebody_comes(session: Session) -> None:
    event = a_running_day(session)
    empty = a_slot(session, event)
    before = [row.slot.id for row in read_board(session, event, DAY, now=at(7)).rows]

    ask_walk_in(session, empty, first_name="Samira", now=at(7))

    after = read_board(session, event, DAY, now=at(7))
    assert empty.id not in before
    assert after.troubled[0].slot.id == empty.id


def test_a_coach_is_shown_only_where_their_people_go(session: Session) -> None:
    event = a_running_day(session)
    coach = an_account(session, Role.COACH, organiser=event.organiser)
    assert read_board(session, event, DAY, coach=coach, now=at(7)).rows == ()

    tickets_of(session, event)[0].participant.coach_id = coach.id
    session.flush()

    assert read_board(session, event, DAY, coach=coach, now=at(7)).invited == 1


def test_another_town_and_another_organiser_are_not_on_the_board(session: Session) -> None:
    event = a_running_day(session)
    a_running_day(session)

    board = read_board(session, event, DAY, now=at(7))

    assert (board.invited, board.towns) == (2, ["Steinfurth"])
    assert board.at("Lindau").rows == ()


def test_a_night_slot_stands_on_both_its_days(session: Session) -> None:
    event = a_running_day(session, last_on=DAY + timedelta(days=1))
    slot = slot_of(session, event)
    slot.start_at, slot.end_at = at(21), at(27 - 24, day=DAY + timedelta(days=1))
    session.flush()

    boards = [read_board(session, event, day, now=at(20)) for day in list_days(event)]

    assert [board.invited for board in boards] == [2, 2]


def test_the_board_shows_a_day_of_the_event_whenever_it_is_opened(session: Session) -> None:
    event = a_running_day(session)

    assert day_of(event, None, now=at(7, day=DAY - timedelta(days=30))) == DAY
    assert day_of(event, DAY + timedelta(days=3), now=at(7)) == DAY


def test_a_refused_scan_is_a_trouble_for_half_an_hour_or_until_the_person_is_in(session: Session) -> None:
    event = a_running_day(session)
    slot, (ticket, _) = slot_of(session, event), tickets_of(session, event)
    a_refused_scan(session, slot, ticket_id=ticket.id, answer=Answer.REPLACED)
    assert Trouble.REFUSED in read_board(session, event, DAY, now=at(6, 30)).rows[0].troubles
    assert Trouble.REFUSED not in read_board(session, event, DAY, now=at(6, 50)).rows[0].troubles

    came(session, ticket, now=at(6, 25))

    assert list_refused_scans(session, slot, now=at(6, 30)) == []
    assert Trouble.REFUSED not in read_board(session, event, DAY, now=at(6, 30)).rows[0].troubles


def test_the_people_of_a_slot_stand_by_name_with_where_they_are(session: Session) -> None:
    event = a_running_day(session)
    slot, (first, second) = slot_of(session, event), tickets_of(session, event)
    first.participant.first_name, second.participant.first_name = "Zahra", "Ömer"
    came(session, second, now=at(6))

    guests = list_guests(session, slot, now=at(7))

    assert [one.ticket.participant.first_name for one in guests] == ["Ömer", "Zahra"]
    assert [one.state for one in guests] == [GuestState.HERE, GuestState.MISSING]
    with pytest.raises(NotFound):
        read_guest(session, slot, "nobody", now=at(7))
