"""Staff pages of events, the team and the audit."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.aim import Aim
from matchday.core.assignment import AssignmentState
from matchday.core.event import Stage
from matchday.core.privacy import ErasureReason
from matchday.core.slot import ActivityKind, CalledOffBy
from matchday.models import Account, Assignment, Event
from matchday.services.participant import withdraw_participant
from matchday.services.privacy import erase_participant
from matchday.services.slot import approve_slot, withdraw_slot
from matchday.web.say_aim import explain_aim, say_order
from tests.factories import KEYRING, a_participant, a_slot, a_wish, an_account, an_event, moment_of
from tests.page_client import PageClient
from tests.plans import a_member_of_staff, published

NEW = {
    "name": "Refugees’ Day 2031", "place": "Birkenried", "first_on": "2031-04-22", "last_on": "2031-04-22",
    "time_zone": "Europe/Berlin", "contact_name": "Frau Hansen",
    "contact_phone": "05550 000210", "max_wishes": "5", "max_placements": "1", "youngest_age": "15",
    "night_age": "18", "night_from": "22:00", "night_until": "06:00", "food_rule": "nothing",
    "cover_rule": "warn", "door_opens_min": "90",
    "aim": "nobody_last",
}  # fmt: skip


@pytest.fixture
def staff(session: Session) -> Account:
    return an_account(session, Role.OWNER, Role.STAFF, name="Frau Hansen")


@pytest.fixture
def event(session: Session, staff: Account, client: PageClient) -> Event:
    event = an_event(session, by=staff, stage=Stage.WISHING)
    client.sign_in(staff)
    return event


def test_staff_create_an_event(client: PageClient, event: Event) -> None:
    page = client.follow("/staff/events/new", NEW)

    assert "Refugees’ Day 2031 ist angelegt." in page.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"last_on": "2031-04-21"}, "Der letzte Tag liegt vor dem ersten."),
        ({"first_on": "2020-04-22", "last_on": "2020-04-22"}, "Dieser Tag ist schon vorbei."),
        ({"wishing_until": "2031-04-23"}, "Die Fristen passen nicht zueinander"),
        ({"contact_phone": "abc"}, "Das ist keine Telefonnummer."),
        ({"max_wishes": "viele"}, "Bitte geben Sie eine Zahl von 1 bis 20 an."),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    client: PageClient, event: Event, change: dict[str, str], sentence: str
) -> None:
    page = client.post("/staff/events/new", {**NEW, **change}, expect=422)

    assert sentence in page.text


def test_the_days_do_not_move_away_from_the_slots(client: PageClient, session: Session, event: Event) -> None:
    a_slot(session, event)
    session.commit()

    page = client.post(f"/staff/{event.key}/settings", {**NEW, "name": event.name}, expect=422)

    assert "Auf den bisherigen Tagen liegen noch Angebote (1)." in page.text


def test_each_aim_is_explained_with_an_example(client: PageClient, event: Event) -> None:
    page = client.get(f"/staff/{event.key}/settings")

    assert all(explain_aim(aim).example in page.text for aim in Aim)
    assert page.text.count("Das drängt Menschen in Angebote") == 3


def test_each_aim_shows_its_whole_order_where_it_is_chosen(client: PageClient, session: Session, event: Event) -> None:
    event.max_placements = 2
    session.commit()

    for path in ("settings", "comparisons/new"):
        page = client.get(f"/staff/{event.key}/{path}")
        assert all("".join(f"<li>{step}</li>" for step in say_order(aim, 2)) in page.html for aim in Aim)


def test_a_day_with_one_place_each_counts_no_places_in_all() -> None:
    assert say_order(Aim.MANY_SLOTS, 1) == [
        "viele Menschen mit Platz",
        "viele Angebote",
        "wenige hintere Wünsche",
        "kurze Wege",
        "das Los",
    ]
    assert say_order(Aim.MANY_SLOTS, 2)[1] == "viele Plätze insgesamt"


def test_staff_choose_what_counts_first(client: PageClient, session: Session, event: Event) -> None:
    client.follow(f"/staff/{event.key}/settings", {**NEW, "name": event.name, "aim": "first_wishes"})
    plans = client.get(f"/staff/{event.key}/assignments")
    audit = client.get(f"/staff/{event.key}/audit")

    session.refresh(event)
    assert event.aim is Aim.FIRST_WISHES
    assert "Möglichst viele erste Wünsche" in plans.text
    assert "was zuerst zählt" in audit.text


def test_settings_that_are_saved_as_they_were_change_nothing(
    client: PageClient, session: Session, event: Event
) -> None:
    client.follow(f"/staff/{event.key}/settings", NEW | {"wishing_until": "2031-04-01"})
    session.refresh(event)
    told, entries = event.wishing_until, client.get(f"/staff/{event.key}/audit").text

    client.follow(f"/staff/{event.key}/settings", NEW | {"wishing_until": "2031-04-01"})

    session.refresh(event)
    assert event.wishing_until == told
    assert client.get(f"/staff/{event.key}/audit").text == entries


def test_a_step_says_where_the_event_stands_now(client: PageClient, session: Session, event: Event) -> None:
    event.wishing_until = datetime(2031, 1, 1, tzinfo=UTC)
    session.commit()

    before = client.get(f"/staff/{event.key}/stage")
    after = client.follow(f"/staff/{event.key}/stage", {"stage": "assigning"})

    assert "Die Frist für Wünsche läuft noch bis" in before.text
    assert "Der Abschnitt ist jetzt: Planen." in after.text


def test_before_the_day_begins_staff_read_that_it_is_early_and_that_the_plan_is_not_true_any_more(
    client: PageClient, session: Session, event: Event
) -> None:
    event.stage = Stage.ASSIGNING
    a_slot(session, event)
    a_participant(session, event)
    published(session, event)
    true = client.get(f"/staff/{event.key}/stage")
    a_participant(session, event)
    session.commit()
    stale = client.get(f"/staff/{event.key}/stage")
    client.follow(f"/staff/{event.key}/stage", {"stage": "running"})
    back = client.follow(f"/staff/{event.key}/stage", {"stage": "published"})

    assert "Der Tag ist erst am" in true.text
    assert ["Der veröffentlichte Plan stimmt nicht mehr." in page.text for page in (true, stale)] == [False, True]
    assert "Der Abschnitt ist jetzt: Veröffentlicht." in back.text


def test_before_an_access_ends_staff_read_what_that_means(client: PageClient, session: Session, event: Event) -> None:
    coach = an_account(session, Role.COACH, organiser=event.organiser, name="Herr Wolters")
    a_participant(session, event, coach_id=coach.id)
    session.commit()

    page = client.get(f"/staff/accounts/{coach.key}/close")
    client.follow(f"/staff/accounts/{coach.key}/close")

    assert "Herr Wolters begleitet einen Menschen." in page.text
    session.refresh(coach)
    assert not coach.active


def test_the_audit_says_who_did_what_to_whom(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    slot = a_slot(session, event, title="Schweißen", state="waiting")
    approve_slot(session, slot, by=staff, now=moment_of())
    session.commit()

    page = client.get(f"/staff/{event.key}/audit")

    assert "Frau Hansen" in page.text
    assert "Angebot freigegeben" in page.text
    assert "Schweißen" in page.text


def test_the_audit_says_why_in_the_words_of_whoever_did_it(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    person, gone = a_participant(session, event), a_participant(session, event)
    withdraw_participant(session, person, reason="Umgezogen", by=staff, now=moment_of())
    erase_participant(session, gone, reason=ErasureReason.MISTAKE, keyring=KEYRING, by=staff, now=moment_of())
    session.commit()

    page = client.get(f"/staff/{event.key}/audit")

    assert "Grund: Umgezogen" in page.text
    assert "Grund: Versehentlich angelegt" in page.text


def test_the_team_is_invited_by_mail(client: PageClient, event: Event) -> None:
    invited = {"name": "Frau Yıldız", "email": "yildiz@birkenried.example", "phone": "", "role": "coach"}

    page = client.follow("/staff/accounts", invited)

    assert "Frau Yıldız bekommt eine E-Mail mit einem Link." in page.text


def test_the_overview_says_when_the_valid_plan_is_no_longer_true(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    slot = a_slot(session, event, activity_kind=ActivityKind.PRAKTIKUM)
    a_wish(session, a_participant(session, event), slot)
    event.stage = Stage.ASSIGNING
    published(session, event, by=staff)
    before = client.get(f"/staff/{event.key}/")

    withdraw_slot(session, slot, "Wasserschaden", called_off_by=CalledOffBy.EMPLOYER, by=staff, now=moment_of())
    session.commit()

    assert "Der veröffentlichte Plan stimmt nicht mehr" not in before.text
    assert "Der veröffentlichte Plan stimmt nicht mehr" in client.get(f"/staff/{event.key}/").text


def test_a_plan_that_could_not_be_made_is_told_on_the_first_page(
    client: PageClient, session: Session, event: Event
) -> None:
    own = {"organiser_id": event.organiser_id, "event_id": event.id, "requested_at": moment_of()}
    by = a_member_of_staff(session, event)
    event.stage = Stage.ASSIGNING
    session.add(Assignment(number=1, state=AssignmentState.FAILED, failure="plan_faulty", requested_by_id=by.id, **own))
    session.commit()

    page = client.get(f"/staff/{event.key}/")

    assert "Plan 1 ist nicht gelungen" in page.text
    assert "Die Nachprüfung hat den Plan abgelehnt." in page.text


def test_a_try_that_failed_does_not_hide_the_valid_plan(client: PageClient, session: Session, event: Event) -> None:
    own = {"organiser_id": event.organiser_id, "event_id": event.id, "requested_at": moment_of()}
    tried = {"comparison": 1, "requested_by_id": a_member_of_staff(session, event).id, **own}
    event.stage = Stage.ASSIGNING
    session.add(Assignment(number=1, state=AssignmentState.PROPOSED, **tried))
    session.add(Assignment(number=2, state=AssignmentState.FAILED, failure="pins_impossible", **tried))
    session.commit()

    page = client.get(f"/staff/{event.key}/")

    assert "ist nicht gelungen" not in page.text
