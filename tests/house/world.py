"""Two organisers with one of everything, and a visitor of every kind: what the laws about access are tried on.

A new address needs nothing here unless it names a thing that is not in ``World.keys``: then add one of it.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from matchday.core.access import digest_token, token_from
from matchday.core.account import Role
from matchday.core.assignment import AssignmentState
from matchday.core.consent import Recipient
from matchday.core.event import Stage
from matchday.core.message import MessageKind
from matchday.core.paper import PaperKind
from matchday.core.privacy import RequestKind
from matchday.core.profile import ProfilePart
from matchday.core.todo import TodoKind
from matchday.extensions import db
from matchday.models import (
    Account,
    Assignment,
    Avoidance,
    Bar,
    CheckIn,
    DoorLink,
    Event,
    KnownWay,
    Login,
    Message,
    PaperBatch,
    Participant,
    Passkey,
    Pin,
    Placement,
    PrivacyRequest,
    Profile,
    Slot,
    Todo,
    WalkIn,
)
from matchday.services.access import find_newest_access, revoke_access
from matchday.services.confirmation import ask_to_confirm
from matchday.services.consent import answer_consent
from matchday.services.door import PURPOSE, show_door
from matchday.services.sheet import keep_draft
from matchday.services.ticket import issue_tickets
from matchday.web import limits
from tests.factories import (
    KEYRING,
    a_group,
    a_participant,
    a_slot,
    a_wish,
    an_account,
    an_employer,
    an_event,
    moment_of,
)
from tests.page_client import PageClient

START_AT = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=4)
"""The slot is over, its doors are still open: who came may have an attestation."""
MISSING = "zzzzzzzzzz"
"""A key that nothing has."""
FIXED: dict[str, Any] = {
    "name": "matchday.xlsx",
    "ordinal": 1,
    "step": "languages",
    "trade": "care",
    "filename": "css/matchday.css",
    "page": "welcome",
    "place": "rest",
    "tag": "uk",
    "scan_id": "a0" * 16,
}
"""Parts of an address that name nothing of anybody."""


@dataclass
class World:
    """One organiser with one of everything."""

    event: Event
    people: dict[str, Account | Participant]
    """Who visits, by the visitor's name."""
    keys: dict[str, Any] = field(default_factory=dict)
    """What addresses name, by the name of their part."""
    slots: list[Slot] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    things: list[Any] = field(default_factory=list)
    """Rows that hang on the event: a pin, a message, a walk-in."""

    @property
    def slot(self) -> Slot:
        """Return the slot where everything happens."""
        return self.slots[0]

    @property
    def door_link(self) -> DoorLink:
        """Return the door link of the slot."""
        return next(thing for thing in self.things if isinstance(thing, DoorLink))


def a_world(session: Session, *, stage: Stage = Stage.WISHING) -> World:
    """Return an organiser whose event stands at ``stage``."""
    owner = an_account(session, Role.OWNER, Role.STAFF)
    event = an_event(session, by=owner, stage=stage, contact_phone="+49 5550 000211")
    event.first_on = event.last_on = START_AT.date()
    own = {"organiser": event.organiser}
    employer, other = an_employer(session, event), an_employer(session, event)
    coach = an_account(session, Role.COACH, **own)
    participant = a_participant(session, event, coach_id=coach.id, language="de", confirmed_at=moment_of())
    world = World(
        event,
        {
            "owner": owner,
            "staff": an_account(session, Role.STAFF, **own),
            "reader": an_account(session, Role.READER, **own),
            "door": an_account(session, Role.DOOR, **own),
            "coach": coach,
            "other_coach": an_account(session, Role.COACH, **own),
            "employer": an_account(session, Role.EMPLOYER, employer_id=employer.id, **own),
            "other_employer": an_account(session, Role.EMPLOYER, employer_id=other.id, **own),
            "participant": participant,
            "expired": a_participant(session, event),
            "revoked": a_participant(session, event),
        },
    )
    slot = a_slot(session, event, employer=employer, start_at=START_AT, end_at=START_AT + timedelta(hours=4))
    world.slots.append(slot)
    world.keys = {
        "event_key": event.key,
        "employer_key": employer.key,
        "site_key": employer.sites[0].key,
        "slot_key": slot.key,
        "participant_key": participant.key,
        "account_key": coach.key,
        "organiser_key": event.organiser.key,
        **_things(session, world, slot),
    }
    return world


