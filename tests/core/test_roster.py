"""How long an employer may read who comes."""

from __future__ import annotations

from datetime import date

import pytest

from matchday.core.errors import RuleError
from matchday.core.event import Stage
from matchday.core.roster import require_shown

DAY = date(2027, 4, 20)


def refused(stage: Stage, today: date) -> str:
    with pytest.raises(RuleError) as caught:
        require_shown(stage, DAY, today=today)
    return caught.value.code


@pytest.mark.parametrize("stage", [Stage.PUBLISHED, Stage.RUNNING, Stage.CLOSED])
def test_a_roster_is_shown_from_publication_on_for_fourteen_days(stage: Stage) -> None:
    require_shown(stage, DAY, today=date(2027, 5, 4))


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.REGISTRATION, Stage.WISHING, Stage.ASSIGNING])
def test_before_publication_nobody_comes_yet(stage: Stage) -> None:
    assert refused(stage, DAY) == "roster_shut"


def test_after_fourteen_days_and_in_the_archive_the_roster_is_gone() -> None:
    assert refused(Stage.CLOSED, date(2027, 5, 5)) == refused(Stage.ARCHIVED, DAY) == "roster_gone"
