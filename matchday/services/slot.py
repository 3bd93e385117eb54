"""Slots: offer, add, change, approve, send back, withdraw."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from matchday.core.employer import HospitationCover, lacks_cover
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Action, require_open
from matchday.core.slot import ActivityKind, CalledOffBy, SlotState, check_day, check_places, check_span, require_step
from matchday.core.text import sort_key
from matchday.core.ticket import TicketState
from matchday.documents.token import new_ticket_code
from matchday.models import Account, Employer, Event, Participant, Slot, Ticket, Wish
from matchday.services.audit import changes, write_audit
from matchday.services.event import local_day, read_event
from matchday.services.lock import hold
from matchday.services.showcase import OPEN_STAGES

FIELDS = (
    "site_id", "title", "trade", "activity_kind", "duties", "start_at", "end_at", "capacity", "min_group",
    "german_level", "minimum_age", "needs", "lends_gear", "is_food", "is_step_free", "what_follows", "meeting_point",
    "foreman_name", "foreman_phone", "spoken_languages",
)  # fmt: skip
"""What an employer or staff can set."""
WHEN_AND_WHERE = ("start_at", "end_at", "site_id", "meeting_point")
"""What stands in calendars."""
OFFERED = "N"
"""Begins the reference of a slot that came by a form."""


def list_slots(
    session: Session, event: Event, *, state: SlotState | None = None, employer: Employer | None = None
) -> list[Slot]:
    """Return the event's slots by start and employer, of one state or employer where given.

    Their employers and sites are read with them.
    """
    of_these = [Slot.organiser_id == event.organiser_id, Slot.event_id == event.id]
    if state is not None:
        of_these.append(Slot.state == state)
    if employer is not None:
        of_these.append(Slot.employer_id == employer.id)
    asked = select(Slot).where(*of_these).options(joinedload(Slot.employer), joinedload(Slot.site))
    slots = session.scalars(asked.order_by(Slot.id))
    return sorted(slots, key=lambda slot: (slot.start_at, sort_key(slot.employer.name)))


def count_slots(session: Session, event: Event) -> dict[SlotState, int]:
    """Return how many slots of the event are in each state."""
    found = session.execute(
        select(Slot.state, func.count())
        .where(Slot.organiser_id == event.organiser_id, Slot.event_id == event.id)
        .group_by(Slot.state)
    )
    counts = dict(found.all())
    return {state: counts.get(state, 0) for state in SlotState}


def list_coming_events(session: Session, employer: Employer) -> list[Event]:
    """Return the events an employer can offer slots for or awaits guests at, the next first."""
    return list(
        session.scalars(
            select(Event)
            .where(Event.organiser_id == employer.organiser_id, Event.stage.in_(OPEN_STAGES))
            .order_by(Event.first_on, Event.id)
        )
    )


def read_slot(session: Session, key: str, *, event: Event) -> Slot:
    """Return a slot of the event. **Errors** NotFound."""
    slot = session.scalar(
        select(Slot).where(Slot.organiser_id == event.organiser_id, Slot.event_id == event.id, Slot.key == key)
    )
    if slot is None:
        raise NotFound
    return slot


def read_own_slot(session: Session, key: str, *, employer: Employer) -> Slot:
    """Return a slot of the employer. **Errors** NotFound, also for a slot of another employer."""
    slot = session.scalar(
        select(Slot).where(Slot.organiser_id == employer.organiser_id, Slot.employer_id == employer.id, Slot.key == key)
    )
    if slot is None:
        raise NotFound
    return slot


def count_guests(session: Session, slot: Slot) -> int:
    """Return how many people have a valid ticket for the slot."""
    asked = (
        select(func.count())
        .select_from(Ticket)
        .where(
            Ticket.organiser_id == slot.organiser_id,
            Ticket.slot_id == slot.id,
            Ticket.state == TicketState.VALID,
        )
    )
    return session.scalar(asked) or 0


def list_ticket_holders(session: Session, slot: Slot) -> list[Participant]:
    """Return who has a valid ticket for the slot, by name. Their coaches are read with them."""
    asked = (
        select(Participant)
        .join(Ticket, Ticket.participant_id == Participant.id)
        .where(
            Participant.organiser_id == slot.organiser_id,
            Ticket.organiser_id == slot.organiser_id,
            Ticket.slot_id == slot.id,
            Ticket.state == TicketState.VALID,
        )
        .options(joinedload(Participant.coach))
    )
    return sorted(session.scalars(asked), key=lambda one: sort_key(one.shown_name))


def count_wishers(session: Session, slot: Slot) -> int:
    """Return how many people who take part wish the slot."""
    asked = (
        select(func.count())
        .select_from(Wish)
        .join(Participant, Participant.id == Wish.participant_id)
        .where(
            Wish.organiser_id == slot.organiser_id,
            Participant.organiser_id == slot.organiser_id,
            Participant.withdrawn_at.is_(None),
            Wish.slot_id == slot.id,
        )
    )
    return session.scalar(asked) or 0


def is_uncovered(slot: Slot, event: Event) -> bool:
    """Tell whether nobody is known to insure the guests of the slot."""
    return lacks_cover(slot.activity_kind, slot.employer.hospitation_cover, group_cover=event.policy.group_cover)


def list_uncovered_slots(session: Session, event: Event) -> list[Slot]:
    """Return the approved slots whose guests nobody is known to insure, as `list_slots` does."""
    return [slot for slot in list_slots(session, event, state=SlotState.APPROVED) if is_uncovered(slot, event)]


def count_uncovered_slots(session: Session, event: Event) -> int:
    """Count the slots that `list_uncovered_slots` returns."""
    if event.policy.group_cover:
        return 0
    asked = (
        select(func.count())
        .select_from(Slot)
        .join(Employer, Employer.id == Slot.employer_id)
        .where(
            Slot.organiser_id == event.organiser_id,
            Employer.organiser_id == event.organiser_id,
            Slot.event_id == event.id,
            Slot.state == SlotState.APPROVED,
            Slot.activity_kind == ActivityKind.HOSPITATION,
            Employer.hospitation_cover != HospitationCover.YES,
        )
    )
    return session.scalar(asked) or 0


def offer_slot(
    session: Session, employer: Employer, values: Mapping[str, Any], *, event: Event, by: Account, now: datetime
) -> Slot:
    """Add what an employer offers; it waits for approval.

    **Shapes** ``values`` has keys of ``FIELDS``. **Errors** RuleError ``stage_shut``, ``employer_withdrawn`` and those
    of :func:`check_slot`.
    """
    require_open(event.stage, Action.OFFER)
    return _add(session, employer, values, event=event, state=SlotState.WAITING, by=by, now=now)


def add_slot(
    session: Session, employer: Employer, values: Mapping[str, Any], *, event: Event, by: Account, now: datetime
) -> Slot:
    """Add a slot as staff; it is approved. **Errors** as in :func:`offer_slot`."""
    require_open(event.stage, Action.PREPARE)
    return _add(session, employer, values, event=event, state=SlotState.APPROVED, by=by, now=now)


def change_offer(session: Session, slot: Slot, values: Mapping[str, Any], *, by: Account, now: datetime) -> bool:
    """Change a slot as its employer; it waits for approval again. Return False where nothing is different.

    **Errors** as in :func:`offer_slot`, and RuleError ``slot_step``.
    """
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    require_open(event.stage, Action.OFFER)
    if slot.state is not SlotState.WAITING:
        require_step(slot.state, SlotState.WAITING)
    is_same = not changes({name: getattr(slot, name) for name in values}, values)
    if is_same and slot.state is SlotState.APPROVED:
        return False
    _change(session, slot, {**values, "state": SlotState.WAITING}, event=event, by=by, now=now)
    return True


def change_slot(session: Session, slot: Slot, values: Mapping[str, Any], *, by: Account, now: datetime) -> bool:
    """Change a slot as staff; its state stays. Return whether calendars have to change: its time or its place did.

    **Errors** as in :func:`offer_slot`.
    """
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    require_open(event.stage, Action.PREPARE)
    before = slot.calendar_sequence
    _change(session, slot, values, event=event, by=by, now=now)
    return slot.calendar_sequence != before


def approve_slot(session: Session, slot: Slot, *, by: Account, now: datetime) -> None:
    """Let a slot be wished. **Errors** RuleError ``slot_step``, ``stage_shut``."""
    _step(session, slot, SlotState.APPROVED, action="slot.approve", reason="", by=by, now=now)


def return_slot(session: Session, slot: Slot, reason: str, *, by: Account, now: datetime) -> None:
    """Send an offer back to its employer with a reason. **Errors** RuleError ``slot_step``, ``stage_shut``."""
    _step(session, slot, SlotState.DRAFT, action="slot.return", reason=reason, by=by, now=now)


def withdraw_slot(
    session: Session, slot: Slot, reason: str, *, called_off_by: CalledOffBy, by: Account, now: datetime
) -> None:
    """Take a slot out as staff, after publication too: the plan then shows that it is no longer true.

    **Errors** RuleError ``slot_step``, ``stage_shut``.
    """
    _step(
        session,
        slot,
        SlotState.WITHDRAWN,
        action="slot.withdraw",
        reason=reason,
        called_off_by=called_off_by,
        by=by,
        now=now,
    )


def withdraw_offer(session: Session, slot: Slot, reason: str, *, by: Account, now: datetime) -> None:
    """Take a slot out as its employer, as long as nobody was told of it.

    **Errors** RuleError ``slot_step``, ``stage_shut``.
    """
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    require_open(event.stage, Action.OFFER)
    _step(
        session,
        slot,
        SlotState.WITHDRAWN,
        action="slot.withdraw_offer",
        reason=reason,
        called_off_by=CalledOffBy.EMPLOYER,
        by=by,
        now=now,
    )


def reopen_slot(session: Session, slot: Slot, *, by: Account, now: datetime) -> None:
    """Take a withdrawn slot in again; it waits for approval. **Errors** RuleError ``slot_step``, ``stage_shut``."""
    if slot.employer.withdrawn_at is not None:
        raise RuleError("employer_withdrawn")
    if slot.state is not SlotState.WITHDRAWN:
        raise RuleError("slot_step", old=slot.state, new=SlotState.WAITING)
    _step(session, slot, SlotState.WAITING, action="slot.reopen", reason="", by=by, now=now)


def check_slot(event: Event, *, start_at: datetime, end_at: datetime, capacity: int, min_group: int) -> None:
    """Check span, day and places of a slot.

    **Errors** RuleError ``slot_ends_before_start``, ``slot_too_long``, ``slot_other_day``, ``slot_capacity``,
    ``slot_min_group``, ``slot_one_place``.
    """
    check_span(start_at, end_at)
    first_day = local_day(event, start_at)
    check_day(first_day, first_on=event.first_on, last_on=event.last_on)
    check_places(capacity, min_group)


def _add(
    session: Session,
    employer: Employer,
    values: Mapping[str, Any],
    *,
    event: Event,
    state: SlotState,
    by: Account,
    now: datetime,
) -> Slot:
    if employer.withdrawn_at is not None:
        raise RuleError("employer_withdrawn")
    _check(event, employer, values)
    slot = Slot(
        organiser_id=event.organiser_id,
        event_id=event.id,
        employer_id=employer.id,
        reference=_next_reference(session, event),
        ticket_code=new_ticket_code(),
        state=state,
        changed_at=now,
        **values,
    )
    session.add(slot)
    session.flush()
    _audit(session, "slot.offer" if state is SlotState.WAITING else "slot.add", slot, by=by, now=now, title=slot.title)
    return slot


def _change(
    session: Session, slot: Slot, values: Mapping[str, Any], *, event: Event, by: Account, now: datetime
) -> None:
    _check(event, slot.employer, values)
    before = {name: getattr(slot, name) for name in values}
    changed = changes(before, values)
    for name, value in values.items():
        setattr(slot, name, value)
    slot.calendar_sequence += any(name in changed for name in WHEN_AND_WHERE)
    slot.changed_at = now
    if slot.state is SlotState.WAITING:
        slot.return_reason = ""
    _audit(session, "slot.change", slot, by=by, now=now, changed=changed)


def _step(
    session: Session,
    slot: Slot,
    state: SlotState,
    *,
    action: str,
    reason: str,
    called_off_by: CalledOffBy | None = None,
    by: Account,
    now: datetime,
) -> None:
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    require_open(event.stage, Action.PREPARE)
    require_step(slot.state, state)
    slot.state, slot.return_reason, slot.called_off_by, slot.changed_at = state, reason, called_off_by, now
    whose = {"called_off_by": called_off_by} if called_off_by else {}
    _audit(session, action, slot, by=by, now=now, reason=reason, **whose)


def _check(event: Event, employer: Employer, values: Mapping[str, Any]) -> None:
    if values["site_id"] not in {site.id for site in employer.sites}:
        raise NotFound
    check_slot(event, **{name: values[name] for name in ("start_at", "end_at", "capacity", "min_group")})


def _next_reference(session: Session, event: Event) -> str:
    # Two employers may offer at once: the event's row is held until the commit, so each gets a number of its own.
    hold(session, event)
    references = session.scalars(
        select(Slot.reference).where(Slot.organiser_id == event.organiser_id, Slot.event_id == event.id)
    )
    # The office has numbers of its own: «3», «A3» and «n3» all take the three.
    taken = {found[0].lstrip("0") for one in references if (found := re.search(r"[0-9]+$", one.strip()))}
    return next(f"{OFFERED}{number}" for number in count(1) if str(number) not in taken)


def _audit(session: Session, action: str, slot: Slot, *, by: Account, now: datetime, **details: Any) -> None:
    write_audit(
        session,
        action,
        organiser_id=slot.organiser_id,
        event_id=slot.event_id,
        by=by,
        now=now,
        slot=slot.id,
        **details,
    )
