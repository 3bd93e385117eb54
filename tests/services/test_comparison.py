"""Plans that lead everybody to the same places are one proposal, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.aim import Aim
from matchday.core.assignment import AssignmentState
from matchday.models import Assignment, Event
from matchday.services.assignment import Comparison, read_comparison, request_comparison
from matchday.services.solving import compute_assignment
from tests.conftest import NOW
from tests.factories import KEYRING, a_slot, a_wish
from tests.plans import a_day, a_member_of_staff, people_of

AIMS = (Aim.NOBODY_LAST, Aim.FIRST_WISHES, Aim.MANY_SLOTS)


@pytest.fixture
def event(session: Session) -> Event:
    """Return a day on which the last rule alone leads elsewhere: it sends somebody where nobody wants to go first."""
    event = a_day(session, people=2, capacity=2)
    a_wish(session, people_of(session, event)[0], a_slot(session, event), rank=2)
    return event


@pytest.fixture
def plans(session: Session, event: Event) -> list[Assignment]:
    plans = request_comparison(session, event, AIMS, by=a_member_of_staff(session, event), now=NOW)
    session.commit()
    for plan in plans:
        compute_assignment(session, plan.id, keyring=KEYRING, now=NOW)
        session.commit()
    return plans


def proposed(comparison: Comparison) -> list[list[Aim]]:
    return [[side.assignment.aim for side in one.sides] for one in comparison.proposals]


def test_rules_that_lead_to_the_same_plan_are_one_proposal(
    session: Session, event: Event, plans: list[Assignment]
) -> None:
    comparison = read_comparison(session, event, plans[0].number)

    assert proposed(comparison) == [[Aim.NOBODY_LAST, Aim.FIRST_WISHES], [Aim.MANY_SLOTS]]
    assert not comparison.is_all_the_same


@pytest.mark.parametrize("aim", AIMS[:2])
def test_the_plan_that_is_taken_stands_for_its_equals(
    session: Session, event: Event, plans: list[Assignment], aim: Aim
) -> None:
    event.aim = aim

    same = read_comparison(session, event, plans[0].number).proposals[0]

    assert same.side.assignment.aim is aim


def test_of_equal_plans_the_least_sure_proof_is_told(session: Session, event: Event, plans: list[Assignment]) -> None:
    plans[1].status = "closed"

    same = read_comparison(session, event, plans[0].number).proposals[0]

    assert same.least_sure.assignment is plans[1]


def test_a_plan_that_is_not_computed_yet_stands_by_itself(
    session: Session, event: Event, plans: list[Assignment]
) -> None:
    plans[0].state = plans[1].state = AssignmentState.COMPUTING

    assert proposed(read_comparison(session, event, plans[0].number)) == [[aim] for aim in AIMS]


def test_rules_that_allow_no_plan_for_the_same_reason_are_one(
    session: Session, event: Event, plans: list[Assignment]
) -> None:
    for plan, failure in zip(plans, ("pin_full", "solver_limit", "pin_full"), strict=True):
        plan.state, plan.failure = AssignmentState.FAILED, failure

    comparison = read_comparison(session, event, plans[0].number)

    assert proposed(comparison) == [[Aim.NOBODY_LAST, Aim.MANY_SLOTS], [Aim.FIRST_WISHES]]
