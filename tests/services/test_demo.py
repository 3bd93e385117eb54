from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.consent import Recipient
from matchday.core.errors import RuleError
from matchday.core.event import Stage
from matchday.core.participant import Channel, PermissionRequest
from matchday.core.slot import ActivityKind, SlotState, Trade
from matchday.core.travel import distance_km
from matchday.core.wishlist import AcceptableAnswer
from matchday.models import (
    AccessLink,
    Account,
    AuditEntry,
    Consent,
    Employer,
    Event,
    Group,
    Organiser,
    Participant,
    Site,
    Slot,
    Wish,
)
from matchday.services.access import open_access
from matchday.services.account import spend_sign_in_link
from matchday.services.audit import verify_audit
from matchday.services.demo.fill import fill_day, fill_sized, is_empty
from matchday.services.demo.landkreis import TOWNS
from matchday.services.demo.links import make_links
from matchday.services.demo.moments import Moments
from matchday.services.solving import read_problem, solve_problem
from matchday.web.say_audit import ACTIONS
from tests.factories import KEYRING

TABLES = (Organiser, Event, Account, Employer, Site, Slot, Participant, Group, Wish, Consent, AccessLink)
SECRET = {"seed_commitment", "sealed_seed", "nonce", "token_digest", "code_digest"}
EVENT_SECRET = {("event", "ticket_code")}


def all_of(session: Session, table: Any, *where: Any) -> list[Any]:
    organiser_id = session.scalars(select(Organiser.id)).one()
    return list(session.scalars(select(table).where(table.organiser_id == organiser_id, *where).order_by(table.id)))


def written(session: Session) -> dict[str, list[list[object]]]:
    """Return everything but inner numbers, which a rollback uses up on PostgreSQL, and secrets."""
    rows = {}
    for table in TABLES:
        columns = [
            column
            for column in table.__table__.c
            if not column.name.endswith("id") and column.name not in SECRET
            and (table.__tablename__, column.name) not in EVENT_SECRET
        ]  # fmt: skip
        found = session.execute(select(*columns).order_by(table.id).execution_options(across_organisers=True)).all()
        rows[table.__tablename__] = [list(row) for row in found]
    return rows


def wished(session: Session) -> list[tuple[str, str, int]]:
    people = {person.id: person.key for person in all_of(session, Participant)}
    slots = {slot.id: slot.key for slot in all_of(session, Slot)}
    return [(people[wish.participant_id], slots[wish.slot_id], wish.rank) for wish in all_of(session, Wish)]


@pytest.fixture
def day(session: Session, now: datetime) -> Event:
    fill_day(session, keyring=KEYRING, now=now)
    return session.scalars(select(Event).execution_options(across_organisers="the only one")).one()


def test_the_day_has_40_people_25_employers_and_34_slots(session: Session, day: Event) -> None:
    slots = all_of(session, Slot)

    assert (len(all_of(session, Participant)), len(all_of(session, Employer)), len(slots)) == (40, 25, 34)
    assert Counter(slot.state for slot in slots) == {
        SlotState.APPROVED: 31,
        SlotState.WAITING: 2,
        SlotState.DRAFT: 1,
    }
    assert [bool(slot.return_reason) for slot in slots].count(True) == 1
    assert day.stage is Stage.WISHING


def test_the_slots_of_the_day_are_of_many_kinds(session: Session, day: Event) -> None:
    slots = all_of(session, Slot)
    (night,) = [slot for slot in slots if slot.end_at.date() > slot.start_at.date()]

    assert (night.trade, night.end_at - night.start_at) == (Trade.BAKERY, timedelta(hours=6))
    assert [slot.is_food for slot in slots].count(True) == 2
    assert {slot.min_group for slot in slots} >= {1, 2, 3}
    assert {slot.activity_kind for slot in slots} == set(ActivityKind)
    assert all(slot.title and slot.duties and slot.meeting_point and slot.foreman_phone for slot in slots)


def test_the_people_of_the_day_are_of_many_kinds(session: Session, day: Event) -> None:
    people = all_of(session, Participant)

    assert [person.is_protected for person in people].count(True) == 1
    assert {person.channel for person in people} == set(Channel)
    assert {person.permission_request for person in people} == set(PermissionRequest)
    assert {person.acceptable_answer for person in people} == set(AcceptableAnswer)
    assert {person.language for person in people} == {"de", "ar", "en", "uk", "ti", "fa_AF", "so", "ku", "tr", "fr"}
    assert sorted(Counter(person.group_id for person in people if person.group_id).values()) == [2, 3]
    assert sum(not person.mail for person in people) > 20


def test_most_people_consent_and_some_refuse(session: Session, day: Event) -> None:
    answers = Counter((consent.recipient, consent.is_given) for consent in all_of(session, Consent))

    assert answers == {
        (Recipient.EMPLOYER, True): 34,
        (Recipient.EMPLOYER, False): 5,
        (Recipient.EMPLOYER_PROFILE, True): 8,
        (Recipient.HEALTH, True): 9,
        (Recipient.HEALTH, False): 1,
    }


