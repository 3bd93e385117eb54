"""Participants: add, change and withdraw them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchday.core.consent import Recipient
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Action, require_open
from matchday.core.message import MessageKind
from matchday.core.participant import (
    check_born_on,
    default_alias,
)
from matchday.core.privacy import DataClass
from matchday.core.todo import TodoKind
from matchday.models import (
    Account,
    Event,
    Participant,
    Placement,
)
from matchday.models.base import new_key
from matchday.services.access import revoke_access
from matchday.services.audit import changes, write_participant_audit
from matchday.services.consent import answer_consent, is_given
from matchday.services.event import local_day, read_event
from matchday.services.message import message_to_participant, post
from matchday.services.needless import drop_needless
from matchday.services.progress import published_plan
from matchday.services.shortage import note_shortage
from matchday.services.site import placed
from matchday.services.ticket import withdraw_tickets
from matchday.services.todo import close_todos

FIELDS = (
    "reference", "first_name", "last_name", "alias", "is_protected", "born_on", "language", "languages",
    "german_level", "mail", "phone", "channel", "postcode", "town", "travel_means",
    "travel_min", "needs_step_free", "gear", "food_proof", "permission_entry", "permission_request",
    "permission_asked_on", "school", "work_done", "can_do", "wants", "coach_id",
)  # fmt: skip
"""What staff can set."""

SPECIAL = frozenset(
    column.name for column in Participant.__table__.columns if column.info["data_class"] is DataClass.SPECIAL
)
"""The audit says that these changed, not from what to what."""


def read_participant(session: Session, event: Event, *, key: str) -> Participant:
    """Return a person of the event. **Errors** NotFound."""
    person = session.scalar(
        select(Participant).where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.key == key,
        )
    )
    if person is None:
        raise NotFound
    return person


def add_participant(
    session: Session, event: Event, values: Mapping[str, Any], *, has_agreed: bool = False, by: Account, now: datetime
) -> Participant:
    """Add a person to an event. Without an alias they get the next «Gast 17»; the postcode gives the position.

    What somebody needs is kept only where they ``has_agreed``: ``by`` asked them and heard a yes.

    **Shapes** ``values`` has keys of ``FIELDS`` only. **Errors** RuleError ``stage_shut``, ``participant_exists``,
    ``born_on_future``, ``born_on_too_old``, ``needs_unasked``.
    """
    require_open(event.stage, Action.PREPARE)
    check_born_on(values.get("born_on"), today=local_day(event, now))
    values = {**values, "reference": values.get("reference") or f"P-{new_key()}"}
    values["alias"] = values.get("alias") or default_alias(_aliases(session, event))
    _check(session, event, values)
    if values.get("needs_step_free") and not has_agreed:
        raise RuleError("needs_unasked")
    person = Participant(organiser_id=event.organiser_id, event_id=event.id, **placed(values))
    session.add(person)
    session.flush()
    write_participant_audit(session, "participant.add", person, by=by, now=now)
    if has_agreed:
        answer_consent(session, person, Recipient.HEALTH, is_given=True, by=by, now=now)
    return person


def change_participant(
    session: Session,
    participant: Participant,
    values: Mapping[str, Any],
    *,
    has_agreed: bool = False,
    by: Account,
    now: datetime,
) -> None:
    """Change what is known of a person. A new postcode moves their position; ``has_agreed`` as when they are added.

    **Shapes** ``values`` has keys of ``FIELDS`` only. **Errors** RuleError ``participant_exists``,
    ``born_on_future``, ``born_on_too_old``, ``needs_unasked``.
    """
    values = dict(values)
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    check_born_on(values.get("born_on"), today=local_day(event, now))
    if "alias" in values and not values["alias"]:
        values["alias"] = participant.alias
    _check(session, participant, values)
    may_keep = is_given(session, participant, Recipient.HEALTH)
    if values.get("needs_step_free") and not (may_keep or has_agreed):
        raise RuleError("needs_unasked")
    if has_agreed and not may_keep:
        answer_consent(session, participant, Recipient.HEALTH, is_given=True, by=by, now=now)
    if values.get("postcode", participant.postcode) != participant.postcode:
        values = placed(values)
    before = {name: getattr(participant, name) for name in values}
    for name, value in values.items():
        setattr(participant, name, value)
    changed = changes(before, values)
    write_participant_audit(
        session,
        "participant.change",
        participant,
        by=by,
        now=now,
        changed={name: [] if name in SPECIAL else pair for name, pair in changed.items()},
    )


def protect_participant(session: Session, participant: Participant, *, by: Account, now: datetime) -> None:
    """Mark that somebody may look for this person: no place or time outside their own access from now on."""
    participant.is_protected = True
    write_participant_audit(session, "participant.protect", participant, by=by, now=now)


def unprotect_participant(session: Session, participant: Participant, *, by: Account, now: datetime) -> None:
    """Take the mark back."""
    participant.is_protected = False
    write_participant_audit(session, "participant.unprotect", participant, by=by, now=now)


def confirm_participant(session: Session, participant: Participant, *, now: datetime) -> None:
    """Keep that the person said «Yes, that is me»; only the first time counts."""
    if participant.confirmed_at is None:
        participant.confirmed_at = now
        write_participant_audit(session, "participant.confirm", participant, by=participant, now=now)


def deny_participant(session: Session, participant: Participant, *, now: datetime) -> None:
    """Keep that whoever came by the access link said «No, that is somebody else»."""
    write_participant_audit(session, "participant.deny", participant, by=participant, now=now)


def withdraw_participant(
    session: Session, participant: Participant, *, reason: str, by: Account, now: datetime
) -> None:
    """Take a person out of the event: access, tickets and place end at once, their wishes no longer count.

    Nobody moves up by this: staff plan anew, and have a to-do where a slot is left with too few. Who loses a ticket is
    told so, but not why: the reason is for the audit.

    **Errors** RuleError ``participant_withdrawn`` where that was done before.
    """
    if participant.withdrawn_at is not None:
        raise RuleError("participant_withdrawn")
    participant.withdrawn_at = now
    participant.group_id = None
    revoke_access(session, participant, by=by, now=now)
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    close_todos(session, event, *TodoKind, participant=participant, now=now)
    if lost := withdraw_tickets(session, participant, now=now):
        cause = f"withdrawn/{participant.id}/{int(now.timestamp())}"
        post(session, message_to_participant(participant, MessageKind.WITHDRAWN, cause=cause, now=now))
    drop_needless(session, event, people=[participant.id])
    _give_up_places(session, participant)
    for ticket in lost:
        note_shortage(session, event, ticket.slot, now=now)
    write_participant_audit(session, "participant.withdraw", participant, by=by, now=now, reason=reason)


def return_participant(session: Session, participant: Participant, *, by: Account, now: datetime) -> None:
    """Take a person in again who was withdrawn. They need a new access."""
    participant.withdrawn_at = None
    write_participant_audit(session, "participant.return", participant, by=by, now=now)


def _give_up_places(session: Session, person: Participant) -> None:
    """Keep the published plan true: every placement in it has a ticket that counts."""
    session.execute(
        delete(Placement).where(
            Placement.organiser_id == person.organiser_id,
            Placement.participant_id == person.id,
            Placement.assignment_id.in_(published_plan(person.organiser_id, person.event_id)),
        )
    )


def _check(session: Session, of: Event | Participant, values: Mapping[str, Any]) -> None:
    """Check what rules say about the values; ``of`` is the event of a new person, or the person that changes."""
    event_id, but = (of.id, None) if isinstance(of, Event) else (of.event_id, of.id)
    same = session.scalar(
        select(Participant.id).where(
            Participant.organiser_id == of.organiser_id,
            Participant.event_id == event_id,
            Participant.reference == values.get("reference"),
            Participant.id != but,
        )
    )
    if same is not None:
        raise RuleError("participant_exists")


def _aliases(session: Session, event: Event) -> list[str]:
    return list(
        session.scalars(
            select(Participant.alias).where(
                Participant.organiser_id == event.organiser_id, Participant.event_id == event.id
            )
        )
    )
