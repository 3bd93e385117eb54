"""kill -9 before every single statement of every deed that changes much: it is done wholly or not at all (I1 to I7).

A child process does the deed and kills itself before its n-th statement, for n = 1, 2, 3 … until it comes through.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy.orm import Session

from matchday.core.checkin import Way
from matchday.core.eligibility import Reason
from matchday.core.event import Stage
from matchday.core.paper import PaperKind
from matchday.core.privacy import ErasureReason
from matchday.extensions import db
from matchday.models import Account, AuditEntry, Event, Participant, Ticket
from matchday.services.assignment import publish_assignment, read_assignment
from matchday.services.checkin import Doorkeeper, Question, ask
from matchday.services.paper import request_papers
from matchday.services.participant import withdraw_participant
from matchday.services.privacy import erase_participant
from matchday.services.sheet import carry_out_import
from matchday.services.walkin import approve_walk_in, ask_walk_in, list_asked
from matchday.sheets.reading import read_file
from tests.conftest import NOW
from tests.factories import KEYRING
from tests.invariants import broken
from tests.journeys.list_of_staff import the_list
from tests.killed import is_killed
from tests.plans import a_day, a_member_of_staff, a_plan, people_of, published, the_slot

EVERYTHING = frozenset({"full", *map(str, Reason)})
Deed = Callable[[Session, Event], object]
MOST = 400
STEP = 3
"""Every third statement: a deed has up to some hundreds."""


def publish(session: Session, event: Event) -> None:
    plan, by = read_assignment(session, event, event.publication_count + 1), staff_of(session, event)
    publish_assignment(session, event, plan, seen_publication=event.publication_count, keyring=KEYRING, by=by, now=NOW)


def withdraw(session: Session, event: Event) -> None:
    withdraw_participant(session, placed(session, event), reason="", by=staff_of(session, event), now=NOW)


def check_in(session: Session, event: Event) -> None:
    ticket = session.query(Ticket).filter_by(organiser_id=event.organiser_id).order_by(Ticket.id).limit(1).one()
    keeper = Doorkeeper(event, slot=ticket.slot, account=staff_of(session, event))
    ask(session, keeper, Question("one-question", Way.NAME, ticket.key), now=the_slot(session, event).start_at)


def let_stay(session: Session, event: Event) -> None:
    (walk_in,) = list_asked(session, the_slot(session, event))
    by, now = staff_of(session, event), the_slot(session, event).start_at
    approve_walk_in(session, walk_in, None, despite=EVERYTHING, by=by, now=now)


def take_over(session: Session, event: Event) -> None:
    carry_out_import(session, event, read_file("liste.xlsx", the_list()), by=staff_of(session, event), now=NOW)


def erase(session: Session, event: Event) -> None:
    person, by = placed(session, event), staff_of(session, event)
    erase_participant(session, person, reason=ErasureReason.ASKED, keyring=KEYRING, by=by, now=NOW)


def print_tickets(session: Session, event: Event) -> None:
    ids = [person.id for person in people_of(session, event)]
    request_papers(session, event, PaperKind.TICKETS, subject_ids=ids, by=staff_of(session, event), now=NOW)


def staff_of(session: Session, event: Event) -> Account:
    """Return the one who does it."""
    return session.query(Account).filter_by(organiser_id=event.organiser_id).order_by(Account.id).limit(1).one()


def placed(session: Session, event: Event) -> Participant:
    """Return somebody with a ticket."""
    return session.query(Ticket).filter_by(organiser_id=event.organiser_id).limit(1).one().participant


def proposed(session: Session) -> Event:
    event = a_day(session, people=3, capacity=2)
    a_plan(session, event)
    return event


def published_day(session: Session) -> Event:
    event = a_day(session, people=3, capacity=2)
    published(session, event)
    return event


def published_before(session: Session) -> Event:
    event = published_day(session)
    the_slot(session, event).capacity = 1
    a_plan(session, event)
    the_slot(session, event).calendar_sequence += 1
    return event


def running_day(session: Session) -> Event:
    event = published_day(session)
    event.stage = Stage.RUNNING
    return event


def asked_at_the_door(session: Session) -> Event:
    event = running_day(session)
    ask_walk_in(session, the_slot(session, event), first_name="Samira", by=a_member_of_staff(session, event), now=NOW)
    return event


def a_wishing_day(session: Session) -> Event:
    return a_day(session, people=0, stage=Stage.WISHING)


DEEDS: dict[str, tuple[Callable[[Session], Event], Deed]] = {
    "publish": (proposed, publish),
    "publish again": (published_before, publish),
    "withdraw": (published_day, withdraw),
    "check in": (running_day, check_in),
    "let a walk-in stay": (asked_at_the_door, let_stay),
    "import": (a_wishing_day, take_over),
    "erase": (published_day, erase),
    "ask for papers": (published_day, print_tickets),
}


def done_alone(organiser_id: int, deed: Deed) -> None:
    """Do the deed and commit it, in a session of its own."""
    own = db.session()
    deed(own, own.query(Event).filter_by(organiser_id=organiser_id).one())
    own.commit()


def footprint(session: Session, organiser_id: int) -> int:
    """Return how many entries tell of deeds."""
    session.rollback()
    count = session.query(AuditEntry).filter_by(organiser_id=organiser_id).count()
    session.rollback()
    return count


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_done_wholly_or_not_at_all(session: Session, name: str) -> None:
    prepare, deed = DEEDS[name]
    organiser_id = prepare(session).organiser_id
    session.commit()
    before = footprint(session, organiser_id)

    kills = 0
    for at in range(1, MOST, STEP):
        if not is_killed(partial(done_alone, organiser_id, deed), at):
            break
        kills += 1
        assert footprint(session, organiser_id) == before, f"half of it was seen after a kill at {at}"

    assert kills > 2
    assert footprint(session, organiser_id) > before
    assert broken(session) == []
