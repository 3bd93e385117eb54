"""Pages at the doors: for a foreman's phone by its door link, and for the organiser's people at every slot.

Below ``/checkin/door`` stands the phone's own door; below an event's key an account that helps at doors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from matchday.core.account import Role
from matchday.core.door import DoorState
from matchday.extensions import db
from matchday.services.checkin import Doorkeeper
from matchday.services.slot import read_slot
from matchday.web.door import find_own_door
from matchday.web.guard import admit

bp = Blueprint("checkin", __name__, url_prefix="/checkin")

OPEN_TO_ALL = frozenset({"checkin.start", "checkin.take"})
PLACES = {"door": "/door", "event": "/<event_key>", "slot": "/<event_key>/slots/<slot_key>"}
"""Where questions are asked: a foreman's own door, every slot of an event, one slot of it."""
admit_account = admit(Role.OWNER, Role.STAFF, Role.DOOR)

View = Callable[..., Any]


@bp.before_request
def admit_keeper() -> Response | None:
    """Let in the phone of an open door, or an account that helps at doors; note who keeps which door."""
    if request.endpoint in OPEN_TO_ALL:
        return None
    if not str(request.endpoint).startswith("checkin.door_"):
        refusal = admit_account()
        if refusal is None:
            _keep_slot()
        return refusal
    door = find_own_door()
    if door is None or door.link is None or door.event is None or door.state is not DoorState.MINE:
        return redirect(url_for("checkin.start"))  # type: ignore[return-value]
    g.organiser_id, g.event = door.event.organiser_id, door.event
    g.keeper = Doorkeeper(door.event, door.link.slot, door.link)
    return None


def at_every_door(path: str, **how: Any) -> Callable[[View], View]:
    """Make a view a page at each of ``PLACES``: ``door_scan``, ``event_scan``, ``slot_scan``."""
    return _at(tuple(PLACES), path, how)


def at_doors_of_a_slot(path: str, **how: Any) -> Callable[[View], View]:
    """Make a view a page where one slot is meant: ``door_walk_in``, ``slot_walk_in``."""
    return _at(("door", "slot"), path, how)


def to(name: str, **values: Any) -> str:
    """Return the address of a view at the door where this request is asked."""
    place, _, _ = str(request.endpoint).removeprefix("checkin.").partition("_")
    keys = {key: value for key, value in (request.view_args or {}).items() if key in ("event_key", "slot_key")}
    return url_for(f"checkin.{place}_{name}", **keys, **values)


@bp.context_processor
def describe() -> dict[str, object]:
    """Let the templates of doors lead on at the same door."""
    return {"to": to}


def _at(places: Sequence[str], path: str, how: Mapping[str, Any]) -> Callable[[View], View]:
    def register(view: View) -> View:
        for place in places:
            bp.add_url_rule(PLACES[place] + path, f"{place}_{view.__name__}", view, **how)
        return view

    return register


def _keep_slot() -> None:
    if g.get("event"):
        slot_key = (request.view_args or {}).get("slot_key")
        slot = read_slot(db.session(), slot_key, event=g.event) if slot_key else None
        g.keeper = Doorkeeper(g.event, slot, account=g.account)


from matchday.web.checkin import event, scan, start, walkin  # noqa: E402, F401  (the modules add their pages)
