"""A day with one place for two, filled straight into the database of a served matchday, published or still wished."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.app import create_app
from matchday.config import from_environment
from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.core.participant import Channel
from matchday.core.slot import Trade
from matchday.extensions import db
from matchday.models import Account, Event, Participant
from matchday.services.access import issue_access, show_access
from matchday.services.answering import keep_deadlines
from matchday.services.assignment import publish_assignment, read_assignment, request_assignment
from matchday.services.event import step_event
from matchday.services.solving import compute_assignment
from tests.factories import KEYRING, a_participant, a_slot, a_wish, an_account, an_employer, an_event, moment_of
from tests.journeys.served import Served
from tests.page_client import PageClient

EVERYWHERE = {"across_organisers": "there is one organiser"}


@dataclass(frozen=True)
class Asked:
    """What everybody has: sessions of staff and coach, links of who got the place and of who waits for it."""

    staff_cookie: str
    coach_cookie: str
    event_path: str
    placed_path: str
    waiting_path: str
    waiting_mail: str


def fill_the_answers(served: Served) -> Asked:
    """Fill a day whose plan is published: Amal has the one place, Chaya waits for it. Both are coached."""
    with in_app(served) as app:
        session = db.session()
        staff = an_account(session, Role.OWNER, Role.STAFF)
        event = an_event(session, by=staff, stage=Stage.ASSIGNING)
        coach = an_account(session, Role.COACH, organiser=event.organiser)
        bakery = a_slot(session, event, employer=an_employer(session, event, name="Backhaus"), capacity=1)
        amal = a_participant(session, event, first_name="Amal", language="ar", coach_id=coach.id)
        chaya = a_participant(session, event, first_name="Chaya", language="uk", languages=["uk"], coach_id=coach.id)
        a_wish(session, amal, bakery, rank=1)
        a_wish(session, chaya, bakery, rank=2)
        publish(session, event, staff)
        return Asked(
            staff_cookie=cookie_of(PageClient(app), staff),
            coach_cookie=cookie_of(PageClient(app), coach),
            event_path=f"/staff/{event.key}",
            placed_path=link_of(session, amal),
            waiting_path=link_of(session, chaya),
            waiting_mail=chaya.mail,
        )


@dataclass(frozen=True)
class Three:
    """What three people and their helpers have: links, the coach's pages of two, sessions of coach and staff."""

    staff_cookie: str
    coach_cookie: str
    event_path: str
    amal_path: str
    selam_path: str
    selam_page: str
    chaya_page: str


def fill_three_people(served: Served) -> Three:
    """Fill a day that is being wished: a bakery and a garden with one place each, and three people with one coach."""
    with in_app(served) as app:
        session = db.session()
        staff = an_account(session, Role.OWNER, Role.STAFF)
        event = an_event(session, by=staff, stage=Stage.WISHING)
        coach = an_account(session, Role.COACH, organiser=event.organiser)
        for trade, name in ((Trade.BAKERY, "Backhaus"), (Trade.GARDEN, "Gartenbau")):
            a_slot(session, event, employer=an_employer(session, event, name=name), trade=trade, capacity=1)
        amal = a_participant(session, event, first_name="Amal", language="ar")
        selam, chaya = (
            a_participant(session, event, first_name=name, language=code, languages=[code], mail="", channel=channel,
                          coach_id=coach.id)
            for name, code, channel in (("Selam", "ti", Channel.NONE), ("Chaya", "uk", Channel.LETTER))
        )  # fmt: skip
        return Three(
            staff_cookie=cookie_of(PageClient(app), staff),
            coach_cookie=cookie_of(PageClient(app), coach),
            event_path=f"/staff/{event.key}",
            amal_path=link_of(session, amal),
            selam_path=link_of(session, selam),
            selam_page=f"/coach/{selam.key}",
            chaya_page=f"/coach/{chaya.key}",
        )


def publish_the_day(served: Served) -> None:
    """Close the wishing, compute the plan and publish it."""
    with in_app(served):
        session, event = db.session(), the_event()
        by = session.scalars(select(Account).order_by(Account.id).execution_options(**EVERYWHERE).limit(1)).one()
        step_event(session, event, Stage.ASSIGNING, by=by, now=moment_of())
        publish(session, event, by)


def remind_everybody(served: Served) -> None:
    """Do what the worker does two days later: remind who has not said yet whether they come."""
    with in_app(served):
        keep_deadlines(db.session(), the_event().id, now=moment_of() + timedelta(days=2, hours=1))
        db.session.commit()


@contextmanager
def in_app(served: Served) -> Iterator[Flask]:
    """Open the application on the database of a served matchday, and let go of it afterwards."""
    app = create_app(from_environment(served.environ))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def the_event() -> Event:
    """Return the one event there is."""
    return db.session.scalars(select(Event).execution_options(**EVERYWHERE)).one()


def publish(session: Session, event: Event, by: Account) -> None:
    """Compute the plan and publish it."""
    now = moment_of()
    number = request_assignment(session, event, by=by, now=now).number
    plan_id = read_assignment(session, event, number).id
    session.commit()
    compute_assignment(session, plan_id, keyring=KEYRING, now=now)
    plan = read_assignment(session, event, number)
    publish_assignment(session, event, plan, seen_publication=0, keyring=KEYRING, by=by, now=now)
    session.commit()


def link_of(session: Session, person: Participant) -> str:
    """Return the path of somebody's own link."""
    access = show_access(issue_access(session, person, keyring=KEYRING, by=None, now=moment_of()), keyring=KEYRING)
    session.commit()
    return f"/access#{access.token}"


def cookie_of(client: PageClient, account: Account) -> str:
    """Return the session of somebody who signed in."""
    client.sign_in(account)
    return client.cookie()
