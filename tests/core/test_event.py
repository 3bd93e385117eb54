"""The stages of an event."""

from __future__ import annotations

import pytest

from matchday.core.errors import RuleError
from matchday.core.event import ALLOWED, STEPS, Action, Stage, is_open, require_open, require_step


def test_wishes_are_open_only_while_wishing() -> None:
    assert [stage for stage in Stage if is_open(stage, Action.WISH)] == [Stage.WISHING]


def test_a_shut_stage_says_which_stage_it_is() -> None:
    with pytest.raises(RuleError) as refusal:
        require_open(Stage.PUBLISHED, Action.WISH)

    assert (refusal.value.code, refusal.value.details["stage"]) == ("stage_shut", Stage.PUBLISHED)


def test_only_from_the_day_itself_staff_step_to_published_by_hand() -> None:
    assert [stage for stage, steps in STEPS.items() if Stage.PUBLISHED in steps] == [Stage.RUNNING]


def test_every_stage_but_the_last_leads_on() -> None:
    assert [stage for stage in Stage if not STEPS[stage]] == [Stage.ARCHIVED]


def test_a_step_too_far_is_refused() -> None:
    with pytest.raises(RuleError) as refusal:
        require_step(Stage.DRAFT, Stage.ASSIGNING)

    assert refusal.value.code == "stage_step"


def test_every_action_is_open_somewhere() -> None:
    assert set(ALLOWED) == set(Action)
