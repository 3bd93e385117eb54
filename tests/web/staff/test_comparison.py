"""Staff compare rules, mend a plan and move somebody: seen side by side, then taken."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.aim import Aim
from matchday.core.slot import SlotState
from matchday.models import Account, Assignment, Event
from matchday.services.assignment import read_board, request_repair
from matchday.services.event import reveal_seed
from matchday.services.pin import list_pins, pin_participant
from matchday.services.solving import compute_assignment, explain_assignment
from tests.confirmations import waiting
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, a_slot, a_wish, an_account, at
from tests.page_client import PageClient
from tests.plans import a_day, a_plan, people_of, published, the_slot

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def event(session: Session) -> Event:
    event = a_day(session, people=3, capacity=2)
    session.commit()
    return event


@pytest.fixture(autouse=True)
def staff(client: PageClient, session: Session, event: Event) -> Account:
    account = an_account(session, Role.STAFF, organiser=event.organiser)
    session.commit()
    client.sign_in(account)
    return account


def compute_all(session: Session, event: Event) -> None:
    asked = session.query(Assignment).filter(
        Assignment.organiser_id == event.organiser_id, Assignment.state == "requested"
    )
    for plan_id in [plan.id for plan in asked]:
        compute_assignment(session, plan_id, keyring=KEYRING, now=NOW)
        session.commit()


def let_rules_differ(session: Session, event: Event) -> None:
    """Give two of the people a second wish of their own: to let all slots run they have to give up the first."""
    for person in people_of(session, event)[:2]:
        a_wish(session, person, a_slot(session, event), rank=2)
    session.commit()


def test_rules_stand_side_by_side_and_one_is_taken(client: PageClient, session: Session, event: Event) -> None:
    let_rules_differ(session, event)
    page = client.follow(f"/staff/{event.key}/comparisons/new", {"aims": ["nobody_last", "many_slots"]})
    assert "0 von 2 Plänen sind fertig" in page.text
    compute_all(session, event)

    page = client.get(f"/staff/{event.key}/comparisons/1")
    client.follow(f"/staff/{event.key}/assignments/2/take", {})

    assert "2 Regeln. Welche gilt, entscheiden Sie." in page.text
    assert "gilt in den Einstellungen Niemand weit hinten" in page.text
    assert "Menschen mit Platz, von 3 3 3 " in page.text
    assert "Angebote, die stattfinden, von 3 2 3 +1 " in page.text
    assert "Nein, bewiesen" in page.text
    session.refresh(event)
    assert event.aim is Aim.MANY_SLOTS


def test_rules_that_lead_to_the_same_plan_stand_once(client: PageClient, session: Session, event: Event) -> None:
    client.follow(f"/staff/{event.key}/comparisons/new", {"aims": ["nobody_last", "first_wishes", "many_slots"]})
    compute_all(session, event)

    page = client.get(f"/staff/{event.key}/comparisons/1")

    assert "Es ist gleich, welche Regel gilt: Nach allen 3 kommt derselbe Plan heraus." in page.text
    assert page.text.count("3 Regeln, derselbe Plan") == page.text.count("2 von 3 Menschen haben einen Platz") == 1
    assert page.text.count("Plan 1, 2 und 3") == 2
    assert "Niemand weit hinten (gilt in den Einstellungen)" in page.text
    assert "Diesen nehmen" not in page.text
    assert ("ohne Platz" in page.text, "ohne Wunsch" in page.text) == (True, False)


def test_what_another_rule_costs_is_asked_from_a_plan_and_answered_beside_it(
    client: PageClient, session: Session, event: Event
) -> None:
    let_rules_differ(session, event)
    a_plan(session, event)
    page = client.get(f"/staff/{event.key}/assignments/1")
    own = [one["value"] for one in page.all("input") if one.get("name") == "aims"]
    assert "nobody_last" not in [one["value"] for one in page.all("option")]

    client.follow(f"/staff/{event.key}/comparisons/new", {"aims": [*own, "many_slots"]})
    compute_all(session, event)

    page = client.get(f"/staff/{event.key}/comparisons/2")
    assert page.text.count("Verglichen mit Plan 2 ") == 1
    assert "Verglichen mit Plan 2 kostet das einen Menschen den ersten Wunsch." in page.text


def test_of_some_rules_that_lead_to_the_same_plan_the_others_stand_beside(
    client: PageClient, session: Session, event: Event
) -> None:
    let_rules_differ(session, event)
    client.follow(f"/staff/{event.key}/comparisons/new", {"aims": ["nobody_last", "first_wishes", "many_slots"]})
    compute_all(session, event)

    page = client.get(f"/staff/{event.key}/comparisons/1")

    assert "3 Regeln. Welche gilt, entscheiden Sie." in page.text
    assert page.text.count("2 Regeln, derselbe Plan") == 1
    assert page.text.count("Plan 1 und 2") == 2
    assert "Möglichst viele Angebote finden statt." in page.text
    assert page.text.count("Diesen nehmen") == 1


def test_equal_plans_none_of_which_is_taken_say_what_taking_them_would_mean(
    client: PageClient, session: Session, event: Event
) -> None:
    client.follow(f"/staff/{event.key}/comparisons/new", {"aims": ["smallest_sum", "first_wishes"]})
    compute_all(session, event)

    page = client.get(f"/staff/{event.key}/comparisons/1")

    assert "Nach beiden kommt derselbe Plan heraus." in page.text
    assert "Nehmen Sie ihn, dann gilt in den Einstellungen: Möglichst viele erste Wünsche." in page.text
    assert page.text.count("Diesen nehmen") == 1


def test_one_rule_is_no_comparison(client: PageClient, event: Event) -> None:
    page = client.post(f"/staff/{event.key}/comparisons/new", {"aims": ["nobody_last"]}, expect=422)

    assert "Bitte wählen Sie 2 bis 4 Regeln." in page.text


def test_a_plan_that_is_not_taken_yet_says_what_taking_it_would_mean(
    client: PageClient, session: Session, event: Event
) -> None:
    client.follow(f"/staff/{event.key}/comparisons/new", {"aims": ["nobody_last", "first_wishes"]})
    compute_all(session, event)

    page = client.get(f"/staff/{event.key}/assignments/2")

    assert "Dieser Plan ist ein Vorschlag" in page.text
    assert "Veröffentlichen …" not in page.text


def test_a_valid_plan_is_mended_in_two_ways(client: PageClient, session: Session, event: Event) -> None:
    published(session, event)
    other = a_slot(session, event, capacity=4)
    the_slot(session, event).state = SlotState.WITHDRAWN
    session.commit()
    assert other.capacity == 4

    client.follow(f"/staff/{event.key}/repairs", {})
    compute_all(session, event)
    page = client.get(f"/staff/{event.key}/comparisons/2")

    assert "Zwei Wege, den Plan zu reparieren" in page.text
    assert "Verglichen wird mit Plan 1" in page.text
    assert "Beide Vorschläge sind gleich" in page.text
    assert "heute sind es 0" in page.text
    assert "Verlieren ihren Platz (2)" in page.text
    assert page.text.count("Dieses Angebot gibt es nicht mehr.") == 2
    assert "· 1. Wunsch" in page.text
    plan = client.get(f"/staff/{event.key}/assignments/2")
    assert "Zu keinem Wunsch darf oder kann die Person gehen." in plan.text


def test_where_plans_are_about_different_wholes_each_figure_names_its_own(
    client: PageClient, session: Session, event: Event
) -> None:
    published(session, event)
    request_repair(session, event, by=an_account(session), now=NOW)
    session.commit()
    compute_all(session, event)
    a_participant(session, event)
    session.commit()

    page = client.get(f"/staff/{event.key}/comparisons/2")

    assert "Menschen mit Platz 2 von 4 2 von 3 " in page.text
    assert "Angebote, die stattfinden, von 1 1 1 " in page.text


def test_after_one_way_was_published_the_other_is_offered_no_more(
    client: PageClient, session: Session, event: Event
) -> None:
    published(session, event)
    a_wish(session, waiting(session, event)[0], a_slot(session, event, capacity=1), rank=2)
    request_repair(session, event, by=an_account(session), now=NOW)
    session.commit()
    compute_all(session, event)
    address = f"/staff/{event.key}/comparisons/2"
    assert "Veröffentlichen …" in client.get(address).text

    client.follow(f"/staff/{event.key}/assignments/2/publish", {"seen_publication": "1"})
    page = client.get(address)

    assert "Entschieden ist schon: Plan 2 ist veröffentlicht." in page.text
    assert "Veröffentlichen …" not in page.text


def test_before_a_plan_made_anew_is_published_staff_read_whom_it_moves(
    client: PageClient, session: Session, event: Event
) -> None:
    published(session, event)
    slot = the_slot(session, event)
    slot.capacity -= 1
    a_plan(session, event)

    page = client.get(f"/staff/{event.key}/assignments/2/publish")

    assert "Was anders ist als in Plan 1, der jetzt gilt" in page.text
    assert "Verlieren ihren Platz (1)" in page.text
    assert "auf der Seite von Plan 1 zwei Vorschläge rechnen lassen." in page.text


def test_where_somebody_has_several_places_they_are_counted_too(client: PageClient, session: Session) -> None:
    event = a_day(session, people=1, capacity=2, max_placements=2)
    account = an_account(session, Role.STAFF, organiser=event.organiser)
    a_wish(session, people_of(session, event)[0], a_slot(session, event, start_at=at(14), end_at=at(16)), rank=2)
    session.commit()
    client.sign_in(account)
    client.follow(f"/staff/{event.key}/comparisons/new", {"aims": ["nobody_last", "first_wishes"]})
    compute_all(session, event)

    page = client.get(f"/staff/{event.key}/comparisons/1")

    assert "Plätze insgesamt 2 " in page.text
    assert "2. Wunsch 1 " in page.text
    assert "Wer mehrere Plätze hat, zählt bei den Wünschen mit jedem davon." in page.text


def test_plans_are_listed_by_what_they_were_asked_for_and_older_drafts_are_folded(
    client: PageClient, session: Session, event: Event
) -> None:
    published(session, event)
    for _ in range(4):
        a_plan(session, event)
    client.follow(f"/staff/{event.key}/repairs", {})

    page = client.get(f"/staff/{event.key}/assignments")

    shown, older = page.text.split("Ältere Entwürfe (1)")
    assert "Plan 6 und 7" in shown
    assert "Vorschläge zu Plan 1" in shown
    assert "Plan 1 veröffentlicht" in shown
    assert "Plan 2 " in older
    assert f"/staff/{event.key}/comparisons/6" in page.links()


def test_a_move_that_does_not_work_says_why_and_what_now(client: PageClient, session: Session, event: Event) -> None:
    published(session, event)
    person, goal = people_of(session, event)[0], a_slot(session, event, capacity=4, min_group=2)
    session.commit()
    address = f"/staff/{event.key}/assignments/1/moves/{person.key}"
    assert "4 Plätze frei, erst ab 2 Menschen" in client.get(address).text
    client.follow(address, {"slot": goal.key})
    compute_all(session, event)

    page = client.get(f"/staff/{event.key}/comparisons/2")

    assert page.text.count("Das geht nicht") == 1
    assert "Das gewählte Angebot findet erst mit 2 Menschen statt." in page.text
    assert address in page.links()
    assert f"/staff/{event.key}/pins" in page.links()


def test_where_only_the_others_stand_in_the_way_pins_are_not_blamed_alone(
    client: PageClient, session: Session, event: Event
) -> None:
    published(session, event)
    goal, left = a_slot(session, event, capacity=4, min_group=2), waiting(session, event)
    told = [person for person in people_of(session, event) if person not in left]
    for person in told:
        a_wish(session, person, goal, rank=2)
    pin_participant(session, told[0], goal, reason="", by=an_account(session), now=NOW)
    request_repair(session, event, by=an_account(session), now=NOW)
    session.commit()
    compute_all(session, event)

    page = client.get(f"/staff/{event.key}/comparisons/2")

    assert "Solange die anderen ihren Platz behalten, lassen sich die Festsetzungen" in page.text
    assert "Das Team hat für diesen Menschen einen anderen Platz festgesetzt." in page.text


def test_somebody_is_moved_with_a_reason(client: PageClient, session: Session, event: Event) -> None:
    published(session, event)
    (person,), goal = waiting(session, event), a_slot(session, event, capacity=4)
    session.commit()
    address = f"/staff/{event.key}/assignments/1/moves/{person.key}"
    shown = client.get(address)
    assert "4 Plätze frei" in shown.text
    assert [one.get("label") for one in shown.all("optgroup")] == ["Gewünscht", "Nicht gewünscht"]

    client.follow(address, {"slot": goal.key})
    compute_all(session, event)
    assert (
        "Das geht dort, wo die Vorschläge nebeneinander stehen." in client.get(f"/staff/{event.key}/assignments/2").text
    )
    client.follow(f"/staff/{event.key}/assignments/2/take", {"plan-2-reason": "Bruder"})

    (pin,) = list_pins(session, event)
    assert (pin.participant_id, pin.slot_id, pin.reason) == (person.id, goal.id, "Bruder")


def test_what_a_move_would_change_is_shown_before_anybody_is_asked_why(
    client: PageClient, session: Session, event: Event
) -> None:
    published(session, event)
    (person,), goal = waiting(session, event), a_slot(session, event, capacity=4)
    session.commit()
    client.follow(f"/staff/{event.key}/assignments/1/moves/{person.key}", {"slot": goal.key})
    compute_all(session, event)

    shown = client.get(f"/staff/{event.key}/comparisons/2")
    page = client.post(f"/staff/{event.key}/assignments/2/take", {"plan-2-reason": " "}, expect=422)

    assert "Noch hat sich nichts geändert." in shown.text
    assert shown.text.count("Warum?") == shown.text.count("Diesen nehmen") == 1
    assert page.text.count("Bitte füllen Sie dieses Feld aus.") == 1
    assert not list_pins(session, event)


def test_staff_read_why_somebody_has_no_wish_and_what_the_place_would_change(
    client: PageClient, session: Session, event: Event
) -> None:
    plan = a_plan(session, event)
    explain_assignment(session, plan.id, keyring=KEYRING, now=NOW)
    session.commit()
    (unlucky,) = [one.participant for one in read_board(session, event, plan).unplaced]

    page = client.get(f"/staff/{event.key}/assignments/1/moves/{unlucky.key}")

    assert "Warum kein Wunsch?" in page.text
    assert "gleich gut, das Los hat entschieden" in page.text


def test_the_lot_is_shown_with_the_first_valid_plan_and_its_checksum_before(
    client: PageClient, session: Session, event: Event
) -> None:
    a_plan(session, event)
    before = client.get(f"/staff/{event.key}/assignments/1").text
    published(session, event)

    after = client.get(f"/staff/{event.key}/assignments/2").text

    seed = reveal_seed(event, keyring=KEYRING)
    assert event.seed_commitment in before
    assert seed not in before
    assert seed in after
    assert "Es zählen seine Zeichen als Text, so wie sie hier stehen:" in after


def test_the_checksum_of_the_lot_comes_out_in_the_way_the_page_for_staff_tells(session: Session, event: Event) -> None:
    published(session, event)
    (command,) = re.findall(r"`(printf [^`]*)`", (ROOT / "docs/plan.md").read_text())
    command = command.replace("DAS-LOS", reveal_seed(event, keyring=KEYRING) or "")

    told = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True, timeout=10).stdout

    assert told.split()[0] == event.seed_commitment


def test_a_reader_is_led_to_nothing_that_changes_a_plan(client: PageClient, session: Session, event: Event) -> None:
    a_plan(session, event)
    reader = an_account(session, Role.READER, organiser=event.organiser)
    session.commit()
    client.sign_in(reader)

    plans, plan = client.get(f"/staff/{event.key}/assignments"), client.get(f"/staff/{event.key}/assignments/1")
    people = client.get(f"/staff/{event.key}/participants")

    assert "Einen Plan rechnen" not in plans.text
    assert not [link for link in (*plans.links(), *plan.links()) if "moves" in link or "settings" in link]
    assert "Was würde eine andere Regel kosten?" not in plan.text
    assert "auswählen" not in people.html
