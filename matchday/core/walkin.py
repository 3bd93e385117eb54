"""Walk-ins: people at a door whom nobody expected, and what staff decide about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from matchday.core.eligibility import Reason
from matchday.core.errors import RuleError

ON_THE_WAY = frozenset({Reason.NO_BUS, Reason.TOO_FAR})
"""Reasons about the way: who stands at the door has found it."""
FULL = "full"


class WalkInState(StrEnum):
    """Say what became of the question."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True)
class Objections:
    """What stands against letting somebody in. **Shapes** ``reasons`` in the order they are told."""

    reasons: tuple[Reason, ...] = ()
    is_full: bool = False

    @property
    def codes(self) -> frozenset[str]:
        """Return them as plain texts, as a form can carry them."""
        return frozenset([*map(str, self.reasons), *([FULL] if self.is_full else [])])


def objections_to(reasons: Iterable[Reason], *, guest_count: int, capacity: int) -> Objections:
    """Return what stands against one more guest at a slot. Nobody is sent back for a long way."""
    return Objections(tuple(one for one in reasons if one not in ON_THE_WAY), guest_count >= capacity)


def require_overridden(objections: Objections, *, despite: frozenset[str]) -> None:
    """Do nothing if staff said that they let somebody in despite every objection there is.

    **Errors** RuleError ``walk_in_objections`` where one is new to them.
    """
    if not objections.codes <= despite:
        raise RuleError("walk_in_objections")
