"""Doors on both databases: one link a slot, one phone a door."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchday.core.door import DoorState
from matchday.core.errors import RuleError
from matchday.core.event import Stage
from matchday.models import DoorLink, Slot
from matchday.services.audit import list_audit
from matchday.services.door import (
    find_door_link,
    issue_door_link,
    keep_door_link,
    open_door,
    read_door,
    release_door,
    revoke_door_link,
    show_door,
    take_door,
)
from tests.factories import KEYRING, a_slot, an_event, at

MORNING = at(5, 40)


def a_door(session: Session, **values: object) -> tuple[Slot, DoorLink, str]:
    """Return a slot of a published day, its door link and the link's token."""
    slot = a_slot(session, an_event(session, stage=Stage.PUBLISHED), **values)
    link = issue_door_link(session, slot, keyring=KEYRING, by=None, now=MORNING)
    return slot, link, show_door(link, keyring=KEYRING)


def test_the_first_phone_that_taps_looks_after_the_door(session: Session) -> None:
    _, link, token = a_door(session)

    door = take_door(session, token, device="first", now=MORNING)

    assert (door.state, link.bound_at) == (DoorState.MINE, MORNING)
    assert read_door(session, link.id, device="first", now=MORNING).state is DoorState.MINE


def test_a_second_phone_finds_the_door_taken(session: Session) -> None:
    _, link, token = a_door(session)
    take_door(session, token, device="first", now=MORNING)

    door = take_door(session, token, device="second", now=MORNING)

    assert door.state is DoorState.TAKEN
    assert read_door(session, link.id, device="second", now=MORNING).state is DoorState.TAKEN


def test_looking_binds_nobody(session: Session) -> None:
    _, link, token = a_door(session)

    door = open_door(session, token, device="a previewer", now=MORNING)

    assert (door.state, link.device_digest) == (DoorState.FREE, None)


def test_a_released_door_waits_for_the_next_phone(session: Session) -> None:
    _, link, token = a_door(session)
    take_door(session, token, device="first", now=MORNING)

    release_door(session, link, by=None, now=MORNING)

    assert read_door(session, link.id, device="first", now=MORNING).state is DoorState.FREE
    assert take_door(session, token, device="second", now=MORNING).state is DoorState.MINE


def test_one_phone_may_look_after_two_doors(session: Session) -> None:
    tokens = [a_door(session)[2], a_door(session)[2]]

    states = [take_door(session, token, device="one", now=MORNING).state for token in tokens]

    assert states == [DoorState.MINE, DoorState.MINE]


def test_a_new_link_ends_the_old_one_for_its_phone_too(session: Session) -> None:
    slot, old, token = a_door(session)
    take_door(session, token, device="first", now=MORNING)

    new = issue_door_link(session, slot, keyring=KEYRING, by=None, now=MORNING)

    assert read_door(session, old.id, device="first", now=MORNING).state is DoorState.REVOKED
    assert find_door_link(session, slot) == new


def test_what_is_printed_twice_stays_the_same(session: Session) -> None:
    slot, link, token = a_door(session)

    again = keep_door_link(session, slot, keyring=KEYRING, by=None, now=MORNING)

    assert (again, show_door(again, keyring=KEYRING)) == (link, token)


def test_two_open_links_of_one_slot_are_refused_by_the_database(session: Session) -> None:
    slot, link, _ = a_door(session)
    second = DoorLink(
        organiser_id=slot.organiser_id, event_id=slot.event_id, slot_id=slot.id, nonce="n", token_digest="d",
        made_at=MORNING,
    )  # fmt: skip

    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(second)

    assert find_door_link(session, slot) == link


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (datetime(2027, 4, 19, 17, 59, tzinfo=ZoneInfo("Europe/Berlin")), DoorState.EARLY),
        (datetime(2027, 4, 19, 18, 0, tzinfo=ZoneInfo("Europe/Berlin")), DoorState.FREE),
        (datetime(2027, 4, 21, 23, 59, tzinfo=ZoneInfo("Europe/Berlin")), DoorState.FREE),
        (datetime(2027, 4, 22, 0, 0, tzinfo=ZoneInfo("Europe/Berlin")), DoorState.OVER),
    ],
)
def test_the_door_is_open_from_the_evening_before_to_the_day_after(
    session: Session, moment: datetime, state: DoorState
) -> None:
    _, _, token = a_door(session)

    assert open_door(session, token, device=None, now=moment).state is state


def test_before_a_plan_is_published_there_is_no_door(session: Session) -> None:
    slot = a_slot(session, an_event(session, stage=Stage.ASSIGNING))

    with pytest.raises(RuleError, match="stage_shut"):
        issue_door_link(session, slot, keyring=KEYRING, by=None, now=MORNING)


def test_nobody_learns_anything_from_a_wrong_token(session: Session) -> None:
    a_door(session)

    door = open_door(session, "A" * 26, device=None, now=MORNING)

    assert (door.state, door.link, door.event) == (DoorState.UNKNOWN, None, None)


def test_every_deed_at_a_door_is_written_down(session: Session) -> None:
    slot, link, token = a_door(session)
    take_door(session, token, device="first", now=MORNING)
    release_door(session, link, by=None, now=MORNING + timedelta(minutes=1))
    revoke_door_link(session, slot, by=None, now=MORNING + timedelta(minutes=2))

    written = [entry.action for entry in list_audit(session, organiser_id=slot.organiser_id).entries]

    assert written[:4] == ["door.revoke", "door.release", "door.take", "door.issue"]