@pytest.mark.parametrize("trade", [Trade.CARE, Trade.SCHOOL])
def test_more_people_wish_for_care_and_school_than_there_are_places(session: Session, day: Event, trade: Trade) -> None:
    slots = all_of(session, Slot, Slot.trade == trade, Slot.state == SlotState.APPROVED)
    firsts = all_of(session, Wish, Wish.rank == 1, Wish.slot_id.in_([slot.id for slot in slots]))

    assert len(firsts) > sum(slot.capacity for slot in slots)


def test_the_plan_of_the_day_is_worth_looking_at(session: Session, day: Event) -> None:
    solution = solve_problem(read_problem(session, day, keyring=KEYRING))
    ranks = {(str(wish.participant_id), str(wish.slot_id)): wish.rank for wish in all_of(session, Wish)}
    names = {str(person.id): person.first_name for person in all_of(session, Participant)}

    assert len(solution["placements"]) == 37
    assert set(Counter(ranks[person, slot] for person, slot in solution["placements"])) == {1, 2, 3}
    assert {"Abdi", "Mahmoud"} < {names[person] for person in solution["unplaced"]}
    assert solution["closed_slots"]


def test_the_day_is_always_some_weeks_ahead_on_a_tuesday() -> None:
    starts = [datetime(2027, 1, 1, 23, 30, tzinfo=UTC) + timedelta(days=days) for days in range(0, 800, 3)]

    for moments in map(Moments, starts):
        ahead = moments.day - moments.today
        assert moments.day.weekday() == 1
        assert timedelta(days=30) <= ahead <= timedelta(days=57)
        assert moments.now < moments.wishing_until
        assert not (12, 20) <= (moments.day.month, moments.day.day) <= (12, 31)


def test_the_towns_lie_at_most_35_kilometres_apart() -> None:
    positions = [town.position for town in TOWNS.values()]

    assert max(distance_km(one, other) for one in positions for other in positions) <= 35.5


def test_what_was_filled_in_is_in_the_audit(session: Session, day: Event) -> None:
    entries = all_of(session, AuditEntry)

    assert verify_audit(session, organiser_id=day.organiser_id) is None
    assert entries[-1].action == "demo.fill"
    assert [entry.written_at for entry in entries] == sorted(entry.written_at for entry in entries)
    assert {entry.action for entry in entries} <= set(ACTIONS)


def test_a_filled_database_stays_as_it_is(session: Session, day: Event, now: datetime) -> None:
    with pytest.raises(RuleError, match="demo_filled"):
        fill_day(session, keyring=KEYRING, now=now)

    assert not is_empty(session)


def test_the_same_seed_gives_the_same_rows(session: Session, now: datetime) -> None:
    fills = []
    for seed in (7, 7, 8):
        fill_sized(session, participants=120, employers=20, seed=seed, keyring=KEYRING, now=now)
        session.flush()
        fills.append((written(session), wished(session)))
        session.rollback()

    assert fills[0] == fills[1]
    assert fills[0][0]["participant"] != fills[2][0]["participant"]


def test_a_sized_day_has_the_shape_of_a_real_one(session: Session, now: datetime) -> None:
    filled = fill_sized(session, participants=400, employers=60, seed=3, keyring=KEYRING, now=now)
    slots = all_of(session, Slot)
    wishes = Counter(wish.slot_id for wish in all_of(session, Wish)).most_common()

    assert (filled.participants, filled.employers) == (400, 60)
    assert 400 <= sum(slot.capacity for slot in slots) <= 520
    assert 0.02 < sum(slot.min_group > 1 for slot in slots) / len(slots) < 0.25
    assert sum(count for _, count in wishes[:10]) > filled.wishes / 4
    assert {person.password for person in all_of(session, Account)} == {None}


@pytest.mark.parametrize(("participants", "employers"), [(1, 1), (1, 12), (30, 1)])
def test_the_smallest_days_are_filled_too(session: Session, now: datetime, participants: int, employers: int) -> None:
    filled = fill_sized(session, participants=participants, employers=employers, seed=1, keyring=KEYRING, now=now)

    assert (filled.participants, filled.employers) == (participants, employers)


def test_one_link_for_each_role_lets_somebody_in(session: Session, day: Event, now: datetime) -> None:
    links = {link.role: link for link in make_links(session, keyring=KEYRING, now=now)}

    for role in ("staff", "employer", "coach"):
        account = spend_sign_in_link(session, links[role].path.removeprefix("/link#"), now=now)
        assert role in account.role_names
    access = open_access(session, links["participant"].path.removeprefix("/access#"), keyring=KEYRING, now=now)
    assert (access.participant.language, access.participant.first_name) == ("ar", "Amira")


def test_links_end_after_twelve_hours_and_when_new_ones_are_made(session: Session, day: Event, now: datetime) -> None:
    old, new = (make_links(session, keyring=KEYRING, now=now) for _ in range(2))

    for link, moment in ((old[0], now), (new[0], now + timedelta(hours=12))):
        with pytest.raises(RuleError, match="link_gone"):
            spend_sign_in_link(session, link.path.removeprefix("/link#"), now=moment)
    with pytest.raises(RuleError, match="access_unknown"):
        open_access(session, new[3].path.removeprefix("/access#"), keyring=KEYRING, now=now + timedelta(hours=12))


def test_nobody_is_let_in_before_the_demo_is_filled(session: Session, now: datetime) -> None:
    assert make_links(session, keyring=KEYRING, now=now) == []
