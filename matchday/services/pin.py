"""Pins and bars: placements that staff fix or forbid, each with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Action, require_open
from matchday.models import Account, Bar, Event, Participant, Pin, Slot
from matchday.services.audit import write_audit
from matchday.services.eligibility import reasons_for
from matchday.services.event import read_event
from matchday.services.lock import hold
from matchday.services.solving import Question, clash, read_facts

Fixed = TypeVar("Fixed", Pin, Bar)


def list_pins(session: Session, event: Event) -> list[Pin]:
    """Return what staff fixed, the newest first."""
    return _list(session, event, Pin)


def list_bars(session: Session, event: Event) -> list[Bar]:
    """Return what staff forbade, the newest first."""
    return _list(session, event, Bar)


def pin_participant(
    session: Session, participant: Participant, slot: Slot, *, reason: str, by: Account, now: datetime
) -> Pin:
    """Fix a placement: the next plan holds it.

    **Errors** RuleError ``stage_shut``, ``pin_there``, ``pin_not_eligible`` (``reason``: a bar, a rule of the field),
    ``pin_enough`` (``most``): as many are fixed for the person as there may be; ``pin_clash`` (``employer``): it does
    not go together with one of them; ``pin_full`` (``capacity``): every place is fixed already; of two at once for the
    last one succeeds.
    """
    hold(session, slot)
    hold(session, participant)
    _require_free(session, participant, slot)
    verdict = reasons_for(session, participant).get(slot.id)
    if verdict is None:
        raise NotFound
    if verdict.reasons:
        raise RuleError("pin_not_eligible", reason=verdict.reasons[0])
    _require_room(session, participant, slot)
    if _count_pinned(session, slot) >= slot.capacity:
        raise RuleError("pin_full", capacity=slot.capacity)
    return _fix(session, Pin, participant, slot, reason=reason, by=by, now=now)


def bar_participant(
    session: Session, participant: Participant, slot: Slot, *, reason: str, by: Account, now: datetime
) -> Bar:
    """Forbid a placement: no plan makes it. **Errors** RuleError ``stage_shut``, ``pin_there``."""
    return _fix(session, Bar, participant, slot, reason=reason, by=by, now=now)


def remove_pin(session: Session, participant: Participant, slot: Slot, *, by: Account, now: datetime) -> None:
    """Take a pin back. **Errors** NotFound; RuleError ``stage_shut``."""
    _remove(session, Pin, participant, slot, by=by, now=now)


def remove_bar(session: Session, participant: Participant, slot: Slot, *, by: Account, now: datetime) -> None:
    """Take a bar back. **Errors** NotFound; RuleError ``stage_shut``."""
    _remove(session, Bar, participant, slot, by=by, now=now)


def _require_room(session: Session, participant: Participant, slot: Slot) -> None:
    """Refuse what the person's other pins leave no room for: no plan could hold them all."""
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    facts = read_facts(session, event, Question(event.aim))
    mine = [pin.slot for pin in list_pins(session, event) if pin.participant_id == participant.id]
    others = [other for other in mine if other.id in facts.slots]
    if len(others) >= event.max_placements:
        raise RuleError("pin_enough", most=event.max_placements)
    for other in others:
        if clash(slot.id, other.id, facts):
            raise RuleError("pin_clash", employer=other.employer.name)


def _count_pinned(session: Session, slot: Slot) -> int:
    """Count the places that are fixed for people who still take part."""
    return session.scalars(
        select(func.count())
        .select_from(Pin)
        .join(Participant, Participant.id == Pin.participant_id)
        .where(
            Pin.organiser_id == slot.organiser_id,
            Participant.organiser_id == slot.organiser_id,
            Pin.slot_id == slot.id,
            Participant.withdrawn_at.is_(None),
        )
    ).one()


def _list(session: Session, event: Event, kind: type[Fixed]) -> list[Fixed]:
    return list(
        session.scalars(
            select(kind)
            .where(kind.organiser_id == event.organiser_id, kind.event_id == event.id)
            .options(
                joinedload(kind.participant), joinedload(kind.made_by), joinedload(kind.slot).joinedload(Slot.employer)
            )
            .order_by(kind.id.desc())
        )
    )


def _fix(
    session: Session,
    kind: type[Fixed],
    participant: Participant,
    slot: Slot,
    *,
    reason: str,
    by: Account,
    now: datetime,
) -> Fixed:
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    require_open(event.stage, Action.ASSIGN)
    _require_free(session, participant, slot)
    fixed = kind(
        organiser_id=event.organiser_id,
        event_id=event.id,
        participant_id=participant.id,
        slot_id=slot.id,
        reason=reason,
        made_by_id=by.id,
        made_at=now,
    )
    session.add(fixed)
    session.flush()
    _write_audit(session, "add", fixed, by=by, now=now)
    return fixed


def _require_free(session: Session, participant: Participant, slot: Slot) -> None:
    for table in (Pin, Bar):
        there = select(table).where(
            table.organiser_id == participant.organiser_id,
            table.participant_id == participant.id,
            table.slot_id == slot.id,
        )
        if session.scalar(there) is not None:
            raise RuleError("pin_there")


def _remove(
    session: Session, kind: type[Fixed], participant: Participant, slot: Slot, *, by: Account, now: datetime
) -> None:
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    require_open(event.stage, Action.ASSIGN)
    fixed = session.scalar(
        select(kind).where(
            kind.organiser_id == event.organiser_id,
            kind.participant_id == participant.id,
            kind.slot_id == slot.id,
        )
    )
    if fixed is None:
        raise NotFound
    _write_audit(session, "remove", fixed, by=by, now=now)
    session.delete(fixed)


def _write_audit(session: Session, verb: str, fixed: Pin | Bar, *, by: Account, now: datetime) -> None:
    write_audit(
        session,
        f"{fixed.__tablename__}.{verb}",
        organiser_id=fixed.organiser_id,
        event_id=fixed.event_id,
        by=by,
        now=now,
        participant=fixed.participant_id,
        slot=fixed.slot_id,
        reason=fixed.reason,
    )
