"""Moving up: the first who waits and may come is asked; groups whole; nothing by itself where it would be too late."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.confirmation import Reply
from matchday.core.event import Stage
from matchday.core.message import MessageKind, MessageState
from matchday.core.ticket import TicketState
from matchday.core.todo import TodoKind
from matchday.models import Event, Participant, WaitingPlace
from matchday.services.group import make_group, put_into_group
from matchday.services.message import begin_sending, list_messages
from matchday.services.participant import withdraw_participant
from matchday.services.pin import bar_participant
from matchday.services.ticket import list_tickets, read_standing
from matchday.services.todo import list_todos
from tests.confirmations import answers, asked, holders, moved_up, said_no, waiting
from tests.conftest import NOW
from tests.factories import KEYRING, at
from tests.plans import a_day, a_member_of_staff, published, the_slot


def a_full_day(session: Session, *, people: int, capacity: int = 2, min_group: int = 1) -> Event:
    """Return a published day with more people than places."""
    event = a_day(session, people=people, capacity=capacity)
    the_slot(session, event).min_group = min_group
    published(session, event)
    return event


def in_line(session: Session, event: Event) -> list[Participant]:
    """Return who waits for the slot, the first first."""
    places = session.scalars(
        select(WaitingPlace).where(WaitingPlace.organiser_id == event.organiser_id).order_by(WaitingPlace.position)
    )
    return [place.participant for place in places]


def test_the_first_in_the_waiting_list_moves_up(session: Session) -> None:
    event = a_full_day(session, people=5)
    first, second, _ = in_line(session, event)
    said_no(session, event, holders(session, event)[0])

    assert moved_up(session, event) == [first]
    assert moved_up(session, event) == []
    said_no(session, event, first)
    assert moved_up(session, event) == [second]


def test_who_moves_up_has_a_ticket_a_question_and_waits_no_more(session: Session) -> None:
    event = a_full_day(session, people=4)
    first = in_line(session, event)[0]
    said_no(session, event, holders(session, event)[0])

    moved_up(session, event)

    standing = read_standing(session, first, event)
    assert [ticket.state for ticket in standing.tickets] == [TicketState.VALID]
    assert (standing.waiting, standing.reason) == ((), None)
    one = asked(session, first)
    assert (one.is_offered, one.answer, one.answer_by_at - NOW < timedelta(days=3)) == (True, Reply.OPEN, True)


def test_what_was_to_be_said_of_a_place_that_changed_hands_meanwhile_is_not_sent(session: Session) -> None:
    event = a_full_day(session, people=4)
    leaving, coming = holders(session, event)[0], in_line(session, event)[0]

    said_no(session, event, leaving)
    moved_up(session, event)

    outdated = ((leaving, MessageKind.TICKET), (coming, MessageKind.UNPLACED))
    messages = [one for one in list_messages(session, event) if (one.participant, one.kind) in outdated]
    assert len(messages) == 2
    for message in messages:
        assert begin_sending(session, message.id, keyring=KEYRING, now=NOW) is None
        assert message.state is MessageState.NEEDLESS


def test_everybody_behind_moves_one_up_and_sees_it(session: Session) -> None:
    event = a_full_day(session, people=6)
    _, second, third, fourth = in_line(session, event)
    withdraw_participant(session, second, reason="zieht um", by=a_member_of_staff(session, event), now=NOW)
    said_no(session, event, holders(session, event)[0])

    moved_up(session, event)

    places = [read_standing(session, one, event).waiting for one in (third, fourth)]
    assert [place.position for (place,) in places] == [1, 2]


def test_who_gave_a_place_back_is_not_asked_again(session: Session) -> None:
    event = a_full_day(session, people=3)
    gone = holders(session, event)
    for one in gone:
        said_no(session, event, one)

    asked_now = moved_up(session, event)

    assert (len(asked_now), set(asked_now) & set(gone)) == (1, set())


def test_who_may_not_come_any_more_is_passed_over(session: Session) -> None:
    event = a_full_day(session, people=5)
    withdrawn, barred, third = in_line(session, event)
    by = a_member_of_staff(session, event)
    withdraw_participant(session, withdrawn, reason="zieht um", by=by, now=NOW)
    bar_participant(session, barred, the_slot(session, event), reason="kennt jemanden dort", by=by, now=NOW)
    said_no(session, event, holders(session, event)[0])

    assert moved_up(session, event) == [third]


def test_a_group_moves_up_whole_or_is_passed_over(session: Session) -> None:
    event = a_full_day(session, people=5)
    first, second, third = in_line(session, event)
    by = a_member_of_staff(session, event)
    group = make_group(session, event, "Familie", by=by, now=NOW)
    for one in (first, third):
        put_into_group(session, group, one, by=by, now=NOW)
    leaving = holders(session, event)
    said_no(session, event, leaving[0])

    assert moved_up(session, event) == [second]
    said_no(session, event, leaving[1])
    said_no(session, event, second)
    assert set(moved_up(session, event)) == {first, third}


def test_with_fewer_people_than_the_slot_needs_staff_have_something_to_do(session: Session) -> None:
    event = a_full_day(session, people=3, min_group=2)
    leaving = holders(session, event)
    said_no(session, event, leaving[0])
    assert (len(moved_up(session, event)), list_todos(session, event)) == (1, [])

    said_no(session, event, leaving[1])

    assert moved_up(session, event) == []
    assert [(todo.kind, todo.slot) for todo in list_todos(session, event)] == [
        (TodoKind.SLOT_SHORT, the_slot(session, event))
    ]


def test_where_staff_withdraw_somebody_the_others_may_be_too_few_until_a_new_plan(session: Session) -> None:
    event = a_full_day(session, people=2, min_group=2)
    by, (leaving, _) = a_member_of_staff(session, event), holders(session, event)

    withdraw_participant(session, leaving, reason="", by=by, now=NOW)

    assert [(todo.kind, todo.slot) for todo in list_todos(session, event)] == [
        (TodoKind.SLOT_SHORT, the_slot(session, event))
    ]
    published(session, event)
    assert [todo.kind for todo in list_todos(session, event) if todo.kind is TodoKind.SLOT_SHORT] == []


def test_the_day_before_staff_call_whoever_is_next(session: Session) -> None:
    event = a_full_day(session, people=3)
    said_no(session, event, holders(session, event)[0])

    assert moved_up(session, event, now=at(8) - timedelta(hours=20)) == []
    assert [todo.kind for todo in list_todos(session, event)] == [TodoKind.PLACE_FREE]


def test_nobody_waiting_is_nothing_to_do(session: Session) -> None:
    event = a_full_day(session, people=2)
    said_no(session, event, holders(session, event)[0])

    assert (moved_up(session, event), list_todos(session, event)) == ([], [])


def test_a_day_that_is_over_moves_nobody(session: Session) -> None:
    event = a_full_day(session, people=3)
    said_no(session, event, holders(session, event)[0])
    event.stage = Stage.CLOSED

    assert moved_up(session, event) == []


def test_places_are_never_given_twice(session: Session) -> None:
    event = a_full_day(session, people=6)
    for one in holders(session, event):
        said_no(session, event, one)

    moved = [person for _ in range(3) for person in moved_up(session, event)]

    assert len(moved) == len(holders(session, event)) == 2
    assert all(len(list_tickets(session, one)) == 1 for one in moved)
    assert sorted(answers(session, event)) == ["no", "no", "open", "open"]
    assert len(waiting(session, event)) == 4
