"""Profiles: steps are kept as they are saved, and nobody reads more than the person chose."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from matchday.core.activity import Ability, Activity
from matchday.core.consent import Recipient
from matchday.core.errors import RuleError
from matchday.core.event import Stage
from matchday.core.profile import Learned, ProfilePart, ProfileStep, SchoolYears
from matchday.core.slot import GermanLevel, Trade
from matchday.models import Event, Participant
from matchday.services.audit import list_audit
from matchday.services.consent import answer_consent, find_consent
from matchday.services.profile import (
    ShownProfile,
    answer_needs,
    find_profile,
    list_shown,
    save_abilities,
    save_step,
    show_parts,
)
from matchday.services.progress import list_participants
from tests.factories import a_participant, an_event


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def person(session: Session, event: Event) -> Participant:
    return a_participant(session, event, can_do="Brote")


def shown_of(session: Session, person: Participant) -> ShownProfile | None:
    return list_shown(session, [person], organiser_id=person.organiser_id).get(person.id)


def test_each_saved_step_counts_and_the_audit_says_which_not_what(
    session: Session, event: Event, person: Participant, now: datetime
) -> None:
    school = {"school_years": SchoolYears.TO_TEN, "learned": Learned.TRADE, "school": "Geheim"}

    save_step(session, person, ProfileStep.SCHOOL, values=school, by=person, now=now)
    save_abilities(session, person, Trade.KITCHEN, answers={Activity.BAKE: Ability.CAN}, by=person, now=now)

    profile = find_profile(session, person)
    assert profile
    assert (profile.school_years, person.school, profile.abilities) == (SchoolYears.TO_TEN, "Geheim", {"bake": "can"})
    assert profile.steps_done == ["school", "abilities"]
    (row,) = list_participants(session, event, participant=person)
    assert (row.profile_step_count, row.has_profile) == (2, False)
    entry = list_audit(session, organiser_id=person.organiser_id).entries[0]
    assert (entry.action, entry.details) == ("profile.save", {"participant": person.id, "step": "abilities"})


def test_needs_are_kept_with_consent_only_and_forgotten_when_it_is_taken_back(
    session: Session, person: Participant, now: datetime
) -> None:
    needs = {"needs_step_free": True, "needs": ["childcare"]}
    with pytest.raises(RuleError, match="needs_consent_missing"):
        save_step(session, person, ProfileStep.NEEDS, values=needs, by=person, now=now)
    answer_needs(session, person, is_given=True, by=person, now=now)
    save_step(session, person, ProfileStep.NEEDS, values=needs, by=person, now=now)

    answer_consent(session, person, Recipient.HEALTH, is_given=False, by=person, now=now + timedelta(days=1))

    profile = find_profile(session, person)
    assert profile
    session.refresh(profile)
    assert (profile.needs, person.needs_step_free) == ([], False)


def test_who_wants_no_needs_kept_is_done_with_the_step(session: Session, person: Participant, now: datetime) -> None:
    answer_needs(session, person, is_given=False, by=person, now=now)

    profile = find_profile(session, person)
    assert profile
    assert profile.steps_done == ["needs"]


def test_an_employer_reads_the_chosen_parts_until_the_yes_is_taken_back(
    session: Session, person: Participant, now: datetime
) -> None:
    save_abilities(session, person, Trade.KITCHEN, answers={Activity.BAKE: Ability.CAN}, by=person, now=now)
    assert shown_of(session, person) is None

    show_parts(session, person, [ProfilePart.ABILITIES], by=person, now=now)

    baking = ((Ability.CAN, (Activity.BAKE,)),)
    assert shown_of(session, person) == ShownProfile(abilities=baking, can_do="Brote")
    show_parts(session, person, list(ProfilePart), by=person, now=now)
    found = shown_of(session, person)
    assert found
    assert (found.languages, found.german_level) == (("ar",), GermanLevel.A2)
    show_parts(session, person, [], by=person, now=now)
    assert shown_of(session, person) is None
    answer = find_consent(session, person, Recipient.EMPLOYER_PROFILE)
    assert answer
    assert not answer.is_given


@pytest.mark.parametrize("mark", ["is_protected", "restricted_at"])
def test_nobody_reads_the_profile_of_whom_nobody_may_find_or_whose_data_rest(
    session: Session, person: Participant, now: datetime, mark: str
) -> None:
    show_parts(session, person, list(ProfilePart), by=person, now=now)
    setattr(person, mark, True if mark == "is_protected" else now)

    assert shown_of(session, person) is None


def test_a_protected_person_cannot_show_parts_and_after_the_day_nobody_writes(
    session: Session, event: Event, person: Participant, now: datetime
) -> None:
    event.stage = Stage.RUNNING
    with pytest.raises(RuleError, match="stage_shut"):
        save_step(session, person, ProfileStep.WORK, values={}, by=person, now=now)
    person.is_protected = True

    with pytest.raises(RuleError, match="profile_protected"):
        show_parts(session, person, list(ProfilePart), by=person, now=now)
