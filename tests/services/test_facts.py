"""A plan whose facts are the same is still true: no change of any row may change its problem and not its facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Enum, Table, delete, event, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql import visitors

from matchday.core.confirmation import Reply
from matchday.core.keeping import Keeping
from matchday.core.wishlist import AcceptableAnswer
from matchday.models import Assignment, Avoidance, Bar, Base, Event, KnownWay, Move, Pin
from matchday.services.confirmation import ask_to_confirm, list_confirmations
from matchday.services.solving import hash_problem, read_facts, read_question, write_problem
from matchday.services.ticket import issue_ticket, withdraw_ticket
from tests.conftest import NOW
from tests.factories import a_group, a_participant, a_slot, a_wish, an_employer, an_event
from tests.plans import a_member_of_staff, a_plan

HOME = {"latitude": 51.31, "longitude": 9.48}
UNREAD = {"participant.first_name", "slot.title", "event.place", "pin.reason"}
"""A control: what says nothing to a plan."""


@pytest.fixture
def plan(session: Session) -> Assignment:
    """Return a plan that keeps something, for a day with something of everything, each of it first in its table."""
    day = an_event(session, stage="assigning", max_placements=2)
    near, far = an_employer(session, day, **HOME), an_employer(session, day, latitude=51.4, longitude=9.6)
    slots = [
        a_slot(session, day, employer=near, capacity=4, needs=["helmet"]),
        a_slot(session, day, employer=far, capacity=3),
    ]
    slots.append(a_slot(session, day, employer=far, is_food=True, minimum_age=18))
    says = {"acceptable_answer": AcceptableAnswer.TRADES, "acceptable_trades": ["metal"]}
    people = [a_participant(session, day, **HOME, **says, gear=["helmet"]) for _ in range(4)]
    for person in people:
        a_wish(session, person, slots[0])
    a_wish(session, people[0], slots[1], rank=2)
    a_group(session, day, *people[2:])
    by = {"made_by_id": a_member_of_staff(session, day).id, "made_at": NOW}
    mine = {"organiser_id": day.organiser_id, "event_id": day.id, **by}
    session.add(Pin(**mine, participant_id=people[1].id, slot_id=slots[0].id))
    session.add(Bar(**mine, participant_id=people[1].id, slot_id=slots[2].id))
    ticket = issue_ticket(session, day, people[2], slot=slots[2], now=NOW)
    ask_to_confirm(session, day, [ticket], now=NOW)
    list_confirmations(session, people[2])[ticket.id].answer = Reply.NO
    withdraw_ticket(ticket, now=NOW)
    session.add(Avoidance(**mine, participant_id=people[0].id, employer_id=slots[0].employer_id))
    session.add(KnownWay(**mine, participant_id=people[0].id, slot_id=slots[1].id, minutes=12))
    plan = a_plan(session, day)
    plan.keeping, plan.base_id = Keeping.MOST, plan.id
    tried = {"participant_id": people[3].id, "slot_id": slots[1].id, "left_id": slots[0].id}
    session.add(Move(organiser_id=day.organiser_id, assignment_id=plan.id, **tried))
    session.commit()
    return plan


def ask(session: Session, plan: Assignment) -> tuple[str, str]:
    """Return the fingerprints of the facts and of the problem."""
    session.expire_all()
    day = session.scalars(select(Event).where(Event.organiser_id == plan.organiser_id)).one()
    facts = read_facts(session, day, read_question(session, day, plan))
    return facts.fingerprint, hash_problem(write_problem(facts, seed="0" * 32))


def tables_read(session: Session, plan: Assignment) -> list[Table]:
    """Return every table that a plan's question is read from, as its statements name them."""
    found = set[str]()

    def note(state: ORMExecuteState) -> None:
        for element in visitors.iterate(state.statement):  # type: ignore[arg-type]
            if isinstance(element, Table) and "organiser_id" in element.c:
                found.add(element.name)

    event.listen(Session, "do_orm_execute", note)
    try:
        ask(session, plan)
    finally:
        event.remove(Session, "do_orm_execute", note)
    return [Base.metadata.tables[name] for name in sorted(found)]


