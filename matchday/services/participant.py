"""Participants: add, change, withdraw them, and tell how far everybody is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import Session, selectinload

from matchday.core.assignment import AssignmentState, UnplacedReason
from matchday.core.confirmation import Reply
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Action, require_open
from matchday.core.guardian import is_guardian_needed
from matchday.core.message import MessageKind
from matchday.core.participant import (
    ParticipantState,
    check_born_on,
    default_alias,
    is_permission_open,
    state_of,
)
from matchday.core.privacy import DataClass
from matchday.core.profile import ProfileStep
from matchday.core.text import sort_key
from matchday.core.ticket import TicketState
from matchday.models import (
    AccessLink,
    Account,
    Assignment,
    Confirmation,
    Event,
    Participant,
    Placement,
    Profile,
    Ticket,
    Unplaced,
    Wish,
)
from matchday.models.base import new_key
from matchday.services.access import revoke_access
from matchday.services.audit import changes, write_audit
from matchday.services.message import is_written_to, message_to_participant, post
from matchday.services.site import placed
from matchday.services.ticket import withdraw_tickets

FIELDS = (
    "reference", "first_name", "last_name", "alias", "is_protected", "born_on", "language", "languages",
    "german_level", "mail", "phone", "channel", "postcode", "town", "travel_means",
    "travel_min", "needs_step_free", "food_proof", "permission_entry", "permission_request", "permission_asked_on",
    "school", "work_done", "can_do", "wants", "coach_id",
)  # fmt: skip
"""What staff can set."""

SPECIAL = frozenset(
    column.name for column in Participant.__table__.columns if column.info["data_class"] is DataClass.SPECIAL
)
"""The audit says that these changed, not from what to what."""


@dataclass(frozen=True)
class ParticipantRow:
    """A person in a list, with how far they are; ``reason`` says why they have no place."""

    participant: Participant
    state: ParticipantState
    wish_count: int
    first_on: date
    """The event's first day."""
    reason: UnplacedReason | None = None
    profile_step_count: int = 0

    @property
    def has_coach(self) -> bool:
        """Tell whether somebody accompanies this person: a coach whose account is closed does not any more."""
        coach = self.participant.coach
        return coach is not None and coach.active

    @property
    def must_be_told(self) -> bool:
        """Tell whether somebody must say it to this person: they have no place, and nothing written tells them."""
        is_news = self.state is ParticipantState.UNPLACED and self.reason is not UnplacedReason.DECLINED
        return is_news and not is_written_to(self.participant)

    @property
    def has_profile(self) -> bool:
        """Tell whether every step of the profile is saved."""
        return self.profile_step_count == len(ProfileStep)

    @property
    def is_signature_missing(self) -> bool:
        """Tell whether a parent or guardian has yet to sign."""
        person = self.participant
        return person.guardian_signed_on is None and is_guardian_needed(person.born_on, self.first_on)

    @property
    def is_permission_open(self) -> bool:
        """Tell whether somebody must still ask, or wait, for this person's permission."""
        person = self.participant
        return is_permission_open(person.permission_entry, person.permission_request)


def list_participants(
    session: Session,
    event: Event,
    *,
    coach: Account | None = None,
    name: str = "",
    participant: Participant | None = None,
) -> list[ParticipantRow]:
    """Return the people of an event by name: all, those of one coach, those whose name contains ``name``, or one."""
    which = [Participant.organiser_id == event.organiser_id, Participant.event_id == event.id]
    if coach is not None:
        which.append(Participant.coach_id == coach.id)
    if participant is not None:
        which.append(Participant.id == participant.id)
    if name:
        which.append(_named(name))
    people = session.scalars(
        select(Participant).where(*which).options(selectinload(Participant.coach), selectinload(Participant.group))
    )
    progress = _read_progress(session, event)
    return [progress.row(person) for person in by_name(people)]


