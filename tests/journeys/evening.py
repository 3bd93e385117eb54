"""The evening of a day, filled straight into the database of a served matchday: the slot is over, nobody is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from matchday.app import create_app
from matchday.config import from_environment
from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.extensions import db
from matchday.services.access import issue_access, show_access
from matchday.services.door import issue_door_link, show_door
from tests.doors import a_ticket, agree
from tests.factories import KEYRING, a_participant, a_slot, an_account, an_event, moment_of
from tests.journeys.served import Served
from tests.page_client import PageClient


@dataclass(frozen=True)
class Evening:
    """What staff, foreman and Amira have: a session, a door link, an access link."""

    staff_cookie: str
    event_path: str
    door_path: str
    access_path: str


def fill_the_evening(served: Served) -> Evening:
    """Fill a running day whose one slot ended just now: Amira and Olena hold tickets for it."""
    app, now = create_app(from_environment(served.environ)), moment_of()
    with app.app_context():
        session = db.session()
        staff = an_account(session, Role.OWNER, Role.STAFF)
        event = an_event(
            session, by=staff, stage=Stage.RUNNING, contact_phone="+49 5550 000210", contact_name="Frau Hansen"
        )
        event.first_on = event.last_on = now.date()
        span = {"start_at": now - timedelta(hours=5), "end_at": now - timedelta(minutes=1)}
        slot = a_slot(session, event, capacity=4, **span)
        people = [a_participant(session, event, first_name=name, language="ar") for name in ("Amira", "Olena")]
        for person in people:
            a_ticket(session, slot, person)
            agree(session, person)
        door = show_door(issue_door_link(session, slot, keyring=KEYRING, by=None, now=now), keyring=KEYRING)
        access = show_access(issue_access(session, people[0], keyring=KEYRING, by=None, now=now), keyring=KEYRING)
        session.commit()
        client = PageClient(app)
        client.sign_in(staff)
        evening = Evening(client.cookie(), f"/staff/{event.key}", f"/checkin#{door}", f"/access#{access.token}")
        db.session.remove()
        db.engine.dispose()
    return evening
