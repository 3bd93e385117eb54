"""A day that is to be planned, filled straight into the database of a served matchday."""

from __future__ import annotations

from dataclasses import dataclass

from matchday.app import create_app
from matchday.config import from_environment
from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.extensions import db
from matchday.services.access import issue_access, show_access
from tests.factories import KEYRING, a_participant, a_slot, a_wish, an_account, an_employer, an_event, moment_of
from tests.journeys.served import Served
from tests.page_client import PageClient


@dataclass(frozen=True)
class Planning:
    """What staff and Chaya have: a session, an access link; and where the slot is that drops out."""

    staff_cookie: str
    event_path: str
    access_path: str
    bakery_path: str


def fill_the_planning(served: Served) -> Planning:
    """Fill a day whose wishes are in: Amal and Bilal get their first; Chaya's one wish is full then.

    Dana and Emil are what rules differ by: a first and a third wish, or two second ones.
    """
    app, now = create_app(from_environment(served.environ)), moment_of()
    with app.app_context():
        session = db.session()
        staff = an_account(session, Role.OWNER, Role.STAFF)
        event = an_event(session, by=staff, stage=Stage.ASSIGNING)
        bakery, joinery, garage, farm, forge, mill = (
            a_slot(session, event, employer=an_employer(session, event, name=name), capacity=1)
            for name in ("Backhaus", "Tischlerei", "Werkstatt", "Hof", "Schmiede", "Mühle")
        )
        wishes = {"Amal": {bakery: 1, garage: 2}, "Bilal": {joinery: 1}, "Chaya": {joinery: 2}}
        wishes |= {"Dana": {forge: 1, farm: 2}, "Emil": {forge: 2, mill: 3}}
        people = {name: a_participant(session, event, first_name=name, language="ar") for name in wishes}
        for name, ranks in wishes.items():
            for slot, rank in ranks.items():
                a_wish(session, people[name], slot, rank=rank)
        access = show_access(issue_access(session, people["Chaya"], keyring=KEYRING, by=None, now=now), keyring=KEYRING)
        session.commit()
        client = PageClient(app)
        client.sign_in(staff)
        planning = Planning(
            client.cookie(), f"/staff/{event.key}", f"/access#{access.token}", f"/staff/{event.key}/slots/{bakery.key}"
        )
        db.session.remove()
        db.engine.dispose()
    return planning
