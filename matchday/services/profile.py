"""Profiles: keep each step as it is saved, and read what an employer may see of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.activity import Ability, Activity, answer_activities, of_ability
from matchday.core.consent import Recipient
from matchday.core.errors import RuleError
from matchday.core.event import Action, require_open
from matchday.core.profile import Learned, ProfilePart, ProfileStep, SchoolYears, WorkYears
from matchday.core.slot import GermanLevel, Trade
from matchday.models import Account, Participant, Profile
from matchday.services.audit import write_audit
from matchday.services.consent import answer_consent, is_given, list_agreeing
from matchday.services.event import read_event
from matchday.services.lock import hold

FIELDS: Mapping[ProfileStep, tuple[str, ...]] = {
    ProfileStep.LANGUAGES: ("languages", "german_level"),
    ProfileStep.SCHOOL: ("school_years", "learned", "school"),
    ProfileStep.WORK: ("work_years", "work_trades", "work_done"),
    ProfileStep.ABILITIES: ("can_do",),
    ProfileStep.WANTS: ("wanted_trades", "wants"),
    ProfileStep.TRAVEL: ("travel_means", "travel_min"),
    ProfileStep.NEEDS: ("needs_step_free", "needs"),
    ProfileStep.CONTACT: ("channel", "mail", "phone"),
}
"""What each step may set, of the person or of the profile."""


@dataclass(frozen=True)
class ShownProfile:
    """What a reader gets of a profile. A part that the person did not choose is not in it at all."""

    languages: tuple[str, ...] = ()
    german_level: GermanLevel | None = None
    school_years: SchoolYears | None = None
    learned: Learned | None = None
    school: str = ""
    work_years: WorkYears | None = None
    work_trades: tuple[Trade, ...] = ()
    work_done: str = ""
    abilities: tuple[tuple[Ability, tuple[Activity, ...]], ...] = ()
    """Without abilities that nobody named."""
    can_do: str = ""
    wanted_trades: tuple[Trade, ...] = ()
    wants: str = ""


def find_profile(session: Session, participant: Participant) -> Profile | None:
    """Return a person's profile, or None before the first step."""
    return session.scalar(
        select(Profile).where(
            Profile.organiser_id == participant.organiser_id, Profile.participant_id == participant.id
        )
    )


def save_step(
    session: Session,
    participant: Participant,
    step: ProfileStep,
    *,
    values: Mapping[str, Any],
    by: Account | Participant,
    now: datetime,
) -> None:
    """Keep one step of a profile. The audit says which step, not what stands in it.

    **Shapes** ``values`` has keys of ``FIELDS`` of the step only; lists hold members by value.
    **Errors** RuleError ``stage_shut``, ``needs_consent_missing``.
    """
    if step is ProfileStep.NEEDS and not is_given(session, participant, Recipient.HEALTH):
        raise RuleError("needs_consent_missing")
    profile = _open(session, participant, by=by, now=now)
    for name in FIELDS[step]:
        if name in values:
            setattr(profile if name in Profile.__table__.columns else participant, name, values[name])
    _note(session, profile, participant, step, by=by, now=now)


def answer_needs(
    session: Session, participant: Participant, *, is_given: bool, by: Account | Participant, now: datetime
) -> None:
    """Keep whether needs may be kept. With a no the step is done: nothing is asked any more.

    **Errors** RuleError ``stage_shut``.
    """
    profile = _open(session, participant, by=by, now=now)
    answer_consent(session, participant, Recipient.HEALTH, is_given=is_given, by=by, now=now)
    if not is_given:
        _note(session, profile, participant, ProfileStep.NEEDS, by=by, now=now)


def save_abilities(
    session: Session,
    participant: Participant,
    trade: Trade,
    *,
    answers: Mapping[Activity, Ability | None],
    by: Account | Participant,
    now: datetime,
) -> None:
    """Keep what a person said of the activities of one trade. **Errors** RuleError ``stage_shut``."""
    profile = _open(session, participant, by=by, now=now)
    profile.abilities = answer_activities(profile.abilities, trade, answers)
    _note(session, profile, participant, ProfileStep.ABILITIES, by=by, now=now)


