"""Every route × everybody × own, another's, foreign and missing things, against the reviewed table: laws 6 and 7."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from matchday.app import create_app
from matchday.core.event import Stage
from matchday.extensions import db, limiter
from matchday.models import Base, guard
from tests.conftest import copied, empty, settings
from tests.house.access_table import (
    DEPENDS,
    NEEDS_FRESH,
    NEEDS_OWNER,
    READ_TOO,
    READS_ONLY,
    SKIPPED,
    TABLE,
    who_enters,
)
from tests.house.world import FIXED, MISSING, Doors, last_part, open_doors

WALLS = ["guard", *(pytest.param(name, marks=pytest.mark.postgres) for name in ("both", "guard alone", "rows alone"))]
"""SQLite with the guard of the models; PostgreSQL with both walls, and with each of them switched off."""

NAMED = "http://localhost"
"""A place with a name: passkeys work by names only."""


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Doors]:
    """Return the doors of a house on SQLite."""
    yield from _opened(create_app(settings(copied(empty_database, tmp_path_factory.mktemp("doors")), PUBLIC_URL=NAMED)))


@pytest.fixture(params=WALLS)
def walled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Doors]:
    """Return the doors of a house behind one wall or both."""
    if request.param == "guard":
        yield request.getfixturevalue("doors")
        return
    url = request.getfixturevalue("postgres_url")
    empty(url)
    try:
        set_rows_secured(url, is_on=request.param != "guard alone")
        for doors in _opened(create_app(settings(tmp_path, url, PUBLIC_URL=NAMED))):
            if request.param == "rows alone":
                guard.switch_off()
            yield doors
    finally:
        guard.switch_on()
        set_rows_secured(url, is_on=True)


def _opened(app: Flask) -> Iterator[Doors]:
    limiter.enabled, was = False, limiter.enabled
    with app.app_context():
        yield open_doors(app, stage=Stage.PUBLISHED)
        db.session.remove()
        db.engine.dispose()
    limiter.enabled = was


def set_rows_secured(url: str, *, is_on: bool) -> None:
    """Switch row-level security on or off for every organiser's table."""
    word = "ENABLE" if is_on else "DISABLE"
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in Base.metadata.tables.values():
            if "organiser_id" in table.c:
                connection.execute(text(f'ALTER TABLE "{table.name}" {word} ROW LEVEL SECURITY'))
    engine.dispose()


def test_every_route_stands_in_the_table(app: Flask) -> None:
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert routes - set(TABLE) == set(), "who may enter? Add a line to tests/house/access_table.py"
    assert set(TABLE) - routes == set(), "these are gone: take their line out of tests/house/access_table.py"


def test_no_two_pages_share_an_address(app: Flask) -> None:
    asked = Counter(
        (str(rule), method) for rule in app.url_map.iter_rules() for method in (rule.methods or set()) - {"OPTIONS"}
    )

    assert [address for address, count in asked.items() if count > 1] == []


def test_there_is_one_of_everything_an_address_names(doors: Doors) -> None:
    named = {name for rule, _ in doors.rules() for name in rule.arguments}

    assert named - FIXED.keys() - doors.own.keys.keys() == set(), "add one of it to World.keys in tests/house/world.py"


@pytest.mark.parametrize(("flag", "reviewed"), [("needs_owner", NEEDS_OWNER), ("needs_fresh", NEEDS_FRESH)])
def test_the_flags_of_the_pages_are_those_in_the_table(app: Flask, flag: str, reviewed: tuple[str, ...]) -> None:
    assert {name for name, view in app.view_functions.items() if getattr(view, flag, False)} == set(reviewed)


def listed(wrong: list[tuple[Any, ...]]) -> str:
    """Return one line for each fault."""
    return "\n" + "\n".join(" ".join(map(str, fault)) for fault in wrong)


def may_enter(visitor: str, rule: Rule, method: str) -> bool:
    """Say what the table says."""
    if visitor not in who_enters(rule.endpoint):
        return False
    is_form = "POST" in (rule.methods or ()) and (method != "GET" or rule.endpoint not in READ_TOO)
    if TABLE[rule.endpoint] == "staff" and visitor in READS_ONLY and is_form:
        return False
    return rule.endpoint not in NEEDS_OWNER or visitor == "owner"


def enters(answer: TestResponse) -> bool:
    """Tell whether somebody came in: what is there was shown or done, or refused by a rule of the field."""
    if answer.status_code == 302:
        return not re.search(r"/(login|access|verify|checkin)(\?|$)", answer.headers["Location"])
    return answer.status_code not in (401, 403, 404, 500)


