"""Rows of wishes: for each person the whole list, best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matchday.core.errors import RuleError
from matchday.core.slot import SlotState
from matchday.core.wishlist import check_wishlist
from matchday.models import Event, Participant, Slot
from matchday.services.sheet.change import Change, Complaints, fold
from matchday.services.sheet.known import Known
from matchday.sheets.columns import SheetKind
from matchday.sheets.references import Row

AT_FAULT = {"wish_twice": "wish_again", "wish_too_many": "wish_too_many"}
"""What is said of a whole list; a slot that cannot be wished has a complaint in its own row."""


@dataclass(frozen=True)
class WishListChange:
    """The wish list one person gets.

    **Shapes** ``participant`` and the slots of ``tiers`` are folded references; best first, ties allowed. ``known`` is
    the list that is there, empty where there is none.
    """

    participant: str
    tiers: tuple[tuple[str, ...], ...]
    known: tuple[tuple[str, ...], ...] = ()

    @property
    def is_new(self) -> bool:
        """Tell whether the person had no wish yet."""
        return not self.known

    @property
    def is_changing(self) -> bool:
        """Tell whether the person wished something else; within a tier the order does not count."""
        return bool(self.known) and [set(tier) for tier in self.tiers] != [set(tier) for tier in self.known]


def plan_wishlists(
    rows: Sequence[Row],
    known: Known,
    complaints: Complaints,
    *,
    event: Event,
    slots: Sequence[Change[Slot]],
    participants: Sequence[Change[Participant]],
) -> Iterator[WishListChange]:
    """Yield the wish list of each person named."""
    names = {name: fold(person.reference) for name, person in known.participants.items()}
    names |= {fold(change.row.values["reference"]): fold(change.values["reference"]) for change in participants}
    states = {reference: slot.state for reference, slot in known.slots.items()}
    for change in slots:
        if change.is_new:
            states[fold(change.values["reference"])] = SlotState.APPROVED
    numbers = {reference: number for number, reference in enumerate(states)}
    wishable = {numbers[reference] for reference, state in states.items() if state is SlotState.APPROVED}
    for participant, theirs in _by_participant(rows, names).items():
        _check_approved(theirs, states, complaints)
        tiers = _tiers(theirs)
        try:
            check_wishlist(
                [[numbers[one] for one in tier] for tier in tiers], wishable=wishable, max_wishes=event.max_wishes
            )
        except RuleError as error:
            if code := AT_FAULT.get(error.code):
                complaints.add(SheetKind.WISHES, theirs[-1], "slot", code=code, **error.details)
        yield WishListChange(participant, tiers, known.wishlists.get(participant, ()))


def _by_participant(rows: Sequence[Row], names: Mapping[str, str]) -> Mapping[str, list[Row]]:
    """Return the rows of each person, whether by number or by name."""
    lists: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        lists[names[fold(row.values["participant"])]].append(row)
    return lists


def _tiers(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    by_rank: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        by_rank[int(str(row.values["rank"]))].append(fold(row.values["slot"]))
    return tuple(tuple(by_rank[rank]) for rank in sorted(by_rank))


def _check_approved(rows: Sequence[Row], states: Mapping[str, SlotState], complaints: Complaints) -> None:
    for row in rows:
        if states[fold(row.values["slot"])] is not SlotState.APPROVED:
            text = str(row.values["slot"])
            complaints.add(SheetKind.WISHES, row, "slot", code="wish_not_approved", text=text)
