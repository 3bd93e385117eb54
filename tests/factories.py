"""Builders: plain functions with a default for everything. All people, firms and places are invented."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from matchday.core.access import Keyring
from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.core.message import MessageKind
from matchday.core.participant import Channel, PermissionEntry, PermissionRequest
from matchday.core.slot import ActivityKind, GermanLevel, SlotState, Trade
from matchday.models import (
    Account,
    AccountRole,
    Employer,
    Event,
    Group,
    Message,
    Organiser,
    Participant,
    Site,
    Slot,
    Wish,
)
from matchday.services.event import create_event
from matchday.services.message import message_to_participant, post

KEYRING = Keyring(bytes.fromhex("0123456789abcdef" * 4))
DAY = date(2027, 4, 20)
_numbers = itertools.count(1)


def moment_of() -> datetime:
    """Return the moment it really is: what a request of the test client happens at."""
    return datetime.now(UTC)


def zone_where_it_is(hour: int) -> str:
    """Return a time zone in which it is this hour now: what depends on the hour is tried at any."""
    east = (hour - moment_of().hour + 12) % 24 - 12
    return f"Etc/GMT{-east:+d}" if east else "Etc/GMT"


def at(hour: int, minute: int = 0, *, day: date = DAY) -> datetime:
    """Return a moment of the day, in UTC (two hours before the clock in April)."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def an_organiser(session: Session, **values: Any) -> Organiser:
    number = next(_numbers)
    organiser = Organiser(**{"name": f"Landkreis Birkenried {number}", "phone": "+49 5550 000210", **values})
    session.add(organiser)
    session.flush()
    return organiser


def an_account(session: Session, *roles: Role, organiser: Organiser | None = None, **values: Any) -> Account:
    number = next(_numbers)
    organiser_id = values.pop("organiser_id", None) or (organiser or an_organiser(session)).id
    account = Account(
        **{
            "organiser_id": organiser_id,
            "email": f"konto{number}@birkenried.example",
            "name": f"Frau Hansen {number}",
            "active": True,
            "password": "not a hash",
            "roles": [AccountRole(organiser_id=organiser_id, name=role) for role in roles or (Role.STAFF,)],
            **values,
        }
    )
    session.add(account)
    session.flush()
    return account


def an_event(session: Session, *, by: Account | None = None, stage: Stage = Stage.WISHING, **values: Any) -> Event:
    by = by or an_account(session)
    wanted = {
        "name": f"Refugees’ Day {next(_numbers)}",
        "place": "Birkenried",
        "first_on": DAY,
        "last_on": DAY,
        **values,
    }
    event = create_event(
        session,
        wanted,
        organiser_id=by.organiser_id,
        keyring=KEYRING,
        by=by,
        now=datetime(2027, 1, 4, tzinfo=UTC),
    )
    event.stage = stage
    session.flush()
    return event


def an_employer(session: Session, event: Event, **values: Any) -> Employer:
    number = next(_numbers)
    site = {name: values.pop(name) for name in ("latitude", "longitude", "town", "postcode") if name in values}
    employer = Employer(
        **{
            "organiser_id": event.organiser_id,
            "reference": f"B{number}",
            "name": f"Metallbau Seidel {number}",
            "contact_mail": f"betrieb{number}@birkenried.example",
            **values,
        }
    )
    where = {"street": "Industriestraße 12", "postcode": "00102", "town": "Steinfurth", **site}
    employer.sites = [Site(organiser_id=event.organiser_id, **where)]
    session.add(employer)
    session.flush()
    return employer


def a_slot(session: Session, event: Event, *, employer: Employer | None = None, **values: Any) -> Slot:
    employer, number = employer or an_employer(session, event), next(_numbers)
    slot = Slot(
        **{
            "organiser_id": event.organiser_id,
            "event_id": event.id,
            "employer_id": employer.id,
            "site_id": employer.sites[0].id,
            "reference": f"A{number}",
            "ticket_code": number,
            "trade": Trade.METAL,
            "activity_kind": ActivityKind.HOSPITATION,
            "start_at": at(6),
            "end_at": at(12),
            "capacity": 2,
            "state": SlotState.APPROVED,
            "changed_at": datetime(2027, 2, 1, tzinfo=UTC),
            **values,
        }
    )
    session.add(slot)
    session.flush()
    return slot


def a_participant(session: Session, event: Event, **values: Any) -> Participant:
    number = next(_numbers)
    participant = Participant(
        **{
            "organiser_id": event.organiser_id,
            "event_id": event.id,
            "reference": f"P{number}",
            "first_name": "Amira",
            "last_name": f"Khalil{number}",
            "born_on": date(1995, 5, 17),
            "language": "ar",
            "languages": ["ar"],
            "german_level": GermanLevel.A2,
            "channel": Channel.MAIL,
            "mail": f"person{number}@birkenried.example",
            "permission_entry": PermissionEntry.FREE,
            "permission_request": PermissionRequest.NOT_NEEDED,
            "alias": f"Person {number}",
            **values,
        }
    )
    session.add(participant)
    session.flush()
    return participant


def a_group(session: Session, event: Event, *members: Participant, label: str | None = None) -> Group:
    group = Group(organiser_id=event.organiser_id, event_id=event.id, label=label or f"Gruppe {next(_numbers)}")
    session.add(group)
    session.flush()
    for member in members:
        member.group_id = group.id
    session.flush()
    return group


def a_wish(session: Session, participant: Participant, slot: Slot, *, rank: int = 1) -> Wish:
    wish = Wish(organiser_id=participant.organiser_id, participant_id=participant.id, slot_id=slot.id, rank=rank)
    session.add(wish)
    session.flush()
    return wish


def a_message(session: Session, participant: Participant, kind: MessageKind, *, cause: str, now: datetime) -> Message:
    message = message_to_participant(participant, kind, cause=cause, now=now)
    post(session, message)
    return message
