"""Asking for plans and publishing them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from matchday.core.account import Role
from matchday.core.assignment import AssignmentState
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Stage
from matchday.core.message import MessageKind, MessageState
from matchday.core.participant import Channel
from matchday.core.slot import SlotState
from matchday.core.ticket import TicketState
from matchday.extensions import db
from matchday.models import Account, AuditEntry, Event, Message, Ticket
from matchday.services.assignment import (
    find_published,
    is_published_stale,
    list_asked,
    publish,
    publish_assignment,
    read_assignment,
    read_news,
    request_assignment,
)
from matchday.services.event import read_event
from matchday.services.todo import list_todos
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, a_slot, a_wish, an_account, an_event
from tests.plans import a_day, a_member_of_staff, a_plan, people_of, published, the_slot


def kinds(session: Session, event: Event) -> list[MessageKind]:
    """Return the kinds of the event's messages to participants, in the order they were asked for."""
    rows = session.query(Message).filter(Message.organiser_id == event.organiser_id, Message.event_id == event.id)
    return [row.kind for row in rows.order_by(Message.id) if row.participant_id]


def tickets_of(session: Session, event: Event) -> list[Ticket]:
    rows = session.query(Ticket).filter(Ticket.organiser_id == event.organiser_id, Ticket.event_id == event.id)
    return list(rows.order_by(Ticket.id))


def test_one_plan_at_a_time_is_computed_for_an_event(session: Session) -> None:
    event = a_day(session)
    by = a_member_of_staff(session, event)
    request_assignment(session, event, by=by, now=NOW)

    with pytest.raises(RuleError, match="assignment_running") as refused:
        request_assignment(session, event, by=by, now=NOW)

    assert refused.value.details == {"number": 1}


def test_nothing_is_planned_without_people_or_slots(session: Session) -> None:
    event = an_event(session, stage=Stage.ASSIGNING)

    with pytest.raises(RuleError, match="assignment_empty"):
        request_assignment(session, event, by=a_member_of_staff(session, event), now=NOW)


def test_nothing_is_planned_before_wishing(session: Session) -> None:
    event = a_day(session, stage=Stage.REGISTRATION)

    with pytest.raises(RuleError, match="stage_shut"):
        request_assignment(session, event, by=a_member_of_staff(session, event), now=NOW)


@pytest.mark.parametrize("change", ["slot", "capacity", "meeting_point", "person"])
def test_a_valid_plan_is_stale_once_it_is_no_longer_true(session: Session, change: str) -> None:
    event = a_day(session)
    published(session, event)
    assert not is_published_stale(session, event, keyring=KEYRING)
    slot = the_slot(session, event)

    if change == "slot":
        slot.state = SlotState.WITHDRAWN
    elif change == "capacity":
        slot.capacity = 1
    elif change == "meeting_point":
        slot.calendar_sequence += 1
    else:
        people_of(session, event)[0].withdrawn_at = NOW

    assert is_published_stale(session, event, keyring=KEYRING)


def test_a_plan_of_another_event_is_not_found(session: Session) -> None:
    event = a_day(session)
    plan = a_plan(session, event)

    with pytest.raises(NotFound):
        read_assignment(session, an_event(session), plan.number)


def test_publishing_gives_tickets_and_tells_everybody(session: Session) -> None:
    event = a_day(session, people=3, capacity=2)

    published(session, event)

    assert event.stage is Stage.PUBLISHED
    assert [ticket.state for ticket in tickets_of(session, event)] == [TicketState.VALID] * 2
    assert sorted(kinds(session, event)) == [MessageKind.TICKET, MessageKind.TICKET, MessageKind.UNPLACED]


def test_who_is_reached_by_nothing_written_is_told_by_hand(session: Session) -> None:
    event = a_day(session, people=0)
    a_wish(session, a_participant(session, event, channel=Channel.PHONE, mail=""), the_slot(session, event))

    news = published(session, event)

    (message,) = session.query(Message).filter(Message.organiser_id == event.organiser_id)
    assert message.state is MessageState.BY_HAND
    assert (len(news.by_hand), news.sent_count) == (1, 0)
    (todo,) = list_todos(session, event)
    assert (todo.participant, todo.message_kind, todo.due_at) == (message.participant, MessageKind.TICKET, NOW)


