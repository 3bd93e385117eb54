"""What a pin or a bar would break is known before it is saved."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.models import Event
from matchday.services.foresight import Concern, foresee_bar, foresee_pin
from matchday.services.pin import pin_participant
from tests.conftest import NOW
from tests.factories import a_group, a_participant, a_slot, a_wish
from tests.plans import a_day, a_member_of_staff, people_of, published, the_slot


@pytest.fixture
def event(session: Session) -> Event:
    """Return a day with two people at a slot with two places."""
    return a_day(session, people=2, capacity=2)


def test_an_ordinary_pin_or_bar_breaks_nothing(session: Session, event: Event) -> None:
    person, slot = people_of(session, event)[0], the_slot(session, event)

    assert foresee_pin(session, person, slot) == []
    assert foresee_bar(session, person, slot) == []


def test_one_of_a_group_alone_until_the_others_are_pinned_there_too(session: Session, event: Event) -> None:
    (one, other), slot = people_of(session, event), the_slot(session, event)
    a_group(session, event, one, other)
    assert foresee_pin(session, one, slot) == [Concern.GROUP]
    assert foresee_bar(session, one, slot) == [Concern.GROUP]

    pin_participant(session, other, slot, reason="", by=a_member_of_staff(session, event), now=NOW)

    assert foresee_pin(session, one, slot) == []


def test_a_slot_that_too_few_people_can_reach(session: Session, event: Event) -> None:
    (one, other), slot = people_of(session, event), a_slot(session, event, min_group=2)
    assert foresee_pin(session, one, slot) == [Concern.TOO_FEW]

    a_wish(session, other, slot, rank=2)

    assert foresee_pin(session, one, slot) == []


def test_a_place_that_was_told(session: Session, event: Event) -> None:
    late, elsewhere = a_participant(session, event), a_slot(session, event)
    published(session, event)
    one, slot = people_of(session, event)[0], the_slot(session, event)

    assert foresee_pin(session, one, elsewhere) == [Concern.OWN_PLACE]
    assert foresee_pin(session, late, slot) == [Concern.OTHERS_PLACE]
    assert foresee_bar(session, one, slot) == [Concern.OWN_PLACE]
    assert foresee_bar(session, late, slot) == []


def test_a_bar_that_leaves_too_few_behind(session: Session, event: Event) -> None:
    slot = the_slot(session, event)
    slot.min_group = 2
    published(session, event)

    assert foresee_bar(session, people_of(session, event)[0], slot) == [Concern.TOO_FEW, Concern.OWN_PLACE]
