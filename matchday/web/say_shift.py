"""Whom a plan moves, why somebody does not keep a place, why a plan could not be made. For staff: German."""

from __future__ import annotations

from collections.abc import Mapping

from matchday.core.assignment import UnplacedReason
from matchday.core.comparison import Leaving, ShiftKind
from matchday.core.errors import RuleError
from matchday.core.keeping import Keeping
from matchday.models import Assignment
from matchday.services.assignment import Seat
from matchday.web.say import say
from matchday.web.words import word

HEADINGS: Mapping[ShiftKind, str] = {
    ShiftKind.LOST: "Verlieren ihren Platz",
    ShiftKind.FEWER: "Verlieren einen von mehreren Plätzen",
    ShiftKind.MOVED: "Bekommen einen anderen Platz",
    ShiftKind.FURTHER: "Bekommen einen weiteren Platz",
    ShiftKind.GAINED: "Bekommen neu einen Platz",
}
"""In the order in which staff read them: what is hardest to say to somebody comes first."""

LEAVING: Mapping[Leaving, str] = {
    Leaving.GONE: "Dieses Angebot gibt es nicht mehr.",
    Leaving.MOVED: "Sie möchten den Menschen umsetzen.",
    Leaving.NOT_ELIGIBLE: "Der Mensch darf oder kann dort nicht mehr hin.",
    Leaving.FIXED: "Das Team hat für diesen Menschen einen anderen Platz festgesetzt.",
    Leaving.GROUP: "Für die ganze Gruppe geht es dort nicht mehr.",
    Leaving.TOO_FEW: "Dort kommen zu wenige Menschen zusammen.",
    Leaving.NOT_RUNNING: "In diesem Plan geht niemand mehr dorthin.",
    Leaving.GIVEN: "Den Platz hat das Team an jemand anderen vergeben.",
    Leaving.TOO_SMALL: "Dort sind heute weniger Plätze als Menschen, die einen haben.",
    Leaving.TAKEN: "In diesem Plan hat jemand anders den Platz.",
    Leaving.OUTWEIGHED: "Dort wäre noch Platz, aber der Plan würde für alle zusammen schlechter.",
}

ONLY_WHILE_OTHERS_STAY = "Solange die anderen ihren Platz behalten, geht kein Wunsch."

PINS_WHILE_OTHERS_STAY = (
    "Solange die anderen ihren Platz behalten, lassen sich die Festsetzungen mit den Mindestzahlen nicht einhalten."
)


MADE_ANEW = "Dieser Plan ist ganz neu gerechnet. Wer bisher wo war, zählt darin nicht."


def say_leaving(leaving: Leaving, keeping: Keeping) -> str:
    """Say why somebody does not keep a place. Nobody tried to keep it in a plan that was made anew."""
    return MADE_ANEW if keeping is Keeping.NOTHING and leaving is Leaving.OUTWEIGHED else LEAVING[leaving]


def say_unplaced(reason: UnplacedReason, keeping: Keeping) -> str:
    """Say why somebody has no place in a plan that mends another one.

    Where the others stay, «all places are taken» is true only because they do: the plan beside it may have one.
    """
    others = (UnplacedReason.FULL, UnplacedReason.TOO_FEW, UnplacedReason.MIXED, UnplacedReason.GROUP)
    return ONLY_WHILE_OTHERS_STAY if keeping is Keeping.SETTLED and reason in others else str(word(reason))


def say_rank(seat: Seat) -> str:
    """Say as which wish somebody has a place."""
    return "ohne Wunsch" if seat.rank is None else f"{seat.rank}. Wunsch"


def say_failure(plan: Assignment) -> str:
    """Say why a plan could not be made. Where the others stay, the pins alone may not be to blame."""
    is_held_up = plan.failure == "pins_impossible" and plan.keeping is Keeping.SETTLED
    return PINS_WHILE_OTHERS_STAY if is_held_up else say(RuleError(plan.failure))
