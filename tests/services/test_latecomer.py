"""Who came too late to wish: staff and coaches enter it, and the next proposals count it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.consent import Recipient
from matchday.core.errors import RuleError
from matchday.core.event import Stage
from matchday.models import Account, Assignment, Event, Participant, Slot
from matchday.services.assignment import list_differences, read_assignment, read_board, request_repair
from matchday.services.consent import answer_consent
from matchday.services.latecomer import is_latecomer
from matchday.services.solving import ChangeKind, compute_assignment
from matchday.services.wishlist import read_tiers, save_wishlist
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, an_account
from tests.plans import a_day, people_of, published, the_slot


@pytest.fixture
def event(session: Session) -> Event:
    """Return a day whose plan is valid; one place is free, and one person had no wishes."""
    event = a_day(session, people=1, capacity=2)
    a_participant(session, event, first_name="Still")
    published(session, event)
    return event


def a_helper(session: Session, event: Event, role: Role) -> Account:
    return an_account(session, role, organiser=event.organiser)


def a_late_person(session: Session, event: Event) -> Participant:
    """Return somebody who was added today and has answered the question about the name."""
    person = a_participant(session, event, first_name="Nour")
    answer_consent(session, person, Recipient.EMPLOYER, is_given=True, by=person, now=NOW)
    return person


def wish(session: Session, person: Participant, *, by: Account | Participant) -> None:
    """Wish the first slot."""
    slot = session.query(Slot).filter_by(organiser_id=person.organiser_id, event_id=person.event_id).first()
    assert slot is not None
    save_wishlist(session, person, [[slot.id]], version=person.wishlist_version, by=by, now=NOW)


def repaired(session: Session, event: Event, *, by: Account) -> list[Assignment]:
    plans = request_repair(session, event, by=by, now=NOW)
    session.commit()
    for plan in plans:
        compute_assignment(session, plan.id, keyring=KEYRING, now=NOW)
        session.commit()
    return plans


@pytest.mark.parametrize("role", [Role.STAFF, Role.COACH])
def test_wishes_entered_late_can_be_corrected_until_the_next_plan_is_valid(
    session: Session, event: Event, role: Role
) -> None:
    person, by = a_late_person(session, event), a_helper(session, event, role)

    for _ in range(2):
        wish(session, person, by=by)

    assert read_tiers(session, person) == ((the_slot(session, event).id,),)
    assert person.wishlist_saved_by_id == by.id


def test_both_proposals_give_the_late_person_the_free_place_and_nobody_else_moves(
    session: Session, event: Event
) -> None:
    person, by = a_late_person(session, event), a_helper(session, event, Role.STAFF)
    before = {one.participant_id for one in read_board(session, event, read_assignment(session, event, 1)).placements}
    wish(session, person, by=by)

    plans = repaired(session, event, by=by)

    for plan in plans:
        assert {one.participant_id for one in read_board(session, event, plan).placements} == before | {person.id}


def test_late_wishes_are_the_only_thing_that_is_different_about_the_valid_plan(session: Session, event: Event) -> None:
    still, by = people_of(session, event)[-1], a_helper(session, event, Role.STAFF)

    wish(session, still, by=by)

    (only,) = list_differences(session, event, read_assignment(session, event, 1), keyring=KEYRING)
    assert (only.change.kind, only.change.count) == (ChangeKind.WISHES, 1)


def test_whose_wishes_the_plan_counted_is_no_latecomer(session: Session, event: Event) -> None:
    placed, by = people_of(session, event)[0], a_helper(session, event, Role.STAFF)

    with pytest.raises(RuleError, match="stage_shut"):
        wish(session, placed, by=by)


def test_who_got_no_place_for_a_wish_is_no_latecomer(session: Session) -> None:
    event = a_day(session, people=2, capacity=1)
    published(session, event)

    assert not [one for one in people_of(session, event) if is_latecomer(session, event, one)]


def test_the_persons_own_phone_stays_shut(session: Session, event: Event) -> None:
    person = a_late_person(session, event)

    with pytest.raises(RuleError, match="stage_shut"):
        wish(session, person, by=person)


def test_a_coach_is_asked_for_the_question_about_the_name_first_even_late(session: Session, event: Event) -> None:
    still, by = people_of(session, event)[-1], a_helper(session, event, Role.COACH)

    with pytest.raises(RuleError, match="consent_missing"):
        wish(session, still, by=by)


def test_before_a_plan_is_valid_a_coach_enters_what_was_never_entered_and_once(session: Session) -> None:
    event = a_day(session, people=1)
    person, by = a_late_person(session, event), a_helper(session, event, Role.COACH)

    wish(session, person, by=by)

    with pytest.raises(RuleError, match="stage_shut"):
        wish(session, person, by=by)


@pytest.mark.parametrize("stage", [Stage.RUNNING, Stage.CLOSED])
def test_once_nobody_plans_any_more_nobody_is_a_latecomer(session: Session, event: Event, stage: Stage) -> None:
    person = a_late_person(session, event)
    event.stage = stage

    assert not is_latecomer(session, event, person)


def test_a_plan_that_is_replaced_does_not_count(session: Session, event: Event) -> None:
    still = people_of(session, event)[-1]
    wish(session, still, by=a_helper(session, event, Role.STAFF))

    published(session, event)

    assert not is_latecomer(session, event, still)
