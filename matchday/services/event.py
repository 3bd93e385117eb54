"""Events: read, list, create, change, step through the stages."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.access import Keyring
from matchday.core.aim import Aim
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import TIME_ZONE, Stage, require_step
from matchday.core.message import MessageKind
from matchday.core.slot import SlotState
from matchday.documents.seal import seal, unseal
from matchday.documents.token import new_signing_key
from matchday.models import Account, Event, SigningKey, Slot
from matchday.services.audit import changes, write_audit
from matchday.services.needless import drop_needless
from matchday.services.todo import close_tellings

FIELDS = (
    "name", "place", "first_on", "last_on", "time_zone", "registration_until", "wishing_until", "confirmation_until",
    "contact_name", "contact_phone", "max_wishes", "max_placements", "aim", "group_cover", "cover_rule",
    "food_rule", "youngest_age", "night_age", "night_from", "night_until", "door_opens_min",
)  # fmt: skip
"""What staff can set."""


def read_event(session: Session, organiser_id: int, *, key: str | None = None, event_id: int | None = None) -> Event:
    """Return an event of the organiser by key or inner number. **Errors** NotFound."""
    asked = Event.key == key if key is not None else Event.id == event_id
    event = session.scalar(select(Event).where(Event.organiser_id == organiser_id, asked))
    if event is None:
        raise NotFound
    return event


def list_events(session: Session, organiser_id: int) -> list[Event]:
    """Return the organiser's events, the newest day first."""
    return list(
        session.scalars(select(Event).where(Event.organiser_id == organiser_id).order_by(Event.first_on.desc()))
    )


def create_event(
    session: Session,
    values: Mapping[str, Any],
    *,
    organiser_id: int,
    keyring: Keyring,
    by: Account,
    now: datetime,
) -> Event:
    """Add an event with its signing key and its seed, whose hash is shown before wishing opens.

    **Shapes** ``values`` has keys of ``FIELDS`` only.
    **Errors** RuleError ``event_exists``, ``event_ends_before_start``, ``event_is_over``, ``event_deadlines``.
    """
    _check(session, values, organiser_id=organiser_id)
    if values["last_on"] < now.astimezone(ZoneInfo(values.get("time_zone", TIME_ZONE))).date():
        raise RuleError("event_is_over")
    seed = secrets.token_hex(16)
    event = Event(
        organiser_id=organiser_id,
        ticket_code=secrets.randbits(31),
        seed_commitment=hashlib.sha256(seed.encode()).hexdigest(),
        sealed_seed=seal(seed.encode(), keyring.key("seed")),
        **values,
    )
    session.add(event)
    session.flush()
    add_signing_key(session, event, keyring=keyring, now=now)
    write_audit(
        session, "event.create", organiser_id=organiser_id, event_id=event.id, by=by, now=now,
        name=event.name, seed_commitment=event.seed_commitment,
    )  # fmt: skip
    return event


def open_seed(event: Event, *, keyring: Keyring) -> str:
    """Return the seed of the lots, for the solver alone; people read it by `reveal_seed`."""
    return unseal(event.sealed_seed, keyring.key("seed")).decode()


def reveal_seed(event: Event, *, keyring: Keyring) -> str | None:
    """Return the seed of the lots once a plan was published, or None: before that nobody may know it."""
    return open_seed(event, keyring=keyring) if event.publication_count else None


def add_signing_key(session: Session, event: Event, *, keyring: Keyring, now: datetime) -> SigningKey:
    """Give the event a new key pair; tickets signed with an older one still verify."""
    pair = new_signing_key()
    last = session.scalar(
        select(SigningKey.number)
        .where(SigningKey.organiser_id == event.organiser_id, SigningKey.event_id == event.id)
        .order_by(SigningKey.number.desc())
        .limit(1)
    )
    signing_key = SigningKey(
        organiser_id=event.organiser_id,
        event_id=event.id,
        number=(last or 0) + 1,
        public_key=pair.public,
        sealed_private_key=seal(pair.private, keyring.key("signing-key")),
        made_at=now,
    )
    session.add(signing_key)
    return signing_key


def change_event(session: Session, event: Event, values: Mapping[str, Any], *, by: Account, now: datetime) -> None:
    """Change an event's settings.

    **Errors** RuleError ``event_exists``, ``event_ends_before_start``, ``event_deadlines``, ``event_leaves_slots``
    (``count``): slots that would no longer lie on a day of the event.
    """
    _check(session, values, organiser_id=event.organiser_id, but=event)
    _require_slots_inside(session, event, values)
    _set(session, event, values, by=by, now=now)


def choose_aim(session: Session, event: Event, aim: Aim, *, by: Account, now: datetime) -> None:
    """Change what counts first in a plan; to choose the one there is changes nothing."""
    _set(session, event, {"aim": aim}, by=by, now=now)


def _set(session: Session, event: Event, values: Mapping[str, Any], *, by: Account, now: datetime) -> None:
    """Set what differs and write down what it was; where nothing does, nothing is written."""
    changed = changes({name: getattr(event, name) for name in values}, values)
    if not changed:
        return
    for name, value in values.items():
        setattr(event, name, value)
    write_audit(
        session,
        "event.change",
        organiser_id=event.organiser_id,
        event_id=event.id,
        by=by,
        now=now,
        changed=changed,
    )


def step_event(session: Session, event: Event, stage: Stage, *, by: Account, now: datetime) -> None:
    """Take the event to another stage. **Errors** RuleError ``stage_step``."""
    require_step(event.stage, stage)
    old, event.stage = event.stage, stage
    if stage is Stage.CLOSED:
        close_tellings(session, event, frozenset(MessageKind), now=now)
    elif old is Stage.WISHING:
        close_tellings(session, event, {MessageKind.WISHING}, now=now)
    drop_needless(session, event)
    write_audit(
        session,
        "event.step",
        organiser_id=event.organiser_id,
        event_id=event.id,
        by=by,
        now=now,
        old=old,
        new=stage,
    )


def local_day(event: Event, moment: datetime) -> date:
    """Return which day it is at a moment where the event is."""
    return moment.astimezone(ZoneInfo(event.time_zone)).date()


def _check(session: Session, values: Mapping[str, Any], *, organiser_id: int, but: Event | None = None) -> None:
    if values["last_on"] < values["first_on"]:
        raise RuleError("event_ends_before_start")
    deadlines = [day for day in (values.get("registration_until"), values.get("wishing_until")) if day]
    days = [*(day.date() if isinstance(day, datetime) else day for day in deadlines), values["first_on"]]
    if days != sorted(days):
        raise RuleError("event_deadlines")
    same = session.scalar(select(Event).where(Event.organiser_id == organiser_id, Event.name == values["name"]))
    if same is not None and same is not but:
        raise RuleError("event_exists")


def _require_slots_inside(session: Session, event: Event, values: Mapping[str, Any]) -> None:
    starts = session.scalars(
        select(Slot.start_at).where(
            Slot.organiser_id == event.organiser_id, Slot.event_id == event.id, Slot.state != SlotState.WITHDRAWN
        )
    )
    zone = ZoneInfo(values.get("time_zone", event.time_zone))
    outside = [at for at in starts if not values["first_on"] <= at.astimezone(zone).date() <= values["last_on"]]
    if outside:
        raise RuleError("event_leaves_slots", count=len(outside))
