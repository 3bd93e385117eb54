"""To-dos of one kind stand together: which group comes first, and which is folded."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from matchday.core.todo import TodoKind
from matchday.services.todo import FEW, group_todos, list_todos, note_todo
from tests.conftest import NOW
from tests.factories import a_participant, an_event

HOUR = timedelta(hours=1)


def test_the_group_with_the_most_pressing_comes_first(session: Session) -> None:
    event = an_event(session)
    first, second = a_participant(session, event), a_participant(session, event)
    for person, kind, due_at in (
        (first, TodoKind.NO_ANSWER, NOW + HOUR),
        (first, TodoKind.NOT_REACHED, NOW),
        (second, TodoKind.NOT_REACHED, NOW + 2 * HOUR),
    ):
        note_todo(session, event, kind, participant=person, due_at=due_at, now=NOW)

    groups = group_todos(list_todos(session, event))

    assert [(one.kind, len(one.todos)) for one in groups] == [(TodoKind.NOT_REACHED, 2), (TodoKind.NO_ANSWER, 1)]
    assert groups[0].count_due(NOW) == 1


def test_many_of_a_kind_are_folded_until_one_misses_its_time(session: Session) -> None:
    event = an_event(session)
    for _ in range(FEW + 1):
        person = a_participant(session, event)
        note_todo(session, event, TodoKind.NEW_DEVICE, participant=person, due_at=NOW, now=NOW)
        note_todo(session, event, TodoKind.NO_ANSWER, participant=person, due_at=NOW + HOUR, now=NOW)

    devices, answers = group_todos(list_todos(session, event))

    assert not devices.is_unfolded(NOW + HOUR)
    assert not answers.is_unfolded(NOW)
    assert answers.is_unfolded(NOW + HOUR)
