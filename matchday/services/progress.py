"""How far everybody is: the people of an event as the lists of staff and coaches have them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, selectinload

from matchday.core.assignment import AssignmentState, UnplacedReason
from matchday.core.confirmation import Reply
from matchday.core.guardian import is_guardian_needed
from matchday.core.participant import ParticipantState, is_permission_open, state_of
from matchday.core.profile import ProfileStep
from matchday.core.slot import SlotState
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
    Slot,
    Ticket,
    Unplaced,
    Wish,
)
from matchday.services.message import is_uninvited, is_written_to


@dataclass(frozen=True)
class ParticipantRow:
    """A person in a list, with how far they are; ``reason`` says why they have no place."""

    participant: Participant
    state: ParticipantState
    wish_count: int
    first_on: date
    """The event's first day."""
    is_uninvited: bool
    """Got neither an invitation nor a way in yet."""
    reason: UnplacedReason | None = None
    profile_step_count: int = 0

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
        which.append(is_named(name))
    people = session.scalars(
        select(Participant).where(*which).options(selectinload(Participant.coach), selectinload(Participant.group))
    )
    progress = _read_progress(session, event)
    return [progress.row(person) for person in by_name(people)]


def by_name(people: Iterable[Participant]) -> list[Participant]:
    """Return ``people`` in the order of their names, as a German list has them."""
    return sorted(people, key=lambda one: (sort_key(one.first_name), sort_key(one.last_name), one.id))


def published_plan(organiser_id: int, event_id: int) -> Select[int]:
    """Return the inner number of the event's published plan, as a part of other questions."""
    return select(Assignment.id).where(
        Assignment.organiser_id == organiser_id,
        Assignment.event_id == event_id,
        Assignment.state == AssignmentState.PUBLISHED,
    )


@dataclass(frozen=True)
class _Progress:
    first_on: date
    uninvited: frozenset[int]
    opened: frozenset[int]
    placed: frozenset[int]
    called_off: frozenset[int]
    confirmed: frozenset[int]
    unplaced: dict[int, UnplacedReason]
    wish_counts: dict[int, int]
    profile_step_counts: dict[int, int]

    def row(self, person: Participant) -> ParticipantRow:
        state = state_of(
            is_invited=person.id not in self.uninvited,
            has_opened=person.id in self.opened or person.confirmed_at is not None,
            has_wished=person.id in self.wish_counts,
            is_unplaced=person.id in self.unplaced,
            is_placed=person.id in self.placed,
            is_called_off=person.id in self.called_off,
            has_confirmed=person.id in self.confirmed,
            is_withdrawn=person.withdrawn_at is not None,
        )
        reason = self.unplaced[person.id] if state is ParticipantState.UNPLACED else None
        return ParticipantRow(
            person,
            state,
            self.wish_counts.get(person.id, 0),
            self.first_on,
            person.id in self.uninvited,
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
    published = published_plan(event.organiser_id, event.id)
    places = session.execute(
        select(Placement.participant_id, Slot.state != SlotState.WITHDRAWN)
        .join(Slot, Slot.id == Placement.slot_id)
        .where(
            Placement.organiser_id == event.organiser_id,
            Slot.organiser_id == event.organiser_id,
            Placement.assignment_id.in_(published),
        )
    ).all()
    placed = {participant_id for participant_id, is_offered in places if is_offered}
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
        uninvited=frozenset(session.scalars(select(Participant.id).where(*of_event, is_uninvited(event)))),
        opened=frozenset(link.participant_id for link in links if link.first_opened_at is not None),
        placed=frozenset(placed),
        called_off=frozenset(participant_id for participant_id, _ in places) - placed,
        confirmed=frozenset(confirmed),
        unplaced=dict(without_place.all()),
        wish_counts=dict(wish_counts.all()),
        profile_step_counts={participant_id: len(steps) for participant_id, steps in profiles},
    )


def is_named(text: str) -> ColumnElement[bool]:
    """Return the condition that a text is part of somebody's name, alias or number, or is first and last name."""
    parts = text.split()
    columns = (Participant.first_name, Participant.last_name, Participant.alias, Participant.reference)
    return or_(
        *(column.icontains(text, autoescape=True) for column in columns),
        (Participant.first_name.icontains(parts[0], autoescape=True))
        & (Participant.last_name.icontains(parts[-1], autoescape=True)),
    )
