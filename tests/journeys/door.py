"""A day at a door, filled straight into the database of a served matchday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from matchday.app import create_app
from matchday.config import from_environment
from matchday.core.event import Stage
from matchday.extensions import db
from matchday.services.door import issue_door_link, show_door
from tests.doors import a_ticket, agree, token_of
from tests.factories import KEYRING, a_participant, a_slot, an_event, moment_of
from tests.journeys.served import Served


@dataclass(frozen=True)
class DoorDay:
    """What a foreman and three guests have in their hands."""

    address: str
    qr_texts: tuple[str, ...]
    short_codes: tuple[str, ...]
    elsewhere: str
    """The short code of somebody who is expected at another slot."""


def open_a_door(served: Served) -> DoorDay:
    """Fill a running day: Amira, Olena and Yusuf are expected here now, somebody else at another slot."""
    app, now = create_app(from_environment(served.environ)), moment_of()
    with app.app_context():
        session = db.session()
        event = an_event(session, stage=Stage.RUNNING, contact_phone="+49 5550 000210", contact_name="Frau Hansen")
        event.first_on = event.last_on = now.date()
        span = {"start_at": now - timedelta(minutes=5), "end_at": now + timedelta(hours=5), "capacity": 4}
        slot, other = (a_slot(session, event, needs=["safety_shoes"], **span) for _ in range(2))
        tickets = [a_ticket(session, slot, a_participant(session, event, first_name=name)) for name in NAMES]
        for ticket in tickets:
            agree(session, ticket.participant)
        token = show_door(issue_door_link(session, slot, keyring=KEYRING, by=None, now=now), keyring=KEYRING)
        day = DoorDay(
            f"{served.address}/checkin#{token}",
            tuple(token_of(session, ticket) for ticket in tickets),
            tuple(ticket.short_code for ticket in tickets),
            a_ticket(session, other).short_code,
        )
        session.commit()
        db.session.remove()
        db.engine.dispose()
    return day


NAMES = ("Amira", "Olena", "Yusuf")
