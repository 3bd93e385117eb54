"""What is there already, found the way sheets speak of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matchday.core.account import Role
from matchday.core.consent import Recipient
from matchday.models import Account, Employer, Event, Group, Participant, Slot, Wish
from matchday.services.account import list_accounts
from matchday.services.consent import list_agreeing
from matchday.services.sheet.change import fold
from matchday.sheets.columns import SheetKind

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Known:
    """The rows of the tables a sheet can meet.

    **Shapes** ``employers``, ``slots``, ``participants``, ``groups`` by folded reference or label; the first and third
    also by name where only one has it. ``people`` by folded full name and birth date. ``coaches`` by mail address.
    ``wishlists`` by folded reference of the person, tiers of folded references of slots, best first.
    """

    employers: dict[str, Employer]
    slots: dict[str, Slot]
    participants: dict[str, Participant]
    people: dict[tuple[str, date], Participant]
    groups: dict[str, Group]
    coaches: dict[str, Account]
    aliases: frozenset[str]
    wishlists: dict[str, tuple[tuple[str, ...], ...]]
    may_keep_needs: frozenset[int]
    """The inner numbers of people who said yes to that."""

    def references(self) -> dict[SheetKind, list[str]]:
        """Return by kind what rows may refer to."""
        return {
            SheetKind.EMPLOYERS: list(self.employers),
            SheetKind.SLOTS: list(self.slots),
            SheetKind.PARTICIPANTS: list(self.participants),
        }


def read_known(session: Session, event: Event) -> Known:
    """Return what the event and its organiser have already."""
    employers = session.scalars(
        select(Employer).where(Employer.organiser_id == event.organiser_id).options(selectinload(Employer.sites))
    ).all()
    slots = session.scalars(select(Slot).where(Slot.organiser_id == event.organiser_id, Slot.event_id == event.id))
    participants = session.scalars(
        select(Participant)
        .where(Participant.organiser_id == event.organiser_id, Participant.event_id == event.id)
        .options(selectinload(Participant.group))
    ).all()
    groups = session.scalars(select(Group).where(Group.organiser_id == event.organiser_id, Group.event_id == event.id))
    coaches = list_accounts(session, Role.COACH, organiser_id=event.organiser_id)
    return Known(
        employers=_once((fold(one.name), one) for one in employers) | {fold(one.reference): one for one in employers},
        slots={fold(one.reference): one for one in slots},
        participants=_once((fold(full_name(one)), one) for one in participants)
        | {fold(one.reference): one for one in participants},
        people={(fold(full_name(one)), one.born_on): one for one in participants if one.born_on},
        groups={fold(one.label): one for one in groups},
        coaches={one.email: one for one in coaches},
        aliases=frozenset(one.alias for one in participants),
        wishlists=_wishlists(session, event),
        may_keep_needs=frozenset(
            list_agreeing(session, participants, Recipient.HEALTH, organiser_id=event.organiser_id)
        ),
    )


def _wishlists(session: Session, event: Event) -> dict[str, tuple[tuple[str, ...], ...]]:
    rows = session.execute(
        select(Participant.reference, Wish.rank, Slot.reference)
        .join(Wish, Wish.participant_id == Participant.id)
        .join(Slot, Slot.id == Wish.slot_id)
        .where(
            Participant.organiser_id == event.organiser_id,
            Wish.organiser_id == event.organiser_id,
            Slot.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
        )
        .order_by(Wish.rank, Wish.id)
    )
    lists: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for participant, rank, slot in rows:
        lists[fold(participant)][rank].append(fold(slot))
    return {participant: tuple(tuple(tier) for tier in tiers.values()) for participant, tiers in lists.items()}


def full_name(participant: Participant) -> str:
    """Return first and last name, as a sheet may name a person."""
    return f"{participant.first_name} {participant.last_name}".strip()


def _once(named: Iterable[tuple[str, Thing]]) -> dict[str, Thing]:
    """Return things by name, without the names that two have."""
    pairs = list(named)
    counts = Counter(name for name, _ in pairs)
    return {name: thing for name, thing in pairs if counts[name] == 1}