def show_parts(
    session: Session,
    participant: Participant,
    parts: Collection[ProfilePart],
    *,
    by: Account | Participant,
    now: datetime,
) -> None:
    """Keep which parts an employer may read, as consent; without parts it is a no.

    **Errors** RuleError ``stage_shut``, ``profile_protected``: nobody reads anything of a protected person.
    """
    if participant.is_protected:
        raise RuleError("profile_protected")
    profile = _open(session, participant, by=by, now=now)
    profile.shown_parts = [part.value for part in ProfilePart if part in parts]
    answer_consent(session, participant, Recipient.EMPLOYER_PROFILE, is_given=bool(parts), by=by, now=now)


def show_profile(participant: Participant, profile: Profile | None, parts: Collection[ProfilePart]) -> ShownProfile:
    """Return these parts of a profile; before the first step what staff wrote down."""
    profile = profile or Profile(work_trades=[], abilities={}, wanted_trades=[])
    shown: dict[str, Any] = {}
    for part in parts:
        shown |= _PARTS[part](participant, profile)
    return ShownProfile(**shown)


def list_shown(session: Session, people: Collection[Participant], *, organiser_id: int) -> dict[int, ShownProfile]:
    """Return what an employer may read of the profiles of these people, by their inner number."""
    agreeing = list_agreeing(session, people, Recipient.EMPLOYER_PROFILE, organiser_id=organiser_id)
    open_to_all = {one.id: one for one in people if one.id in agreeing and not (one.is_protected or one.restricted_at)}
    profiles = session.scalars(
        select(Profile).where(Profile.organiser_id == organiser_id, Profile.participant_id.in_(open_to_all))
    )
    return {
        profile.participant_id: show_profile(
            open_to_all[profile.participant_id], profile, [ProfilePart(part) for part in profile.shown_parts]
        )
        for profile in profiles
        if profile.shown_parts
    }


def _languages(person: Participant, _: Profile) -> dict[str, Any]:
    languages = tuple(dict.fromkeys((person.language, *person.languages)))
    return {"languages": languages, "german_level": person.german_level}


def _school(person: Participant, profile: Profile) -> dict[str, Any]:
    return {"school_years": profile.school_years, "learned": profile.learned, "school": person.school}


def _work(person: Participant, profile: Profile) -> dict[str, Any]:
    trades = tuple(Trade(value) for value in profile.work_trades)
    return {"work_years": profile.work_years, "work_trades": trades, "work_done": person.work_done}


def _abilities(person: Participant, profile: Profile) -> dict[str, Any]:
    named = ((ability, tuple(of_ability(profile.abilities, ability))) for ability in Ability)
    return {"abilities": tuple(pair for pair in named if pair[1]), "can_do": person.can_do}


def _wants(person: Participant, profile: Profile) -> dict[str, Any]:
    return {"wanted_trades": tuple(Trade(value) for value in profile.wanted_trades), "wants": person.wants}


_PARTS = {
    ProfilePart.LANGUAGES: _languages,
    ProfilePart.SCHOOL: _school,
    ProfilePart.WORK: _work,
    ProfilePart.ABILITIES: _abilities,
    ProfilePart.WANTS: _wants,
}


def _open(session: Session, participant: Participant, *, by: Account | Participant, now: datetime) -> Profile:
    """Return the person's profile to write in; two who begin one at once make one.

    The person is held first: whoever comes second waits here and finds what the first has made.
    """
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    require_open(event.stage, Action.DESCRIBE)
    hold(session, participant)
    profile = find_profile(session, participant) or Profile(
        organiser_id=participant.organiser_id, participant_id=participant.id, steps_done=[], abilities={},
        work_trades=[], wanted_trades=[], needs=[], shown_parts=[],
    )  # fmt: skip
    profile.saved_at, profile.saved_by_id = now, by.id if isinstance(by, Account) else None
    session.add(profile)
    session.flush()
    return profile


def _note(
    session: Session,
    profile: Profile,
    participant: Participant,
    step: ProfileStep,
    *,
    by: Account | Participant,
    now: datetime,
) -> None:
    profile.steps_done = [one.value for one in ProfileStep if one is step or one.value in profile.steps_done]
    write_audit(
        session,
        "profile.save",
        organiser_id=participant.organiser_id,
        event_id=participant.event_id,
        by=by,
        now=now,
        participant=participant.id,
        step=step,
    )
