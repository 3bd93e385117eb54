"""Events and their stages."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Stage
from matchday.core.privacy import RequestKind
from matchday.documents.seal import unseal
from matchday.models import SigningKey
from matchday.services import privacy
from matchday.services.event import change_event, create_event, list_events, read_event, step_event
from matchday.services.overview import Waiting, read_overview
from tests.factories import DAY, KEYRING, a_participant, a_slot, a_wish, an_account, an_event

VALUES = {"name": "Refugees’ Day 2027", "place": "Birkenried", "first_on": DAY, "last_on": DAY}


def test_a_new_event_commits_to_its_seed_and_has_a_signing_key(session: Session, now: datetime) -> None:
    by = an_account(session)

    event = create_event(session, VALUES, organiser_id=by.organiser_id, keyring=KEYRING, by=by, now=now)

    seed = unseal(event.sealed_seed, KEYRING.key("seed"))
    assert hashlib.sha256(seed).hexdigest() == event.seed_commitment
    keys = session.scalars(select(SigningKey).where(SigningKey.organiser_id == by.organiser_id)).all()
    assert [(key.number, len(key.public_key)) for key in keys] == [(1, 32)]


def test_a_name_is_given_once(session: Session, now: datetime) -> None:
    by = an_account(session)
    an_event(session, by=by, name="Refugees’ Day 2027")

    with pytest.raises(RuleError, match="event_exists"):
        create_event(session, VALUES, organiser_id=by.organiser_id, keyring=KEYRING, by=by, now=now)


@pytest.mark.parametrize(("zone", "is_over"), [("Europe/Berlin", True), ("UTC", False)])
def test_a_day_that_is_over_where_the_event_is_cannot_be_planned_any_more(
    session: Session, zone: str, *, is_over: bool
) -> None:
    by, values = an_account(session), {**VALUES, "time_zone": zone}
    late = datetime.combine(DAY, time(23, 30), UTC)

    with pytest.raises(RuleError, match="event_is_over") if is_over else nullcontext():
        create_event(session, values, organiser_id=by.organiser_id, keyring=KEYRING, by=by, now=late)


def test_an_event_ends_on_or_after_its_first_day(session: Session, now: datetime) -> None:
    by = an_account(session)
    event = an_event(session, by=by)

    with pytest.raises(RuleError, match="event_ends_before_start"):
        change_event(session, event, {**VALUES, "last_on": date(2027, 4, 19)}, by=by, now=now)


def test_an_event_of_another_organiser_is_not_there(session: Session) -> None:
    event = an_event(session)
    other = an_account(session)

    with pytest.raises(NotFound):
        read_event(session, other.organiser_id, key=event.key)
    assert list_events(session, other.organiser_id) == []


def test_staff_step_through_the_stages(session: Session, now: datetime) -> None:
    by = an_account(session)
    event = an_event(session, by=by, stage=Stage.DRAFT)

    step_event(session, event, Stage.REGISTRATION, by=by, now=now)

    assert event.stage == Stage.REGISTRATION


def test_the_overview_counts_and_says_what_waits(session: Session) -> None:
    event = an_event(session)
    slot = a_slot(session, event, capacity=1)
    for _ in range(2):
        a_wish(session, a_participant(session, event), slot)

    overview = read_overview(session, event)

    assert (overview.people, overview.invited, overview.places, overview.employers) == (2, 0, 1, 1)
    assert (Waiting.UNINVITED, 2) in overview.waiting
    assert [(demand.first_wishes, demand.places) for demand in overview.short_trades] == [(2, 1)]


def test_on_the_day_only_what_can_still_be_done_waits(session: Session, now: datetime) -> None:
    event = an_event(session, stage=Stage.RUNNING)
    slot = a_slot(session, event, capacity=1)
    people = [a_participant(session, event) for _ in range(2)]
    for person in people:
        a_wish(session, person, slot)
    session.flush()
    privacy.ask(session, people[0], RequestKind.RESTRICTION, by=people[0], now=now)

    overview = read_overview(session, event)

    assert [waiting for waiting, _ in overview.waiting] == [Waiting.REQUESTS_OPEN]
    assert overview.short_trades == ()
