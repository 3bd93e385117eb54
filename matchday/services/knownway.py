"""Ways that staff know better than the map: who told how many minutes somebody needs to a slot, and why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Action, require_open
from matchday.core.travel import require_way, travel_minutes
from matchday.models import Account, Event, KnownWay, Participant, Slot, Ticket
from matchday.services.audit import write_audit
from matchday.services.event import read_event
from matchday.services.lock import hold


def list_ways(session: Session, participant: Participant) -> list[KnownWay]:
    """Return the ways staff know of one person, the newest first."""
    return list(
        session.scalars(
            _of(participant)
            .options(joinedload(KnownWay.made_by), joinedload(KnownWay.slot).joinedload(Slot.employer))
            .order_by(KnownWay.made_at.desc(), KnownWay.id.desc())
        )
    )


def read_way_minutes(session: Session, event: Event, tickets: Collection[Ticket]) -> dict[int, int]:
    """Return how long its holder's way to each ticket's slot takes, by the ticket's inner number, where it is known.

    **Shapes** tickets of anybody at this event. **Units** minutes.
    """
    told = _read_told(session, event, {ticket.participant_id for ticket in tickets})
    ways = {}
    for ticket in tickets:
        person, site = ticket.participant, ticket.slot.site
        if (minutes := told.get((person.id, ticket.slot_id))) is not None:
            ways[ticket.id] = minutes
        elif person.position and site.position:
            ways[ticket.id] = travel_minutes(person.position, site.position, means=person.travel_means)
    return ways


def set_way(
    session: Session, participant: Participant, slot: Slot, *, minutes: int, reason: str, by: Account, now: datetime
) -> KnownWay:
    """Keep how long the way to a slot takes somebody, instead of what was known before.

    **Units** minutes. **Errors** RuleError ``stage_shut``, ``participant_withdrawn``, ``way_minutes`` (``most``).
    """
    require_way(minutes)
    _begin(session, participant)
    if participant.withdrawn_at is not None:
        raise RuleError("participant_withdrawn")
    way = session.scalar(_of(participant).where(KnownWay.slot_id == slot.id)) or KnownWay(
        organiser_id=participant.organiser_id,
        event_id=participant.event_id,
        participant_id=participant.id,
        slot_id=slot.id,
    )
    way.minutes, way.reason, way.made_by_id, way.made_at = minutes, reason, by.id, now
    session.add(way)
    _note(session, "way.set", way, by=by, now=now)
    return way


def remove_way(session: Session, participant: Participant, slot: Slot, *, by: Account, now: datetime) -> None:
    """Go by our map again. **Errors** NotFound; RuleError ``stage_shut``."""
    _begin(session, participant)
    way = session.scalar(_of(participant).where(KnownWay.slot_id == slot.id))
    if way is None:
        raise NotFound
    _note(session, "way.remove", way, by=by, now=now)
    session.delete(way)


def _read_told(session: Session, event: Event, participant_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """Return the minutes that staff told, by person and slot."""
    if not participant_ids:
        return {}
    told = session.scalars(
        select(KnownWay).where(
            KnownWay.organiser_id == event.organiser_id,
            KnownWay.event_id == event.id,
            KnownWay.participant_id.in_(participant_ids),
        )
    )
    return {(way.participant_id, way.slot_id): way.minutes for way in told}


def _of(participant: Participant) -> Select[KnownWay]:
    return select(KnownWay).where(
        KnownWay.organiser_id == participant.organiser_id, KnownWay.participant_id == participant.id
    )


def _begin(session: Session, participant: Participant) -> None:
    """See that staff may tell ways now, and hold the person: two who tell the same way write one row.

    A way is a fact about somebody, as their travelling time is: it is told in every stage in which staff may prepare.
    """
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    require_open(event.stage, Action.PREPARE)
    hold(session, participant)


def _note(session: Session, action: str, way: KnownWay, *, by: Account, now: datetime) -> None:
    write_audit(
        session, action, organiser_id=way.organiser_id, event_id=way.event_id, by=by, now=now,
        participant=way.participant_id, slot=way.slot_id, minutes=way.minutes, reason=way.reason,
    )  # fmt: skip
