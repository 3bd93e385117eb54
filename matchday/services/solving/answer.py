"""Read off an answer what the solver does not say: ranks, reasons, waiting lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from matchday.core.assignment import UnplacedReason, Wanted, why_unplaced
from matchday.core.waitinglist import Waiting


class Answer:
    """A problem and its solution side by side, to read off what the solver does not say. Ids are text here."""

    def __init__(self, problem: Mapping[str, Any], solution: Mapping[str, Any]) -> None:
        self.problem, self.solution = problem, solution
        self.people = {person["id"]: person for person in problem["participants"]}
        self.capacity = {slot["id"]: slot["capacity"] for slot in problem["slots"]}
        self.taken = Counter(slot for _, slot in solution["placements"])
        self.ranks = {
            name: {slot: rank for rank, tier in enumerate(person["wishes"], start=1) for slot in tier}
            for name, person in self.people.items()
        }
        self.struck = {(person, slot) for person, slot in (*problem["ineligible"], *problem["bars"])}
        self.group = {name: group["members"] for group in problem["groups"] for name in group["members"]}

    def may_go(self, person: str, slot: str) -> bool:
        """Tell whether somebody, with all of the group, named the slot and may go there."""
        return all(
            (slot in self.ranks[one] or slot in self.people[one]["acceptable"]) and (one, slot) not in self.struck
            for one in self.group.get(person, [person])
        )

    def reason(self, person: str) -> UnplacedReason:
        """Return why somebody has no place."""
        named = [*self.ranks[person], *self.people[person]["acceptable"]]
        wanted = [
            Wanted(is_full=self.taken[slot] >= self.capacity[slot], is_running=self.taken[slot] > 0)
            for slot in named
            if self.may_go(person, slot)
        ]
        return why_unplaced(
            named_count=len(named) + sum(not tier for tier in self.people[person]["wishes"]),  # a tier that is gone
            wanted=wanted,
            is_in_group=person in self.group,
        )

    def waiting(self) -> Iterator[Waiting]:
        """Yield who waits for which slot: people without any place, for every wish they may go to."""
        from matchday.solver.lottery import draw

        for person in self.solution["unplaced"]:
            for slot, rank in self.ranks[person].items():
                if self.may_go(person, slot):
                    yield Waiting(int(person), int(slot), rank, draw(self.problem["seed"], person, slot))
