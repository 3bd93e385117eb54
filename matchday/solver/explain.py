"""Why somebody did not get what they wished more, without a word about anybody else.

1. Look at every slot the person named and wished more than what they hold; at all of them while placements are left.
2. Many answers stand in the problem: who may not go there, what is pinned, what can never run, what clashes.
3. For the rest, compare the plan with the best one that gives the place (`forced`). If that is as good, the lottery
   decided; if it is worse, the levels that change say what the place would cost, summed over everybody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from matchday.solver.check import require_true
from matchday.solver.clash import clashing
from matchday.solver.errors import CallError
from matchday.solver.forced import Forced, Reached, group_of
from matchday.solver.problem import Problem, Truth, Whole
from matchday.solver.reduce import find_openings
from matchday.solver.values import Change, Plan, changes, read_plan


class ReasonCode(StrEnum):
    """Why a wish was not fulfilled."""

    NOT_ELIGIBLE = "not_eligible"  # the person may not go there
    BARRED = "barred"  # staff forbade it
    PINNED_ELSEWHERE = "pinned_elsewhere"  # the person's own pins leave no placement for it, or clash with it
    GROUP = "group"  # somebody of the group may not go there, or there is no room for all of it
    PINS = "pins"  # pins of staff leave no place there
    CLOSED = "closed"  # too few could ever come
    CLASH = "clash"  # a slot that the person holds and wished at least as much does not go together with it
    UNKNOWN = "unknown"  # not found out within the limit
    NOT_BEST = "not_best"  # a better plan gives it, but this plan is not the best one
    LOTTERY = "lottery"  # an equally good plan gives it
    LEFT_BY_PINS = "left_by_pins"  # the same, and pins of staff take places there
    FULL = "full"  # all places are taken
    NOT_RUNNING = "not_running"  # the plan has too few there
    OUTWEIGHED = "outweighed"  # there is room, but a level would get worse
    KEPT = "kept"  # there is room, but the person keeps a place of the plan before


@dataclass(frozen=True)
class Reason:
    """Why one slot was not given.

    `effect` is what giving it would change at best, in the order of the levels; None where that is not known or no
    plan gives it. `held` is the slot of the same person that it clashes with.
    """

    slot: str
    rank: int
    code: ReasonCode
    effect: tuple[Change, ...] | None = None
    held: str | None = None


@dataclass(frozen=True)
class Explanation:
    """What somebody holds, and why nothing that was wished more; the best rank first, then by id."""

    participant: str
    placements: tuple[str, ...]
    reasons: tuple[Reason, ...]


def explain(problem: Problem, solution: Mapping[str, Any], participant: str, *, limit_s: float = 10.0) -> Explanation:
    """Explain to one participant what was wished more than what the plan gives.

    **Units.** `limit_s` is what solving anew may take, where that is needed.
    **Errors.** As `Explainer` and its `explain`.
    """
    return Explainer(problem, solution, limit_s=limit_s).explain(participant)


class Explainer:
    """Explanations of one plan, after a set-up that all participants share.

    **Shapes.** `kept` are pins, as ids of participant and slot, that nobody decided: they only keep a place of the plan
    before. They are no reason by themselves; what is said instead is what can be seen in the plan.
    **Errors.** `CallError` for a solution with a claim that is false.
    """

    def __init__(
        self,
        problem: Problem,
        solution: Mapping[str, Any],
        *,
        limit_s: float = 10.0,
        kept: Collection[tuple[str, str]] = (),
    ) -> None:
        require_true(problem, solution)
        plan, pairs = read_plan(problem, solution["placements"]), problem.pairs
        self._is_decided = pairs.is_pinned.copy()
        for row in np.flatnonzero(pairs.is_pinned).tolist():
            pair = problem.participants.ids[pairs.participant[row]], problem.slots.ids[pairs.slot[row]]
            self._is_decided[row] = pair not in kept
        self._problem = problem
        self._numbers = {name: number for number, name in enumerate(problem.participants.ids)}
        self._slots_of = _gather(plan)
        self._load = np.bincount(plan.slot, minlength=len(problem.slots))
        self._pinned = np.bincount(pairs.slot[pairs.is_pinned], minlength=len(problem.slots))
        self._decided = np.bincount(pairs.slot[self._is_decided], minlength=len(problem.slots))
        openings = find_openings(problem)
        self._is_open = openings.opening_of_pair >= 0
        self._reached: Reached = tuple(entry["value"] for entry in solution["levels"])
        self._limit_s = limit_s
        self._forced = Forced(problem, openings, solution, limit_s=limit_s)

    def explain(self, participant: str, *, limit_s: float | None = None) -> Explanation:
        """Explain to one participant what was wished more than what the plan gives.

        **Units.** `limit_s` is what solving anew may take for this one, where that is needed; with 0 only what can be
        seen in the plan is said.
        **Errors.** `CallError` for somebody the problem does not have.
        """
        if participant not in self._numbers:
            raise CallError(f"there is no participant {participant!a} in this problem")
        number, names = self._numbers[participant], self._problem.slots.ids
        person = _Person.meet(self._problem, number, held=self._slots_of.get(number, ()), is_decided=self._is_decided)
        known = [(row, self._read_off(person, row)) for row in person.wished_more()]
        unread = [row for row, reason in known if reason is None]
        reached = self._forced.reach(unread, limit_s=self._limit_s if limit_s is None else limit_s)
        reasons = [reason or self._compare(person, row, reached) for row, reason in known]
        return Explanation(participant, tuple(names[slot] for slot in person.held), tuple(reasons))

    def _read_off(self, person: _Person, row: int) -> Reason | None:
        """Return the reason that stands in the problem, if one does."""
        pairs, slot = self._problem.pairs, int(self._problem.pairs.slot[row])
        capacity = self._problem.slots.capacity[slot]
        if pairs.is_ineligible[row]:
            return self._reason(row, ReasonCode.NOT_ELIGIBLE)
        if pairs.is_barred[row]:
            return self._reason(row, ReasonCode.BARRED)
        if person.is_bound(slot, person.decided):
            return self._reason(row, ReasonCode.PINNED_ELSEWHERE)
        if not person.may_go_together(slot):
            return self._reason(row, ReasonCode.GROUP)
        if person.is_bound(slot, person.pinned):
            code = self._look(person, slot)
            return self._reason(row, ReasonCode.KEPT if code is ReasonCode.OUTWEIGHED else code)
        if not self._is_open[row]:
            if person.size > capacity - self._decided[slot]:
                return self._reason(row, ReasonCode.PINS)
            if person.size > capacity - self._pinned[slot]:
                return self._reason(row, ReasonCode.FULL)
            is_closed = bool((self._decided == self._pinned).all())  # else those who are kept elsewhere might have come
            return self._reason(row, ReasonCode.CLOSED if is_closed else ReasonCode.NOT_RUNNING)
        as_good = [held for held in person.held if person.rank(held) <= pairs.rank[row]]
        for held in person.clashes(slot, as_good):
            return self._reason(row, ReasonCode.CLASH, held=self._problem.slots.ids[held])
        return None

    def _compare(self, person: _Person, row: int, reached: Mapping[int, Reached | None]) -> Reason:
        """Return the reason that follows from the best plan that gives the place."""
        slot = int(self._problem.pairs.slot[row])
        if row not in reached:
            return self._reason(row, ReasonCode.NOT_RUNNING if self._lacks_people(slot) else ReasonCode.PINS)
        best = reached[row]
        if best is None:
            code = self._look(person, slot)
            return self._reason(row, ReasonCode.UNKNOWN if code is ReasonCode.OUTWEIGHED else code)
        effect = changes(self._problem, self._reached, best)
        if not effect:
            code = ReasonCode.LEFT_BY_PINS if self._decided[slot] else ReasonCode.LOTTERY
            return self._reason(row, code, effect=effect)
        code = ReasonCode.NOT_BEST if effect[0].is_better else self._look(person, slot)
        return self._reason(row, code, effect=effect)

    def _look(self, person: _Person, slot: int) -> ReasonCode:
        """Say what can be seen in the plan itself."""
        room = int(self._problem.slots.capacity[slot] - self._load[slot])
        if room == 0:
            return ReasonCode.FULL
        if room < person.size:
            return ReasonCode.GROUP
        return ReasonCode.NOT_RUNNING if self._lacks_people(slot) else ReasonCode.OUTWEIGHED

    def _lacks_people(self, slot: int) -> bool:
        return bool(self._load[slot] == 0 and self._problem.slots.min_group[slot] > 1)

    def _reason(
        self, row: int, code: ReasonCode, *, effect: tuple[Change, ...] | None = None, held: str | None = None
    ) -> Reason:
        pairs = self._problem.pairs
        return Reason(self._problem.slots.ids[pairs.slot[row]], int(pairs.rank[row]), code, effect, held)


@dataclass(frozen=True, eq=False)
class _Person:
    """One participant with the own pairs, and with the group, which is asked for as one.

    **Shapes.** `rows` of the person's pairs and `group_rows` of those of the whole group; `is_decided` (pairs,): what
    staff pinned.
    """

    problem: Problem
    rows: Whole
    group_rows: Whole
    size: int
    most_placements: int
    held: tuple[int, ...]
    is_decided: Truth

    @classmethod
    def meet(cls, problem: Problem, number: int, *, held: tuple[int, ...], is_decided: Truth) -> _Person:
        people, pairs = problem.participants, problem.pairs
        first, last = np.searchsorted(pairs.participant, [number, number + 1])
        rows = np.arange(first, last)
        members = group_of(problem, number)
        size = int(members.sum())
        together = rows if size == 1 else np.flatnonzero(members[pairs.participant])
        return cls(problem, rows, together, size, int(people.max_placements[members].min()), held, is_decided)

    @property
    def pinned(self) -> list[int]:
        """Name the slots the person is pinned to."""
        pairs = self.problem.pairs
        return list(pairs.slot[self.rows[pairs.is_pinned[self.rows]]].tolist())

    @property
    def decided(self) -> list[int]:
        """Name the slots that staff pinned the person to."""
        return list(self.problem.pairs.slot[self.rows[self.is_decided[self.rows]]].tolist())

    def is_bound(self, slot: int, pinned: Sequence[int]) -> bool:
        """Tell whether pins leave the person no placement for a slot, or clash with it."""
        return len(pinned) == self.most_placements or bool(self.clashes(slot, pinned))

    def rank(self, slot: int) -> int:
        """Return the rank of a slot that the person holds."""
        pairs = self.problem.pairs
        return int(pairs.rank[self.rows[pairs.slot[self.rows] == slot][0]])

    def wished_more(self) -> list[int]:
        """Return the rows of what was wished more than what is held, best rank first."""
        pairs, rows = self.problem.pairs, self.rows
        is_more = pairs.is_named[rows] & ~np.isin(pairs.slot[rows], self.held)
        if len(self.held) >= self.most_placements:
            is_more &= pairs.rank[rows] < max(self.rank(slot) for slot in self.held)
        more = rows[is_more]
        return list(more[np.argsort(pairs.rank[more], kind="stable")].tolist())

    def may_go_together(self, slot: int) -> bool:
        """Tell whether nobody of the group stands in the way of all going to a slot."""
        if self.size == 1:
            return True
        pairs = self.problem.pairs
        rows = self.group_rows[pairs.slot[self.group_rows] == slot]
        is_allowed = (pairs.is_named | pairs.is_pinned)[rows] & ~(pairs.is_ineligible | pairs.is_barred)[rows]
        return bool(is_allowed.sum() == self.size <= self.problem.slots.capacity[slot])

    def clashes(self, slot: int, others: Sequence[int]) -> list[int]:
        """Name those of some slots that a person cannot hold beside this one."""
        second = np.array(others, np.int64)
        return list(second[clashing(self.problem, np.full_like(second, slot), second)].tolist())


def _gather(plan: Plan) -> dict[int, tuple[int, ...]]:
    """Return the slots that everybody holds, in their order."""
    held: dict[int, tuple[int, ...]] = {}
    for participant, slot in sorted(zip(plan.participant.tolist(), plan.slot.tolist(), strict=True)):
        held[participant] = (*held.get(participant, ()), slot)
    return held
