"""People: added, changed, protected, withdrawn, found."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.assignment import AssignmentState, UnplacedReason
from matchday.core.consent import Recipient
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Stage
from matchday.core.message import MessageKind
from matchday.core.participant import Channel, ParticipantState, PermissionEntry
from matchday.core.slot import SlotState
from matchday.core.ticket import TicketState
from matchday.models import Account, Assignment, Participant, Placement, Slot, Unplaced
from matchday.services.access import find_access, issue_access
from matchday.services.answering import accept_place
from matchday.services.assignment.late import give_place
from matchday.services.audit import list_audit
from matchday.services.confirmation import ask_to_confirm
from matchday.services.consent import answer_consent, find_consent
from matchday.services.message import list_messages
from matchday.services.participant import (
    add_participant,
    change_participant,
    confirm_participant,
    deny_participant,
    protect_participant,
    read_participant,
    return_participant,
    unprotect_participant,
    withdraw_participant,
)
from matchday.services.progress import list_participants
from matchday.services.ticket import issue_ticket, issue_tickets, list_tickets
from tests.factories import KEYRING, a_group, a_participant, a_slot, a_wish, an_account, an_event


def publish_place(session: Session, staff: Account, person: Participant, slot: Slot, *, now: datetime) -> Placement:
    """Return a place of ``person`` in a published plan."""
    plan = Assignment(
        organiser_id=person.organiser_id,
        event_id=person.event_id,
        number=1,
        state=AssignmentState.PUBLISHED,
        requested_by_id=staff.id,
        requested_at=now,
    )
    session.add(plan)
    session.flush()
    pair = {"participant_id": person.id, "slot_id": slot.id}
    place = Placement(organiser_id=person.organiser_id, assignment_id=plan.id, **pair, rank=1)
    session.add(place)
    session.flush()
    return place


def leave_without_place(session: Session, person: Participant, place: Placement) -> None:
    """Note in the plan of ``place`` that ``person`` has none."""
    plan = {"organiser_id": person.organiser_id, "assignment_id": place.assignment_id}
    session.add(Unplaced(**plan, participant_id=person.id, reason=UnplacedReason.FULL))
    session.flush()


def test_somebody_new_gets_an_alias_a_number_and_a_place_on_the_map(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff)
    a_participant(session, event, alias="Gast 16")

    person = add_participant(session, event, {"first_name": "Selam", "postcode": "34117"}, by=staff, now=now)

    assert person.alias == "Gast 17"
    assert person.reference.startswith("P-")
    assert person.latitude == pytest.approx(51.3, abs=0.1)


def test_a_postcode_nobody_knows_leaves_the_position_open(session: Session, now: datetime) -> None:
    staff = an_account(session)

    person = add_participant(
        session, an_event(session, by=staff), {"first_name": "Selam", "postcode": "00000"}, by=staff, now=now
    )

    assert person.position is None


def test_one_number_stands_for_one_person_of_an_event(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event, other = an_event(session, by=staff), an_event(session, by=staff)
    a_participant(session, event, reference="7")

    with pytest.raises(RuleError, match="participant_exists"):
        add_participant(session, event, {"first_name": "Selam", "reference": "7"}, by=staff, now=now)

    assert add_participant(session, other, {"first_name": "Selam", "reference": "7"}, by=staff, now=now)


def test_nobody_is_added_to_a_closed_event(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff, stage=Stage.CLOSED)

    with pytest.raises(RuleError, match="stage_shut"):
        add_participant(session, event, {"first_name": "Selam"}, by=staff, now=now)


def test_what_somebody_needs_is_kept_only_by_who_heard_their_yes(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff)
    needs = {"first_name": "Selam", "needs_step_free": True}
    with pytest.raises(RuleError, match="needs_unasked"):
        add_participant(session, event, needs, by=staff, now=now)

    person = add_participant(session, event, needs, has_agreed=True, by=staff, now=now)

    answer = find_consent(session, person, Recipient.HEALTH)
    assert answer
    assert (answer.is_given, answer.answered_by_id, person.needs_step_free) == (True, staff.id, True)
    change_participant(session, person, {"needs_step_free": True, "town": "Kassel"}, by=staff, now=now)
    answer_consent(session, person, Recipient.HEALTH, is_given=False, by=person, now=now)
    with pytest.raises(RuleError, match="needs_unasked"):
        change_participant(session, person, {"needs_step_free": True, "town": "Fulda"}, by=staff, now=now)
    assert (person.needs_step_free, person.town) == (False, "Kassel")


def test_a_new_postcode_moves_the_position(session: Session, now: datetime) -> None:
    staff = an_account(session)
    person = a_participant(session, an_event(session, by=staff), postcode="34117", latitude=51.3, longitude=9.5)

    change_participant(session, person, {"postcode": "37073"}, by=staff, now=now)

    assert person.latitude == pytest.approx(51.54, abs=0.1)


def test_a_position_set_by_hand_stays_while_the_postcode_does(session: Session, now: datetime) -> None:
    staff = an_account(session)
    person = a_participant(session, an_event(session, by=staff), postcode="34117", latitude=50.0, longitude=9.0)

    change_participant(session, person, {"postcode": "34117", "town": "Kassel"}, by=staff, now=now)

    assert (person.latitude, person.town) == (50.0, "Kassel")


def test_the_audit_says_that_a_paper_changed_but_not_what_it_says(session: Session, now: datetime) -> None:
    staff = an_account(session)
    person = a_participant(session, an_event(session, by=staff), permission_entry=PermissionEntry.UNKNOWN)

    values = {"permission_entry": PermissionEntry.FREE, "town": "Steinfurth"}
    change_participant(session, person, values, by=staff, now=now)

    (entry,) = [
        one
        for one in list_audit(session, organiser_id=staff.organiser_id).entries
        if one.action == "participant.change"
    ]
    assert entry.details is not None
    assert entry.details["changed"] == {"permission_entry": [], "town": ["", "Steinfurth"]}


def test_the_mark_of_a_protected_person_comes_and_goes(session: Session, now: datetime) -> None:
    staff = an_account(session)
    person = a_participant(session, an_event(session, by=staff))

    protect_participant(session, person, by=staff, now=now)
    assert person.is_protected

    unprotect_participant(session, person, by=staff, now=now)
    assert not person.is_protected


def test_yes_that_is_me_counts_once(session: Session, now: datetime) -> None:
    person = a_participant(session, an_event(session))

    confirm_participant(session, person, now=now)
    confirm_participant(session, person, now=now.replace(year=2028))

    assert person.confirmed_at == now


def test_a_no_at_the_door_is_written_down_as_theirs(session: Session, now: datetime) -> None:
    person = a_participant(session, an_event(session))

    deny_participant(session, person, now=now)

    newest = list_audit(session, organiser_id=person.organiser_id).entries[0]
    assert (newest.action, newest.participant_id, newest.account_id) == ("participant.deny", person.id, None)


def test_who_is_withdrawn_loses_access_and_group_at_once(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff)
    person = a_participant(session, event)
    a_group(session, event, person)
    issue_access(session, person, keyring=KEYRING, by=staff, now=now)

    withdraw_participant(session, person, reason="ist umgezogen", by=staff, now=now)

    assert person.withdrawn_at == now
    assert person.group_id is None
    assert find_access(session, person, now=now) is None
    with pytest.raises(RuleError, match="participant_withdrawn"):
        withdraw_participant(session, person, reason="noch einmal", by=staff, now=now)


def test_who_is_withdrawn_after_publication_leaves_place_and_ticket(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff, stage=Stage.PUBLISHED)
    person = a_participant(session, event)
    place = publish_place(session, staff, person, a_slot(session, event), now=now)
    issue_tickets(session, event, [place], now=now)

    withdraw_participant(session, person, reason="ist krank", by=staff, now=now)

    assert [ticket.state for ticket in list_tickets(session, person)] == [TicketState.WITHDRAWN]
    assert [message.kind for message in list_messages(session, event)] == [MessageKind.WITHDRAWN]
    assert not session.scalars(select(Placement).where(Placement.organiser_id == event.organiser_id)).all()


def test_who_was_withdrawn_can_come_back(session: Session, now: datetime) -> None:
    staff = an_account(session)
    person = a_participant(session, an_event(session, by=staff), withdrawn_at=now)

    return_participant(session, person, by=staff, now=now)

    assert person.withdrawn_at is None


def test_a_person_of_another_event_or_organiser_is_not_there(session: Session) -> None:
    staff = an_account(session)
    event, sister, foreign = an_event(session, by=staff), an_event(session, by=staff), an_event(session)

    for elsewhere in (sister, foreign):
        with pytest.raises(NotFound):
            read_participant(session, event, key=a_participant(session, elsewhere).key)


def test_the_list_says_how_far_everybody_is(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff, stage=Stage.PUBLISHED)
    slot = a_slot(session, event)
    people = [a_participant(session, event, first_name=name) for name in "ABCDEFGHI"]
    _, invited, opened, wished, unplaced, placed, called_off, confirmed, gone = people
    issue_access(session, invited, keyring=KEYRING, by=staff, now=now)
    issue_access(session, opened, keyring=KEYRING, by=staff, now=now).first_opened_at = now
    a_wish(session, wished, slot)
    place = publish_place(session, staff, placed, slot, now=now)
    leave_without_place(session, unplaced, place)
    give_place(session, event, called_off, slot=a_slot(session, event, state=SlotState.WITHDRAWN))
    give_place(session, event, confirmed, slot=slot)
    ticket = issue_ticket(session, event, confirmed, slot=slot, now=now)
    ask_to_confirm(session, event, [ticket], now=now)
    accept_place(session, confirmed, ticket, event=event, by=confirmed, now=now)
    gone.withdrawn_at = now
    session.flush()

    rows = list_participants(session, event)

    assert [row.state for row in rows] == list(ParticipantState)
    assert [row.participant for row in rows] == people
    assert rows[3].wish_count == 1


def test_people_are_found_by_a_part_of_their_name_within_the_event_only(session: Session) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff)
    amira = a_participant(session, event, first_name="Amira", last_name="Khalil")
    a_participant(session, event, first_name="Selam", last_name="Gebre")
    a_participant(session, an_event(session, by=staff), first_name="Amira", last_name="Khalil")

    for text in ("ami", "khal", "Amira Khalil", "amira k"):
        assert [row.participant for row in list_participants(session, event, name=text)] == [amira], text
    assert list_participants(session, event, name="100%") == []


def test_a_coach_has_only_their_own_people(session: Session) -> None:
    coach = an_account(session, Role.COACH)
    event = an_event(session, by=coach)
    mine = a_participant(session, event, coach_id=coach.id)
    a_participant(session, event)

    assert [row.participant for row in list_participants(session, event, coach=coach)] == [mine]


def test_who_has_no_place_and_no_mail_must_be_told(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff, stage=Stage.PUBLISHED)
    place = publish_place(session, staff, a_participant(session, event), a_slot(session, event), now=now)
    by_mail, by_phone = a_participant(session, event), a_participant(session, event, channel=Channel.PHONE)
    for person in (by_mail, by_phone):
        leave_without_place(session, person, place)

    rows = {row.participant: row for row in list_participants(session, event)}

    assert (rows[by_mail].reason, rows[by_mail].must_be_told) == (UnplacedReason.FULL, False)
    assert (rows[by_phone].reason, rows[by_phone].must_be_told) == (UnplacedReason.FULL, True)


def test_a_closed_account_accompanies_nobody(session: Session) -> None:
    closed = an_account(session, Role.COACH, active=False)
    event = an_event(session, by=closed)
    a_participant(session, event, coach_id=closed.id)

    (row,) = list_participants(session, event)

    assert row.participant.acting_coach is None


def test_names_stand_as_in_a_german_list(session: Session) -> None:
    event = an_event(session)
    for name in ("Zahra", "Ömer", "Ali", "Olga", "Aïssatou"):
        a_participant(session, event, first_name=name)

    names = [row.participant.first_name for row in list_participants(session, event)]

    assert names == ["Aïssatou", "Ali", "Olga", "Ömer", "Zahra"]


def test_a_birth_date_that_cannot_be_is_refused(session: Session, now: datetime) -> None:
    staff = an_account(session)
    event = an_event(session, by=staff)
    person = a_participant(session, event)

    with pytest.raises(RuleError, match="born_on_future"):
        change_participant(session, person, {"born_on": now.date() + timedelta(days=1)}, by=staff, now=now)
    with pytest.raises(RuleError, match="born_on_too_old"):
        add_participant(session, event, {"first_name": "Alte", "born_on": date(1890, 1, 1)}, by=staff, now=now)
