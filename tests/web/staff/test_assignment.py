"""Staff ask for plans, read them, publish them."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.assignment import AssignmentState
from matchday.core.event import Stage
from matchday.core.message import MessageKind, MessageState
from matchday.models import Account, Event, Message
from matchday.services.assignment import list_asked, read_board, request_assignment
from matchday.services.message import message_to_account
from matchday.services.pin import bar_participant
from tests.conftest import NOW
from tests.factories import a_participant, a_slot, a_wish, an_account, at, zone_where_it_is
from tests.page_client import PageClient
from tests.plans import a_day, a_member_of_staff, a_plan, people_of, published, the_slot


@pytest.fixture
def event(session: Session) -> Event:
    return a_day(session, people=3, capacity=2)


@pytest.fixture
def staff(session: Session, event: Event, client: PageClient) -> Account:
    account = a_member_of_staff(session, event)
    client.sign_in(account)
    return account


def path_of(event: Event, *rest: object) -> str:
    return "/".join(["", "staff", event.key, "assignments", *map(str, rest)])


def test_the_list_says_what_a_plan_would_be_made_of(client: PageClient, event: Event, staff: Account) -> None:
    page = client.get(path_of(event))

    assert "3 Menschen, davon 3 mit Wünschen" in page.text
    assert "1 freigegebene Angebote mit 2 Plätzen" in page.text


def test_asking_leads_to_where_the_plan_can_be_watched(client: PageClient, event: Event, staff: Account) -> None:
    page = client.follow(path_of(event))

    assert client.went_to == path_of(event, 1)
    assert "Plan 1 wird gerechnet" in page.text
    assert path_of(event, 1) in page.links()


def test_levels_are_shown_while_they_are_reached(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    plan = request_assignment(session, event, by=staff, now=NOW)
    plan.state, plan.level_count = AssignmentState.COMPUTING, 6
    plan.levels = [{"level": "placed", "rank": None, "value": 2, "bound": 2}]
    session.commit()

    page = client.get(path_of(event, plan.number))

    assert "Bester Plan bisher: 2 Menschen mit Platz" in page.text
    assert "Schritt 1 von 6" in page.text


def test_a_second_plan_at_the_same_time_is_refused_in_words(client: PageClient, event: Event, staff: Account) -> None:
    client.post(path_of(event))

    page = client.post(path_of(event), expect=409)

    assert "Plan 1 wird gerade gerechnet" in page.text


def test_the_board_shows_the_proof_the_people_and_the_figures(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    plan = a_plan(session, event)

    page = client.get(path_of(event, plan.number))

    assert "Bewiesen: Mit diesen Wünschen und Regeln kann kein Plan mehr Menschen unterbringen" in page.text
    assert "Noch ohne Platz 1" in page.text
    assert "Alle gewünschten Plätze sind vergeben." in page.text
    assert "Menschen mit Platz 2 von 3" in page.text


@pytest.mark.parametrize("is_several", [True, False])
def test_where_somebody_has_several_places_they_are_counted_too(
    client: PageClient, session: Session, is_several: bool
) -> None:
    event = a_day(session, people=2, capacity=2, max_placements=2)
    later = a_slot(session, event, start_at=at(14), end_at=at(16))
    if is_several:
        a_wish(session, people_of(session, event)[0], later, rank=2)
    client.sign_in(a_member_of_staff(session, event))

    page = client.get(path_of(event, a_plan(session, event).number))

    assert "Menschen mit Platz 2 von 2" in page.text
    assert ("Plätze insgesamt 3 Angebote" in page.text) is is_several
    assert ("Wer mehrere Plätze hat, zählt hier einmal, mit dem besten Wunsch." in page.text) is is_several


@pytest.mark.parametrize(
    ("status", "bound", "symbol"),
    [("proven", 2, "rosette-discount-check"), ("closed", 2, "circle-check"), ("bounded", 3, "scale")],
)
def test_only_what_is_proven_carries_the_rosette(
    client: PageClient, session: Session, event: Event, staff: Account, status: str, bound: int, symbol: str
) -> None:
    plan = a_plan(session, event)
    plan.status, plan.levels = status, [{"level": "placed", "rank": None, "value": 2, "bound": bound}]
    session.commit()

    page = client.get(path_of(event, plan.number))

    assert re.findall(r'class="proof"><svg[^>]*><use href="[^"]*#([a-z-]+)"', page.html) == [symbol]


def test_a_proof_names_what_was_fixed_by_hand(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    bar_participant(session, people_of(session, event)[0], the_slot(session, event), reason="", by=staff, now=NOW)

    page = client.get(path_of(event, a_plan(session, event).number))

    assert "Mit diesen Wünschen und Regeln und mit dem, was von Hand festgesetzt oder ausgeschlossen ist" in page.text


def test_a_name_finds_people_and_the_slots_of_an_employer(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    a_slot(session, event)
    plan = a_plan(session, event)
    board = read_board(session, event, plan)
    placed, left = board.placements[0].participant, board.unplaced[0].participant
    names = (placed.last_name, left.last_name, the_slot(session, event).employer.name.upper(), "Nirgendwo")

    pages = [client.get(f"{path_of(event, plan.number)}?name={name}").text for name in names]

    counts = [re.findall(r"(?:Noch ohne Platz|Angebote) (\d+)", page) for page in pages]
    assert counts == [["0", "1"], ["1", "0"], ["0", "1"], ["0", "0"]]
    assert "Niemand, der so heißt." in pages[0]
    assert "Kein Betrieb heißt so" in pages[1]
    assert "Menschen mit Platz 2 von 3" in pages[3]  # the figures are those of the whole plan


def test_a_stale_plan_offers_to_compute_again_instead_of_publishing(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    plan = a_plan(session, event)
    a_wish(session, a_participant(session, event), the_slot(session, event))
    session.commit()

    page = client.get(path_of(event, plan.number))

    assert "Seit dieser Rechnung hat sich etwas geändert" in page.text
    assert "1 Mensch ist neu oder wieder dabei" in page.text
    assert path_of(event, plan.number, "publish") not in page.links()


def test_a_valid_plan_that_is_no_longer_true_says_so(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    published(session, event)
    before = client.get(path_of(event, 1))
    the_slot(session, event).capacity = 1
    session.commit()

    page, plans = client.get(path_of(event, 1)), client.get(path_of(event))

    assert "Bewiesen:" in before.text
    assert "Bewiesen:" not in page.text
    assert "Dieser Plan stimmt nicht mehr" in page.text
    assert "Zwei Vorschläge rechnen" in page.text
    assert "1 Mensch zu viel" in page.text
    assert "stimmt nicht mehr" in plans.text


def test_who_may_go_nowhere_they_wished_is_shown_with_the_reasons(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    person = a_participant(session, event, german_level="none")
    a_wish(session, person, a_slot(session, event, title="Büro", german_level="b1"))
    plan = a_plan(session, event)

    page = client.get(path_of(event, plan.number))

    assert "Zu keinem Wunsch darf oder kann die Person gehen." in page.text
    assert "mehr Deutsch nötig" in page.text
    assert "kein Deutsch nötig" not in page.text
    assert f"/staff/{event.key}/participants/{person.key}" in page.links()


def test_a_failed_plan_says_why(client: PageClient, session: Session, event: Event, staff: Account) -> None:
    plan = request_assignment(session, event, by=staff, now=NOW)
    plan.state, plan.failure = AssignmentState.FAILED, "plan_faulty"
    session.commit()

    page = client.get(path_of(event, plan.number))

    assert "Die Nachprüfung hat den Plan abgelehnt" in page.text


def test_plans_of_another_organiser_do_not_exist(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    foreign = a_day(session)
    plan = a_plan(session, foreign)

    for rest in ((), (plan.number,), (plan.number, "publish")):
        client.get(path_of(foreign, *rest), expect=404)
    client.post(path_of(foreign), expect=404)

    assert [one.first.number for one in list_asked(session, foreign)] == [plan.number]


def test_a_pin_is_made_shown_with_who_and_taken_back(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    person, slot = people_of(session, event)[2], the_slot(session, event)
    pins = f"/staff/{event.key}/pins"
    form = {"participant": person.key, "slot": slot.key, "how": "pin", "reason": "kennt den Betrieb"}

    page = client.follow(pins, form)
    assert "kennt den Betrieb" in page.text
    assert staff.name in page.text

    page = client.follow(f"{pins}/{person.key}/{slot.key}/remove")
    assert "Niemand ist festgesetzt." in page.text


def test_a_pin_against_the_rules_is_refused_at_its_field(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    slot = a_slot(session, event, german_level="c2")
    session.commit()
    form = {"participant": people_of(session, event)[0].key, "slot": slot.key, "how": "pin", "reason": "Probe"}

    page = client.post(f"/staff/{event.key}/pins", form, expect=422)

    assert "Das geht nach den Regeln nicht." in page.text


def test_nobody_is_picked_beforehand_and_what_is_missing_is_said_in_our_words(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    session.commit()

    page = client.post(f"/staff/{event.key}/pins", {"participant": "", "slot": "nobody", "reason": "Probe"}, expect=422)

    for label in ("Wer?", "An welchem Angebot?", "Was soll gelten?"):
        assert f"{label} Bitte wählen Sie eine der Möglichkeiten." in page.text
    assert '<option selected value="">Bitte wählen</option>' in page.html


@pytest.mark.parametrize(("first", "second"), [("pin", "bar"), ("bar", "pin")])
def test_a_pair_is_not_fixed_and_forbidden_at_once(
    client: PageClient, session: Session, event: Event, staff: Account, first: str, second: str
) -> None:
    form = {"participant": people_of(session, event)[0].key, "slot": the_slot(session, event).key, "reason": "Probe"}
    client.post(f"/staff/{event.key}/pins", {**form, "how": first})

    page = client.post(f"/staff/{event.key}/pins", {**form, "how": second}, expect=422)

    assert "Für diesen Menschen und dieses Angebot ist schon etwas festgelegt." in page.text


@pytest.mark.parametrize(("stage", "words"), [(Stage.DRAFT, "noch nichts"), (Stage.CLOSED, "nichts mehr")])
def test_before_and_after_planning_nothing_can_be_fixed(
    client: PageClient, session: Session, event: Event, staff: Account, stage: Stage, words: str
) -> None:
    event.stage = stage
    session.commit()

    assert f"lässt sich {words} festlegen" in client.get(f"/staff/{event.key}/pins").text


def test_a_pin_needs_a_reason(client: PageClient, session: Session, event: Event, staff: Account) -> None:
    form = {"participant": people_of(session, event)[0].key, "slot": the_slot(session, event).key, "how": "bar"}

    page = client.post(f"/staff/{event.key}/pins", form, expect=422)

    assert "Warum? Bitte füllen Sie dieses Feld aus." in page.text


def test_messages_show_what_failed_and_send_it_again(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    published(session, event)
    message = session.query(Message).filter(Message.organiser_id == event.organiser_id).first()
    assert message is not None
    message.state, message.failure = MessageState.FAILED, "server_away"
    session.commit()
    messages = f"/staff/{event.key}/messages"

    page = client.get(messages)
    assert "1 Nachricht ist nicht angekommen" in page.text
    assert all(f'data-label="{label}"' in page.html for label in ("Was", "Stand", "Wann"))
    assert "Der Mailserver war nicht erreichbar." in page.text

    event.time_zone = zone_where_it_is(12)
    session.commit()
    page = client.follow(f"{messages}/{message.key}/resend")
    assert "1 Nachricht geht sofort hinaus." in page.text


def test_what_came_back_is_noted_and_seen_beside_the_person(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    published(session, event)
    message = session.query(Message).filter(Message.organiser_id == event.organiser_id).first()
    assert message is not None
    assert message.participant is not None
    message.state, person = MessageState.SENT, message.participant
    session.commit()
    messages = f"/staff/{event.key}/messages"

    assert "dass es jemand der Person sagen muss" in client.get(f"{messages}/{message.key}/bounce").text
    page = client.follow(f"{messages}/{message.key}/bounce")
    assert "Unter „Zu erledigen“ steht, wem Sie es sagen müssen." in page.text
    page = client.get(f"/staff/{event.key}/participants/{person.key}")
    assert "per E-Mail" in page.text
    assert "Das Team hat notiert: Sie kam nicht an." in page.text
    assert person.shown_name in client.get(f"/staff/{event.key}/todos").text
    client.post(f"{messages}/{message.key}/bounce", expect=409)


def test_an_employers_message_that_did_not_arrive_is_a_call_to_make(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    account = an_account(session, Role.EMPLOYER, organiser=event.organiser)
    roster = message_to_account(account, MessageKind.ROSTER, cause="roster", now=NOW, event_id=event.id)
    roster.state = MessageState.SENT
    session.add(roster)
    session.commit()

    page = client.follow(f"/staff/{event.key}/messages/{roster.key}/bounce")

    assert "Bitte rufen Sie den Betrieb an" in page.text
    assert "Zu erledigen“" not in page.text


def test_everybody_with_mail_is_invited_by_one_button(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    event.stage, event.time_zone = Stage.WISHING, zone_where_it_is(12)
    session.commit()
    messages = f"/staff/{event.key}/messages"

    assert "3 Menschen sind noch nicht eingeladen" in client.get(messages).text
    page = client.follow(f"{messages}/invite")

    assert "3 Nachrichten gehen sofort hinaus." in page.text
    assert "wartet 3" in page.text


def test_messages_of_another_organiser_do_not_exist(
    client: PageClient, session: Session, event: Event, staff: Account
) -> None:
    foreign = a_day(session)
    published(session, foreign)
    an_account(session)

    client.get(f"/staff/{foreign.key}/messages", expect=404)
    client.get(f"/staff/{foreign.key}/pins", expect=404)
    client.post(f"/staff/{foreign.key}/messages/invite", expect=404)
