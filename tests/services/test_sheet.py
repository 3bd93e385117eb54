"""Importing sheets: what is compared, what stands against it, and that it is all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.consent import Recipient
from matchday.core.errors import RuleError
from matchday.core.event import Stage
from matchday.core.message import MessageKind
from matchday.core.participant import Channel
from matchday.core.slot import GEAR, SlotState
from matchday.core.todo import TodoKind
from matchday.models import Account, AuditEntry, Employer, Event, Participant, Slot, Wish
from matchday.services.consent import answer_consent
from matchday.services.employer import hand_over_link
from matchday.services.sheet import (
    PLAN_CODES,
    Count,
    ImportPlan,
    carry_out_import,
    plan_import,
)
from matchday.services.todo import list_todos, note_todo
from matchday.sheets.columns import SheetKind
from matchday.sheets.reading import RawTable
from matchday.web.say_sheet import AGAINST_EVENT, say_complaint
from tests.conftest import NOW
from tests.factories import a_participant, a_slot, a_wish, an_account, an_employer, an_event
from tests.sheets.files import EMPLOYER, PARTICIPANT, SLOT, WISH, a_table

Rows = Mapping[str, Sequence[Mapping[str, object]]]
ALL: Rows = {"Betriebe": [EMPLOYER], "Angebote": [SLOT], "Menschen": [PARTICIPANT], "Wünsche": [WISH]}


@pytest.fixture
def staff(session: Session) -> Account:
    return an_account(session, Role.STAFF)


@pytest.fixture
def event(session: Session, staff: Account) -> Event:
    return an_event(session, by=staff)


def tables_of(sheets: Rows) -> list[RawTable]:
    return [a_table(name, *rows) for name, rows in sheets.items()]


def take(session: Session, event: Event, sheets: Rows, now: datetime) -> Mapping[SheetKind, Count]:
    of_organiser = select(Account).where(Account.organiser_id == event.organiser_id).order_by(Account.id)
    by = session.scalars(of_organiser).first()
    assert by
    return carry_out_import(session, event, tables_of(sheets), by=by, now=now)


def plan(session: Session, event: Event, sheets: Rows) -> ImportPlan:
    return plan_import(session, event, tables_of(sheets), now=NOW)


def codes(session: Session, event: Event, sheets: Rows) -> list[str]:
    return [complaint.code for complaint in plan(session, event, sheets).complaints]


def the(session: Session, kind: Any, event: Event) -> Any:
    return session.scalars(select(kind).where(kind.organiser_id == event.organiser_id)).one()


def test_four_sheets_come_in_at_once(session: Session, event: Event, now: datetime) -> None:
    counts = take(session, event, ALL, now)

    slot, person, wish = the(session, Slot, event), the(session, Participant, event), the(session, Wish, event)
    assert counts == dict.fromkeys(SheetKind, Count(added=1))
    assert (slot.state, slot.employer.name, slot.site.postcode) == (SlotState.APPROVED, "Bäckerei Korn", "34117")
    assert (person.language, person.alias, person.wishlist_version) == ("so", "Gast 1", 1)
    assert (wish.participant_id, wish.slot_id, wish.rank) == (person.id, slot.id, 1)


def test_times_are_those_of_the_event_and_go_over_midnight(session: Session, event: Event, now: datetime) -> None:
    take(session, event, {**ALL, "Angebote": [{**SLOT, "Von": "23:00", "Bis": "5:00"}]}, now)

    slot = the(session, Slot, event)
    assert slot.start_at == datetime.fromisoformat("2027-04-20T23:00+02:00")
    assert slot.end_at == datetime.fromisoformat("2027-04-21T05:00+02:00")


def test_the_same_file_again_changes_nothing(session: Session, event: Event, now: datetime) -> None:
    take(session, event, ALL, now)

    counts = take(session, event, ALL, now + timedelta(hours=1))

    assert counts == dict.fromkeys(SheetKind, Count(same=1))
    assert the(session, Participant, event).wishlist_version == 1
    assert the(session, Slot, event).changed_at == now


def test_own_gear_comes_in_with_the_person(session: Session, event: Event, now: datetime) -> None:
    said = {"Menschen": [{**PARTICIPANT, "Eigene Sachen zum Schutz": "Sicherheitsschuhe, Helm"}]}
    take(session, event, said, now)

    again = take(session, event, said, now)

    assert the(session, Participant, event).gear == list(GEAR)
    assert again[SheetKind.PARTICIPANTS] == Count(same=1)


def test_a_filled_cell_corrects_and_an_empty_one_keeps(session: Session, event: Event, now: datetime) -> None:
    take(session, event, {**ALL, "Menschen": [{**PARTICIPANT, "Telefon": "0170 1234567"}]}, now)

    take(session, event, {"Menschen": [{**PARTICIPANT, "Nachname": "Yussuf", "Telefon": ""}]}, now)

    person = the(session, Participant, event)
    assert (person.last_name, person.phone, person.channel) == ("Yussuf", "0170 1234567", Channel.PHONE)


def test_a_later_time_tells_the_calendars(session: Session, event: Event, now: datetime) -> None:
    take(session, event, ALL, now)

    take(session, event, {"Betriebe": [EMPLOYER], "Angebote": [{**SLOT, "Bis": "15:00"}]}, now)

    assert the(session, Slot, event).calendar_sequence == 1


def test_people_without_a_number_are_known_by_name_and_birth_date(
    session: Session, event: Event, now: datetime
) -> None:
    person = a_participant(
        session, event, reference="7", first_name="Amina", last_name="Yusuf", born_on=date(1998, 9, 3)
    )
    nameless = {"Vorname": "Amina", "Nachname": "Yusuf", "Geburtsdatum": "03.09.1998", "Sprachen": "Somali"}

    counts = take(session, event, {"Menschen": [nameless]}, now)

    assert counts[SheetKind.PARTICIPANTS] == Count(changed=1)
    assert (person.reference, person.language) == ("7", "so")


def test_an_employer_without_a_reference_is_known_by_its_name(session: Session, event: Event, now: datetime) -> None:
    an_employer(session, event, reference="B1", name="Bäckerei Korn")
    row = {name: cell for name, cell in EMPLOYER.items() if name != "Kürzel"}

    counts = take(session, event, {"Betriebe": [row], "Angebote": [{**SLOT, "Betrieb": "Bäckerei Korn"}]}, now)

    assert counts[SheetKind.EMPLOYERS].added == 0
    assert the(session, Slot, event).employer.reference == "B1"


def test_slots_alone_find_employers_that_are_there(session: Session, event: Event, now: datetime) -> None:
    an_employer(session, event, reference="B1")

    take(session, event, {"Angebote": [SLOT]}, now)

    assert the(session, Slot, event).employer.reference == "B1"


def test_a_new_address_is_another_site_and_its_slot_is_there(session: Session, event: Event, now: datetime) -> None:
    take(session, event, {"Betriebe": [EMPLOYER]}, now)

    werk = {**EMPLOYER, "Standort": "Werk 2", "PLZ": "34125", "Ort": "Kassel"}
    take(session, event, {"Betriebe": [werk], "Angebote": [SLOT]}, now)

    assert [site.label for site in the(session, Employer, event).sites] == ["", "Werk 2"]
    assert the(session, Slot, event).site.label == "Werk 2"


def test_people_with_one_word_stay_together(session: Session, event: Event, now: datetime) -> None:
    rows = [
        {**PARTICIPANT, "Nr.": nr, "Vorname": nr, "Gruppe": label} for nr, label in (("1", "Kurs B"), ("2", "kurs b"))
    ]

    take(session, event, {"Menschen": rows}, now)

    first, second = session.scalars(select(Participant).where(Participant.organiser_id == event.organiser_id))
    assert first.group_id == second.group_id is not None
    assert first.alias != second.alias


def test_a_coach_is_found_by_mail(session: Session, event: Event, staff: Account, now: datetime) -> None:
    coach = an_account(session, Role.COACH, organiser=event.organiser, email="yildiz@birkenried.example")

    take(session, event, {"Menschen": [{**PARTICIPANT, "Begleitung": "Yildiz@birkenried.example"}]}, now)

    assert the(session, Participant, event).coach_id == coach.id


def test_wishes_replace_the_whole_list_and_ranks_are_dense(session: Session, event: Event, now: datetime) -> None:
    person = a_participant(session, event, reference="7")
    a_wish(session, person, a_slot(session, event))
    slots = [a_slot(session, event, reference=f"A{number}") for number in (1, 2, 3)]
    rows = [{"Person": "7", "Angebot": f"A{number}", "Rang": rank} for number, rank in ((1, "2"), (2, "2"), (3, "5"))]
    note_todo(session, event, TodoKind.TELL, participant=person, message_kind=MessageKind.WISHING, due_at=now, now=now)

    take(session, event, {"Wünsche": rows}, now)

    wishes = session.scalars(select(Wish).where(Wish.organiser_id == event.organiser_id).order_by(Wish.slot_id))
    assert [(wish.slot_id, wish.rank) for wish in wishes] == list(
        zip([slot.id for slot in slots], (1, 1, 2), strict=True)
    )
    assert list_todos(session, event) == []


def test_one_person_called_by_number_and_by_name_has_one_list(session: Session, event: Event) -> None:
    a_participant(session, event, reference="7", first_name="Amina", last_name="Yusuf")
    a_slot(session, event, reference="A1")
    rows = [WISH, {**WISH, "Person": "Amina Yusuf", "Rang": "2"}]

    assert codes(session, event, {"Wünsche": rows}) == ["wish_again"]


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ({"Betriebe": [EMPLOYER], "Angebote": [{**SLOT, "Tag": "21.04.2027"}]}, "slot_other_day"),
        ({"Menschen": [{**PARTICIPANT, "Begleitung": "niemand@birkenried.example"}]}, "coach_unknown"),
        ({"Menschen": [{**PARTICIPANT, "Braucht stufenlos": "ja"}]}, "needs_unasked"),
        ({"Betriebe": [EMPLOYER], "Angebote": [SLOT], "Wünsche": [WISH]}, "reference_unknown"),
    ],
)
def test_what_does_not_fit_the_event_is_named(session: Session, event: Event, sheets: Rows, code: str) -> None:
    assert codes(session, event, sheets) == [code]


def test_what_somebody_needs_comes_in_by_a_file_once_they_said_yes(
    session: Session, event: Event, staff: Account, now: datetime
) -> None:
    person = a_participant(session, event, reference="7")
    answer_consent(session, person, Recipient.HEALTH, is_given=True, by=staff, now=now)

    take(session, event, {"Menschen": [{**PARTICIPANT, "Braucht stufenlos": "ja"}]}, now)

    assert person.needs_step_free


def test_a_way_that_is_not_set_up_here_is_taken_for_nobody_new(session: Session, event: Event) -> None:
    row, ways = {**PARTICIPANT, "Weg": "SMS", "Telefon": "0170 1234567"}, set(Channel) - {Channel.SMS}
    tables = tables_of({"Menschen": [row]})
    assert [one.code for one in plan_import(session, event, tables, channels=ways, now=NOW).complaints] == [
        "channel_shut"
    ]
    assert codes(session, event, {"Menschen": [row]}) == []
    a_participant(session, event, reference="7", channel=Channel.SMS)

    assert not plan_import(session, event, tables, channels=ways, now=NOW).complaints


def test_a_number_of_another_employers_slot_is_refused(session: Session, event: Event) -> None:
    a_slot(session, event, reference="A1")

    assert codes(session, event, {"Betriebe": [EMPLOYER], "Angebote": [SLOT]}) == ["slot_of_other"]


def test_fewer_places_than_the_smallest_group_are_refused(session: Session, event: Event) -> None:
    employer = an_employer(session, event, reference="B1")
    a_slot(session, event, employer=employer, reference="A1", capacity=5, min_group=4)
    alone = {**SLOT, "Plätze": "1"}

    assert codes(session, event, {"Angebote": [SLOT]}) == ["slot_min_group"]
    assert codes(session, event, {"Angebote": [alone]}) == ["slot_one_place"]


def test_a_person_under_another_number_is_refused(session: Session, event: Event) -> None:
    a_participant(session, event, reference="12", first_name="Amina", last_name="Yusuf", born_on=date(1998, 9, 3))

    assert codes(session, event, {"Menschen": [{**PARTICIPANT, "Geburtsdatum": "03.09.1998"}]}) == ["person_known"]


def test_a_withdrawn_employer_is_refused(session: Session, event: Event, now: datetime) -> None:
    an_employer(session, event, reference="B1", withdrawn_at=now)

    assert codes(session, event, {"Betriebe": [EMPLOYER], "Angebote": [SLOT]}) == ["employer_withdrawn"] * 2


def test_only_approved_slots_are_wished(session: Session, event: Event) -> None:
    a_participant(session, event, reference="7")
    a_slot(session, event, reference="A1", state=SlotState.WAITING)

    assert codes(session, event, {"Wünsche": [WISH]}) == ["wish_not_approved"]


def test_nobody_has_more_wishes_than_the_event_allows(session: Session, event: Event) -> None:
    event.max_wishes = 1
    rows = [WISH, {**WISH, "Angebot": "A2", "Rang": "2"}]
    sheets = {**ALL, "Angebote": [SLOT, {**SLOT, "Nr.": "A2"}], "Wünsche": rows}

    assert codes(session, event, sheets) == ["wish_too_many"]


@pytest.mark.parametrize(("stage", "code"), [(Stage.ASSIGNING, "wishes_shut"), (Stage.CLOSED, "event_over")])
def test_a_stage_that_is_past_shuts_the_import(session: Session, event: Event, stage: Stage, code: str) -> None:
    event.stage = stage

    assert codes(session, event, ALL) == [code]


def test_staff_bring_wishes_in_before_people_can_wish(session: Session, event: Event) -> None:
    event.stage = Stage.DRAFT

    assert codes(session, event, ALL) == []


def test_with_one_complaint_nothing_is_taken_over(session: Session, event: Event, now: datetime) -> None:
    rows = [{**PARTICIPANT, "Begleitung": ""}, {**PARTICIPANT, "Nr.": "8", "Begleitung": "niemand@birkenried.example"}]
    tables = tables_of({**ALL, "Menschen": rows})
    staff = the(session, Account, event)

    with pytest.raises(RuleError, match="import_refused"):
        carry_out_import(session, event, tables, by=staff, now=now)

    for kind in (Employer, Slot, Participant, Wish):
        assert (
            session.scalar(select(func.count()).select_from(kind).where(kind.organiser_id == event.organiser_id)) == 0
        )


def test_a_complaint_names_row_and_column_and_what_to_do(session: Session, event: Event) -> None:
    rows = [PARTICIPANT, {**PARTICIPANT, "Nr.": "8", "Vorname": "Hodan", "Begleitung": "niemand@birkenried.example"}]

    (complaint,) = plan(session, event, {"Menschen": [{"Begleitung": "", **row} for row in rows]}).complaints

    assert say_complaint(complaint).startswith("Zeile 3, Spalte „Begleitung“: „niemand@birkenried.example“")


def test_an_import_is_one_entry_with_counts(session: Session, event: Event, now: datetime) -> None:
    take(session, event, ALL, now)

    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "sheet.import", AuditEntry.organiser_id == event.organiser_id)
    )
    (entry,) = entries
    assert entry.details
    assert entry.details["counts"]["slots"] == {"added": 1, "changed": 0, "same": 0}


def test_a_new_contact_address_ends_the_access_of_the_old_one(
    session: Session, event: Event, staff: Account, now: datetime
) -> None:
    employer = an_employer(session, event, reference="B1")
    hand_over_link(session, employer, event=event, by=staff, now=now)

    take(session, event, {"Betriebe": [{**EMPLOYER, "E-Mail": "neu@korn.example"}]}, now)

    account = session.scalars(
        select(Account).where(Account.organiser_id == event.organiser_id, Account.employer_id == employer.id)
    ).one()
    assert not account.active


def test_rows_of_another_organiser_are_neither_found_nor_changed(session: Session, event: Event, now: datetime) -> None:
    other = an_event(session)
    stranger = an_employer(session, other, reference="B1", name="Fremd")

    take(session, event, ALL, now)

    assert stranger.name == "Fremd"
    assert the(session, Employer, event).name == "Bäckerei Korn"


def test_every_code_has_its_sentence() -> None:
    assert PLAN_CODES.keys() == AGAINST_EVENT.keys()


@pytest.mark.parametrize(("born_on", "code"), [("01.01.2091", "born_on_future"), ("01.01.1901", "born_on_too_old")])
def test_a_birth_date_nobody_can_have_is_pointed_out(session: Session, event: Event, born_on: str, code: str) -> None:
    complaints = plan(session, event, {"Menschen": [{**PARTICIPANT, "Geburtsdatum": born_on}]}).complaints

    assert [complaint.code for complaint in complaints] == [code]
    assert born_on in say_complaint(complaints[0])


def test_another_wish_counts_as_a_change(session: Session, event: Event, now: datetime) -> None:
    take(session, event, ALL, now)
    other = a_slot(session, event, reference="Z9")

    counts = take(session, event, {"Wünsche": [{**WISH, "Angebot": other.reference}]}, now)

    assert counts == {SheetKind.WISHES: Count(changed=1)}
    assert the(session, Wish, event).slot_id == other.id
