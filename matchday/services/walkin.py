"""Walk-ins: people at a door whom nobody expected. A door or staff ask; staff decide."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.errors import RuleError
from matchday.core.event import Action, require_open
from matchday.core.text import clean_line
from matchday.core.walkin import WalkInState
from matchday.models import Account, DoorLink, Slot, WalkIn
from matchday.services.audit import write_audit
from matchday.services.event import read_event

NAME_LENGTH = 100


def ask_walk_in(
    session: Session,
    slot: Slot,
    *,
    first_name: str,
    door_link: DoorLink | None = None,
    by: Account | None = None,
    now: datetime,
) -> WalkIn:
    """Ask staff whether somebody without a ticket may stay at a slot. Asked by a door, or by staff themselves.

    **Errors** RuleError ``stage_shut``, ``walk_in_nameless``; ``walk_in_asked`` (``first_name``) where the same name
    waits for an answer at this slot already.
    """
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    require_open(event.stage, Action.CHECK_IN)
    first_name = clean_line(first_name, most=NAME_LENGTH)
    if not first_name:
        raise RuleError("walk_in_nameless")
    if first_name.casefold() in {one.first_name.casefold() for one in _asked_at(session, slot)}:
        raise RuleError("walk_in_asked", first_name=first_name)
    walk_in = WalkIn(
        organiser_id=slot.organiser_id,
        event_id=slot.event_id,
        slot_id=slot.id,
        first_name=first_name,
        asked_at=now,
        asked_by_id=by.id if by else None,
        door_link_id=door_link.id if door_link else None,
    )
    session.add(walk_in)
    session.flush()
    write_audit(
        session, "walk_in.ask", organiser_id=slot.organiser_id, event_id=slot.event_id, by=by, now=now,
        slot=slot.id, walk_in=walk_in.id, **({"door_link": door_link.id} if door_link else {}),
    )  # fmt: skip
    return walk_in


def _asked_at(session: Session, slot: Slot) -> list[WalkIn]:
    return list(
        session.scalars(
            select(WalkIn).where(
                WalkIn.organiser_id == slot.organiser_id,
                WalkIn.slot_id == slot.id,
                WalkIn.state == WalkInState.ASKED,
            )
        )
    )
