"""Yes or no: asked with the plan, answered by oneself or by a coach, reminded, and given back after silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.assignment import UnplacedReason
from matchday.core.confirmation import Reply, WhyNot
from matchday.core.eligibility import Reason
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Stage
from matchday.core.message import MessageKind
from matchday.core.participant import Channel
from matchday.core.ticket import TicketState
from matchday.core.todo import TodoKind
from matchday.models import Event, Message, Participant, Placement, Slot
from matchday.services.answering import accept_place, decline_place, keep_deadlines
from matchday.services.assignment import is_published_stale, is_stale
from matchday.services.audit import list_audit
from matchday.services.confirmation import list_confirmations, read_confirmations, want_other_place
from matchday.services.eligibility import reasons_for
from matchday.services.group import list_companions
from matchday.services.pin import pin_participant
from matchday.services.ticket import read_standing
from matchday.services.todo import list_todos
from tests.confirmations import answers, asked, holders, moved_up, said_no, waiting
from tests.conftest import NOW
from tests.factories import KEYRING, a_group, a_slot, a_wish, at
from tests.plans import a_day, a_member_of_staff, a_plan, published

DAY = timedelta(days=1)


@pytest.fixture
def event(session: Session) -> Event:
    """Return a day whose plan is published: two have the two places, a third waits."""
    event = a_day(session, people=3, capacity=2)
    published(session, event)
    return event


def accept(session: Session, event: Event, participant: Participant, *, now: datetime = NOW) -> None:
    accept_place(session, participant, asked(session, participant).ticket, event=event, by=participant, now=now)
    session.commit()


def holds(session: Session, participant: Participant, slot: Slot) -> bool:
    return any(one.slot_id == slot.id for one in read_standing(session, participant, event_of(session, slot)).valid)


def event_of(session: Session, slot: Slot) -> Event:
    return session.query(Event).filter_by(organiser_id=slot.organiser_id, id=slot.event_id).one()


def kinds_of(session: Session, event: Event, kind: MessageKind) -> int:
    return session.query(Message).filter_by(organiser_id=event.organiser_id, kind=kind).count()


def test_everybody_with_a_place_is_asked_with_the_plan(session: Session, event: Event) -> None:
    assert answers(session, event) == [Reply.OPEN, Reply.OPEN]
    assert asked(session, holders(session, event)[0]).answer_by_at > NOW


def test_a_yes_is_kept_with_its_moment_and_once_more_changes_nothing(session: Session, event: Event) -> None:
    person = holders(session, event)[0]

    accept(session, event, person)
    accept(session, event, person, now=NOW + DAY)

    one = asked(session, person)
    assert (one.answer, one.answered_at, one.answered_by) == (Reply.YES, NOW, None)


def test_a_coach_answers_for_a_person_by_name(session: Session, event: Event) -> None:
    person, coach = holders(session, event)[0], a_member_of_staff(session, event)

    accept_place(session, person, asked(session, person).ticket, event=event, by=coach, now=NOW)

    assert asked(session, person).answered_by is coach


def test_a_no_ends_ticket_and_place_at_once(session: Session, event: Event) -> None:
    person = holders(session, event)[0]

    said_no(session, event, person)

    standing = read_standing(session, person, event)
    assert [ticket.state for ticket in standing.tickets] == [TicketState.WITHDRAWN]
    assert standing.reason is UnplacedReason.DECLINED
    placed = select(Placement.participant_id).where(Placement.organiser_id == event.organiser_id)
    assert person.id not in session.scalars(placed).all()
    entry = list_audit(session, organiser_id=event.organiser_id).entries[0]
    assert (entry.action, (entry.details or {})["why_not"]) == ("confirmation.decline", "way")


def test_a_yes_can_become_a_no_and_a_no_no_yes(session: Session, event: Event) -> None:
    person = holders(session, event)[0]
    accept(session, event, person)
    said_no(session, event, person)

    with pytest.raises(RuleError, match="place_given_back"):
        accept(session, event, person)


def test_from_the_start_on_there_is_nothing_to_answer(session: Session, event: Event) -> None:
    person = holders(session, event)[0]

    with pytest.raises(RuleError, match="slot_begun"):
        accept(session, event, person, now=at(8, 1))


def test_a_closed_day_takes_no_answers(session: Session, event: Event) -> None:
    person = holders(session, event)[0]
    event.stage = Stage.CLOSED

    with pytest.raises(RuleError, match="stage_shut"):
        accept(session, event, person)


def test_nobody_answers_about_the_ticket_of_another(session: Session, event: Event) -> None:
    mine, theirs = holders(session, event)
    ticket = asked(session, theirs).ticket

    with pytest.raises(NotFound):
        decline_place(
            session, mine, ticket, event=event, why_not=WhyNot.DATE, by=mine, now=NOW
        )  # fmt: skip

    assert list_confirmations(session, theirs)[ticket.id].answer is Reply.OPEN


def test_who_does_not_answer_is_reminded_once(session: Session, event: Event) -> None:
    accept(session, event, holders(session, event)[0])

    for hours in (47, 48, 49):
        keep_deadlines(session, event.id, now=NOW + timedelta(hours=hours))

    assert kinds_of(session, event, MessageKind.REMINDER) == 1


def test_who_is_told_by_word_is_asked_once_and_an_answer_ends_it(session: Session, event: Event) -> None:
    told, moved = holders(session, event)[0], waiting(session, event)[0]
    told.channel = moved.channel = Channel.PHONE
    keep_deadlines(session, event.id, now=NOW + 2 * DAY)
    assert [(one.participant, one.message_kind) for one in list_todos(session, event)] == [(told, MessageKind.REMINDER)]

    said_no(session, event, told)
    moved_up(session, event)

    (todo,) = list_todos(session, event)
    due_at = asked(session, moved).answer_by_at
    assert (todo.participant, todo.message_kind, todo.due_at) == (moved, MessageKind.OFFER, due_at)
    accept(session, event, moved)
    assert list_todos(session, event) == []


def test_after_the_deadline_the_coach_has_something_to_do_and_an_answer_does_it(session: Session, event: Event) -> None:
    first, second = holders(session, event)
    answer_by = asked(session, first).answer_by_at

    for _ in range(2):
        keep_deadlines(session, event.id, now=answer_by)

    assert {todo.kind for todo in list_todos(session, event)} == {TodoKind.NO_ANSWER}
    assert sorted(todo.participant_id or 0 for todo in list_todos(session, event)) == sorted([first.id, second.id])
    accept(session, event, first, now=answer_by)
    assert [todo.participant for todo in list_todos(session, event)] == [second]


def test_a_day_later_silence_gives_the_place_back_and_says_so(session: Session, event: Event) -> None:
    first, second = holders(session, event)
    accept(session, event, first)
    lapses = asked(session, second).answer_by_at + DAY + timedelta(hours=12)  # the morning after
    keep_deadlines(session, event.id, now=lapses - DAY)

    lapsed = keep_deadlines(session, event.id, now=lapses)

    assert (lapsed, asked(session, second).answer) == (1, Reply.SILENT)
    assert holders(session, event) == [first]
    assert list_todos(session, event) == []
    assert kinds_of(session, event, MessageKind.TICKET_WITHDRAWN) == 1


def test_the_next_on_the_waiting_list_is_asked(session: Session, event: Event) -> None:
    gone = holders(session, event)[0]
    said_no(session, event, gone)

    (next_one,) = moved_up(session, event)

    assert next_one is not gone
    assert asked(session, next_one).is_offered
    assert kinds_of(session, event, MessageKind.OFFER) == 1


def test_the_next_plan_asks_only_those_whose_place_changed(session: Session, event: Event) -> None:
    first, second = holders(session, event)
    accept(session, event, first)
    said_no(session, event, second)
    moved_up(session, event)

    published(session, event)

    assert asked(session, first).answer is Reply.YES
    assert len(read_confirmations(session, event)) == 2
    assert read_standing(session, second, event).reason is UnplacedReason.DECLINED


def test_who_gave_a_place_back_and_wants_another_counts_again_but_not_for_that_place(
    session: Session, event: Event
) -> None:
    person = holders(session, event)[0]
    other = a_slot(session, event, capacity=1)
    a_wish(session, person, other, rank=2)
    said_no(session, event, person)
    published(session, event)
    assert not holds(session, person, other)

    want_other_place(session, person, event, by=person, now=NOW)
    published(session, event)

    assert holds(session, person, other)


def test_a_valid_plan_stays_true_when_somebody_gives_a_place_back_and_a_draft_does_not(
    session: Session, event: Event
) -> None:
    draft = a_plan(session, event)
    said_no(session, event, holders(session, event)[0], now=NOW + DAY)
    moved_up(session, event, now=NOW + DAY)

    assert not is_published_stale(session, event, keyring=KEYRING)
    assert is_stale(session, event, draft, keyring=KEYRING)


def test_a_pinned_place_can_be_given_back(session: Session, event: Event) -> None:
    person = holders(session, event)[0]
    by, slot = a_member_of_staff(session, event), asked(session, person).ticket.slot
    pin_participant(session, person, slot, reason="kennt den Weg", by=by, now=NOW)

    said_no(session, event, person)

    assert published(session, event).people.get(person.id) is None


@pytest.fixture
def pair(session: Session, event: Event) -> list[Participant]:
    """Return two who go together and have the two places of the day."""
    pair = holders(session, event)
    a_group(session, event, *pair)
    session.commit()
    return pair


def left_behind(session: Session, event: Event) -> list[Participant | None]:
    return [one.participant for one in list_todos(session, event) if one.kind is TodoKind.LEFT_BEHIND]


def test_the_others_of_a_group_keep_their_place_after_a_no_and_somebody_asks_them(
    session: Session, event: Event, pair: list[Participant]
) -> None:
    olena, serhij = pair

    said_no(session, event, olena)

    assert left_behind(session, event) == [serhij]
    assert holds(session, serhij, asked(session, serhij).ticket.slot)


@pytest.mark.parametrize("answer", [accept, said_no])
def test_an_answer_of_who_was_left_behind_ends_the_question(
    session: Session, event: Event, pair: list[Participant], answer: Callable[[Session, Event, Participant], None]
) -> None:
    olena, serhij = pair
    said_no(session, event, olena)

    answer(session, event, serhij)

    assert left_behind(session, event) == []


def test_after_a_no_only_those_who_said_the_same_are_planned_together(
    session: Session, event: Event, pair: list[Participant]
) -> None:
    olena, serhij = pair
    together = list_companions(session, serhij)

    said_no(session, event, olena)
    apart = list_companions(session, serhij)
    said_no(session, event, serhij)

    assert {one.id for one in together} == {olena.id, serhij.id}
    assert apart == [serhij]
    assert {one.id for one in list_companions(session, serhij)} == {olena.id, serhij.id}


def test_only_the_place_given_back_is_one_that_was_declined(session: Session, event: Event) -> None:
    person, other = holders(session, event)[0], a_slot(session, event)
    given_back = asked(session, person).ticket.slot

    said_no(session, event, person)

    against = reasons_for(session, person)
    assert against[given_back.id].reasons == (Reason.DECLINED,)
    assert against[other.id].reasons == (Reason.WANTS_NO_OTHER,)
