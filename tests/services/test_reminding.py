"""What the worker writes by itself: in time, once, to whom it is of use."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.core.message import MessageKind, MessageState
from matchday.core.participant import Channel
from matchday.core.ticket import TicketState
from matchday.core.todo import TodoKind
from matchday.models import Event, Message, Participant
from matchday.sender import write_mail
from matchday.services.access import issue_access
from matchday.services.event import step_event
from matchday.services.message import begin_sending, list_in_progress, list_messages, remind_people
from matchday.services.ticket import list_tickets_of
from matchday.services.todo import finish_todo, list_todos
from matchday.services.wishlist import save_wishlist
from tests.conftest import NOW
from tests.days import came
from tests.factories import KEYRING, a_participant, a_slot, an_event, at
from tests.plans import a_day, a_member_of_staff, people_of, published

DAY = timedelta(days=1)


def told(session: Session, event: Event, kind: MessageKind) -> list[Participant | None]:
    """Return who has a message of this kind."""
    found = session.query(Message).filter(Message.organiser_id == event.organiser_id, Message.kind == kind)
    return [message.participant for message in found.order_by(Message.id)]


def an_invited(session: Session, event: Event, **values: object) -> Participant:
    person = a_participant(session, event, **values)
    issue_access(session, person, keyring=KEYRING, by=None, now=NOW - 30 * DAY)
    return person


def test_who_has_not_chosen_is_reminded_once_at_each_step(session: Session) -> None:
    event = an_event(session, wishing_until=NOW + 2 * DAY)
    slow, quick = an_invited(session, event), an_invited(session, event)
    a_participant(session, event)  # nobody has asked them yet
    quick.wishlist_saved_at = NOW

    counts = [remind_people(session, event.id, now=NOW + days) for days in (0 * DAY, DAY / 4, 1.5 * DAY, 2 * DAY)]

    assert event.id in list_in_progress(session)
    assert counts == [1, 0, 1, 0]
    assert told(session, event, MessageKind.WISHING) == [slow, slow]


def test_whom_no_message_reaches_in_time_somebody_reminds_until_they_have_chosen(session: Session) -> None:
    event = an_event(session, wishing_until=NOW + 2 * DAY)
    by_letter = an_invited(session, event, channel=Channel.LETTER, mail="")  # a letter would come too late
    by_phone = a_participant(session, event, channel=Channel.PHONE, mail="")
    restricted = a_participant(session, event, channel=Channel.PHONE, restricted_at=NOW)

    for _ in range(2):
        remind_people(session, event.id, now=NOW)

    todos, staff = list_todos(session, event), a_member_of_staff(session, event)
    assert [(one.kind, one.message_kind) for one in todos] == [(TodoKind.TELL, MessageKind.WISHING)] * 2
    assert {one.participant for one in todos} == {by_letter, by_phone} - {restricted}
    later = NOW + DAY / 24
    save_wishlist(session, by_letter, [[a_slot(session, event).id]], version=0, by=staff, now=later)
    (left,) = list_todos(session, event)
    assert left.participant is by_phone
    finish_todo(session, event, left.key, by=staff, now=later)
    states = {one.participant: one.state for one in list_messages(session, event)}
    assert states == {by_letter: MessageState.NEEDLESS, by_phone: MessageState.TOLD}
    remind_people(session, event.id, now=NOW)
    step_event(session, event, Stage.ASSIGNING, by=staff, now=later)
    assert list_todos(session, event) == []


def test_a_reminder_to_choose_is_not_sent_to_who_has_chosen_meanwhile(session: Session) -> None:
    event = an_event(session, wishing_until=NOW + 2 * DAY)
    person = an_invited(session, event)
    remind_people(session, event.id, now=NOW)
    person.wishlist_saved_at = NOW
    (message,) = session.query(Message).filter(Message.organiser_id == event.organiser_id)

    assert begin_sending(session, message.id, keyring=KEYRING, now=NOW) is None
    assert message.state is MessageState.NEEDLESS


def test_the_day_before_people_hear_when_and_where_and_how_they_get_there(session: Session) -> None:
    event = a_day(session, people=2)
    published(session, event)
    first, second = people_of(session, event)
    first.latitude, first.longitude = 51.3, 9.4
    ticket = next(one for one in list_tickets_of(session, event) if one.participant_id == first.id)
    first.language, ticket.slot.meeting_point = "de", "Tor 2"
    ticket.slot.site.latitude, ticket.slot.site.longitude = 51.35, 9.4
    eve = at(8, 30) - DAY  # 10:30 on the clock of the place

    counts = [remind_people(session, event.id, now=now) for now in (eve - 2 * DAY, eve - DAY / 24, eve, eve + DAY / 8)]

    assert counts == [0, 0, 2, 0]
    assert told(session, event, MessageKind.DAY_BEFORE) == [first, second]
    (message,) = session.query(Message).filter(
        Message.organiser_id == event.organiser_id, Message.cause.startswith(f"day_before/{first.id}/")
    )
    facts = begin_sending(session, message.id, keyring=KEYRING, now=eve)
    assert facts is not None
    assert (facts.tickets, facts.ways) == ((ticket,), {ticket.id: 28})
    text = write_mail(facts, now=eve).get_body(("plain",))
    assert text is not None
    words = ("Treffpunkt: Tor 2", "Ihr Weg: Steinfurth, 28 Minuten mit dem Bus", "Rufen Sie an: +49 5550 000210")
    assert [word for word in words if word not in text.get_content()] == []


def test_who_gave_the_place_back_is_not_reminded_of_it(session: Session) -> None:
    event = a_day(session, people=1)
    published(session, event)
    eve = at(8, 30) - DAY
    remind_people(session, event.id, now=eve)
    (message,) = session.query(Message).filter(
        Message.organiser_id == event.organiser_id, Message.kind == MessageKind.DAY_BEFORE
    )
    list_tickets_of(session, event)[0].state = TicketState.WITHDRAWN

    assert begin_sending(session, message.id, keyring=KEYRING, now=eve) is None
    assert message.state is MessageState.NEEDLESS


def test_who_was_there_is_thanked_once(session: Session) -> None:
    event = a_day(session, people=2)
    published(session, event)
    ticket = list_tickets_of(session, event)[0]
    came(session, ticket, now=at(6))
    event.stage = Stage.CLOSED
    after = at(9) + DAY

    counts = [remind_people(session, event.id, now=now) for now in (at(9), after, after + DAY, after + 20 * DAY)]

    assert counts == [0, 1, 0, 0]
    assert told(session, event, MessageKind.THANKS) == [ticket.participant]