def _things(session: Session, world: World, slot: Slot) -> dict[str, Any]:
    """Add one of everything that hangs on an event, and return the keys."""
    event, participant, owner = world.event, world.people["participant"], world.people["owner"]
    assert isinstance(participant, Participant)
    assert isinstance(owner, Account)
    now, own = moment_of(), {"organiser_id": event.organiser_id, "event_id": event.id}
    a_wish(session, participant, slot)
    answer_consent(session, participant, Recipient.EMPLOYER, is_given=True, by=participant, now=now)
    answer_consent(session, participant, Recipient.EMPLOYER_PROFILE, is_given=True, by=participant, now=now)
    profile = Profile(
        organiser_id=event.organiser_id, participant_id=participant.id, steps_done=[], work_trades=[], abilities={},
        wanted_trades=[], needs=[], shown_parts=[part.value for part in ProfilePart], saved_at=now,
    )  # fmt: skip
    fixed = {"participant_id": participant.id, "slot_id": slot.id, "made_by_id": owner.id, "made_at": now, **own}
    pin, bar, way = Pin(**fixed), Bar(**fixed), KnownWay(**fixed, minutes=10)
    avoidance = Avoidance(participant_id=participant.id, town="Birkenried", made_by_id=owner.id, made_at=now, **own)
    message = Message(
        participant_id=participant.id, cause=f"test/{event.id}", kind=MessageKind.TICKET,
        header_id=f"<{event.id}@test>", made_at=now, **own,
    )  # fmt: skip
    asked = {"requested_by_id": owner.id, "requested_at": now, **own}
    plan = Assignment(number=1, comparison=1, computed_at=now, **asked)
    batch = PaperBatch(kind=next(iter(PaperKind)), subject_ids=[participant.id], **asked)
    nonce = secrets.token_hex(16)
    digest = digest_token(token_from(nonce, KEYRING, purpose=PURPOSE))
    door = DoorLink(slot_id=slot.id, nonce=nonce, token_digest=digest, made_at=now, **own)
    walk_in = WalkIn(slot_id=slot.id, first_name="Yusuf", asked_at=now, **own)
    secret = secrets.token_bytes(32)
    colleague = an_account(session, Role.STAFF, organiser=event.organiser)  # whoever has a passkey is asked for it
    mine = {"account_id": colleague.id, "organiser_id": event.organiser_id}
    login = Login(digest=secret.hex(), began_at=now, **mine)
    request = PrivacyRequest(participant_id=participant.id, kind=RequestKind.RESTRICTION, asked_at=now, **own)
    passkey = Passkey(credential=secret, public_key=secret, made_at=now, **mine)
    todo = Todo(kind=TodoKind.NO_ANSWER, participant_id=participant.id, slot_id=slot.id, made_at=now, due_at=now, **own)
    world.things += [
        pin,
        bar,
        way,
        avoidance,
        message,
        plan,
        batch,
        door,
        walk_in,
        login,
        passkey,
        request,
        todo,
        profile,
    ]
    session.add_all(world.things)
    session.flush()
    if event.stage in (Stage.PUBLISHED, Stage.RUNNING, Stage.CLOSED):
        plan.state, plan.published_at, plan.published_by_id = AssignmentState.PUBLISHED, now, owner.id
        event.publication_count = 1
        place(session, world, participant)
    draft = keep_draft(session, [], event=event, keyring=KEYRING, by=owner, now=now)
    group = a_group(session, event, participant)
    return {
        "number": 1,
        "group_key": group.key,
        "draft_key": draft.key,
        "message_key": message.key,
        "paper_key": batch.key,
        "login_key": login.key,
        "passkey_key": passkey.key,
        "request_key": request.key,
        "todo_key": todo.key,
        "walk_in_key": walk_in.key,
        "avoidance_key": avoidance.key,
    }


