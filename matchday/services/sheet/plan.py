"""Plan an import: what a file would add and change, and everything that stands against it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from matchday.core.event import Action, is_open
from matchday.core.participant import Channel
from matchday.models import Event, Slot
from matchday.services.event import local_day
from matchday.services.sheet.change import Change, Complaints
from matchday.services.sheet.employer import EmployerChange, plan_employers
from matchday.services.sheet.known import Known, read_known
from matchday.services.sheet.participant import ParticipantChange, plan_participants
from matchday.services.sheet.slot import plan_slots
from matchday.services.sheet.wishlist import WishListChange, plan_wishlists
from matchday.sheets.columns import SheetKind
from matchday.sheets.complaints import Complaint
from matchday.sheets.reading import Parsed, RawTable, parse

Counted = Change[Any] | WishListChange


@dataclass(frozen=True)
class Count:
    """How many rows of one kind are new, change something, or are there as they are."""

    added: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True)
class ImportPlan:
    """What a file would do. **Shapes** with complaints the changes are empty, and nothing is taken over."""

    parsed: Parsed
    known: Known
    complaints: tuple[Complaint, ...]
    employers: tuple[EmployerChange, ...] = ()
    slots: tuple[Change[Slot], ...] = ()
    participants: tuple[ParticipantChange, ...] = ()
    wishlists: tuple[WishListChange, ...] = ()

    @property
    def counts(self) -> Mapping[SheetKind, Count]:
        """Return by kind of sheet what would happen; wishes count by list."""
        kinds: dict[SheetKind, Sequence[Counted]] = {
            SheetKind.EMPLOYERS: self.employers,
            SheetKind.SLOTS: self.slots,
            SheetKind.PARTICIPANTS: self.participants,
            SheetKind.WISHES: self.wishlists,
        }
        return {kind: _count(changes) for kind, changes in kinds.items() if changes}


def plan_import(
    session: Session,
    event: Event,
    tables: Sequence[RawTable],
    *,
    channels: Collection[Channel] = frozenset(Channel),
    now: datetime,
) -> ImportPlan:
    """Compare what a file holds with what is there. Changes nothing.

    **Shapes** ``channels`` are the ways to people that are set up here.
    """
    today = local_day(event, now)
    known = read_known(session, event)
    parsed = parse(tables, known=known.references())
    if said := (*_shut(event, parsed), *parsed.complaints):
        return ImportPlan(parsed, known, said)
    complaints, rows = Complaints(), parsed.rows
    employers = tuple(plan_employers(rows.get(SheetKind.EMPLOYERS, ()), known, complaints))
    slots = tuple(plan_slots(rows.get(SheetKind.SLOTS, ()), known, complaints, event=event))
    participants = tuple(
        plan_participants(rows.get(SheetKind.PARTICIPANTS, ()), known, complaints, channels=channels, today=today)
    )
    wishlists = tuple(
        plan_wishlists(
            rows.get(SheetKind.WISHES, ()), known, complaints, event=event, slots=slots, participants=participants
        )
    )
    if complaints.are_there:
        return ImportPlan(parsed, known, complaints.in_order())
    return ImportPlan(parsed, known, (), employers, slots, participants, wishlists)


def _shut(event: Event, parsed: Parsed) -> tuple[Complaint, ...]:
    """Return a complaint where the event's stage is past what the file holds."""
    if not is_open(event.stage, Action.PREPARE):
        return (Complaint("", 0, "", "event_over"),)
    if SheetKind.WISHES in parsed.rows and not is_open(event.stage, Action.ENTER_WISHES):
        return (Complaint("", 0, "", "wishes_shut"),)
    return ()


def _count(changes: Sequence[Counted]) -> Count:
    added = sum(change.is_new for change in changes)
    changed = sum(change.is_changing for change in changes)
    return Count(added, changed, len(changes) - added - changed)
