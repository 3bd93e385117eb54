"""What somebody types who offers a slot."""

from __future__ import annotations

from typing import Any

from matchday.models import Employer
from tests.factories import DAY


def an_offer(employer: Employer, **more: Any) -> dict[str, Any]:
    """Return the fields of an offer that is right until a test makes one wrong; a box not ticked is left out."""
    return {
        "trade": "metal",
        "activity_kind": "hospitation",
        "title": "Halle 2",
        "site": employer.sites[0].key,
        "day": DAY.isoformat(),
        "start": "08:00",
        "end": "14:00",
        "capacity": "3",
        "min_group": "1",
        "german_level": "a1",
        **more,
    }
