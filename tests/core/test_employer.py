"""Who insures the guests of a slot."""

from __future__ import annotations

import pytest

from matchday.core.employer import HospitationCover, lacks_cover
from matchday.core.slot import ActivityKind


@pytest.mark.parametrize(
    ("kind", "cover", "group_cover", "is_lacking"),
    [
        (ActivityKind.PRAKTIKUM, HospitationCover.NO, False, False),
        (ActivityKind.HOSPITATION, HospitationCover.YES, False, False),
        (ActivityKind.HOSPITATION, HospitationCover.NO, True, False),
        (ActivityKind.HOSPITATION, HospitationCover.NO, False, True),
        (ActivityKind.HOSPITATION, HospitationCover.UNKNOWN, False, True),
    ],
)
def test_a_hospitation_needs_somebody_who_insures_it(
    kind: ActivityKind, cover: HospitationCover, group_cover: bool, is_lacking: bool
) -> None:
    assert lacks_cover(kind, cover, group_cover=group_cover) is is_lacking
