"""Wish lists: saved whole, never overwritten unseen."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.consent import Recipient
from matchday.core.errors import RuleError
from matchday.core.event import Stage
from matchday.core.slot import GermanLevel, SlotState, Trade
from matchday.core.wishlist import AcceptableAnswer
from matchday.models import Event, Participant
from matchday.services.audit import list_audit
from matchday.services.consent import answer_consent
from matchday.services.overview import Waiting, read_overview
from matchday.services.wishlist import answer_acceptable, list_mine, list_offers, read_tiers, save_wishlist
from tests.factories import a_participant, a_slot, an_account, an_event


def asked(session: Session, event: Event, now: datetime) -> Participant:
    """Return somebody who answered the question about their name."""
    person = a_participant(session, event)
    answer_consent(session, person, Recipient.EMPLOYER, is_given=True, by=person, now=now)
    return person


def test_wishes_are_kept_in_their_order_with_ties(session: Session, now: datetime) -> None:
    event = an_event(session)
    person, (one, two, three) = asked(session, event, now), [a_slot(session, event) for _ in range(3)]

    save_wishlist(session, person, [[three.id], [one.id, two.id]], version=0, by=person, now=now)

    assert read_tiers(session, person) == ((three.id,), (one.id, two.id))
    assert (person.wishlist_version, person.wishlist_saved_at, person.wishlist_saved_by_id) == (1, now, None)


def test_what_another_saved_in_between_is_not_overwritten(session: Session, now: datetime) -> None:
    event = an_event(session)
    person, one, two = asked(session, event, now), a_slot(session, event), a_slot(session, event)
    save_wishlist(session, person, [[one.id]], version=0, by=person, now=now)

    with pytest.raises(RuleError, match="wishlist_changed"):
        save_wishlist(session, person, [[two.id]], version=0, by=person, now=now)

    assert read_tiers(session, person) == ((one.id,),)


def test_the_database_keeps_the_second_of_two_at_once_out(session: Session, now: datetime) -> None:
    event = an_event(session)
    person, slot = asked(session, event, now), a_slot(session, event)
    session.execute(
        update(Participant)
        .where(Participant.organiser_id == event.organiser_id, Participant.id == person.id)
        .values(wishlist_version=1)
        .execution_options(synchronize_session=False)
    )  # another request saved after this one read the person

    with pytest.raises(RuleError, match="wishlist_changed"):
        save_wishlist(session, person, [[slot.id]], version=0, by=person, now=now)


def test_only_approved_slots_of_the_event_can_be_wished(session: Session, now: datetime) -> None:
    event = an_event(session)
    person = asked(session, event, now)
    waiting, elsewhere = a_slot(session, event, state=SlotState.WAITING), a_slot(session, an_event(session))

    for slot in (waiting, elsewhere):
        with pytest.raises(RuleError, match="wish_unknown"):
            save_wishlist(session, person, [[slot.id]], version=0, by=person, now=now)


def test_there_are_at_most_so_many_wishes_as_the_event_says(session: Session, now: datetime) -> None:
    event = an_event(session, max_wishes=1)
    person, slots = asked(session, event, now), [a_slot(session, event) for _ in range(2)]

    with pytest.raises(RuleError, match="wish_too_many"):
        save_wishlist(session, person, [[slot.id] for slot in slots], version=0, by=person, now=now)


@pytest.mark.parametrize(
    ("role", "open_stages"),
    [
        (None, {Stage.WISHING}),
        (Role.COACH, {Stage.WISHING}),
        (Role.STAFF, {Stage.WISHING, Stage.ASSIGNING}),
    ],
)
def test_each_role_wishes_in_its_stages(
    session: Session, now: datetime, role: Role | None, open_stages: set[Stage]
) -> None:
    event = an_event(session)
    person, slot = asked(session, event, now), a_slot(session, event)
    by = an_account(session, role) if role else person

    def may_wish_in(stage: Stage) -> bool:
        event.stage = stage
        with suppress(RuleError):
            save_wishlist(session, person, [[slot.id]], version=person.wishlist_version, by=by, now=now)
            return True
        return False

    assert {stage for stage in Stage if may_wish_in(stage)} == open_stages


def test_the_question_about_the_name_comes_before_the_first_wish(session: Session, now: datetime) -> None:
    event = an_event(session)
    coach, staff = an_account(session, Role.COACH), an_account(session, Role.STAFF)
    person, slot = a_participant(session, event), a_slot(session, event)

    for by in (person, coach):
        with pytest.raises(RuleError, match="consent_missing"):
            save_wishlist(session, person, [[slot.id]], version=0, by=by, now=now)
    save_wishlist(session, person, [[slot.id]], version=0, by=staff, now=now)

    assert person.wishlist_saved_by_id == staff.id


def test_a_wish_whose_slot_was_withdrawn_no_longer_counts(session: Session, now: datetime) -> None:
    event = an_event(session)
    person, one, two = asked(session, event, now), a_slot(session, event), a_slot(session, event)
    save_wishlist(session, person, [[one.id], [two.id]], version=0, by=person, now=now)
    one.state = SlotState.WITHDRAWN
    session.flush()

    assert read_tiers(session, person) == ((two.id,),)
    assert [offer.rank for offer in list_offers(session, person)] == [1]


def test_offers_come_open_ones_first_and_keep_their_place_when_wished(session: Session, now: datetime) -> None:
    event = an_event(session)
    shut = a_slot(session, event, german_level=GermanLevel.C1)
    first, second = a_slot(session, event), a_slot(session, event)
    person = asked(session, event, now)

    save_wishlist(session, person, [[second.id]], version=0, by=person, now=now)

    offers = list_offers(session, person)
    assert [offer.slot for offer in offers] == [first, second, shut]
    assert [offer.is_open for offer in offers] == [True, True, False]


def test_what_else_would_do_is_kept_with_its_trades(session: Session, now: datetime) -> None:
    person = asked(session, an_event(session), now)
    answer = AcceptableAnswer.TRADES

    with pytest.raises(RuleError, match="trades_missing"):
        answer_acceptable(session, person, answer, trades=[], version=0, by=person, now=now)
    answer_acceptable(session, person, answer, trades=[Trade.WOOD, Trade.CARE], version=0, by=person, now=now)

    assert (person.acceptable_answer, person.acceptable_trades) == (answer, ["care", "wood"])
    with pytest.raises(RuleError, match="wishlist_changed"):
        answer_acceptable(session, person, answer, trades=[Trade.CARE], version=0, by=person, now=now)


def test_trades_of_another_answer_are_forgotten(session: Session, now: datetime) -> None:
    person = asked(session, an_event(session), now)

    answer_acceptable(session, person, AcceptableAnswer.REACHABLE, trades=[Trade.CARE], version=0, by=person, now=now)

    assert person.acceptable_trades == []


def test_the_audit_names_who_entered_the_wishes(session: Session, now: datetime) -> None:
    coach = an_account(session, Role.COACH)
    event = an_event(session, by=coach)
    person, slot = asked(session, event, now), a_slot(session, event)

    save_wishlist(session, person, [[slot.id]], version=0, by=coach, now=now)

    newest = list_audit(session, organiser_id=event.organiser_id).entries[0]
    assert (newest.action, newest.account_id) == ("wishlist.save", coach.id)
    assert newest.details == {"participant": person.id, "slots": [[slot.id]]}


def test_a_protected_person_wishes_without_being_asked_for_the_name(session: Session, now: datetime) -> None:
    event = an_event(session)
    person, slot = a_participant(session, event, is_protected=True), a_slot(session, event)

    save_wishlist(session, person, [[slot.id]], version=0, by=person, now=now)

    assert read_tiers(session, person) == ((slot.id,),)


def test_who_emptied_their_list_has_no_wishes_in_the_overview(session: Session, now: datetime) -> None:
    event = an_event(session)
    person, slot = asked(session, event, now), a_slot(session, event)
    save_wishlist(session, person, [[slot.id]], version=0, by=person, now=now)
    assert read_overview(session, event).wished == 1

    save_wishlist(session, person, [], version=1, by=person, now=now)

    assert read_overview(session, event).wished == 0
    assert (Waiting.WITHOUT_WISHES, 1) in read_overview(session, event).waiting


def test_a_wish_whose_slot_is_gone_keeps_its_place_and_those_behind_it_their_rank(
    session: Session, now: datetime
) -> None:
    event = an_event(session)
    person, one, two = asked(session, event, now), a_slot(session, event), a_slot(session, event)
    save_wishlist(session, person, [[one.id], [two.id]], version=0, by=person, now=now)
    one.state = SlotState.WITHDRAWN
    session.flush()

    mine = list_mine(session, person, list_offers(session, person))

    assert [(offer.slot, offer.rank, offer.is_there) for offer in mine] == [(one, 1, False), (two, 2, True)]


def test_where_no_wish_is_left_there_is_none(session: Session, now: datetime) -> None:
    event = an_event(session)
    person, slot = asked(session, event, now), a_slot(session, event)
    save_wishlist(session, person, [[slot.id]], version=0, by=person, now=now)
    slot.state = SlotState.WITHDRAWN
    session.flush()

    assert list_mine(session, person, list_offers(session, person)) == []
