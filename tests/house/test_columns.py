"""Every column says how sensitive it is, every row whose it is: laws 6 and 8."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from matchday.core.privacy import DataClass
from matchday.models import Base, Heartbeat, Mailbox, Organiser, Participant, Slot, Wish, guard
from matchday.models.guard import UnscopedQuery
from tests.factories import a_participant, an_event

TABLES = list(Base.metadata.tables.values())
OF_NOBODY = {Organiser.__tablename__, Heartbeat.__tablename__, Mailbox.__tablename__}
"""The organiser itself; the sign of life of a worker, which works for all, and how far it has read what came back."""


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_data_class(table: object) -> None:
    without = [column.name for column in table.columns if not isinstance(column.info.get("data_class"), DataClass)]  # type: ignore[attr-defined]

    assert without == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_belongs_to_an_organiser(table: object) -> None:
    assert table.name in OF_NOBODY or "organiser_id" in table.columns  # type: ignore[attr-defined]


UNSCOPED = {
    "a plain query": select(Participant),
    "one value": select(Participant.first_name).where(Participant.id == 1),
    "a count": select(func.count()).select_from(Participant),
    "a join where one side is named": select(Wish).join(Slot, Slot.id == Wish.slot_id).where(Slot.organiser_id == 1),
    "an alias": select(aliased(Participant)),
    "a subquery": select(Slot).where(
        Slot.organiser_id == 1, Slot.id.in_(select(Wish.slot_id).where(Wish.participant_id == 1))
    ),
    "a change": update(Participant).values(town="Birkenried"),
    "named, but not compared": select(Participant.organiser_id),
}


@pytest.mark.parametrize("statement", UNSCOPED.values(), ids=UNSCOPED.keys())
def test_a_query_that_does_not_name_the_organiser_is_refused(session: Session, statement: object) -> None:
    with pytest.raises(UnscopedQuery):
        session.execute(statement)  # type: ignore[call-overload]


def test_getting_a_row_by_its_number_alone_is_refused(session: Session) -> None:
    with pytest.raises(UnscopedQuery):
        session.get(Participant, 1)


def test_a_query_that_names_the_organiser_passes(session: Session) -> None:
    found = session.scalars(
        select(Wish).join(Slot, Slot.id == Wish.slot_id).where(Slot.organiser_id == 1, Wish.organiser_id == 1)
    )

    assert found.all() == []


def test_a_row_in_hand_refreshes_and_follows_its_relations(session: Session) -> None:
    participant = a_participant(session, an_event(session))
    session.commit()

    assert (participant.born_on, participant.coach) == (date(1995, 5, 17), None)


def test_without_the_guard_the_query_would_pass(session: Session) -> None:
    guard.switch_off()
    try:
        found = session.scalars(select(Participant)).all()
    finally:
        guard.switch_on()

    assert found == []
