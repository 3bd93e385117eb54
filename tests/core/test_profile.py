"""Steps and activities of a profile."""

from __future__ import annotations

from matchday.core.activity import ACTIVITIES, Ability, Activity, answer_activities, of_ability
from matchday.core.profile import ProfileStep, first_open, next_step
from matchday.core.slot import Trade


def test_every_activity_stands_with_one_trade_and_each_page_shows_four() -> None:
    shown = [activity for activities in ACTIVITIES.values() for activity in activities]

    assert sorted(shown) == sorted(Activity)
    assert {len(activities) for activities in ACTIVITIES.values()} == {4}


def test_answers_about_one_trade_leave_the_others_alone_and_no_is_not_kept() -> None:
    known = {Activity.COOK.value: "can", Activity.WELD.value: "little"}

    found = answer_activities(known, Trade.METAL, {Activity.WELD: None, Activity.SCREW: Ability.LEARN})

    assert found == {"cook": "can", "screw": "learn"}
    assert of_ability(found, Ability.LEARN) == [Activity.SCREW]


def test_the_profile_goes_on_where_it_was_left() -> None:
    assert first_open([]) is ProfileStep.LANGUAGES
    assert first_open(["languages", "work"]) is ProfileStep.SCHOOL
    assert first_open([step.value for step in ProfileStep]) is None
    assert (next_step(ProfileStep.LANGUAGES), next_step(ProfileStep.CONTACT)) == (ProfileStep.SCHOOL, None)