def another(column: Column[Any], value: Any) -> Any:
    """Return another value that the column takes."""
    if isinstance(column.type, Enum):
        return next(one for one in column.type.enum_class or () if one is not value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, datetime):
        return value + timedelta(hours=1)
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, time):
        return value.replace(minute=30)
    if isinstance(column.type, JSON):
        return ["kitchen"] if isinstance(value, list) else {"invitation": 1}
    kinds: dict[type, Any] = {str: "UTC", bytes: b"x", date: date(2012, 1, 1), int: 16, float: 50.0}
    return kinds.get(column.type.python_type, NOW)


def changes(session: Session, table: Table, plan: Assignment) -> Iterator[tuple[str, Any]]:
    """Yield a statement for each column of the table's first row, and one that takes the row away."""
    mine = table.c.organiser_id == plan.organiser_id
    row = session.execute(select(table).where(mine).order_by(table.c.id).limit(1)).mappings().one()
    here = (mine, table.c.id == row["id"])
    for column in table.columns:
        if column.primary_key or column.name == "organiser_id":
            continue
        for key in column.foreign_keys:
            other = key.column.table
            different = other.c.id != (row[column.name] or 0)
            values = session.execute(
                select(other.c.id)
                .where(other.c.organiser_id == plan.organiser_id, different)
                .order_by(other.c.id.desc())
            )
            value: Any = values.scalars().first()
            break
        else:
            value = another(column, row[column.name])
        yield f"{table.name}.{column.name}", update(table).where(*here).values({column.name: value})
    if table.name not in ("assignment", "event"):
        yield f"{table.name}.id", delete(table).where(*here)


def test_whatever_changes_a_problem_changes_its_facts(session: Session, plan: Assignment) -> None:
    facts, problem = ask(session, plan)
    told, hidden, seen = set[str](), set[str](), set[str]()
    for table in tables_read(session, plan):
        for name, statement in list(changes(session, table, plan)):
            trial = session.begin_nested()
            try:
                session.execute(statement)
            except IntegrityError:
                trial.rollback()
                continue
            now_facts, now_problem = ask(session, plan)
            trial.rollback()
            seen.add(name)
            told |= {name} if now_facts != facts else set()
            hidden |= {name} if now_problem != problem and now_facts == facts else set()

    assert hidden == set()
    assert len(seen) > 100
    assert told >= MUST_TELL
    assert seen >= UNREAD
    assert not UNREAD & told


MUST_TELL = {
    *(f"participant.{name}" for name in ("born_on", "german_level", "permission_entry", "permission_request")),
    *(f"participant.{name}" for name in ("latitude", "longitude", "travel_means", "travel_min", "group_id")),
    *(f"participant.{name}" for name in ("needs_step_free", "gear", "food_proof", "withdrawn_at", "restricted_at")),
    *(f"participant.{name}" for name in ("acceptable_answer", "acceptable_trades")),
    *(f"slot.{name}" for name in ("state", "capacity", "min_group", "start_at", "end_at", "site_id", "employer_id")),
    *(f"slot.{name}" for name in ("trade", "activity_kind", "german_level", "minimum_age", "is_food", "is_step_free")),
    *(f"slot.{name}" for name in ("needs", "lends_gear")),
    *(
        f"event.{name}"
        for name in ("max_placements", "food_rule", "cover_rule", "youngest_age", "night_age", "night_from")
    ),
    *(f"event.{name}" for name in ("night_until", "time_zone", "seed_commitment", "group_cover")),
    *(
        "employer.hospitation_cover",
        "site.latitude",
        "site.longitude",
        "wish.rank",
        "wish.slot_id",
        "wish.id",
        "known_way.minutes",
        *(f"avoidance.{name}" for name in ("participant_id", "employer_id", "id")),
    ),
    *(f"{table}.{name}" for table in ("pin", "bar", "known_way") for name in ("participant_id", "slot_id", "id")),
    *("confirmation.answer", "confirmation.slot_id", "confirmation.id"),
    *("placement.slot_id", "placement.id", "assignment.aim", "assignment.keeping"),
}
