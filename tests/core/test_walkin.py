"""Walk-ins: what stands against letting somebody in."""

from __future__ import annotations

import pytest

from matchday.core.eligibility import Reason
from matchday.core.errors import RuleError
from matchday.core.walkin import objections_to, require_overridden


def test_nobody_at_the_door_is_sent_back_for_a_long_way() -> None:
    found = objections_to((Reason.NIGHT, Reason.NO_BUS, Reason.TOO_FAR), guest_count=0, capacity=1)

    assert (found.reasons, found.is_full) == ((Reason.NIGHT,), False)


def test_a_slot_with_its_last_place_taken_is_full() -> None:
    assert objections_to((), guest_count=2, capacity=2).codes == {"full"}


def test_staff_pass_over_what_they_have_seen_and_nothing_else() -> None:
    found = objections_to((Reason.NIGHT,), guest_count=2, capacity=2)

    require_overridden(found, despite=frozenset({"night", "full"}))
    with pytest.raises(RuleError, match="walk_in_objections"):
        require_overridden(found, despite=frozenset({"night"}))
