"""Every route × everybody × own, foreign and missing things, against the reviewed table: laws 6 and 7."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from matchday.core.account import Role
from matchday.core.message import MessageKind
from matchday.extensions import limiter
from matchday.models import Account, Assignment, Bar, Event, Message, Pin
from matchday.services.sheet import keep_draft
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
from tests.house.access_table import NEEDS_FRESH, NEEDS_OWNER, TABLE
from tests.page_client import PageClient

MISSING = "zzzzzzzzzz"
FIXED = {"name": "matchday.xlsx", "ordinal": 1, "filename": "css/matchday.css"}
"""Parts of an address that name nothing of anybody."""


@dataclass
class World:
    """One organiser with one of everything."""

    event: Event
    staff: Account
    coach: Account
    employer: Account
    stranger_coach: Account
    stranger_employer: Account
    participant: Any
    keys: dict[str, Any] = field(default_factory=dict)


def a_world(session: Session) -> World:
    staff = an_account(session, Role.OWNER, Role.STAFF)
    organiser = {"organiser_id": staff.organiser_id}
    event = an_event(session, by=staff)
    employer, other = an_employer(session, event), an_employer(session, event)
    slot = a_slot(session, event, employer=employer)
    coach, stranger = an_account(session, Role.COACH, **organiser), an_account(session, Role.COACH, **organiser)
    participant = a_participant(session, event, coach_id=coach.id)
    a_wish(session, participant, slot)
    group = a_group(session, event, participant)
    plan = Assignment(event_id=event.id, number=1, requested_by_id=staff.id, requested_at=moment_of(), **organiser)
    draft = keep_draft(session, [], event=event, keyring=KEYRING, by=staff, now=moment_of())
    fixed = {"event_id": event.id, "participant_id": participant.id, "slot_id": slot.id, "made_by_id": staff.id}
    session.add_all([Pin(**fixed, made_at=moment_of(), **organiser), Bar(**fixed, made_at=moment_of(), **organiser)])
    message = Message(
        event_id=event.id, participant_id=participant.id, cause=f"test/{event.id}", kind=MessageKind.TICKET,
        header_id=f"<{event.id}@test>", made_at=moment_of(), **organiser,
    )  # fmt: skip
    session.add_all([plan, message])
    session.flush()
    world = World(
        event, staff, coach,
        an_account(session, Role.EMPLOYER, employer_id=employer.id, **organiser),
        stranger,
        an_account(session, Role.EMPLOYER, employer_id=other.id, **organiser),
        participant,
    )  # fmt: skip
    world.keys = {
        "event_key": event.key, "employer_key": employer.key, "site_key": employer.sites[0].key, "slot_key": slot.key,
        "participant_key": participant.key, "group_key": group.key, "account_key": coach.key, "draft_key": draft.key,
        "organiser_key": event.organiser.key, "message_key": message.key, "number": 1,
    }  # fmt: skip
    return world


@dataclass
class Doors:
    """Two organisers, and a browser for everybody."""

    app: Flask
    own: World
    foreign: World
    visitors: dict[str, FlaskClient]
    rules: list[tuple[Rule, str]]


@pytest.fixture
def doors(app: Flask, session: Session) -> Doors:
    limiter.enabled = False
    own, foreign = a_world(session), a_world(session)
    session.commit()
    visitors = {"nobody": app.test_client()}
    for name in ("staff", "coach", "employer", "stranger_coach", "stranger_employer"):
        client = PageClient(app)
        client.sign_in(getattr(own, name))
        visitors[name] = client.http
    client = PageClient(app)
    client.enter(own.participant)
    visitors["participant"] = client.http
    rules = [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]
    return Doors(app, own, foreign, visitors, rules)


def test_every_route_stands_in_the_table(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(TABLE)


@pytest.mark.parametrize(("flag", "reviewed"), [("needs_owner", NEEDS_OWNER), ("needs_fresh", NEEDS_FRESH)])
def test_the_flags_of_the_pages_are_those_in_the_table(app: Flask, flag: str, reviewed: tuple[str, ...]) -> None:
    assert {name for name, view in app.view_functions.items() if getattr(view, flag, False)} == set(reviewed)


def address(doors: Doors, rule: Rule, keys: dict[str, Any]) -> str:
    values = {name: FIXED[name] if name in FIXED else keys[name] for name in rule.arguments}
    with doors.app.test_request_context():
        return str(doors.app.url_for(rule.endpoint, **values))


def ask(doors: Doors, visitor: str, method: str, path: str) -> Any:
    client = doors.visitors[visitor]
    if method == "GET":
        return client.get(path)
    html = client.get("/access").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
    return client.post(path, data={"csrf_token": token.group(1) if token else ""})


def enters(answer: Any) -> bool:
    leads_away = answer.status_code == 302 and re.search(r"/(login|access)(\?|$)", answer.headers["Location"])
    return answer.status_code < 500 and answer.status_code not in (401, 403, 404) and not leads_away


ENTERS = {
    "everybody": {"nobody", "staff", "coach", "employer", "participant"},
    "signed_in": {"staff", "coach", "employer"},
    "participant": {"participant"},
    "coach": {"coach"},
    "employer": {"employer"},
    "staff": {"staff"},
}
SKIPPED = {"security.logout", "participant.sign_out", "static", "public.home_of_role"}
"""Doors out, and files: tried by tests of their own."""


@pytest.mark.parametrize("visitor", ["nobody", "staff", "coach", "employer", "participant"])
def test_only_those_in_the_table_enter(doors: Doors, visitor: str) -> None:
    wrong = []
    for rule, method in doors.rules:
        if rule.endpoint in SKIPPED or rule.endpoint in DEPENDS:
            continue
        answer = ask(doors, visitor, method, address(doors, rule, doors.own.keys))
        may = visitor in ENTERS[TABLE[rule.endpoint]]
        if enters(answer) != may or answer.status_code >= 500:
            wrong.append((method, str(rule), answer.status_code, "should enter" if may else "should not"))

    assert wrong == []


DEPENDS: dict[str, str] = {
    "public.password": "an employer has no password: the link is the way in",
}
"""Routes whose answer to their own role depends on more than the role."""

STRANGERS = {"staff": "staff", "coach": "coach", "employer": "employer"}


@pytest.mark.parametrize("role", STRANGERS)
def test_what_belongs_to_another_organiser_is_not_there(doors: Doors, role: str) -> None:
    wrong = []
    for rule, method in doors.rules:
        named = rule.arguments - set(FIXED)
        if TABLE[rule.endpoint] != role or not named:
            continue
        nowhere = {**doors.foreign.keys, **dict.fromkeys(named - {"number"}, MISSING)}
        for theirs, missing in ((doors.foreign.keys, nowhere), (_mixed(doors, rule), _missing(doors, rule))):
            answers = [ask(doors, role, method, address(doors, rule, keys)) for keys in (theirs, missing)]
            if answers[0].status_code != 404 or len({(one.status_code, _same(one)) for one in answers}) != 1:
                wrong.append((method, str(rule), [one.status_code for one in answers]))

    assert wrong == []


@pytest.mark.parametrize(("visitor", "role"), [("stranger_coach", "coach"), ("stranger_employer", "employer")])
def test_what_belongs_to_a_colleague_is_not_there(doors: Doors, visitor: str, role: str) -> None:
    wrong = []
    for rule, method in doors.rules:
        if TABLE[rule.endpoint] != role or not rule.arguments & {"participant_key", "slot_key"}:
            continue
        answer = ask(doors, visitor, method, address(doors, rule, doors.own.keys))
        if answer.status_code != 404:
            wrong.append((method, str(rule), answer.status_code))

    assert wrong == []


def _missing(doors: Doors, rule: Rule) -> dict[str, Any]:
    """Return keys where the last thing named does not exist."""
    last = _last(rule)
    return {**doors.own.keys, last: 999 if last == "number" else MISSING}


def _mixed(doors: Doors, rule: Rule) -> dict[str, Any]:
    """Return keys where the last thing named is a foreign one below what is one's own."""
    last = _last(rule)
    return _missing(doors, rule) if last == "number" else {**doors.own.keys, last: doors.foreign.keys[last]}


def _last(rule: Rule) -> str:
    return [name for name in re.findall(r"<(?:\w+:)?(\w+)>", str(rule)) if name not in FIXED][-1]


def _same(answer: Any) -> str:
    """Return the page without the token of its forms, which differs each time."""
    return re.sub(r'value="[^"]+"', "", answer.get_data(as_text=True))


@pytest.mark.parametrize("visitor", ["nobody", "staff", "coach", "employer", "participant"])
def test_no_route_writes_without_the_token_of_its_form(doors: Doors, visitor: str) -> None:
    wrong = []
    for rule, method in doors.rules:
        if method == "POST":
            answer = doors.visitors[visitor].post(address(doors, rule, doors.own.keys), data={})
            if answer.status_code not in (403, 404) and not answer.headers.get("Location", "").endswith("/access"):
                wrong.append((str(rule), answer.status_code))

    assert wrong == []


def test_a_link_that_ended_lets_nobody_in(doors: Doors, session: Session) -> None:
    doors.own.participant.withdrawn_at = moment_of() - timedelta(seconds=1)
    session.commit()

    answer = ask(doors, "participant", "GET", "/participant/")

    assert not enters(answer)
