"""What staff read about whom a plan moves."""

from __future__ import annotations

import pytest

from matchday.core.assignment import UnplacedReason
from matchday.core.comparison import Leaving, ShiftKind
from matchday.core.keeping import Keeping
from matchday.web.say_shift import HEADINGS, LEAVING, say_unplaced


def test_every_kind_and_every_reason_has_its_words() -> None:
    assert list(HEADINGS) == list(ShiftKind)
    assert list(LEAVING) == list(Leaving)


@pytest.mark.parametrize(
    ("reason", "keeping", "said"),
    [
        (UnplacedReason.FULL, Keeping.SETTLED, "Solange die anderen ihren Platz behalten"),
        (UnplacedReason.GROUP, Keeping.SETTLED, "Solange die anderen ihren Platz behalten"),
        (UnplacedReason.FULL, Keeping.MOST, "Alle gewünschten Plätze sind vergeben."),
        (UnplacedReason.NO_WISHES, Keeping.SETTLED, "Hat keine Wünsche."),
    ],
)
def test_all_taken_is_said_only_where_it_is_so_whoever_stays(
    reason: UnplacedReason, keeping: Keeping, said: str
) -> None:
    assert say_unplaced(reason, keeping).startswith(said)
