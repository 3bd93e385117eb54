"""Pages of slots for staff."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.employer import HospitationCover
from matchday.core.event import Stage
from matchday.core.slot import ActivityKind, SlotState
from matchday.models import Account, Event, Slot
from tests.days import a_running_day, slot_of
from tests.factories import a_participant, a_slot, a_wish, an_account, an_employer, an_event
from tests.page_client import PageClient
from tests.plans import a_day, people_of, published, the_slot
from tests.web.offers import an_offer


@pytest.fixture
def staff(session: Session, client: PageClient) -> Account:
    account = an_account(session, Role.STAFF)
    session.commit()
    client.sign_in(account)
    return account


@pytest.fixture
def event(session: Session, staff: Account) -> Event:
    return an_event(session, by=staff)


def address(slot: Slot, event: Event, deed: str = "") -> str:
    return f"/staff/{event.key}/slots/{slot.key}{deed}"


def test_the_list_shows_slots_by_state(session: Session, client: PageClient, event: Event) -> None:
    a_slot(session, event, title="Halle 2")
    a_slot(session, event, title="Büro", state=SlotState.WAITING)
    session.commit()

    everything = client.get(f"/staff/{event.key}/slots").text
    waiting = client.get(f"/staff/{event.key}/slots?state=waiting").text

    assert "2 Angebote" in everything
    assert "Büro" in waiting
    assert "Halle 2" not in waiting


def test_hospitations_that_nobody_may_insure_have_a_view_and_wait_on_the_overview(
    session: Session, client: PageClient, event: Event
) -> None:
    covered = an_employer(session, event, hospitation_cover=HospitationCover.YES)
    a_slot(session, event, title="Halle 2")
    a_slot(session, event, title="Büro", employer=covered)
    a_slot(session, event, title="Werkbank", activity_kind=ActivityKind.PRAKTIKUM)
    session.commit()

    overview = client.get(f"/staff/{event.key}/").text
    view = client.get(f"/staff/{event.key}/slots?state=uncovered").text
    event.group_cover = True
    session.commit()
    insured = client.get(f"/staff/{event.key}/").text

    assert "Eine Hospitation ist vielleicht nicht versichert" in overview
    assert "1 Angebot" in view
    assert "Halle 2" in view
    assert "nicht versichert" not in insured


def test_staff_ask_whose_slot_it_is_and_add_it_approved(session: Session, client: PageClient, event: Event) -> None:
    employer = an_employer(session, event, name="Metallbau Seidel")
    session.commit()
    assert "Metallbau Seidel" in client.get(f"/staff/{event.key}/slots/new").text
    path = f"/staff/{event.key}/employers/{employer.key}/slots/new"
    client.get(path)

    page = client.follow(path, an_offer(employer))

    assert "aufgenommen und freigegeben" in page.text
    assert "Halle 2" in page.text


def test_a_waiting_slot_is_approved(session: Session, client: PageClient, event: Event) -> None:
    slot = a_slot(session, event, state=SlotState.WAITING)
    session.commit()

    page = client.follow(address(slot, event, "/approve"))

    assert "Das Angebot ist freigegeben" in page.text


def test_a_slot_goes_back_only_with_a_reason(session: Session, client: PageClient, event: Event) -> None:
    slot = a_slot(session, event, state=SlotState.WAITING)
    session.commit()
    client.get(address(slot, event, "/return"))

    refused = client.post(address(slot, event, "/return"), {"reason": " "}, expect=422)
    page = client.follow(address(slot, event, "/return"), {"reason": "Bitte einen Treffpunkt nennen."})

    assert "Bitte füllen Sie dieses Feld aus" in refused.text
    assert "Bitte einen Treffpunkt nennen." in page.text


def test_a_slot_is_withdrawn_and_comes_back(session: Session, client: PageClient, event: Event) -> None:
    slot = a_slot(session, event)
    session.commit()
    client.get(address(slot, event, "/withdraw"))

    unsaid = client.post(address(slot, event, "/withdraw"), {"reason": "Wasserschaden"}, expect=422)
    gone = client.follow(address(slot, event, "/withdraw"), {"reason": "Wasserschaden", "called_off_by": "employer"})
    back = client.follow(address(slot, event, "/reopen"))

    assert "Wer sagt ab?" in unsaid.text
    assert "Der Betrieb hat abgesagt Wasserschaden Der Betrieb liest diesen Grund." in gone.text
    assert "wartet auf Prüfung" in back.text
    assert "abgesagt" not in back.text


def test_where_nobody_said_who_called_it_off_only_the_reason_stands_there(
    session: Session, client: PageClient, event: Event
) -> None:
    slot = a_slot(session, event, state=SlotState.WITHDRAWN, return_reason="Wasserschaden")
    session.commit()

    page = client.get(address(slot, event))

    assert "Der Betrieb liest diesen Grund Wasserschaden" in page.text
    assert "abgesagt" not in page.text


def test_approving_twice_is_refused_in_words(session: Session, client: PageClient, event: Event) -> None:
    slot = a_slot(session, event)
    session.commit()

    page = client.post(address(slot, event, "/approve"), expect=409)

    assert "Das Angebot ist „freigegeben“" in page.text


def test_a_change_keeps_what_was_there(session: Session, client: PageClient, event: Event) -> None:
    slot = a_slot(session, event, capacity=12, spoken_languages=["tr"], needs=["helmet"])
    session.commit()
    form = client.get(address(slot, event, "/change"))

    page = client.follow(address(slot, event, "/change"), an_offer(slot.employer, title="Halle 3"))

    assert 'value="12"' in form.html
    assert "Halle 3" in page.text
    assert "3 Plätze" in page.text


def test_a_hospitation_nobody_insures_is_pointed_out(session: Session, client: PageClient, event: Event) -> None:
    slot = a_slot(session, event)
    session.commit()

    assert "vielleicht nicht versichert" in client.get(address(slot, event)).text


@pytest.mark.parametrize("deed", ["", "/change", "/return", "/withdraw"])
def test_a_slot_of_another_organiser_is_not_there(
    session: Session, client: PageClient, event: Event, deed: str
) -> None:
    other = an_event(session)
    slot = a_slot(session, other)
    session.commit()

    client.get(address(slot, event, deed), expect=404)
    client.get(address(slot, other, deed), expect=404)


def test_a_new_time_after_publication_says_who_has_a_ticket_and_when_they_are_told(
    session: Session, client: PageClient, staff: Account
) -> None:
    event = a_day(session, people=2, by=staff)
    published(session, event, by=staff)
    slot = the_slot(session, event)

    form = client.get(address(slot, event, "/change"))
    page = client.follow(address(slot, event, "/change"), an_offer(slot.employer, start="09:00"))

    assert "2 Menschen haben hier ein Ticket" in form.text
    assert "2 Menschen mit Ticket sehen die Änderung ab sofort" in page.text
    assert "sobald der Plan neu gerechnet und veröffentlicht ist" in page.text


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.REGISTRATION, "Sobald die Wünsche beginnen, können Menschen es sich wünschen."),
        (Stage.WISHING, "Menschen können es sich jetzt wünschen."),
        (Stage.ASSIGNING, "Die Zeit der Wünsche ist vorbei."),
    ],
)
def test_what_an_approval_means_is_said_for_the_stage(
    session: Session, client: PageClient, event: Event, stage: Stage, sentence: str
) -> None:
    slot = a_slot(session, event, state=SlotState.WAITING)
    event.stage = stage
    session.commit()

    page = client.follow(address(slot, event, "/approve"))

    assert f"Das Angebot ist freigegeben. {sentence}" in page.text


def test_withdrawing_says_how_many_people_wished_it(session: Session, client: PageClient, event: Event) -> None:
    slot = a_slot(session, event)
    for _ in range(3):
        a_wish(session, a_participant(session, event), slot)
    session.commit()

    page = client.get(address(slot, event, "/withdraw"))

    assert "3 Menschen haben es sich gewünscht" in page.text


def test_withdrawing_after_publication_says_what_people_read_at_once_and_whom_to_call(
    session: Session, client: PageClient, staff: Account
) -> None:
    event = a_day(session, people=2, by=staff)
    coach = an_account(session, Role.COACH, name="Frau Yıldız", phone="0561 77", organiser=event.organiser)
    amira, rana = people_of(session, event)
    amira.phone, rana.coach = "0151 23", coach
    published(session, event, by=staff)
    slot = the_slot(session, event)

    form = client.get(address(slot, event, "/withdraw"))
    gone = client.follow(address(slot, event, "/withdraw"), {"reason": "Wasserschaden", "called_off_by": "organiser"})
    plan = client.get(f"/staff/{event.key}/assignments/1")

    for page in (form, gone, plan):
        assert "Tickets gelten weiter, bis" not in page.text
        assert "Amira K. · 0151 23" in page.text
        assert "Begleitung: Frau Yıldız , 0561 77" in page.text
    assert "liest dann sofort auf der eigenen Seite" in form.text
    assert "Ihr Team hat abgesagt Wasserschaden" in gone.text
    assert "2 Menschen lesen das schon auf der eigenen Seite" in plan.text


def test_on_the_day_staff_are_not_promised_a_message(session: Session, client: PageClient, staff: Account) -> None:
    event = a_running_day(session, people=1, by=staff)

    page = client.get(address(slot_of(session, event), event, "/withdraw"))

    assert "Eine Nachricht geht nicht hinaus. Bitte rufen Sie an:" in page.text


def test_errors_stand_in_the_order_of_the_page_and_a_question_needs_no_colon(
    session: Session, client: PageClient, event: Event
) -> None:
    employer = an_employer(session, event)
    session.commit()
    wrong = an_offer(employer, trade="", site="", day="", foreman_phone="x")

    page = client.post(f"/staff/{event.key}/employers/{employer.key}/slots/new", wrong, expect=422)

    places = [page.text.index(said) for said in ("Welcher Beruf? B", "An welchem Tag? B", "Wo? B", "Telefon am Tag: D")]
    assert places == sorted(places)
