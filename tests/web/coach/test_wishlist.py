"""A coach and one of their people choose together, by the same pictures as on the phone."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.core.slot import GermanLevel
from matchday.models import AuditEntry, Event, Participant, Slot
from matchday.services.wishlist import read_tiers
from tests.factories import a_participant, a_slot, an_event
from tests.page_client import PageClient


@pytest.fixture
def page(client: PageClient, person: Participant) -> str:
    client.post(f"/coach/{person.key}/consent", {"recipient": "employer", "answer": "yes"})
    return f"/coach/{person.key}/wishlist"


def tap(slot: Slot, step: str, version: int) -> dict[str, object]:
    return {"slot": slot.key, "step": step, "version": version}


def test_every_tap_saves_and_names_the_coach(
    session: Session, client: PageClient, event: Event, person: Participant, page: str
) -> None:
    one, two = a_slot(session, event), a_slot(session, event)
    session.commit()

    client.post(page, tap(one, "add", 0))
    client.post(page, tap(two, "add", 1))
    client.post(page, tap(two, "up", 2))

    session.expire_all()
    assert read_tiers(session, person) == ((two.id,), (one.id,))
    assert person.wishlist_saved_by_id == person.coach_id
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.organiser_id == event.organiser_id, AuditEntry.action == "wishlist.save")
    )
    assert {entry.account_id for entry in entries} == {person.coach_id}
    shown = client.get(page)
    assert "2 gespeichert" in shown.text
    assert f"/coach/{person.key}/wishlist/form" in shown.links()


def test_a_tap_on_an_old_page_is_not_kept(
    session: Session, client: PageClient, event: Event, person: Participant, page: str
) -> None:
    slot = a_slot(session, event)
    session.commit()
    client.post(page, tap(slot, "add", 0))

    assert "Nicht gespeichert" in client.post(page, tap(slot, "remove", 0), expect=409).text

    session.expire_all()
    assert read_tiers(session, person) == ((slot.id,),)


def test_a_shut_slot_has_its_reason_and_sends_nobody_to_the_coach_who_sits_there(
    session: Session, client: PageClient, event: Event, page: str
) -> None:
    a_slot(session, event, german_level=GermanLevel.C1)
    session.commit()

    shown = client.get(page)

    assert "Frau Yıldız fragen" not in shown.text
    assert 'class="slot slot--shut"' in shown.html
    assert not [one for one in shown.all("button") if one.get("value") == "add"]


def test_the_answers_stay_on_the_way_to_a_slot_and_back(
    session: Session, client: PageClient, event: Event, person: Participant, page: str
) -> None:
    slot = a_slot(session, event)
    session.commit()

    shown = client.get(f"{page}?trade={slot.trade}")
    (there,) = [link for link in shown.links() if f"/slots/{slot.key}" in link]
    back = client.get(there)

    assert there == f"/coach/{person.key}/slots/{slot.key}?trade={slot.trade}"
    assert f"{page}?trade={slot.trade}#{slot.key}" in back.links()
    assert page in shown.links()


def test_slots_and_people_of_others_are_not_there(
    session: Session, client: PageClient, event: Event, person: Participant, page: str
) -> None:
    own, other = a_slot(session, event), a_participant(session, event)
    elsewhere = a_slot(session, an_event(session))
    session.commit()

    client.get(f"/coach/{other.key}/slots/{own.key}", expect=404)
    client.get(f"/coach/{person.key}/slots/{elsewhere.key}", expect=404)
    client.post(page, tap(elsewhere, "add", 0), expect=404)


def test_a_latecomers_wishes_are_entered_whole_once(
    session: Session, client: PageClient, event: Event, person: Participant, page: str
) -> None:
    slot = a_slot(session, event)
    event.stage = Stage.ASSIGNING
    session.commit()
    home = client.get(f"/coach/{person.key}")
    assert "Die Zeit für Wünsche ist vorbei." in home.text
    assert page in home.links()
    client.get(page, expect=302)

    form = {"version": 0, "answer": "reachable", "ranks-0-slot": slot.key}
    saved = client.follow(f"{page}/form", form)

    assert "Wünsche lassen sich gerade nicht ändern." in saved.text
    session.expire_all()
    assert (read_tiers(session, person), person.acceptable_answer) == (((slot.id,),), "reachable")
    client.post(f"{page}/form", {**form, "version": 2}, expect=409)
