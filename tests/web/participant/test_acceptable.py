"""What else would do."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.core.slot import Trade
from matchday.core.wishlist import AcceptableAnswer
from matchday.models import Event, Participant
from tests.factories import a_slot
from tests.page_client import PageClient

PAGE = "/participant/acceptable"


def test_the_answer_is_kept_and_shown(session: Session, client: PageClient, event: Event, person: Participant) -> None:
    a_slot(session, event, trade=Trade.WOOD)
    session.commit()

    client.post(PAGE, {"answer": "trades", "trades": ["wood"], "version": 0})

    session.expire_all()
    assert (person.acceptable_answer, person.acceptable_trades) == (AcceptableAnswer.TRADES, ["wood"])
    assert client.went_to == "/participant/summary"


def test_only_these_trades_needs_one(session: Session, client: PageClient, event: Event, person: Participant) -> None:
    a_slot(session, event)
    session.commit()

    page = client.post(PAGE, {"answer": "trades", "version": 0}, expect=422)

    assert "Bitte wählen Sie mindestens einen Beruf." in page.text


def test_only_trades_of_the_event_can_be_chosen(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    a_slot(session, event, trade=Trade.WOOD)
    session.commit()

    client.post(PAGE, {"answer": "trades", "trades": ["hair"], "version": 0}, expect=422)

    assert person.acceptable_trades == []


def test_an_answer_from_an_old_page_is_shown_again_with_the_newest(
    session: Session, client: PageClient, person: Participant
) -> None:
    person.wishlist_version = 3
    session.commit()

    page = client.post(PAGE, {"answer": "reachable", "version": 2}, expect=422)

    assert "Die Wünsche wurden inzwischen geändert." in page.text
    assert [field["value"] for field in page.all("input") if field.get("name") == "version"] == ["3"]


def test_after_wishing_the_page_leads_to_the_summary(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    event.stage = Stage.ASSIGNING
    session.commit()

    client.post(PAGE, {"answer": "reachable", "version": 0})

    assert client.went_to == "/participant/summary"
    assert person.acceptable_answer is AcceptableAnswer.BETTER_NONE