def wrong_entries(doors: Doors, *, below: str = "") -> list[tuple[str, ...]]:
    """Return every visitor who comes in and should not, or the other way round."""
    wrong = []
    for rule, method in doors.rules():
        if (
            rule.endpoint in SKIPPED | DEPENDS.keys()
            or rule.endpoint not in TABLE
            or not rule.endpoint.startswith(below)
        ):
            continue
        for visitor in doors.visitors:
            if visitor.startswith("other_") and rule.arguments - {"event_key"} - FIXED.keys():
                continue  # what is another's is tried below
            answer = doors.try_out(visitor, method, doors.address(rule, doors.own.keys))
            may = may_enter(visitor, rule, method)
            if enters(answer) != may or answer.status_code == 500:
                wrong.append((visitor, "should enter" if may else "should not enter", method, str(rule), answer.status))
    return wrong


def test_only_those_in_the_table_enter(doors: Doors) -> None:
    wrong = wrong_entries(doors)

    assert not wrong, listed(wrong)


def test_the_table_notices_a_page_without_its_lock(doors: Doors) -> None:
    locks = doors.app.before_request_funcs.pop("staff")
    try:
        wrong = wrong_entries(doors, below="staff.event")
    finally:
        doors.app.before_request_funcs["staff"] = locks

    assert {entry[:2] for entry in wrong} >= {("coach", "should not enter"), ("reader", "should not enter")}


def told_apart(doors: Doors) -> list[tuple[Any, ...]]:
    """Return every address that answers a foreign thing otherwise than a thing that is nowhere."""
    wrong = []
    for rule, method in doors.rules():
        role = TABLE.get(rule.endpoint, "everybody")
        if role == "everybody" or not rule.arguments - FIXED.keys():
            continue
        visitor = who_enters(rule.endpoint)[-1]  # whoever may most
        for theirs, nowhere in _foreign_and_missing(doors, rule):
            answers = [doors.try_out(visitor, method, doors.address(rule, keys)) for keys in (theirs, nowhere)]
            seen = [_as_seen(answer, keys) for answer, keys in zip(answers, (theirs, nowhere), strict=True)]
            if seen[0] != seen[1] or enters(answers[0]):
                wrong.append((visitor, method, str(rule), [answer.status_code for answer in answers]))
    return wrong


def test_what_belongs_to_another_organiser_is_not_there(walled: Doors) -> None:
    wrong = told_apart(walled)

    assert not wrong, listed(wrong)


def _foreign_and_missing(doors: Doors, rule: Rule) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Give pairs of keys: all foreign and none there; then only the last thing foreign, or not there."""
    own, foreign, last = doors.own.keys, doors.foreign.keys, last_part(rule)
    nowhere = {name: 999 if name == "number" else MISSING for name in own}
    yield foreign, nowhere
    if last != "number":  # a running number of an event is never foreign by itself
        yield {**own, last: foreign.get(last, MISSING)}, {**own, last: MISSING}


NEVER_THE_SAME = frozenset({"Set-Cookie", "Content-Length", "X-Request-Id"})


def _as_seen(answer: TestResponse, keys: dict[str, Any]) -> tuple[object, ...]:
    """Return status, headers and page as they look to somebody who forgets what they asked for."""
    page = re.sub(r'name="csrf_token"[^>]*value="[^"]+"', "", answer.get_data(as_text=True))
    for key in keys.values():
        page = page.replace(str(key), "…") if isinstance(key, str) else page
    headers = {name: value for name, value in answer.headers if name not in NEVER_THE_SAME}
    return answer.status_code, headers, page


def seen_by_a_colleague(doors: Doors) -> list[tuple[Any, ...]]:
    """Return every address that shows a coach or an employer what belongs to another of the same organiser."""
    wrong = []
    for rule, method in doors.rules():
        role = TABLE.get(rule.endpoint)
        if role not in ("coach", "employer") or not rule.arguments - {"event_key"} - FIXED.keys():
            continue
        nowhere = {**doors.own.keys, last_part(rule): MISSING}
        answers = [
            doors.try_out(f"other_{role}", method, doors.address(rule, keys)) for keys in (doors.own.keys, nowhere)
        ]
        if answers[0].status_code != 404 or _as_seen(answers[0], doors.own.keys) != _as_seen(answers[1], nowhere):
            wrong.append((method, str(rule), [answer.status_code for answer in answers]))
    return wrong


def test_what_belongs_to_a_colleague_is_not_there(doors: Doors) -> None:
    wrong = seen_by_a_colleague(doors)

    assert not wrong, listed(wrong)