def by_name(people: Iterable[Participant]) -> list[Participant]:
    """Return ``people`` in the order of their names, as a German list has them."""
    return sorted(people, key=lambda one: (sort_key(one.first_name), sort_key(one.last_name), one.id))


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
    session: Session, event: Event, values: Mapping[str, Any], *, by: Account, now: datetime
) -> Participant:
    """Add a person to an event. Without an alias they get the next «Gast 17»; the postcode gives the position.

    **Shapes** ``values`` has keys of ``FIELDS`` only. **Errors** RuleError ``stage_shut``, ``participant_exists``,
    ``born_on_future``, ``born_on_too_old``.
    """
    require_open(event.stage, Action.PREPARE)
    check_born_on(values.get("born_on"), today=now.date())
    values = {**values, "reference": values.get("reference") or f"P-{new_key()}"}
    values["alias"] = values.get("alias") or default_alias(_aliases(session, event))
    _check(session, event, values)
    person = Participant(organiser_id=event.organiser_id, event_id=event.id, **placed(values))
    session.add(person)
    session.flush()
    _note(session, "participant.add", person, by=by, now=now)
    return person


def change_participant(
    session: Session, participant: Participant, values: Mapping[str, Any], *, by: Account, now: datetime
) -> None:
    """Change what is known of a person. A new postcode moves their position.

    **Shapes** ``values`` has keys of ``FIELDS`` only. **Errors** RuleError ``participant_exists``,
    ``born_on_future``, ``born_on_too_old``.
    """
    values = dict(values)
    check_born_on(values.get("born_on"), today=now.date())
    if "alias" in values and not values["alias"]:
        values["alias"] = participant.alias
    _check(session, participant, values)
    if values.get("postcode", participant.postcode) != participant.postcode:
        values = placed(values)
    before = {name: getattr(participant, name) for name in values}
    for name, value in values.items():
        setattr(participant, name, value)
    changed = changes(before, values)
    _note(
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
    _note(session, "participant.protect", participant, by=by, now=now)


def unprotect_participant(session: Session, participant: Participant, *, by: Account, now: datetime) -> None:
    """Take the mark back."""
    participant.is_protected = False
    _note(session, "participant.unprotect", participant, by=by, now=now)


def confirm_participant(session: Session, participant: Participant, *, now: datetime) -> None:
    """Keep that the person said «Yes, that is me»; only the first time counts."""
    if participant.confirmed_at is None:
        participant.confirmed_at = now
        _note(session, "participant.confirm", participant, by=participant, now=now)


def deny_participant(session: Session, participant: Participant, *, now: datetime) -> None:
    """Keep that whoever came by the access link said «No, that is somebody else»."""
    _note(session, "participant.deny", participant, by=participant, now=now)


def withdraw_participant(
    session: Session, participant: Participant, *, reason: str, by: Account, now: datetime
) -> None:
    """Take a person out of the event: access, tickets and place end at once, their wishes no longer count.

    Nobody moves up by this: staff plan anew. Who loses a ticket is told so, but not why: the reason is for the audit.

    **Errors** RuleError ``participant_withdrawn`` where that was done before.
    """
    if participant.withdrawn_at is not None:
        raise RuleError("participant_withdrawn")
    participant.withdrawn_at = now
    participant.group_id = None
    revoke_access(session, participant, by=by, now=now)
    if withdraw_tickets(session, participant, now=now):
        cause = f"withdrawn/{participant.id}/{int(now.timestamp())}"
        post(session, message_to_participant(participant, MessageKind.WITHDRAWN, cause=cause, now=now))
    _give_up_places(session, participant)
    _note(session, "participant.withdraw", participant, by=by, now=now, reason=reason)


def return_participant(session: Session, participant: Participant, *, by: Account, now: datetime) -> None:
    """Take a person in again who was withdrawn. They need a new access."""
    participant.withdrawn_at = None
    _note(session, "participant.return", participant, by=by, now=now)


@dataclass(frozen=True)
class _Progress:
    first_on: date
    invited: frozenset[int]
    opened: frozenset[int]
    placed: frozenset[int]
    confirmed: frozenset[int]
    unplaced: dict[int, UnplacedReason]
    wish_counts: dict[int, int]
    profile_step_counts: dict[int, int]

    def row(self, person: Participant) -> ParticipantRow:
        state = state_of(
            is_invited=person.id in self.invited,
            has_opened=person.id in self.opened or person.confirmed_at is not None,
            has_wished=person.id in self.wish_counts,
            is_unplaced=person.id in self.unplaced,
            is_placed=person.id in self.placed,
            has_confirmed=person.id in self.confirmed,
            is_withdrawn=person.withdrawn_at is not None,
        )
        reason = self.unplaced[person.id] if state is ParticipantState.UNPLACED else None
        return ParticipantRow(
            person,
            state,
            self.wish_counts.get(person.id, 0),
            self.first_on,
            reason,
            profile_step_count=self.profile_step_counts.get(person.id, 0),
        )


def _read_progress(session: Session, event: Event) -> _Progress:
    of_event = (Participant.organiser_id == event.organiser_id, Participant.event_id == event.id)
    links = session.execute(
        select(AccessLink.participant_id, AccessLink.first_opened_at)
        .join(Participant, Participant.id == AccessLink.participant_id)
        .where(AccessLink.organiser_id == event.organiser_id, *of_event)
    ).all()
    wish_counts = session.execute(
        select(Wish.participant_id, func.count())
        .join(Participant, Participant.id == Wish.participant_id)
        .where(Wish.organiser_id == event.organiser_id, *of_event)
        .group_by(Wish.participant_id)
    )
    profiles = session.execute(
        select(Profile.participant_id, Profile.steps_done)
        .join(Participant, Participant.id == Profile.participant_id)
        .where(Profile.organiser_id == event.organiser_id, *of_event)
    ).all()
    published = _published(event.organiser_id, event.id)
    with_place = session.scalars(
        select(Placement.participant_id).where(
            Placement.organiser_id == event.organiser_id, Placement.assignment_id.in_(published)
        )
    )
    without_place = session.execute(
        select(Unplaced.participant_id, Unplaced.reason).where(
            Unplaced.organiser_id == event.organiser_id, Unplaced.assignment_id.in_(published)
        )
    )
    confirmed = session.scalars(
        select(Ticket.participant_id)
        .join(Confirmation, Confirmation.ticket_id == Ticket.id)
        .where(
            Ticket.organiser_id == event.organiser_id,
            Confirmation.organiser_id == event.organiser_id,
            Ticket.event_id == event.id,
            Ticket.slot_id == Confirmation.slot_id,
            Ticket.state == TicketState.VALID,
            Confirmation.answer == Reply.YES,
        )
    )
    return _Progress(
        first_on=event.first_on,
        invited=frozenset(link.participant_id for link in links),
        opened=frozenset(link.participant_id for link in links if link.first_opened_at is not None),
        placed=frozenset(with_place),
        confirmed=frozenset(confirmed),
        unplaced=dict(without_place.all()),
        wish_counts=dict(wish_counts.all()),
        profile_step_counts={participant_id: len(steps) for participant_id, steps in profiles},
    )


def _give_up_places(session: Session, person: Participant) -> None:
    """Keep the published plan true: every placement in it has a ticket that counts."""
    session.execute(
        delete(Placement).where(
            Placement.organiser_id == person.organiser_id,
            Placement.participant_id == person.id,
            Placement.assignment_id.in_(_published(person.organiser_id, person.event_id)),
        )
    )


def _published(organiser_id: int, event_id: int) -> Select[int]:
    """Return the inner number of the event's published plan, as a part of other questions."""
    return select(Assignment.id).where(
        Assignment.organiser_id == organiser_id,
        Assignment.event_id == event_id,
        Assignment.state == AssignmentState.PUBLISHED,
    )


def _named(text: str) -> ColumnElement[bool]:
    parts = text.split()
    columns = (Participant.first_name, Participant.last_name, Participant.alias, Participant.reference)
    return or_(
        *(column.icontains(text, autoescape=True) for column in columns),
        (Participant.first_name.icontains(parts[0], autoescape=True))
        & (Participant.last_name.icontains(parts[-1], autoescape=True)),
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


def _note(
    session: Session,
    action: str,
    person: Participant,
    *,
    by: Account | Participant,
    now: datetime,
    **details: Any,
) -> None:
    write_audit(
        session,
        action,
        organiser_id=person.organiser_id,
        event_id=person.event_id,
        by=by,
        now=now,
        participant=person.id,
        **details,
    )
