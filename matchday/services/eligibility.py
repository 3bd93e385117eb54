"""Who may go where at an event: gather the facts once, then decide without the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from matchday.core.eligibility import (
    PersonFacts,
    Reason,
    SlotFacts,
    demands_of,
    fact_reasons,
    find_gear,
    home_minutes,
    said_reasons,
    way_reasons,
)
from matchday.core.event import Policy
from matchday.core.participant import TravelMeans
from matchday.core.slot import SlotState
from matchday.core.travel import Position
from matchday.models import Avoidance, Bar, Employer, Event, KnownWay, Participant, Site, Slot
from matchday.services.confirmation import NOTHING_DECLINED, Declined, read_declined
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
    avoided: frozenset[tuple[int, int]]
    ways: dict[tuple[int, int], int]
    declined: Declined = NOTHING_DECLINED

    def verdict(self, participant_id: int, slot_id: int) -> Verdict:
        """Return what stands against one pair, and the minutes of the way."""
        return Verdict(self.reasons(participant_id, slot_id), self.minutes(participant_id, slot_id))

    def reasons(self, participant_id: int, slot_id: int) -> tuple[Reason, ...]:
        """Return every reason against one pair, as `reasons_against` does, but what repeats is decided once."""
        person, slot, pair = self.people[participant_id], self.slots[slot_id], (participant_id, slot_id)
        asked = (participant_id, self._demands[slot_id])
        if (of_facts := self._known.get(asked)) is None:
            of_facts = self._known[asked] = fact_reasons(person, slot, policy=self.policy)
        way = way_reasons(person, slot, minutes=self.minutes(*pair), is_known=pair in self.ways)
        said = said_reasons(
            is_barred=pair in self.bars,
            is_avoided=pair in self.avoided,
            is_declined=self.declined.is_given_back(*pair),
            is_unwanted=self.declined.is_unwanted(*pair),
        )
        return (*said, *of_facts, *way)

    def open_slots(self, participant_id: int) -> set[int]:
        """Return the slots that nothing stands against, as `reasons` says, but found all at once."""
        if (held := self.declined.resting.get(participant_id)) is not None:
            return {slot_id for slot_id in held if slot_id in self.slots and not self.reasons(participant_id, slot_id)}
        person = self.people[participant_id]
        fitting = (
            slots
            for slots in self._alike
            if not fact_reasons(person, self.slots[next(iter(slots))], policy=self.policy)
        )
        found = set().union(*fitting) & self._within_reach(person)
        for slot_id in self._single.get(participant_id, ()):
            if self.reasons(participant_id, slot_id):
                found.discard(slot_id)
            else:
                found.add(slot_id)
        return found

    def minutes(self, participant_id: int, slot_id: int) -> int | None:
        """Return the minutes from home to the slot, or None where nobody knows them."""
        if (known_min := self.ways.get((participant_id, slot_id))) is not None:
            return known_min
        return self._ways_of(self.people[participant_id])[slot_id]

    def all_minutes(self, participant_id: int) -> dict[int, int | None]:
        """Return the minutes from home to every slot."""
        told = ((slot_id, self.minutes(participant_id, slot_id)) for slot_id in self._single.get(participant_id, ()))
        return self._ways_of(self.people[participant_id]) | dict(told)

    def _ways_of(self, person: PersonFacts) -> dict[int, int | None]:
        start = (person.position, person.travel_means)
        if (ways := self._ways_from.get(start)) is None:
            ways = self._ways_from[start] = {other: home_minutes(person, slot) for other, slot in self.slots.items()}
        return ways

    def _within_reach(self, person: PersonFacts) -> frozenset[int]:
        """Return the slots of which nothing in the way stands against somebody, as far as our map knows."""
        start = (person.position, person.travel_means, person.travel_min)
        if (found := self._reached_from.get(start)) is None:
            found = self._reached_from[start] = frozenset(
                slot_id
                for slot_id, minutes in self._ways_of(person).items()
                if not way_reasons(person, self.slots[slot_id], minutes=minutes, is_known=False)
            )
        return found

    @cached_property
    def _demands(self) -> dict[int, int]:
        """Return a number for what each slot demands."""
        numbers: dict[Hashable, int] = {}
        asked = ((slot_id, demands_of(slot, policy=self.policy)) for slot_id, slot in self.slots.items())
        return {slot_id: numbers.setdefault(demands, len(numbers)) for slot_id, demands in asked}

    @cached_property
    def _alike(self) -> list[set[int]]:
        """Return the slots that demand the same, together."""
        alike: defaultdict[int, set[int]] = defaultdict(set)
        for slot_id, number in self._demands.items():
            alike[number].add(slot_id)
        return list(alike.values())

    @cached_property
    def _single(self) -> dict[int, set[int]]:
        """Return, by participant, the slots of which staff or the person said something about the one pair."""
        single: defaultdict[int, set[int]] = defaultdict(set)
        for participant_id, slot_id in (*self.bars, *self.avoided, *self.ways, *self.declined.places):
            if slot_id in self.slots:
                single[participant_id].add(slot_id)
        return dict(single)

    @cached_property
    def _reached_from(self) -> dict[tuple[Position | None, TravelMeans, int], frozenset[int]]:
        """Hold the slots found so far, by where somebody lives, how they travel and how long they would."""
        return {}

    @cached_property
    def _ways_from(self) -> dict[tuple[Position | None, TravelMeans], dict[int, int | None]]:
        """Hold the minutes to every slot found so far, by where somebody lives and how they travel."""
        return {}

    @cached_property
    def _known(self) -> dict[tuple[int, int], tuple[Reason, ...]]:
        """Hold the reasons found so far, by participant and what is demanded."""
        return {}

    def ineligible(self) -> dict[tuple[int, int], tuple[Reason, ...]]:
        """Return the reasons of every pair that has one."""
        return {
            (participant_id, slot_id): reasons
            for participant_id in self.people
            for slot_id in self.slots
            if (reasons := self.reasons(participant_id, slot_id))
        }


def read_eligibility(session: Session, event: Event, *, until: datetime | None = None) -> Eligibility:
    """Gather the facts of everybody who takes part and of every approved slot; places given back up to a moment."""
    return Eligibility(
        policy=event.policy,
        people=_people(session, event, Participant.event_id == event.id, Participant.withdrawn_at.is_(None)),
        slots=_slots(session, event),
        bars=_bars(session, event),
        avoided=_avoided(session, event),
        ways=_ways(session, event),
        declined=read_declined(session, event, until=until),
    )


def reasons_for(session: Session, participant: Participant) -> dict[int, Verdict]:
    """Return for one person what stands against each approved slot, and the minutes of the way."""
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    known = Eligibility(
        policy=event.policy,
        people=_people(session, event, Participant.id == participant.id),
        slots=_slots(session, event),
        bars=_bars(session, event),
        avoided=_avoided(session, event, Avoidance.participant_id == participant.id),
        ways=_ways(session, event, KnownWay.participant_id == participant.id),
        declined=read_declined(session, event, participant=participant),
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
            Participant.guardian_signed_on,
            Participant.german_level,
            Participant.permission_entry,
            Participant.permission_request,
            Participant.needs_step_free,
            Participant.gear,
            Participant.food_proof,
            Participant.latitude,
            Participant.longitude,
            Participant.travel_means,
            Participant.travel_min,
        )
        .where(Participant.organiser_id == event.organiser_id, *which)
        .order_by(Participant.id)
    )
    return {
        row.id: PersonFacts(
            born_on=row.born_on,
            has_guardian=row.guardian_signed_on is not None,
            german_level=row.german_level,
            permission_entry=row.permission_entry,
            permission_request=row.permission_request,
            needs_step_free=row.needs_step_free,
            gear=find_gear(row.gear, is_lent=False),
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
            Slot.needs,
            Slot.lends_gear,
            Employer.hospitation_cover,
            Site.latitude,
            Site.longitude,
        )
        .join(Site, Site.id == Slot.site_id)
        .join(Employer, Employer.id == Slot.employer_id)
        .where(
            Slot.organiser_id == event.organiser_id,
            Site.organiser_id == event.organiser_id,
            Employer.organiser_id == event.organiser_id,
            Slot.event_id == event.id,
            Slot.state == SlotState.APPROVED,
        )
        .order_by(Slot.id)
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
            gear=find_gear(row.needs, is_lent=row.lends_gear),
            hospitation_cover=row.hospitation_cover,
            position=_position(row.latitude, row.longitude),
        )
        for row in rows
    }


def _bars(session: Session, event: Event) -> frozenset[tuple[int, int]]:
    rows = session.execute(
        select(Bar.participant_id, Bar.slot_id)
        .where(Bar.organiser_id == event.organiser_id, Bar.event_id == event.id)
        .order_by(Bar.id)
    )
    return frozenset((participant_id, slot_id) for participant_id, slot_id in rows)


def _avoided(session: Session, event: Event, *which: ColumnElement[bool]) -> frozenset[tuple[int, int]]:
    rows = session.execute(
        select(Avoidance.participant_id, Slot.id)
        .join(Slot, Slot.event_id == Avoidance.event_id)
        .join(Site, Site.id == Slot.site_id)
        .where(
            Avoidance.organiser_id == event.organiser_id,
            Slot.organiser_id == event.organiser_id,
            Site.organiser_id == event.organiser_id,
            Avoidance.event_id == event.id,
            or_(
                Slot.employer_id == Avoidance.employer_id,
                and_(Avoidance.town != "", func.lower(Site.town) == func.lower(Avoidance.town)),
            ),
            *which,
        )
        .order_by(Avoidance.id, Slot.id)
    )
    return frozenset((participant_id, slot_id) for participant_id, slot_id in rows)


def _ways(session: Session, event: Event, *which: ColumnElement[bool]) -> dict[tuple[int, int], int]:
    rows = session.execute(
        select(KnownWay.participant_id, KnownWay.slot_id, KnownWay.minutes)
        .where(KnownWay.organiser_id == event.organiser_id, KnownWay.event_id == event.id, *which)
        .order_by(KnownWay.id)
    )
    return {(participant_id, slot_id): minutes for participant_id, slot_id, minutes in rows}


def _position(latitude: float | None, longitude: float | None) -> Position | None:
    return None if latitude is None or longitude is None else Position(latitude, longitude)
