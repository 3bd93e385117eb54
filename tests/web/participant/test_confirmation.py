"""Yes with one tap, no with a reason, and what the page says afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.confirmation import Reply, WhyNot
from matchday.core.slot import Trade
from matchday.models import Event, Participant
from matchday.services.audit import list_audit
from matchday.services.confirmation import ask_to_confirm
from matchday.services.ticket import issue_ticket
from tests.confirmations import asked, holders, moved_up, said_no, waiting
from tests.conftest import NOW
from tests.factories import a_slot, an_employer, at
from tests.page_client import PageClient
from tests.plans import a_day, people_of, published

TICKET, YES, NO = "/participant/ticket", "/participant/ticket/1/yes", "/participant/ticket/1/no"
OTHER = "/participant/ticket/other-place"


@pytest.fixture
def event(session: Session) -> Event:
    """Return a published day with one place and somebody who waits."""
    event = a_day(session, people=2, capacity=1)
    for one in people_of(session, event):
        one.confirmed_at, one.language, one.languages = at(8), "de", ["de"]
    published(session, event)
    return event


@pytest.fixture
def person(session: Session, event: Event, client: PageClient) -> Participant:
    """Return who got the place, signed in."""
    (person,) = holders(session, event)
    client.enter(person)
    return person


def test_the_ticket_asks_and_one_tap_says_yes(client: PageClient, session: Session, person: Participant) -> None:
    assert "Kommen Sie?" in client.get(TICKET).text

    page = client.follow(YES)

    assert "Danke für Ihre Zusage." in page.text
    assert "Sie haben zugesagt." in page.text
    assert "Kommen Sie?" not in page.text
    session.expire_all()
    assert asked(session, person).answer is Reply.YES


def test_a_message_leads_a_known_phone_straight_to_yes_or_no_and_looking_answers_nothing(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    came = {"token": client.enter(person)}
    client.post("/participant/", {"me": "yes"})

    client.post("/z", came)

    assert client.http.get("/participant/").headers["Location"] == TICKET
    assert "Ja, ich komme" in client.get(TICKET).text
    assert [client.http.get(path).status_code for path in ("/z", YES, TICKET)] == [200, 405, 200]
    session.expire_all()
    assert asked(session, person).answer is Reply.OPEN
    (other,) = [one for one in people_of(session, event) if one.id != person.id]
    other.confirmed_at = None
    client.enter(other)
    assert "Sind Sie das?" in client.get("/participant/").text


def test_a_new_phone_and_a_shared_one_are_always_asked(client: PageClient, person: Participant) -> None:
    token = client.enter(person)
    client.post("/participant/", {"me": "yes"})
    client.sign_out()

    for _visit in range(2):
        page = client.follow("/z", {"token": token, "is_shared": "y"})

        assert "Sind Sie das?" in page.text
        client.post("/participant/", {"me": "yes"})
    assert "Sind Sie das?" in client.follow("/z", {"token": token}).text


def test_a_no_asks_why_and_then_frees_the_place(client: PageClient, session: Session, person: Participant) -> None:
    page = client.get(NO)
    assert "Warum können Sie nicht kommen?" in page.text
    assert [one["value"] for one in page.all("button") if one.get("name") == "why_not"] == [one.value for one in WhyNot]

    page = client.follow(NO, {"why_not": "children"})

    assert "Sie haben den Platz zurückgegeben" in page.text
    assert "Ihr Platz ist sicher" not in page.text
    session.expire_all()
    one = asked(session, person)
    assert (one.answer, one.why_not, one.wants_other) == (Reply.NO, WhyNot.CHILDREN, False)


def test_who_taps_a_reason_twice_reads_the_same_as_who_taps_once(
    client: PageClient, session: Session, person: Participant
) -> None:
    for why_not in ("way", "date"):
        page = client.follow(NO, {"why_not": why_not})

        assert "Möchten Sie einen anderen Platz?" in page.text
    session.expire_all()
    assert asked(session, person).why_not is WhyNot.WAY


def test_when_the_place_is_free_whoever_gave_it_back_is_asked_about_another_one(
    client: PageClient, session: Session, person: Participant
) -> None:
    page = client.follow(NO, {"why_not": "unsaid"})
    assert "Möchten Sie einen anderen Platz?" in page.text

    later = client.get(TICKET)
    assert "Möchten Sie einen anderen Platz?" not in later.text  # nothing said: none is given, and it can be said later
    assert "Ich möchte doch einen Platz" in later.text
    for _tap in range(2):
        page = client.follow(OTHER)

    assert "Ich möchte doch einen Platz" not in page.text
    assert "Wir suchen weiter nach einem Platz für Sie" in page.text
    session.expire_all()
    assert asked(session, person).wants_other
    actions = [one.action for one in list_audit(session, organiser_id=person.organiser_id).entries]
    assert actions.count("confirmation.want_other") == 1


def test_who_still_has_the_place_says_nothing_about_another_one(
    client: PageClient, session: Session, person: Participant
) -> None:
    client.post(OTHER)

    session.expire_all()
    assert not asked(session, person).wants_other


def test_with_two_places_each_is_asked_about_by_its_name_and_the_other_one_stays(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    employer = an_employer(session, event, name="Bäckerei Korn")
    slot = a_slot(session, event, employer=employer, start_at=at(14), end_at=at(16), trade=Trade.BAKERY)
    ask_to_confirm(session, event, [issue_ticket(session, event, person, slot=slot, now=NOW)], now=NOW)
    session.commit()
    page = client.get(TICKET)
    assert page.text.count("Kommen Sie?") == 2
    assert "Kommen Sie? Bäckerei Bäckerei Korn" in page.text
    assert "Den Platz bei Bäckerei Korn zurückgeben" in page.text
    assert "Alles andere bleibt, wie es war." in client.get("/participant/ticket/2/no").text

    page = client.follow("/participant/ticket/2/no", {"why_not": "children"})

    assert "Alles andere bleibt, wie es war." in page.text
    assert "Möchten Sie einen anderen Platz?" in page.text
    assert page.text.count("Kommen Sie?") == 1
    assert "Bäckerei Korn" not in page.text


def test_a_no_without_an_answer_is_asked_again_and_nothing_happens(
    client: PageClient, session: Session, person: Participant
) -> None:
    page = client.post(NO, expect=422)

    assert "Bitte wählen Sie eine der Möglichkeiten." in page.text
    session.expire_all()
    assert asked(session, person).answer is Reply.OPEN


def test_a_yes_can_be_taken_back_until_the_start(client: PageClient, person: Participant) -> None:
    client.follow(YES)

    assert NO in client.get(TICKET).links()


def test_who_gave_the_place_back_can_not_answer_again(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    said_no(session, event, person)

    client.post(YES, expect=404)
    client.get(NO, expect=404)


def test_who_waited_is_told_that_it_is_their_turn(client: PageClient, session: Session, event: Event) -> None:
    (gone,), (next_one,) = holders(session, event), waiting(session, event)
    said_no(session, event, gone)
    moved_up(session, event)
    client.enter(next_one)

    assert "Sie sind an der Reihe." in client.get(TICKET).text


def test_nobody_answers_for_a_ticket_that_is_not_theirs(client: PageClient, session: Session, event: Event) -> None:
    (other,) = waiting(session, event)
    client.enter(other)

    client.post(YES, expect=404)
