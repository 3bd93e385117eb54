"""Doors: give a slot its door link, bind the first phone that taps, release it, end it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from matchday.core.access import Keyring, digest_token, token_from
from matchday.core.door import DoorState, door_span, door_state
from matchday.core.event import Action, require_open
from matchday.models import Account, DoorLink, Event, Slot, row_security
from matchday.services.audit import write_audit
from matchday.services.event import read_event
from matchday.services.lock import hold

BY_SECRET = {"across_organisers": "found by the secret of one door link"}
PURPOSE = "door-token"


@dataclass(frozen=True)
class OpenedDoor:
    """What a phone finds at a door. **Shapes** ``link`` and ``event`` are None where the link is unknown."""

    state: DoorState
    link: DoorLink | None = None
    event: Event | None = None


def issue_door_link(session: Session, slot: Slot, *, keyring: Keyring, by: Account | None, now: datetime) -> DoorLink:
    """Give a slot a new door link; the old one ends at once, on every phone and on paper.

    **Errors** RuleError ``stage_shut`` unless a plan is published and the event is not over.
    """
    hold(session, slot)
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    require_open(event.stage, Action.CHECK_IN)
    revoke_door_link(session, slot, by=by, now=now)
    nonce = secrets.token_hex(16)
    link = DoorLink(
        organiser_id=slot.organiser_id,
        event_id=slot.event_id,
        slot=slot,
        nonce=nonce,
        token_digest=digest_token(token_from(nonce, keyring, purpose=PURPOSE)),
        made_at=now,
        made_by_id=by.id if by else None,
    )
    session.add(link)
    _audit(session, "door.issue", link, by=by, now=now)
    return link


def keep_door_link(session: Session, slot: Slot, *, keyring: Keyring, by: Account | None, now: datetime) -> DoorLink:
    """Return the slot's door link, or issue one: what is printed twice stays the same.

    **Errors** RuleError ``stage_shut`` as in :func:`issue_door_link`.
    """
    hold(session, slot)
    return find_door_link(session, slot) or issue_door_link(session, slot, keyring=keyring, by=by, now=now)


def replace_door_link(
    session: Session, slot: Slot, *, seen: str, keyring: Keyring, by: Account, now: datetime
) -> DoorLink:
    """Give a new door link in place of the one whose key the page showed; the same form sent again changes nothing.

    **Shapes** ``seen`` is empty where there was none. **Errors** RuleError ``stage_shut``.
    """
    hold(session, slot)
    link = find_door_link(session, slot)
    if link is not None and link.key != seen:
        return link
    return issue_door_link(session, slot, keyring=keyring, by=by, now=now)


def find_door_link(session: Session, slot: Slot) -> DoorLink | None:
    """Return the slot's door link that was not ended, or None."""
    return session.scalar(
        select(DoorLink).where(
            DoorLink.organiser_id == slot.organiser_id, DoorLink.slot_id == slot.id, DoorLink.revoked_at.is_(None)
        )
    )


def show_door(link: DoorLink, *, keyring: Keyring) -> str:
    """Return the token of a door link, to show or print it again."""
    return token_from(link.nonce, keyring, purpose=PURPOSE)


def open_door(session: Session, token: str, *, device: str | None, now: datetime) -> OpenedDoor:
    """Return what the phone with the secret ``device`` finds behind a door link; nothing is bound by looking."""
    found = DoorLink.token_digest == digest_token(token.strip().rpartition("#")[2].upper())
    return _opened(session, session.scalar(_by_secret().where(found)), device=device, now=now)


def read_door(session: Session, link_id: int, *, device: str | None, now: datetime) -> OpenedDoor:
    """Return how the door stands that a phone took over before."""
    return _opened(session, session.scalar(_by_secret().where(DoorLink.id == link_id)), device=device, now=now)


def take_door(session: Session, token: str, *, device: str, now: datetime) -> OpenedDoor:
    """Bind the first phone that taps to the door. A second one, also at the same moment, finds the door taken."""
    door = open_door(session, token, device=device, now=now)
    if door.link is None or door.state is not DoorState.FREE:
        return door
    bound = session.scalar(
        update(DoorLink)
        .where(
            DoorLink.organiser_id == door.link.organiser_id,
            DoorLink.id == door.link.id,
            DoorLink.device_digest.is_(None),
            DoorLink.revoked_at.is_(None),
        )
        .values(device_digest=digest_token(device), bound_at=now)
        .returning(DoorLink.id)
    )
    session.refresh(door.link)
    if bound is not None:
        _audit(session, "door.take", door.link, by=None, now=now)
    return _opened(session, door.link, device=device, now=now)


def release_door(session: Session, link: DoorLink, *, by: Account | None, now: datetime) -> None:
    """Let another phone take the door over; the one that had it is shut out at once. ``by`` None: it did so itself."""
    if link.device_digest is not None:
        link.device_digest = link.bound_at = None
        _audit(session, "door.release", link, by=by, now=now)


def revoke_door_link(session: Session, slot: Slot, *, by: Account | None, now: datetime) -> None:
    """End the slot's door link, if it has one."""
    if link := find_door_link(session, slot):
        link.revoked_at = now
        _audit(session, "door.revoke", link, by=by, now=now)


def new_device() -> str:
    """Return a secret by which a phone is known again: it stays in its signed session."""
    return secrets.token_hex(16)


def _opened(session: Session, link: DoorLink | None, *, device: str | None, now: datetime) -> OpenedDoor:
    if link is None:
        return OpenedDoor(DoorState.UNKNOWN)
    row_security.see_organiser(link.organiser_id)
    event = read_event(session, link.organiser_id, event_id=link.event_id)
    state = door_state(
        door_span(link.slot.start_at, link.slot.end_at, zone=ZoneInfo(event.time_zone)),
        event.stage,
        bound_to=link.device_digest,
        device=digest_token(device) if device else None,
        is_revoked=link.revoked_at is not None,
        now=now,
    )
    return OpenedDoor(state, link, event)


def _by_secret() -> Select[DoorLink]:
    return select(DoorLink).execution_options(**BY_SECRET)


def _audit(session: Session, action: str, link: DoorLink, *, by: Account | None, now: datetime) -> None:
    write_audit(
        session,
        action,
        organiser_id=link.organiser_id,
        event_id=link.event_id,
        by=by,
        now=now,
        slot=link.slot_id,
    )
