"""Messages that became needless while they wait: nobody counts them any more from that moment on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.core.message import MessageKind, MessageState
from matchday.core.participant import Channel
from matchday.core.slot import CalledOffBy
from matchday.models import Event, Participant
from matchday.services.answering import accept_place, keep_deadlines
from matchday.services.event import step_event
from matchday.services.message import count_departing, list_messages, message_to_participant, post
from matchday.services.participant import withdraw_participant
from matchday.services.slot import withdraw_slot
from matchday.services.wishlist import save_wishlist
from tests.confirmations import asked, said_no
from tests.conftest import NOW
from tests.days import a_running_day
from tests.factories import a_participant, a_slot, an_event
from tests.plans import a_day, a_member_of_staff, people_of, published

NIGHT = NOW.replace(hour=22)
LATER = NIGHT + timedelta(hours=1)


def states(session: Session, event: Event, person: Participant) -> dict[MessageKind, MessageState]:
    """Return how far the messages to somebody are."""
    session.expire_all()
    return {one.kind: one.state for one in list_messages(session, event) if one.participant is person}


def posted(session: Session, person: Participant, kind: MessageKind) -> None:
    post(session, message_to_participant(person, kind, cause=f"{kind}/{person.id}", now=NIGHT))


def test_a_yes_at_night_drops_the_reminder_and_leaves_the_ticket(session: Session) -> None:
    event = a_day(session, people=1)
    published(session, event)
    (person,) = people_of(session, event)
    posted(session, person, MessageKind.REMINDER)
    before = count_departing(session, event, now=NIGHT)

    accept_place(session, person, asked(session, person).ticket, event=event, by=person, now=LATER)

    waits = {MessageKind.REMINDER: MessageState.NEEDLESS, MessageKind.TICKET: MessageState.WAITING}
    assert states(session, event, person) == waits
    assert before.later - count_departing(session, event, now=NIGHT).later == 1


@pytest.mark.parametrize(("channel", "mail"), [(Channel.MAIL, "a@example.org"), (Channel.LETTER, "")])
def test_a_no_drops_the_ticket_that_was_not_sent_or_printed(session: Session, channel: Channel, mail: str) -> None:
    event = a_day(session, people=1)
    (person,) = people_of(session, event)
    person.channel, person.mail = channel, mail
    published(session, event)

    said_no(session, event, person, now=LATER)

    assert states(session, event, person)[MessageKind.TICKET] is MessageState.NEEDLESS


def test_a_saved_wish_list_drops_the_reminder_to_choose(session: Session) -> None:
    event = an_event(session)
    quick, slow = a_participant(session, event), a_participant(session, event)
    for person in (quick, slow):
        posted(session, person, MessageKind.WISHING)
    staff = a_member_of_staff(session, event)

    save_wishlist(session, quick, [[a_slot(session, event).id]], version=0, by=staff, now=LATER)

    assert states(session, event, quick) == {MessageKind.WISHING: MessageState.NEEDLESS}
    assert states(session, event, slow) == {MessageKind.WISHING: MessageState.WAITING}


def test_the_end_of_wishing_drops_invitations_letters_among_them(session: Session) -> None:
    event = an_event(session)
    by_mail = a_participant(session, event)
    by_letter = a_participant(session, event, channel=Channel.LETTER, mail="")
    for person in (by_mail, by_letter):
        posted(session, person, MessageKind.INVITATION)
    assert states(session, event, by_letter) == {MessageKind.INVITATION: MessageState.TO_PRINT}

    step_event(session, event, Stage.ASSIGNING, by=a_member_of_staff(session, event), now=LATER)

    for person in (by_mail, by_letter):
        assert states(session, event, person) == {MessageKind.INVITATION: MessageState.NEEDLESS}


def test_who_is_taken_out_gets_nothing_more_than_the_goodbye(session: Session) -> None:
    event = a_day(session, people=2)
    published(session, event)
    placed = people_of(session, event)[0]
    new = a_participant(session, event)
    posted(session, new, MessageKind.INVITATION)

    for person in (placed, new):
        withdraw_participant(session, person, reason="zieht um", by=a_member_of_staff(session, event), now=LATER)

    assert states(session, event, new) == {MessageKind.INVITATION: MessageState.NEEDLESS}
    waits = {MessageKind.TICKET: MessageState.NEEDLESS, MessageKind.WITHDRAWN: MessageState.WAITING}
    assert states(session, event, placed) == waits


def test_after_the_day_nothing_waits_that_tells_of_a_place(session: Session) -> None:
    event = a_running_day(session)
    person = people_of(session, event)[0]
    posted(session, person, MessageKind.DAY_BEFORE)

    step_event(session, event, Stage.CLOSED, by=a_member_of_staff(session, event), now=LATER)

    assert set(states(session, event, person).values()) == {MessageState.NEEDLESS}


def test_silence_drops_what_told_of_the_place(session: Session) -> None:
    event = a_day(session, people=1)
    published(session, event)
    (person,) = people_of(session, event)

    asked(session, person).answer_by_at = NOW
    assert keep_deadlines(session, event.id, now=NOW + timedelta(days=7)) == 1

    assert states(session, event, person)[MessageKind.TICKET] is MessageState.NEEDLESS


def test_a_slot_that_is_taken_out_may_come_back_and_its_tickets_wait(session: Session) -> None:
    event = a_day(session, people=1)
    published(session, event)
    (person,) = people_of(session, event)

    slot = asked(session, person).ticket.slot
    withdraw_slot(
        session,
        slot,
        "Wasserschaden",
        called_off_by=CalledOffBy.EMPLOYER,
        by=a_member_of_staff(session, event),
        now=LATER,
    )

    assert states(session, event, person) == {MessageKind.TICKET: MessageState.WAITING}
