"""Who may go where at an event: gather the facts once, then decide without the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from matchday.core.eligibility import PersonFacts, Reason, SlotFacts, home_minutes, reasons_against
from matchday.core.event import Policy
from matchday.core.slot import SlotState
from matchday.core.travel import Position
from matchday.models import Bar, Event, KnownWay, Participant, Site, Slot
from matchday.services.event import read_event


class Verdict(NamedTuple):
    """Say what stands against a person and a slot, and how long the way is. **Units** minutes, None: not known."""

    reasons: tuple[Reason, ...]
    minutes: int | None


@dataclass(frozen=True)
class Eligibility:
    """Hold the facts of an event's people and approved slots.

    **Shapes** by inner number; ``ways`` has the pairs of which staff know the minutes.
    """

    policy: Policy
    people: dict[int, PersonFacts]
    slots: dict[int, SlotFacts]
    bars: frozenset[tuple[int, int]]
    ways: dict[tuple[int, int], int]

    def verdict(self, participant_id: int, slot_id: int) -> Verdict:
        """Return what stands against one pair, and the minutes of the way."""
        return Verdict(self.reasons(participant_id, slot_id), self.minutes(participant_id, slot_id))

    def reasons(self, participant_id: int, slot_id: int) -> tuple[Reason, ...]:
        """Return every reason against one pair."""
        return reasons_against(
            self.people[participant_id],
            self.slots[slot_id],
            policy=self.policy,
            is_barred=(participant_id, slot_id) in self.bars,
            known_min=self.ways.get((participant_id, slot_id)),
        )

    def minutes(self, participant_id: int, slot_id: int) -> int | None:
        """Return the minutes from home to the slot, or None where nobody knows them."""
        known_min = self.ways.get((participant_id, slot_id))
        return home_minutes(self.people[participant_id], self.slots[slot_id], known_min=known_min)

    def ineligible(self) -> dict[tuple[int, int], tuple[Reason, ...]]:
        """Return the reasons of every pair that has one."""
        return {
            (participant_id, slot_id): reasons
            for participant_id in self.people
            for slot_id in self.slots
            if (reasons := self.reasons(participant_id, slot_id))
        }


def read_eligibility(session: Session, event: Event) -> Eligibility:
    """Gather the facts of everybody who takes part and of every approved slot."""
    return Eligibility(
        policy=event.policy,
        people=_people(session, event, Participant.event_id == event.id, Participant.withdrawn_at.is_(None)),
        slots=_slots(session, event),
        bars=_bars(session, event),
        ways=_ways(session, event),
    )


def reasons_for(session: Session, participant: Participant) -> dict[int, Verdict]:
    """Return for one person what stands against each approved slot, and the minutes of the way."""
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    known = Eligibility(
        policy=event.policy,
        people=_people(session, event, Participant.id == participant.id),
        slots=_slots(session, event),
        bars=_bars(session, event),
        ways=_ways(session, event, KnownWay.participant_id == participant.id),
    )
    return {slot_id: known.verdict(participant.id, slot_id) for slot_id in known.slots}


def computed_minutes(session: Session, participant: Participant) -> dict[int, int | None]:
    """Return for one person the minutes to each approved slot as our map has them, whatever staff know."""
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    (person,) = _people(session, event, Participant.id == participant.id).values()
    return {slot_id: home_minutes(person, slot) for slot_id, slot in _slots(session, event).items()}


def _people(session: Session, event: Event, *which: ColumnElement[bool]) -> dict[int, PersonFacts]:
    rows = session.execute(
        select(
            Participant.id,
            Participant.born_on,
            Participant.german_level,
            Participant.permission_entry,
            Participant.permission_request,
            Participant.needs_step_free,
            Participant.food_proof,
            Participant.latitude,
            Participant.longitude,
            Participant.travel_means,
            Participant.travel_min,
        ).where(Participant.organiser_id == event.organiser_id, *which)
    )
    return {
        row.id: PersonFacts(
            born_on=row.born_on,
            german_level=row.german_level,
            permission_entry=row.permission_entry,
            permission_request=row.permission_request,
            needs_step_free=row.needs_step_free,
            food_proof=row.food_proof,
            position=_position(row.latitude, row.longitude),
            travel_means=row.travel_means,
            travel_min=row.travel_min,
        )
        for row in rows
    }


def _slots(session: Session, event: Event) -> dict[int, SlotFacts]:
    rows = session.execute(
        select(
            Slot.id,
            Slot.start_at,
            Slot.end_at,
            Slot.activity_kind,
            Slot.german_level,
            Slot.minimum_age,
            Slot.is_food,
            Slot.is_step_free,
            Site.latitude,
            Site.longitude,
        )
        .join(Site, Site.id == Slot.site_id)
        .where(
            Slot.organiser_id == event.organiser_id,
            Site.organiser_id == event.organiser_id,
            Slot.event_id == event.id,
            Slot.state == SlotState.APPROVED,
        )
    )
    return {
        row.id: SlotFacts(
            start_at=row.start_at,
            end_at=row.end_at,
            time_zone=event.time_zone,
            activity_kind=row.activity_kind,
            german_level=row.german_level,
            minimum_age=row.minimum_age,
            is_food=row.is_food,
            is_step_free=row.is_step_free,
            position=_position(row.latitude, row.longitude),
        )
        for row in rows
    }


def _bars(session: Session, event: Event) -> frozenset[tuple[int, int]]:
    rows = session.execute(
        select(Bar.participant_id, Bar.slot_id).where(Bar.organiser_id == event.organiser_id, Bar.event_id == event.id)
    )
    return frozenset((participant_id, slot_id) for participant_id, slot_id in rows)


def _ways(session: Session, event: Event, *which: ColumnElement[bool]) -> dict[tuple[int, int], int]:
    rows = session.execute(
        select(KnownWay.participant_id, KnownWay.slot_id, KnownWay.minutes).where(
            KnownWay.organiser_id == event.organiser_id, KnownWay.event_id == event.id, *which
        )
    )
    return {(participant_id, slot_id): minutes for participant_id, slot_id, minutes in rows}


def _position(latitude: float | None, longitude: float | None) -> Position | None:
    return None if latitude is None or longitude is None else Position(latitude, longitude)
