"""From the tables to a plan, with the real solver."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.orm import Session

from matchday.core.aim import Aim, order_levels
from matchday.core.assignment import AssignmentState, UnplacedReason
from matchday.core.participant import PermissionEntry
from matchday.core.slot import ActivityKind, SlotState, Trade
from matchday.core.wishlist import AcceptableAnswer
from matchday.models import Bar, Event, Pin, Placement, Unplaced, WaitingPlace
from matchday.services import solving
from matchday.services.assignment import is_stale, read_board, request_assignment
from matchday.services.solving import compute_assignment, hash_problem, read_problem
from tests.conftest import NOW
from tests.factories import KEYRING, a_group, a_participant, a_slot, a_wish, an_event
from tests.plans import a_day, a_member_of_staff, a_plan, people_of, the_slot


def test_as_many_people_as_there_are_places_get_their_wish(session: Session) -> None:
    event = a_day(session, people=3, capacity=2)

    plan = a_plan(session, event)

    board = read_board(session, event, plan)
    assert plan.state is AssignmentState.PROPOSED
    assert (plan.status, board.counts.by_rank, board.counts.unplaced) == ("proven", (2,), 1)


def test_the_person_without_a_place_is_told_that_all_places_are_taken(session: Session) -> None:
    event = a_day(session, people=3, capacity=2)

    plan = a_plan(session, event)

    (left,) = read_board(session, event, plan).unplaced
    assert left.reason is UnplacedReason.FULL


def test_who_has_no_place_waits_for_every_wish_that_is_possible(session: Session) -> None:
    event = a_day(session, people=4, capacity=2)
    slot = the_slot(session, event)

    plan = a_plan(session, event)

    places = session.query(WaitingPlace).filter(WaitingPlace.organiser_id == event.organiser_id)
    left = {one.participant_id for one in read_board(session, event, plan).unplaced}
    assert {(place.slot_id, place.position) for place in places} == {(slot.id, 1), (slot.id, 2)}
    assert {place.participant_id for place in places} == left


def test_nobody_is_sent_where_the_rules_forbid_it(session: Session) -> None:
    event = an_event(session, stage="assigning")
    slot = a_slot(session, event, activity_kind=ActivityKind.PRAKTIKUM)
    a_wish(session, a_participant(session, event, permission_entry=PermissionEntry.NOT_ALLOWED), slot)

    plan = a_plan(session, event)

    (left,) = read_board(session, event, plan).unplaced
    assert left.reason is UnplacedReason.NOT_ELIGIBLE


def test_a_pin_holds_and_a_bar_keeps_away(session: Session) -> None:
    event = a_day(session, people=3, capacity=1)
    slot = the_slot(session, event)
    one, other, _ = people_of(session, event)
    by = a_member_of_staff(session, event)
    mine = {"organiser_id": event.organiser_id, "event_id": event.id, "slot_id": slot.id, "made_by_id": by.id}
    session.add_all(
        [Pin(participant_id=other.id, made_at=NOW, **mine), Bar(participant_id=one.id, made_at=NOW, **mine)]
    )

    plan = a_plan(session, event, by=by)

    assert [one.participant_id for one in read_board(session, event, plan).placements] == [other.id]


def test_a_group_goes_together_or_not_at_all(session: Session) -> None:
    event = a_day(session, people=2, capacity=1)
    a_group(session, event, *people_of(session, event))

    plan = a_plan(session, event)

    board = read_board(session, event, plan)
    assert not board.placements
    assert {one.reason for one in board.unplaced} == {UnplacedReason.GROUP}


def test_a_slot_that_too_few_want_does_not_run(session: Session) -> None:
    event = an_event(session, stage="assigning")
    slot = a_slot(session, event, capacity=4, min_group=3)
    a_wish(session, a_participant(session, event), slot)

    plan = a_plan(session, event)

    assert [one.reason for one in read_board(session, event, plan).unplaced] == [UnplacedReason.TOO_FEW]


def test_a_wish_for_a_slot_that_is_gone_leaves_its_rank_empty(session: Session) -> None:
    event = an_event(session, stage="assigning")
    gone, there = a_slot(session, event, state=SlotState.WITHDRAWN), a_slot(session, event)
    participant = a_participant(session, event)
    a_wish(session, participant, gone, rank=1)
    a_wish(session, participant, there, rank=2)

    (person,) = read_problem(session, event, keyring=KEYRING)["participants"]

    assert person["wishes"] == [[], [str(there.id)]]


@pytest.mark.parametrize(
    ("answer", "trades", "named"),
    [
        (AcceptableAnswer.BETTER_NONE, [], []),
        (AcceptableAnswer.REACHABLE, [], ["bakery", "wood"]),
        (AcceptableAnswer.TRADES, ["wood"], ["wood"]),
    ],
)
def test_what_is_acceptable_follows_from_the_answer(
    session: Session, answer: AcceptableAnswer, trades: list[str], named: list[str]
) -> None:
    event = an_event(session, stage="assigning")
    slots = {str(a_slot(session, event, trade=trade).id): trade.value for trade in (Trade.BAKERY, Trade.WOOD)}
    a_participant(session, event, acceptable_answer=answer, acceptable_trades=trades)

    (person,) = read_problem(session, event, keyring=KEYRING)["participants"]

    assert sorted(slots[slot] for slot in person["acceptable"]) == named


def test_computing_twice_leaves_one_plan(session: Session) -> None:
    event = a_day(session)
    plan = a_plan(session, event)
    plan.state = AssignmentState.COMPUTING
    session.commit()

    compute_assignment(session, plan.id, keyring=KEYRING, now=NOW)

    of_plan = Placement.organiser_id == event.organiser_id, Placement.assignment_id == plan.id
    assert session.query(Placement).filter(*of_plan).count() == 2


def test_a_change_of_a_telephone_number_leaves_the_plan_valid(session: Session) -> None:
    event = a_day(session)
    plan = a_plan(session, event)

    people_of(session, event)[0].phone = "+49 5550 000999"

    assert not is_stale(session, event, plan, keyring=KEYRING)


def a_day_of_two_minds(session: Session, *, aim: Aim) -> Event:
    """Return an event with two places: two people get both their second wish, or one the first and one the fifth."""
    event = an_event(session, stage="assigning", aim=aim)
    one, other = a_participant(session, event), a_participant(session, event)
    here, there = a_slot(session, event, capacity=1), a_slot(session, event, capacity=1)
    for person, slot, rank in ((one, here, 1), (one, there, 2), (other, here, 2), (other, there, 5)):
        a_wish(session, person, slot, rank=rank)
    return event


@pytest.mark.parametrize(
    ("aim", "by_rank"),
    [(Aim.NOBODY_LAST, (0, 2)), (Aim.FIRST_WISHES, (1, 0, 0, 0, 1)), (Aim.SMALLEST_SUM, (0, 2))],
)
def test_the_event_says_which_wishes_count_first(session: Session, aim: Aim, by_rank: tuple[int, ...]) -> None:
    event = a_day_of_two_minds(session, aim=aim)

    plan = a_plan(session, event)

    assert (plan.aim, plan.status, read_board(session, event, plan).counts.by_rank) == (aim, "proven", by_rank)


@pytest.mark.parametrize(("aim", "lone"), [(Aim.NOBODY_LAST, 1), (Aim.MANY_EMPLOYERS, 0)])
def test_many_employers_can_count_more_than_the_wishes(session: Session, aim: Aim, lone: int) -> None:
    event = an_event(session, stage="assigning", aim=aim)
    one, other = a_participant(session, event), a_participant(session, event)
    liked, other_slot = a_slot(session, event, capacity=2), a_slot(session, event)
    for person, slot, rank in ((one, liked, 1), (other, liked, 1), (other, other_slot, 3)):
        a_wish(session, person, slot, rank=rank)

    plan = a_plan(session, event)

    assert len(read_board(session, event, plan).lone_employers) == lone


@pytest.mark.parametrize(("aim", "by_rank"), [(Aim.NOBODY_LAST, (3,)), (Aim.MANY_SLOTS, (1, 2))])
def test_many_slots_can_count_more_than_the_wishes(session: Session, aim: Aim, by_rank: tuple[int, ...]) -> None:
    event = an_event(session, stage="assigning", aim=aim)
    liked, needy = a_slot(session, event, capacity=3), a_slot(session, event, capacity=2, min_group=2)
    for person in (a_participant(session, event) for _ in range(3)):
        a_wish(session, person, liked, rank=1)
        a_wish(session, person, needy, rank=2)

    plan = a_plan(session, event)

    assert (plan.status, read_board(session, event, plan).counts.by_rank) == ("proven", by_rank)


def test_where_nobody_chose_the_question_is_the_one_it_always_was(session: Session) -> None:
    event = a_day(session)

    assert "objective" not in read_problem(session, event, keyring=KEYRING)


@pytest.mark.parametrize("most", [1, 2])
def test_an_aim_is_asked_for_in_its_order(session: Session, most: int) -> None:
    event = a_day(session, aim=Aim.SHORT_WAYS, max_placements=most)

    problem = read_problem(session, event, keyring=KEYRING)

    assert problem["objective"] == list(order_levels(Aim.SHORT_WAYS, max_placements=most))


def test_a_plan_is_computed_for_the_aim_it_was_asked_for(session: Session) -> None:
    event = a_day_of_two_minds(session, aim=Aim.FIRST_WISHES)
    asked = request_assignment(session, event, by=a_member_of_staff(session, event), now=NOW)

    event.aim = Aim.NOBODY_LAST
    session.commit()
    compute_assignment(session, asked.id, keyring=KEYRING, now=NOW)

    assert read_board(session, event, asked).counts.by_rank == (1, 0, 0, 0, 1)
    assert is_stale(session, event, asked, keyring=KEYRING)


def test_one_place_more_makes_the_plan_stale(session: Session) -> None:
    event = a_day(session)
    slot = the_slot(session, event)
    plan = a_plan(session, event)

    slot.capacity += 1

    assert is_stale(session, event, plan, keyring=KEYRING)


def test_the_fingerprint_does_not_hang_on_the_order_of_rows(session: Session) -> None:
    event = a_day(session)
    problem = read_problem(session, event, keyring=KEYRING)

    turned = {**json.loads(json.dumps(problem)), "participants": problem["participants"][::-1]}

    assert hash_problem(turned) == hash_problem(problem)


def test_an_answer_that_the_checker_refuses_is_not_stored(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    from matchday import solver

    def lie(*args: object, **how: object) -> solver.Solved:
        honest = real(*args, **how)  # type: ignore[arg-type]
        return solver.Solved({**honest.solution, "placements": []}, honest.certificate)

    real = solver.solve
    monkeypatch.setattr(solver, "solve", lie)
    event = a_day(session)

    plan = a_plan(session, event)

    assert (plan.state, plan.failure) == (AssignmentState.FAILED, "plan_faulty")
    for table in (Placement, Unplaced, WaitingPlace):
        assert not session.query(table).filter(table.organiser_id == event.organiser_id).count()


def test_pins_that_contradict_each_other_are_named(session: Session) -> None:
    event = a_day(session, people=2, capacity=1)
    slot = the_slot(session, event)
    by = a_member_of_staff(session, event)
    for one in people_of(session, event):
        session.add(
            Pin(
                organiser_id=event.organiser_id,
                event_id=event.id,
                participant_id=one.id,
                slot_id=slot.id,
                made_by_id=by.id,
                made_at=NOW,
            )
        )

    plan = a_plan(session, event, by=by)

    assert (plan.state, plan.failure) == (AssignmentState.FAILED, "pins_above_capacity")


def test_each_level_reached_is_shown_while_the_plan_grows(session: Session) -> None:
    event = a_day(session)
    reached: list[str] = []
    plan = a_plan(session, event)
    plan.state = AssignmentState.COMPUTING
    session.commit()

    solving.compute_assignment(
        session, plan.id, keyring=KEYRING, now=NOW, progress=lambda one: reached.append(one.level)
    )

    assert reached[0] == "placed"
    assert reached[-1] == "lottery"
