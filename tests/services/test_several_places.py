"""Two places each: one is given back, the other stays, and each is asked about by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.confirmation import Reply, WhyNot
from matchday.core.event import Stage
from matchday.core.message import MessageKind
from matchday.core.slot import SlotState
from matchday.core.todo import TodoKind
from matchday.models import Event, Message, Participant, Placement, Slot, Unplaced
from matchday.services.answering import accept_place, decline_place, keep_deadlines
from matchday.services.confirmation import list_confirmations, want_other_place
from matchday.services.pin import pin_participant
from matchday.services.ticket import read_standing
from matchday.services.todo import list_todos
from tests.confirmations import moved_up
from tests.conftest import NOW
from tests.factories import a_participant, a_slot, a_wish, an_event, at
from tests.plans import a_member_of_staff, a_plan, published


@dataclass
class Day:
    """One person with the early and the noon slot, who wished the late one too; another who waits for the early one."""

    event: Event
    slots: list[Slot]
    person: Participant
    waiting: Participant


@pytest.fixture
def day(session: Session) -> Day:
    event = an_event(session, stage=Stage.ASSIGNING, max_placements=2)
    slots = [a_slot(session, event, capacity=1, start_at=at(hour), end_at=at(hour + 2)) for hour in (6, 10, 15)]
    person, waiting = a_participant(session, event), a_participant(session, event)
    by = a_member_of_staff(session, event)
    for rank, slot in enumerate(slots, start=1):
        a_wish(session, person, slot, rank=rank)
    a_wish(session, waiting, slots[0])
    for slot in slots[:2]:
        pin_participant(session, person, slot, reason="Zwei Stationen", by=by, now=NOW)
    published(session, event, by=by)
    return Day(event, slots, person, waiting)


def held(session: Session, day: Day) -> list[Slot]:
    """Return the slots for which the person has a ticket that counts."""
    return [ticket.slot for ticket in read_standing(session, day.person, day.event).valid]


def decline(session: Session, day: Day, slot: Slot, *, after: timedelta = timedelta()) -> None:
    ticket = next(one for one in read_standing(session, day.person, day.event).valid if one.slot_id == slot.id)
    decline_place(
        session, day.person, ticket, event=day.event, why_not=WhyNot.WAY, by=day.person, now=NOW + after
    )  # fmt: skip
    session.commit()


def planned(session: Session, day: Day) -> set[int]:
    """Plan anew. Return the slots that the person would get."""
    plan = a_plan(session, day.event)
    mine = (Placement.organiser_id == plan.organiser_id, Placement.participant_id == day.person.id)
    return set(session.scalars(select(Placement.slot_id).where(*mine, Placement.assignment_id == plan.id)))


def test_the_other_place_stays_and_the_freed_one_goes_to_the_next(session: Session, day: Day) -> None:
    early, noon, _ = day.slots
    assert held(session, day) == [early, noon]

    decline(session, day, early)

    assert held(session, day) == [noon]
    unplaced = select(Unplaced.participant_id).where(Unplaced.organiser_id == day.event.organiser_id)
    assert day.person.id not in session.scalars(unplaced).all()
    assert moved_up(session, day.event, slot=early) == [day.waiting]


def test_each_place_has_a_question_of_its_own(session: Session, day: Day) -> None:
    early, noon, _ = day.slots
    asked = {one.slot_id: one for one in list_confirmations(session, day.person).values()}
    keep_deadlines(session, day.event.id, now=max(one.answer_by_at for one in asked.values()))
    assert {todo.slot_id for todo in list_todos(session, day.event)} == {early.id, noon.id}

    accept_place(session, day.person, asked[noon.id].ticket, event=day.event, by=day.person, now=NOW)

    assert (asked[early.id].answer, asked[noon.id].answer) == (Reply.OPEN, Reply.YES)
    assert [(todo.kind, todo.slot_id) for todo in list_todos(session, day.event)] == [(TodoKind.NO_ANSWER, early.id)]


def test_one_message_reminds_of_both_and_silence_about_one_is_said_as_it_is(session: Session, day: Day) -> None:
    asked = list(list_confirmations(session, day.person).values())
    keep_deadlines(session, day.event.id, now=NOW + timedelta(hours=48))
    kinds = session.scalars(select(Message.kind).where(Message.organiser_id == day.event.organiser_id)).all()
    assert kinds.count(MessageKind.REMINDER) == 1
    assert all(one.reminded_at for one in asked)
    accept_place(session, day.person, asked[1].ticket, event=day.event, by=day.person, now=NOW)

    keep_deadlines(session, day.event.id, now=asked[0].answer_by_at + timedelta(hours=36))
    session.commit()

    standing = read_standing(session, day.person, day.event)
    assert (standing.last_reply, standing.was_silent) == (Reply.SILENT, False)
    assert [ticket.slot_id for ticket in standing.coming] == [asked[1].slot_id]


def test_who_wants_no_other_keeps_the_rest_in_the_next_plan_and_gets_nothing_more(session: Session, day: Day) -> None:
    early, noon, late = day.slots
    decline(session, day, early)

    assert planned(session, day) == {noon.id}
    assert read_standing(session, day.person, day.event).wants_no_other
    want_other_place(session, day.person, day.event, by=day.person, now=NOW)
    assert planned(session, day) == {noon.id, late.id}


def test_what_was_said_last_counts(session: Session, day: Day) -> None:
    early, noon, late = day.slots
    decline(session, day, early)
    decline(session, day, noon, after=timedelta(hours=1))
    assert planned(session, day) == set()
    want_other_place(session, day.person, day.event, by=day.person, now=NOW + timedelta(hours=1))

    assert planned(session, day) == {late.id}


def test_who_keeps_a_place_that_the_employer_calls_off_is_planned_again(session: Session, day: Day) -> None:
    early, noon, late = day.slots
    decline(session, day, early)
    noon.state = SlotState.WITHDRAWN
    session.commit()

    assert planned(session, day) == {late.id}