def test_an_employer_is_told_how_many_come(session: Session) -> None:
    event = a_day(session)
    visited, lone = the_slot(session, event), a_slot(session, event)
    reached = an_account(session, Role.EMPLOYER, organiser=event.organiser, employer_id=visited.employer_id)

    news = published(session, event)

    assert [account.id for account in news.employers] == [reached.id]
    assert news.silent == (lone.employer.name,)


def test_the_preview_says_what_publishing_does(session: Session) -> None:
    event = a_day(session)
    plan = a_plan(session, event)

    foreseen = read_news(session, event, plan).people

    assert foreseen == published_now(session, event, plan.number).people


def published_now(session: Session, event: Event, number: int) -> publish.News:
    plan, by = read_assignment(session, event, number), a_member_of_staff(session, event)
    return publish_assignment(
        session, event, plan, seen_publication=event.publication_count, keyring=KEYRING, by=by, now=NOW
    )


def test_publishing_again_without_a_change_tells_nobody_anything(session: Session) -> None:
    event = a_day(session)
    published(session, event)
    told = len(kinds(session, event))

    published(session, event)

    assert len(kinds(session, event)) == told
    assert {ticket.revision for ticket in tickets_of(session, event)} == {1}


def test_the_plan_before_is_replaced(session: Session) -> None:
    event = a_day(session)
    published(session, event)

    published(session, event)

    assert [one.first.state for one in list_asked(session, event)] == [
        AssignmentState.PUBLISHED,
        AssignmentState.REPLACED,
    ]


def test_who_loses_the_place_is_told_and_the_ticket_is_withdrawn(session: Session) -> None:
    event = a_day(session, people=2, capacity=2)
    published(session, event)
    the_slot(session, event).capacity = 1

    published(session, event)

    assert sorted(ticket.state for ticket in tickets_of(session, event)) == [TicketState.VALID, TicketState.WITHDRAWN]
    assert kinds(session, event)[-1] is MessageKind.TICKET_WITHDRAWN


def test_a_changed_time_makes_a_new_revision_and_the_calendar_follows(session: Session) -> None:
    event = a_day(session, people=1)
    published(session, event)
    slot = the_slot(session, event)
    slot.start_at += timedelta(hours=1)
    slot.calendar_sequence += 1

    published(session, event)

    (ticket,) = tickets_of(session, event)
    assert (ticket.revision, ticket.calendar_sequence) == (2, 2)
    assert kinds(session, event)[-1] is MessageKind.TICKET_CHANGED


def test_a_plan_is_not_published_while_people_still_wish(session: Session) -> None:
    event = a_day(session, stage=Stage.WISHING)
    plan = a_plan(session, event)

    with pytest.raises(RuleError, match="stage_shut"):
        published_now(session, event, plan.number)


def test_the_protocol_names_who_released_the_plan(session: Session) -> None:
    event = a_day(session)
    by = a_member_of_staff(session, event)

    published(session, event, by=by)

    entry = session.query(AuditEntry).filter(
        AuditEntry.organiser_id == event.organiser_id, AuditEntry.action == "assignment.publish"
    )
    assert entry.one().account_id == by.id


def at_once(app: Flask, event: Event, plans: list[int], people: list[int]) -> list[str | dict[str, object]]:
    """Let members of staff publish a plan each at the same moment; return what each of them hears."""
    organiser_id, key, seen, start = event.organiser_id, event.key, event.publication_count, Barrier(len(plans))
    db.session.commit()  # nobody is helped or hindered by what this test still holds

    def act(number: int, account_id: int) -> str | dict[str, object]:
        with app.app_context():
            start.wait(10)
            own = db.session()
            try:
                mine = read_event(own, organiser_id, key=key)
                by = own.query(Account).filter(Account.organiser_id == organiser_id, Account.id == account_id).one()
                plan = read_assignment(own, mine, number)
                publish_assignment(own, mine, plan, seen_publication=seen, keyring=KEYRING, by=by, now=NOW)
                own.commit()
            except RuleError as refused:
                return {"code": refused.code, **refused.details}
            finally:
                db.session.remove()
        return "published"

    with ThreadPoolExecutor(len(plans)) as pool:
        return list(pool.map(act, plans, people))


