"""Groups: made, renamed, joined, left, dissolved."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from matchday.core.errors import NotFound, RuleError
from matchday.services.group import (
    dissolve_group,
    list_alone,
    list_groups,
    make_group,
    put_into_group,
    read_group,
    rename_group,
    take_out_of_group,
)
from tests.factories import a_group, a_participant, an_account, an_event


def test_a_group_has_a_label_of_its_own(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff)
    group = make_group(session, event, "Deutschkurs", by=staff, now=now)
    other = make_group(session, event, "Familie", by=staff, now=now)

    with pytest.raises(RuleError, match="group_exists"):
        make_group(session, event, "Deutschkurs", by=staff, now=now)
    with pytest.raises(RuleError, match="group_exists"):
        rename_group(session, other, "Deutschkurs", by=staff, now=now)
    rename_group(session, group, "Deutschkurs am Mittwoch", by=staff, now=now)

    assert [one.label for one, _ in list_groups(session, event)] == ["Deutschkurs am Mittwoch", "Familie"]


def test_people_join_and_leave(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff)
    group, person = a_group(session, event), a_participant(session, event)

    put_into_group(session, group, person, by=staff, now=now)
    assert list_groups(session, event) == [(group, [person])]
    assert list_alone(session, event) == []

    take_out_of_group(session, group, person, by=staff, now=now)
    assert list_groups(session, event) == [(group, [])]
    assert list_alone(session, event) == [person]


def test_nobody_is_in_two_groups(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff)
    person = a_participant(session, event)
    a_group(session, event, person)

    with pytest.raises(RuleError, match="group_taken"):
        put_into_group(session, a_group(session, event), person, by=staff, now=now)


def test_a_person_of_another_event_or_withdrawn_does_not_join(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff)
    group = a_group(session, event)

    with pytest.raises(NotFound):
        put_into_group(session, group, a_participant(session, an_event(session, by=staff)), by=staff, now=now)
    with pytest.raises(RuleError, match="participant_withdrawn"):
        put_into_group(session, group, a_participant(session, event, withdrawn_at=now), by=staff, now=now)


def test_only_a_member_can_be_taken_out(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff)

    with pytest.raises(NotFound):
        take_out_of_group(session, a_group(session, event), a_participant(session, event), by=staff, now=now)


def test_a_dissolved_group_leaves_its_members(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff)
    person = a_participant(session, event)
    group = a_group(session, event, person)

    dissolve_group(session, group, by=staff, now=now)

    assert list_groups(session, event) == []
    assert person.group_id is None


def test_a_foreign_group_is_not_there(session: Session) -> None:
    foreign = a_group(session, an_event(session))

    with pytest.raises(NotFound):
        read_group(session, an_event(session), key=foreign.key)