def place(session: Session, world: World, participant: Participant) -> None:
    """Give somebody a place in the slot by the published plan, and a ticket."""
    plan = next(thing for thing in world.things if isinstance(thing, Assignment))
    own = {"organiser_id": plan.organiser_id, "assignment_id": plan.id}
    placed = Placement(participant_id=participant.id, slot_id=world.slot.id, slot=world.slot, rank=1, **own)
    world.placements.append(placed)
    session.add(placed)
    tickets = issue_tickets(session, world.event, world.placements, now=moment_of())
    ask_to_confirm(session, world.event, tickets[participant.id], now=moment_of())
    session.add(
        CheckIn(
            organiser_id=plan.organiser_id,
            ticket_id=tickets[participant.id][0].id,
            slot_id=world.slot.id,
            checked_in_at=START_AT,
        )
    )
    session.flush()


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser: its cookie, and the token of its forms."""

    cookie: str
    csrf_token: str


@dataclass
class Doors:
    """Two organisers, a visitor of every kind of the first, and every address."""

    app: Flask
    own: World
    foreign: World
    visitors: dict[str, Visitor]
    is_https: bool = False

    def rules(self, *methods: str) -> list[tuple[Rule, str]]:
        """Return every address with each of these methods it answers; GET and POST unless told."""
        return [
            (rule, method)
            for rule in self.app.url_map.iter_rules()
            for method in methods or ("GET", "POST")
            if method in (rule.methods or ())
        ]

    def address(self, rule: Rule, keys: Mapping[str, Any]) -> str:
        """Return the path of an address that names these keys; what the world does not have is missing."""
        values = {name: FIXED.get(name, keys.get(name, MISSING)) for name in rule.arguments}
        with self.app.test_request_context():
            return str(self.app.url_for(rule.endpoint, **values))

    def ask(
        self, visitor: str, method: str, path: str, form: Mapping[str, Any] | None = None, **headers: str
    ) -> TestResponse:
        """Return the answer to a request; what it committed stays."""
        try:
            return self.send(visitor, method, path, form, **headers)
        finally:
            db.session.rollback()  # as at the end of every request in life, where each has a session of its own

    def try_out(self, visitor: str, method: str, path: str, form: Mapping[str, Any] | None = None) -> TestResponse:
        """Return the answer to a request and undo what it did."""
        with undone():
            return self.send(visitor, method, path, form)

    def send(
        self, visitor: str, method: str, path: str, form: Mapping[str, Any] | None = None, **headers: str
    ) -> TestResponse:
        """Send a request with the token of its form, unless ``form`` has its own, and leave the session as it is."""
        who = self.visitors[visitor]
        sent = {"Cookie": who.cookie, **{name.replace("_", "-"): text for name, text in headers.items()}}
        filled = {"csrf_token": who.csrf_token, **(form or {})} if method == "POST" else None
        base = "https://localhost" if self.is_https else "http://localhost"
        browser = self.app.test_client(use_cookies=False)
        return browser.open(path, method=method, data=filled, headers=sent, base_url=base)


@contextmanager
def undone() -> Iterator[None]:
    """Let what is committed inside be seen until the end, and then be gone: one world serves every request."""
    commit = Session.commit
    Session.commit = Session.flush  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        Session.commit = commit  # type: ignore[method-assign]
        db.session.rollback()


def open_doors(app: Flask, *, stage: Stage = Stage.WISHING) -> Doors:
    """Return two organisers and somebody signed in for every kind of visitor; the application's context is open."""
    limits.EVEN_S = 0  # nobody measures here how long an answer takes
    session = db.session()
    own, foreign = a_world(session, stage=stage), a_world(session, stage=stage)
    session.commit()
    _show_a_page(app)
    doors = Doors(app, own, foreign, {}, is_https=app.config["PREFERRED_URL_SCHEME"] == "https")
    doors.visitors["nobody"] = _visitor(doors, None)
    for name, person in own.people.items():
        doors.visitors[name] = _visitor(doors, person)
    if stage in (Stage.PUBLISHED, Stage.RUNNING):
        doors.visitors["device"] = _visitor(doors, own.door_link)
    link = find_newest_access(session, _participant(own, "expired"))
    assert link
    link.expires_at = moment_of() - timedelta(seconds=1)
    revoke_access(session, _participant(own, "revoked"), by=None, now=moment_of())
    session.commit()
    return doors


def _show_a_page(app: Flask) -> None:
    """Put one page into the showroom: to make all of it takes long, and has a test of its own."""
    folder = app.extensions["matchday.config"].instance / "showroom"
    (folder / FIXED["tag"]).mkdir(parents=True, exist_ok=True)
    (folder / FIXED["tag"] / f"{FIXED['page']}.html").write_text("<title>Вітаємо</title><h1>Вітаємо</h1>")
    told = {"name": FIXED["page"], "title": "Guten Tag", "kind": "page", "ending": "html", "sentences": []}
    (folder / "pages.json").write_text(json.dumps([told]))


def _participant(world: World, name: str) -> Participant:
    person = world.people[name]
    assert isinstance(person, Participant)
    return person


def _visitor(doors: Doors, person: Account | Participant | DoorLink | None) -> Visitor:
    client = PageClient(doors.app)
    client.http.environ_base["HTTP_REFERER"] = "https://localhost/access"
    if isinstance(person, Account):
        client.sign_in(person)
    elif isinstance(person, DoorLink):
        client.post("/checkin", {"token": show_door(person, keyring=KEYRING)})
    elif person is not None:
        client.enter(person)
    token = client.csrf_token()
    cookie = client.http.get_cookie(doors.app.config["SESSION_COOKIE_NAME"])
    return Visitor(f"{cookie.key}={cookie.value}" if cookie else "", token)


def last_part(rule: Rule) -> str:
    """Return the name of the last thing an address names."""
    return [name for name in re.findall(r"<(?:\w+:)?(\w+)>", str(rule)) if name not in FIXED][-1]
