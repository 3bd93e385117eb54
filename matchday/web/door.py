"""Doors for everybody's pages: which door this phone looks after, and the sheet that hands a door over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from flask import g, session
from markupsafe import Markup

from matchday.core.door import DoorSpan, DoorState, door_address, door_span
from matchday.core.event import Action, is_open
from matchday.documents.qr import qr_svg
from matchday.extensions import config, db, keyring
from matchday.models import DoorLink, Event, Slot
from matchday.services.door import (
    OpenedDoor,
    find_door_link,
    new_device,
    read_door,
    release_door,
    replace_door_link,
    show_door,
)


@dataclass(frozen=True)
class DoorSheet:
    """What an employer or staff show or print for one door. ``link`` None: there is none yet."""

    span: DoorSpan
    link: DoorLink | None = None
    address: str = field(default="", repr=False)
    qr: Markup = field(default=Markup(), repr=False)


def read_sheet(slot: Slot, event: Event) -> DoorSheet | None:
    """Return the slot's door sheet, or None where no door is open at this stage."""
    if not is_open(event.stage, Action.CHECK_IN):
        return None
    span = door_span(slot.start_at, slot.end_at, zone=ZoneInfo(event.time_zone))
    link = find_door_link(db.session(), slot)
    if link is None:
        return DoorSheet(span)
    address = door_address(config().public_url, show_door(link, keyring=keyring()))
    return DoorSheet(span, link, address, Markup(qr_svg(address)))  # noqa: S704  (our own drawing of letters we made)


def hand_over(slot: Slot, *, seen: str) -> None:
    """Give a slot's door a new code in place of the one with the key ``seen``; empty: there was none."""
    replace_door_link(db.session(), slot, seen=seen, keyring=keyring(), by=g.account, now=g.now)


def let_go(slot: Slot) -> None:
    """Release the phone that looks after a slot's door, if one does."""
    if link := find_door_link(db.session(), slot):
        release_door(db.session(), link, by=g.account, now=g.now)


def own_device() -> str:
    """Return the secret by which this phone is known at doors; a new phone gets one."""
    door: dict[str, Any] = session.get("door") or {}
    return str(door.get("device") or new_device())


def remember_door(link_id: int, device: str) -> None:
    """Note in the signed session which door this phone looks after; it outlives the night before."""
    session["door"] = {"device": device, "id": link_id}
    session.permanent = True


def find_own_door() -> OpenedDoor | None:
    """Return the door this phone looked after last, as it stands now, or None."""
    door = session.get("door")
    return read_door(db.session(), door["id"], device=door["device"], now=g.now) if door else None


def has_own_door() -> bool:
    """Tell whether this phone looks after a door now."""
    door = find_own_door()
    return door is not None and door.state is DoorState.MINE
