"""One process of a crowd at a door: many threads that show the same ticket at the same moment."""

from __future__ import annotations

import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from multiprocessing.connection import Connection

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from matchday.app import create_app
from matchday.config import Config
from matchday.core.checkin import Answer, Way
from matchday.extensions import db
from matchday.models import CheckIn, DoorLink, Slot, Ticket
from matchday.services.checkin import Doorkeeper, Question, ask, find_check_in
from matchday.services.event import read_event

PATIENCE = 5
ORGANISER = {"across_organisers": "a test names one row by its inner number"}


def show(session: Session, slot_id: int, ticket_id: int) -> str:
    """Show the ticket once, as the door does; where the database was too busy, the same question is asked again."""
    scan_id = secrets.token_hex(16)
    for _ in range(PATIENCE):
        try:
            slot, ticket, link = found(session, slot_id, ticket_id)
            event = read_event(session, slot.organiser_id, event_id=slot.event_id)
            question = Question(scan_id, Way.NAME, ticket.key)
            answer = ask(session, Doorkeeper(event, slot, link), question, now=datetime.now(UTC)).answer
            session.commit()
        except OperationalError:
            session.rollback()
        else:
            return answer
    return "no answer"


def show_carelessly(session: Session, slot_id: int, ticket_id: int) -> str:
    """Look whether somebody was counted, and count afterwards."""
    slot, ticket, _ = found(session, slot_id, ticket_id)
    is_in = find_check_in(session, ticket) is not None
    session.rollback()
    if is_in:
        return Answer.ALREADY_IN
    time.sleep(0.05)
    session.add(
        CheckIn(organiser_id=slot.organiser_id, ticket_id=ticket_id, slot_id=slot_id, checked_in_at=datetime.now(UTC))
    )
    session.commit()
    return Answer.ADMITTED


def found(session: Session, slot_id: int, ticket_id: int) -> tuple[Slot, Ticket, DoorLink]:
    """Return what the crowd stands in front of."""
    slot = session.scalars(select(Slot).where(Slot.id == slot_id).execution_options(**ORGANISER)).one()
    ticket = session.scalars(select(Ticket).where(Ticket.id == ticket_id).execution_options(**ORGANISER)).one()
    link = session.scalars(select(DoorLink).where(DoorLink.slot_id == slot_id).execution_options(**ORGANISER)).one()
    return slot, ticket, link


def stand_at_the_door(
    line: Connection, config: Config, *, slot_id: int, ticket_id: int, threads: int, is_careless: bool
) -> None:
    """Say that everybody is here, hear the moment at which all begin, and tell what the door answered.

    Who is careless looks first and writes afterwards, as nobody should: the control that shows the race is there.
    """
    app = create_app(config)
    line.send("ready")
    start, deed = line.recv(), show_carelessly if is_careless else show

    def act(_: int) -> str:
        with app.app_context():
            time.sleep(max(0.0, start - time.time()))
            try:
                return deed(db.session(), slot_id, ticket_id)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(threads) as pool:
        line.send(list(pool.map(act, range(threads))))
