"""Walk-ins: asked at a door, decided by staff, insured later."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.day import GuestState, Trouble
from matchday.core.eligibility import Reason
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Stage
from matchday.core.slot import ActivityKind, SlotState
from matchday.core.walkin import WalkInState
from matchday.models import Event, Placement, Slot, Unplaced, WaitingPlace, WalkIn
from matchday.services.absence import note_absence
from matchday.services.audit import list_audit
from matchday.services.day import list_guests, read_board
from matchday.services.ticket import list_tickets
from matchday.services.walkin import (
    approve_walk_in,
    ask_walk_in,
    cover_walk_in,
    list_asked,
    list_without_place,
    read_objections,
    read_walk_in,
    refuse_walk_in,
    uncover_walk_in,
)
from tests.days import a_running_day, slot_of, tickets_of
from tests.factories import DAY, a_participant, at
from tests.plans import a_member_of_staff

NOW = at(6, 30)


def a_walk_in(session: Session, slot: Slot, first_name: str = "Samira") -> WalkIn:
    return ask_walk_in(session, slot, first_name=first_name, now=NOW)


def codes(session: Session, slot: Slot, event: Event) -> frozenset[str]:
    return read_objections(session, slot, [], event=event)[None].codes


def test_a_new_guest_gets_a_ticket_a_place_and_a_check_in_and_is_not_covered(session: Session) -> None:
    event = a_running_day(session, people=1)
    slot, by = slot_of(session, event), a_member_of_staff(session, event)
    walk_in = a_walk_in(session, slot)

    ticket = approve_walk_in(session, walk_in, None, despite=frozenset(), by=by, now=NOW)

    assert (ticket.ordinal, ticket.slot_id, ticket.participant.first_name) == (1, slot.id, "Samira")
    guest = next(one for one in list_guests(session, slot, now=NOW) if one.walk_in)
    assert (guest.state, guest.walk_in, walk_in.is_covered) == (GuestState.HERE, walk_in, False)
    placed = select(Placement.id).where(
        Placement.organiser_id == event.organiser_id, Placement.participant_id == ticket.participant_id
    )
    assert session.scalar(placed)
    assert Trouble.NOT_COVERED in read_board(session, event, DAY, now=NOW).rows[0].troubles


def test_somebody_without_a_place_gets_one_and_waits_for_nothing_any_more(session: Session) -> None:
    event = a_running_day(session, people=2, capacity=1)
    slot, by, (person,) = (
        slot_of(session, event), a_member_of_staff(session, event), list_without_place(session, event),
    )  # fmt: skip

    approve_walk_in(session, a_walk_in(session, slot), person, despite=frozenset({"full"}), by=by, now=NOW)

    (ticket,) = list_tickets(session, person)
    assert ticket.slot_id == slot.id
    for table in (Unplaced, WaitingPlace):
        left = select(table.id).where(table.organiser_id == event.organiser_id, table.participant_id == person.id)
        assert session.scalar(left) is None
    assert list_without_place(session, event) == []


def test_a_full_slot_takes_nobody_unless_staff_say_so_all_the_same(session: Session) -> None:
    event = a_running_day(session, people=2, capacity=2)
    slot, by = slot_of(session, event), a_member_of_staff(session, event)
    walk_in = a_walk_in(session, slot)
    with pytest.raises(RuleError, match="walk_in_objections"):
        approve_walk_in(session, walk_in, None, despite=frozenset(), by=by, now=NOW)

    approve_walk_in(session, walk_in, None, despite=codes(session, slot, event), by=by, now=NOW)

    entry = next(one for one in list_audit(session, organiser_id=event.organiser_id).entries if "approve" in one.action)
    assert entry.details["despite"] == ["full"]


def test_who_does_not_come_has_left_the_place_for_somebody_else(session: Session) -> None:
    event = a_running_day(session, people=2, capacity=2)
    slot, by = slot_of(session, event), a_member_of_staff(session, event)
    assert codes(session, slot, event) == {"full"}

    note_absence(session, tickets_of(session, event)[0], event, by=by, now=NOW)

    assert codes(session, slot, event) == frozenset()


def test_rules_of_permission_and_age_stand_against_a_stranger(session: Session) -> None:
    event = a_running_day(session, people=1)
    slot = slot_of(session, event)
    slot.activity_kind, slot.minimum_age = ActivityKind.PRAKTIKUM, 16
    known = a_participant(session, event)

    found = read_objections(session, slot, [known], event=event)

    assert found[None].reasons == (Reason.PERMISSION_MISSING, Reason.AGE_UNKNOWN)
    assert found[known.id].reasons == ()


def test_a_question_is_answered_once(session: Session) -> None:
    event = a_running_day(session, people=1)
    slot, by = slot_of(session, event), a_member_of_staff(session, event)
    walk_in = a_walk_in(session, slot)
    refuse_walk_in(session, walk_in, by=by, now=NOW)

    with pytest.raises(RuleError, match="walk_in_decided"):
        approve_walk_in(session, walk_in, None, despite=frozenset(), by=by, now=NOW)

    assert (walk_in.state, list_asked(session, slot)) == (WalkInState.REFUSED, [])


def test_nobody_gets_a_second_place_or_one_at_a_withdrawn_slot(session: Session) -> None:
    event = a_running_day(session, people=1)
    slot, by, (ticket,) = slot_of(session, event), a_member_of_staff(session, event), tickets_of(session, event)
    walk_in = a_walk_in(session, slot)

    with pytest.raises(RuleError, match="walk_in_has_place"):
        approve_walk_in(session, walk_in, ticket.participant, despite=frozenset(), by=by, now=NOW)
    slot.state = SlotState.WITHDRAWN
    with pytest.raises(RuleError, match="walk_in_slot_gone"):
        approve_walk_in(session, walk_in, None, despite=frozenset(), by=by, now=NOW)


def test_the_same_name_is_asked_for_once_and_needs_letters(session: Session) -> None:
    event = a_running_day(session, people=1)
    slot = slot_of(session, event)
    a_walk_in(session, slot, "Ali")

    for name, code in (("ali", "walk_in_asked"), ("  ", "walk_in_nameless")):
        with pytest.raises(RuleError, match=code):
            a_walk_in(session, slot, name)
    event.stage = Stage.CLOSED
    with pytest.raises(RuleError, match="stage_shut"):
        a_walk_in(session, slot, "Omar")


def test_the_insurance_is_ticked_and_taken_back(session: Session) -> None:
    event = a_running_day(session, people=1)
    slot, by = slot_of(session, event), a_member_of_staff(session, event)
    walk_in = a_walk_in(session, slot)
    approve_walk_in(session, walk_in, None, despite=frozenset(), by=by, now=NOW)

    cover_walk_in(session, walk_in, by=by, now=NOW)

    assert read_board(session, event, DAY, now=NOW).rows[0].counts.uncovered == 0
    uncover_walk_in(session, walk_in, by=by, now=NOW)
    assert read_board(session, event, DAY, now=NOW).rows[0].counts.uncovered == 1


def test_a_walk_in_of_another_slot_is_not_there(session: Session) -> None:
    event, other = a_running_day(session, people=1), a_running_day(session, people=1)

    with pytest.raises(NotFound):
        read_walk_in(session, slot_of(session, other), a_walk_in(session, slot_of(session, event)).key)
