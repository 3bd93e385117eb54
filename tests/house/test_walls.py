"""The two walls between organisers: the guard of the models, and PostgreSQL's row-level security behind it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, abort
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from matchday.app import create_app
from matchday.extensions import db
from matchday.models import Base, Participant, guard, row_security
from tests.conftest import empty, settings
from tests.factories import a_participant, an_event
from tests.house.source import Module, modules
from tests.house.test_access_table import set_rows_secured
from tests.house.world import MISSING, Doors, open_doors

OF_ORGANISERS = {table.name for table in Base.metadata.tables.values() if "organiser_id" in table.c}


@pytest.fixture
def app(postgres_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Return an application on PostgreSQL, where both walls stand."""
    empty(postgres_url)
    app = create_app(settings(tmp_path, postgres_url))
    with app.app_context():
        yield app
        row_security.see_all()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def two_people(session: Session) -> tuple[Participant, Participant]:
    """Return two people of two organisers."""
    people = a_participant(session, an_event(session)), a_participant(session, an_event(session))
    session.commit()
    for person in people:
        session.refresh(person)
    session.expunge_all()
    session.rollback()
    return people


def seen(session: Session) -> set[int]:
    """Return the organisers whose people the database shows to a statement that no guard of ours looks at."""
    return set(session.connection().scalars(select(Participant.__table__.c.organiser_id)))


@pytest.mark.postgres
def test_every_table_of_an_organiser_is_secured_and_its_owner_bound(session: Session) -> None:
    rows = session.execute(
        text(
            "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid AND polname = 'of_organiser'"
            " WHERE relrowsecurity AND relforcerowsecurity AND pg_get_userbyid(relowner) = current_user"
        )
    )

    assert set(rows.scalars()) == OF_ORGANISERS


@pytest.mark.postgres
def test_the_account_of_the_application_is_bound_by_the_policies(session: Session) -> None:
    asked = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")

    assert session.scalar(asked) is False


@pytest.mark.postgres
def test_a_request_sees_nothing_until_somebody_knows_whose_it_is(session: Session, two_people: object) -> None:
    row_security.see_nothing()

    assert seen(session) == set()


@pytest.mark.postgres
def test_a_request_sees_one_organiser_and_a_command_all(
    session: Session, two_people: tuple[Participant, Participant]
) -> None:
    own, foreign = two_people

    everything = seen(session)
    row_security.see_nothing()
    row_security.see_organiser(own.organiser_id)

    assert everything == {own.organiser_id, foreign.organiser_id}
    assert seen(session) == {own.organiser_id}


@pytest.mark.postgres
def test_a_flagged_statement_sees_all_by_itself_alone(
    session: Session, two_people: tuple[Participant, Participant]
) -> None:
    own, foreign = two_people
    row_security.see_nothing()
    row_security.see_organiser(own.organiser_id)

    flagged = session.scalars(select(Participant.id).execution_options(across_organisers="a test")).all()

    assert set(flagged) == {own.id, foreign.id}
    assert seen(session) == {own.organiser_id}


@pytest.mark.postgres
def test_a_step_taken_back_leaves_the_wall_standing(
    session: Session, two_people: tuple[Participant, Participant]
) -> None:
    own, _ = two_people
    row_security.see_nothing()
    step = session.begin_nested()
    row_security.see_organiser(own.organiser_id)
    assert seen(session) == {own.organiser_id}
    step.rollback()

    assert seen(session) == {own.organiser_id}
    session.rollback()
    row_security.see_nothing()
    assert seen(session) == set()


@pytest.mark.postgres
def test_nothing_is_written_for_another_organiser(
    session: Session, two_people: tuple[Participant, Participant]
) -> None:
    own, foreign = two_people
    row_security.see_nothing()
    row_security.see_organiser(own.organiser_id)

    session.add(Participant(organiser_id=foreign.organiser_id, event_id=foreign.event_id, first_name="Amira"))
    with pytest.raises(ProgrammingError, match="row-level security"):
        session.flush()