def a_race(session: Session) -> tuple[Event, list[int], list[Account]]:
    """Return an event with two plans and the two who want to publish one each."""
    event = a_day(session, people=3, capacity=2)
    staff = [a_member_of_staff(session, event), a_member_of_staff(session, event)]
    return event, [a_plan(session, event, by=one).number for one in staff], staff


def check_published(session: Session, event: Event) -> None:
    """Fail unless placements and tickets agree, and nobody was told twice (trust: I1, I3, I4)."""
    session.expire_all()
    plan = find_published(session, event)
    assert plan is not None
    given = {(one[0], one[1]) for one in plan.solution["placements"]}
    valid = [ticket for ticket in tickets_of(session, event) if ticket.state is TicketState.VALID]
    assert {(str(ticket.participant_id), str(ticket.slot_id)) for ticket in valid} == given
    assert len(valid) == len(given) <= the_slot(session, event).capacity
    causes = [
        (row.publication, row.participant_id, row.kind)
        for row in session.query(Message).filter(Message.organiser_id == event.organiser_id)
    ]
    assert len(causes) == len(set(causes))


def test_of_two_who_publish_at_once_one_succeeds_and_the_other_hears_who_and_when(app: Flask, session: Session) -> None:
    event, plans, staff = a_race(session)
    names = {one.name for one in staff}
    people = [one.id for one in staff]

    for _ in range(20):
        heard = at_once(app, event, plans, people)

        assert heard.count("published") == 1
        (refusal,) = [one for one in heard if one != "published"]
        assert isinstance(refusal, dict)
        assert refusal["code"] == "already_published"
        assert refusal["by"] in names
        assert refusal["at"] == NOW
        check_published(session, event)
        for number in plans:  # as before the race, for the next one
            read_assignment(session, event, number).state = AssignmentState.PROPOSED


def test_who_read_the_same_plan_before_the_other_one_s_commit_hears_who_and_when(app: Flask, session: Session) -> None:
    event, (number, _), (first, second) = a_race(session)
    seen, key, names = event.publication_count, event.key, (first.name, second.name)
    plan = read_assignment(session, event, number)
    state = plan.state

    assert at_once(app, event, [number], [first.id]) == ["published"]
    mine = read_event(session, event.organiser_id, key=key)
    set_committed_value(plan, "state", state)  # as somebody has read it who began a moment earlier
    set_committed_value(plan, "published_by", None)
    with pytest.raises(RuleError, match="already_published") as refused:
        publish_assignment(session, mine, plan, seen_publication=seen, keyring=KEYRING, by=second, now=NOW)

    assert (refused.value.details["by"], refused.value.details["at"]) == (names[0], NOW)


def test_without_the_claim_both_would_publish(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def take_without_looking(own: Session, event: Event, *, seen: int) -> None:
        own.execute(
            update(Event)
            .where(Event.organiser_id == event.organiser_id, Event.id == event.id)
            .values(publication_count=Event.publication_count + 1)
        )
        own.refresh(event)

    monkeypatch.setattr(publish, "claim_publication", take_without_looking)
    event, plans, staff = a_race(session)

    heard = at_once(app, event, plans, [one.id for one in staff])

    assert heard == ["published", "published"]


def test_a_withdrawn_person_is_told_nothing(session: Session) -> None:
    event = a_day(session, people=1)
    published(session, event)
    (person,) = people_of(session, event)
    person.withdrawn_at = NOW
    a_participant(session, event)

    news = read_news(session, event, a_plan(session, event))

    assert person.id not in news.people


@pytest.mark.parametrize(
    ("evening", "expected"),
    [
        (date(2027, 4, 18), (1, 3)),  # the employer reads it at once, the people in the morning
        (date(2027, 4, 19), (3, 1)),  # on the eve tickets go out, and who has no place sleeps
    ],
)
def test_who_publishes_at_night_knows_before_what_waits(
    session: Session, evening: date, expected: tuple[int, int]
) -> None:
    event = a_day(session, people=3, capacity=2)
    employer_id = the_slot(session, event).employer_id
    an_account(session, Role.EMPLOYER, organiser=event.organiser, employer_id=employer_id)
    night = datetime.combine(evening, time(22), ZoneInfo(event.time_zone))

    departure = published(session, event).foresee(event, now=night)

    assert (departure.at_once, departure.later) == expected
