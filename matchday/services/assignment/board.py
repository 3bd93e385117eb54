"""Read plans: the list, and one with its people and slots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.assignment import AssignmentState, RankCounts, UnplacedReason, count_ranks
from matchday.core.eligibility import Reason
from matchday.core.errors import NotFound
from matchday.core.slot import SlotState
from matchday.core.text import sort_key
from matchday.models import (
    Assignment,
    Event,
    Participant,
    Placement,
    Slot,
    Unplaced,
    Wish,
)
from matchday.services.eligibility import read_eligibility
from matchday.services.progress import is_named


@dataclass(frozen=True)
class Asked:
    """Plans that were asked for together, or one that was asked for alone. **Shapes** ``plans`` by number."""

    plans: tuple[Assignment, ...]

    @property
    def has_told(self) -> bool:
        """Tell whether one of them was ever published."""
        return any(plan.published_at for plan in self.plans)

    @property
    def first(self) -> Assignment:
        """Return the plan whose number names them."""
        return self.plans[0]


@dataclass(frozen=True)
class Card:
    """One slot of a plan with the people in it, by rank of their wish."""

    slot: Slot
    placements: tuple[Placement, ...]

    @property
    def free_count(self) -> int:
        """Return the places nobody has."""
        return self.slot.capacity - len(self.placements)


@dataclass(frozen=True)
class Obstacle:
    """A slot somebody wished, and why it is not for them; without reasons it is not offered any more."""

    slot: Slot
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Board:
    """A plan as staff read it. **Shapes** people without a place and cards of all approved slots, in order of time."""

    unplaced: tuple[Unplaced, ...]
    cards: tuple[Card, ...]

    @property
    def counts(self) -> RankCounts:
        """Return the people by the best wish each got."""
        best: dict[int, int | None] = {}
        for placement in sorted(self.placements, key=lambda one: one.rank or 10**6):
            best.setdefault(placement.participant_id, placement.rank)
        return count_ranks(list(best.values()), unplaced=len(self.unplaced))

    @property
    def placements(self) -> list[Placement]:
        """Return every placement."""
        return [placement for card in self.cards for placement in card.placements]

    @property
    def is_several(self) -> bool:
        """Tell whether somebody has more than one place."""
        return len(self.placements) > self.counts.placed

    @property
    def running(self) -> tuple[Card, ...]:
        """Return the slots somebody goes to."""
        return tuple(card for card in self.cards if card.placements)

    @property
    def lone_employers(self) -> list[str]:
        """Return the names of the employers nobody goes to."""
        visited = {card.slot.employer_id for card in self.running}
        lone = {card.slot.employer.name for card in self.cards if card.slot.employer_id not in visited}
        return sorted(lone, key=sort_key)


def list_asked(session: Session, event: Event) -> list[Asked]:
    """Return the event's plans by what they were asked for, the newest first."""
    plans = session.scalars(
        select(Assignment)
        .where(Assignment.organiser_id == event.organiser_id, Assignment.event_id == event.id)
        .options(joinedload(Assignment.requested_by), joinedload(Assignment.published_by), joinedload(Assignment.base))
        .order_by(Assignment.number)
    )
    together: defaultdict[int, list[Assignment]] = defaultdict(list)
    for plan in plans:
        together[plan.comparison or plan.number].append(plan)
    return [Asked(tuple(of_one)) for _, of_one in sorted(together.items(), reverse=True)]


def read_assignment(session: Session, event: Event, number: int) -> Assignment:
    """Return a plan of the event by its number. **Errors** NotFound."""
    assignment = session.scalar(
        select(Assignment).where(
            Assignment.organiser_id == event.organiser_id,
            Assignment.event_id == event.id,
            Assignment.number == number,
        )
    )
    if assignment is None:
        raise NotFound
    return assignment


def find_published(session: Session, event: Event) -> Assignment | None:
    """Return the plan that is valid now, or None."""
    return session.scalar(
        select(Assignment)
        .where(
            Assignment.organiser_id == event.organiser_id,
            Assignment.event_id == event.id,
            Assignment.state == AssignmentState.PUBLISHED,
        )
        .order_by(Assignment.number.desc())
        .limit(1)
    )