@pytest.fixture
def careless(app: Flask) -> Doors:
    """Return the doors of a house with one page that asks for somebody by their key alone."""

    def page(event_key: str, participant_key: str) -> str:
        name = db.session.scalar(select(Participant.last_name).where(Participant.key == participant_key))
        return name or abort(404)

    app.view_functions["staff.careless"] = page
    app.url_map.add(app.url_rule_class("/staff/<event_key>/careless/<participant_key>", endpoint="staff.careless"))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return open_doors(app)


def answers(doors: Doors) -> dict[str, int]:
    """Return how the careless page answers for one's own, foreign and missing people."""
    own, foreign = doors.own.keys["participant_key"], doors.foreign.keys["participant_key"]
    path = f"/staff/{doors.own.keys['event_key']}/careless"
    keys = {"own": own, "foreign": foreign, "missing": MISSING}
    return {name: doors.try_out("staff", "GET", f"{path}/{key}").status_code for name, key in keys.items()}


@pytest.mark.postgres
def test_a_careless_page_is_stopped_by_the_guard(careless: Doors) -> None:
    assert answers(careless) == {"own": 500, "foreign": 500, "missing": 500}


@pytest.mark.postgres
def test_a_careless_page_is_stopped_by_the_database_alone(careless: Doors) -> None:
    guard.switch_off()
    try:
        assert answers(careless) == {"own": 200, "foreign": 404, "missing": 404}
    finally:
        guard.switch_on()


@pytest.mark.postgres
def test_without_either_wall_a_careless_page_shows_foreign_people(careless: Doors, postgres_url: str) -> None:
    db.session.rollback()
    guard.switch_off()
    set_rows_secured(postgres_url, is_on=False)
    try:
        assert answers(careless) == {"own": 200, "foreign": 200, "missing": 404}
    finally:
        db.session.rollback()
        set_rows_secured(postgres_url, is_on=True)
        guard.switch_on()


RAW = {"exec_driver_sql", "raw_connection", "from_statement"}
ASKING = {"execute", "executemany", "scalar", "scalars"}
MAY_BE_RAW = {
    "matchday/backup/database.py": "copies and puts back whole databases, told to see all",
    "matchday/extensions.py": "settings and beginnings of SQLite, no rows",
    "matchday/models/row_security.py": "the wall itself",
    "matchday/services/privacy/disk.py": "rewrites whole tables after an erasure, reads no row",
}
"""Files that put statements together from words, each with its reason: words pass the guard unseen."""


def raw_statements(tree: ast.Module) -> list[int]:
    """Return the lines where a statement in words names an organiser's table, or what it names cannot be read here."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_raw(tree, node):
            words = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            if not isinstance(words, str) or set(re.findall(r"\w+", words.lower())) & OF_ORGANISERS:
                lines.append(node.lineno)
    return lines


def _is_raw(tree: ast.Module, call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    in_words = bool(call.args) and isinstance(call.args[0], ast.Constant | ast.JoinedStr)
    return name in RAW or (name == "text" and _is_sqlalchemys(tree, call)) or (name in ASKING and in_words)


def _is_sqlalchemys(tree: ast.Module, call: ast.Call) -> bool:
    if isinstance(call.func, ast.Attribute):
        return isinstance(call.func.value, ast.Name) and call.func.value.id in ("sa", "sqlalchemy")
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return any(
        (node.module or "").startswith("sqlalchemy") for node in imports for one in node.names if one.name == "text"
    )


@pytest.mark.parametrize("module", modules("matchday"), ids=lambda module: module.place)
def test_nobody_speaks_sql_in_words(module: Module) -> None:
    assert module.place in MAY_BE_RAW or raw_statements(module.tree) == []


@pytest.mark.parametrize(
    "words",
    [
        'from sqlalchemy import text\nsession.execute(text("SELECT * FROM participant"))',
        'import sqlalchemy as sa\nsession.scalars(sa.text("SELECT * FROM participant"))',
        'connection.exec_driver_sql("DELETE FROM participant")',
        'connection.execute("SELECT * FROM participant")',
        'connection.execute(f"SELECT * FROM {table}")',
    ],
)
def test_sql_in_words_is_found(words: str) -> None:
    assert raw_statements(ast.parse(words))
