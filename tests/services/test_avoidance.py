"""Nobody is sent where somebody must not be: no slot of an employer, none in a town, also none that comes later."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.eligibility import Reason
from matchday.core.errors import NotFound, RuleError
from matchday.core.wishlist import AcceptableAnswer
from matchday.models import Account, Event, Participant
from matchday.services.assignment import read_board
from matchday.services.avoidance import add_avoidance, list_avoidances, list_towns, remove_avoidance
from matchday.services.eligibility import read_eligibility, reasons_for
from matchday.services.foresight import list_lost_slots
from matchday.services.pin import pin_participant
from tests.conftest import NOW
from tests.doors import a_ticket
from tests.factories import a_participant, a_slot, a_wish, an_employer, an_event
from tests.plans import a_member_of_staff, a_plan


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, stage="assigning")


@pytest.fixture
def person(session: Session, event: Event) -> Participant:
    return a_participant(session, event, acceptable_answer=AcceptableAnswer.REACHABLE)


@pytest.fixture
def staff(session: Session, event: Event) -> Account:
    return a_member_of_staff(session, event)


def test_no_slot_of_an_employer_is_possible_also_none_that_comes_later(
    session: Session, event: Event, person: Participant, staff: Account
) -> None:
    employer, other = an_employer(session, event), a_participant(session, event)
    now, free = a_slot(session, event, employer=employer), a_slot(session, event)

    add_avoidance(session, person, employer, reason="", by=staff, now=NOW)
    later = a_slot(session, event, employer=employer)

    verdicts = {slot_id: verdict.reasons for slot_id, verdict in reasons_for(session, person).items()}
    assert verdicts == {now.id: (Reason.AVOIDED,), later.id: (Reason.AVOIDED,), free.id: ()}
    assert read_eligibility(session, event).open_slots(person.id) == {free.id}
    assert read_eligibility(session, event).open_slots(other.id) == {now.id, later.id, free.id}


def test_a_town_is_avoided_with_every_employer_there_however_it_is_written(
    session: Session, event: Event, person: Participant, staff: Account
) -> None:
    here, there = an_employer(session, event, town="STEINFURTH"), an_employer(session, event, town="Birkenried")
    shut, free = a_slot(session, event, employer=here), a_slot(session, event, employer=there)
    assert list_towns(session, event) == ["Birkenried", "STEINFURTH"]

    add_avoidance(session, person, "Steinfurth", reason="", by=staff, now=NOW)

    assert reasons_for(session, person)[shut.id].reasons == (Reason.AVOIDED,)
    assert reasons_for(session, person)[free.id].reasons == ()


def test_neither_a_plan_nor_a_pin_sends_somebody_there(
    session: Session, event: Event, person: Participant, staff: Account
) -> None:
    employer = an_employer(session, event)
    shut, free = a_slot(session, event, employer=employer), a_slot(session, event)
    a_wish(session, person, shut)
    add_avoidance(session, person, employer, reason="", by=staff, now=NOW)

    plan = a_plan(session, event)

    assert [(one.participant, one.slot) for one in read_board(session, event, plan).placements] == [(person, free)]
    with pytest.raises(RuleError, match="pin_not_eligible"):
        pin_participant(session, person, shut, reason="", by=staff, now=NOW)


def test_who_has_a_ticket_for_such_a_place_is_found(
    session: Session, event: Event, person: Participant, staff: Account
) -> None:
    employer = an_employer(session, event)
    shut, free = a_slot(session, event, employer=employer), a_slot(session, event)
    for ordinal, slot in enumerate((shut, free), 1):
        a_ticket(session, slot, person, ordinal=ordinal)
    assert list_lost_slots(session, person) == []

    add_avoidance(session, person, employer, reason="", by=staff, now=NOW)

    assert list_lost_slots(session, person) == [shut]


def test_it_is_told_once_and_taken_back(session: Session, event: Event, person: Participant, staff: Account) -> None:
    avoidance = add_avoidance(session, person, "Steinfurth", reason="", by=staff, now=NOW)
    with pytest.raises(RuleError, match="avoidance_there"):
        add_avoidance(session, person, "Steinfurth", reason="", by=staff, now=NOW)

    remove_avoidance(session, person, key=avoidance.key, by=staff, now=NOW)

    assert list_avoidances(session, person) == []
    with pytest.raises(NotFound):
        remove_avoidance(session, person, key=avoidance.key, by=staff, now=NOW)