def find_failed(session: Session, event: Event) -> Assignment | None:
    """Return the newest plan where it could not be made, or None: a later one puts it right.

    One of several that were asked for together is a try: whoever asked reads of it beside the others.
    """
    newest = session.scalar(
        select(Assignment)
        .where(Assignment.organiser_id == event.organiser_id, Assignment.event_id == event.id)
        .order_by(Assignment.number.desc())
        .limit(1)
    )
    if newest is None or newest.comparison is not None:
        return None
    return newest if newest.state is AssignmentState.FAILED else None


def read_board(session: Session, event: Event, assignment: Assignment) -> Board:
    """Return a plan with its people and slots. Who the people are is another question: `read_people`."""
    placements: defaultdict[int, list[tuple[Placement, str]]] = defaultdict(list)
    for placement, first_name in session.execute(
        select(Placement, Participant.first_name)
        .join(Participant, Participant.id == Placement.participant_id)
        .where(
            Placement.organiser_id == event.organiser_id,
            Participant.organiser_id == event.organiser_id,
            Placement.assignment_id == assignment.id,
        )
        .order_by(Placement.id)
    ):
        placements[placement.slot_id].append((placement, first_name))
    slots = session.scalars(
        select(Slot)
        .where(Slot.organiser_id == event.organiser_id, Slot.event_id == event.id)
        .options(joinedload(Slot.employer), joinedload(Slot.site))
        .order_by(Slot.start_at, Slot.id)
    )
    unplaced = session.scalars(
        select(Unplaced)
        .where(Unplaced.organiser_id == event.organiser_id, Unplaced.assignment_id == assignment.id)
        .order_by(Unplaced.id)
    )
    cards = [
        Card(slot, tuple(placement for placement, _ in sorted(placements[slot.id], key=_by_rank)))
        for slot in slots
        if slot.state is SlotState.APPROVED or placements[slot.id]
    ]
    return Board(tuple(unplaced), tuple(cards))


def find_on_board(session: Session, event: Event, board: Board, *, name: str) -> Board:
    """Return what of a board has to do with ``name``: people whose name or number it is part of, employers' slots."""
    people = set(
        session.scalars(
            select(Participant.id).where(
                Participant.organiser_id == event.organiser_id, Participant.event_id == event.id, is_named(name)
            )
        )
    )
    return Board(
        tuple(one for one in board.unplaced if one.participant_id in people),
        tuple(
            card
            for card in board.cards
            if name.casefold() in card.slot.employer.name.casefold()
            or any(one.participant_id in people for one in card.placements)
        ),
    )


def read_people(session: Session, event: Event, person_ids: Collection[int]) -> dict[int, Participant]:
    """Return these people of the event with their groups, by inner number."""
    found = session.scalars(
        select(Participant)
        .where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.id.in_(person_ids),
        )
        .options(joinedload(Participant.group))
    )
    return {person.id: person for person in found}


def _by_rank(entry: tuple[Placement, str]) -> tuple[int, str]:
    placement, first_name = entry
    return placement.rank or 10**6, first_name


def list_obstacles(session: Session, event: Event, unplaced: Iterable[Unplaced]) -> dict[int, list[Obstacle]]:
    """Return, for who has no place and may go nowhere they wished, why not: by wish, the best first."""
    people = [one.participant_id for one in unplaced if one.reason is UnplacedReason.NOT_ELIGIBLE]
    if not people:
        return {}
    eligibility = read_eligibility(session, event)
    wishes = session.scalars(
        select(Wish)
        .where(Wish.organiser_id == event.organiser_id, Wish.participant_id.in_(people))
        .options(joinedload(Wish.slot).joinedload(Slot.employer))
        .order_by(Wish.rank, Wish.slot_id)
    )
    obstacles: defaultdict[int, list[Obstacle]] = defaultdict(list)
    for wish in wishes:
        is_known = wish.participant_id in eligibility.people and wish.slot_id in eligibility.slots
        reasons = eligibility.reasons(wish.participant_id, wish.slot_id) if is_known else ()
        if reasons or wish.slot.state is not SlotState.APPROVED:
            obstacles[wish.participant_id].append(Obstacle(wish.slot, reasons))
    return dict(obstacles)
