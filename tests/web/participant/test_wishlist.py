"""The wish list on the phone."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.activity import Ability, Activity
from matchday.core.event import Stage
from matchday.core.slot import GermanLevel, Need, Trade
from matchday.models import Event, Participant, Slot
from matchday.services.event import open_seed
from matchday.services.profile import save_abilities
from matchday.services.slottext import save_slot_text
from matchday.services.wishlist import read_tiers
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, a_slot, a_wish, an_account, an_employer, an_event, at
from tests.page_client import PageClient

PAGE = "/participant/wishlist"


def tap(slot: Slot, step: str, version: int) -> dict[str, object]:
    return {"slot": slot.key, "step": step, "version": version}


def test_every_tap_saves(session: Session, client: PageClient, event: Event, person: Participant) -> None:
    one, two = a_slot(session, event), a_slot(session, event)
    session.commit()

    client.post(PAGE, tap(one, "add", 0))
    client.post(PAGE, tap(two, "add", 1))
    page = client.follow(PAGE, tap(two, "up", 2))

    session.expire_all()
    assert read_tiers(session, person) == ((two.id,), (one.id,))
    assert "2 gespeichert" in page.text
    assert client.went_to.endswith(f"#{two.key}")


def test_who_has_the_shoes_says_so_where_they_are_asked_for_and_can_wish(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    slot = a_slot(session, event, needs=[Need.SAFETY_SHOES])
    session.commit()
    shut = client.get(PAGE)

    told = client.follow(f"/participant/slots/{slot.key}/gear", {"has": "yes"})
    open_now = client.get(PAGE)
    client.follow(f"/participant/slots/{slot.key}/gear", {"has": "no"})

    assert "Dort braucht man eigene Sachen zum Schutz." in shut.text
    assert "Das möchte ich" not in shut.text
    assert "Das haben Sie selbst. Sicherheitsschuhe" in told.text
    assert "Das möchte ich" in open_now.text
    assert "Das möchte ich" not in client.get(PAGE).text


def test_where_shoes_are_lent_everybody_can_wish_and_reads_it(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    a_slot(session, event, needs=[Need.SAFETY_SHOES], lends_gear=True)
    session.commit()

    page = client.get(PAGE)

    assert "bekommen Sie dort" in page.text
    assert "Das möchte ich" in page.text


def test_a_first_wish_list_takes_three_taps(session: Session, client: PageClient, event: Event) -> None:
    slots = [a_slot(session, event) for _ in range(3)]
    client.enter(a_participant(session, event, language="de"))
    client.post("/participant/", {"me": "yes"})
    page = client.follow("/participant/consent", {"answer": "no"})

    for taps, slot in enumerate(slots):
        assert page.html.count('value="add"') == 3 - taps
        page = client.follow(PAGE, tap(slot, "add", taps))

    assert "3 gespeichert" in page.text


def test_a_dragged_wish_is_saved_where_it_was_put_down(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    one, two = a_slot(session, event), a_slot(session, event)
    a_wish(session, person, one, rank=1)
    a_wish(session, person, two, rank=2)
    session.commit()

    client.post(PAGE, {**tap(two, "place", 0), "rank": "1"})

    session.expire_all()
    assert (read_tiers(session, person), client.went_to) == (((two.id,), (one.id,)), f"{PAGE}#mine")
    client.post(PAGE, {**tap(two, "place", 1), "rank": "0"}, expect=422)


def test_a_wish_is_taken_away_with_a_tap(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    slot = a_slot(session, event)
    a_wish(session, person, slot)
    session.commit()

    page = client.follow(PAGE, tap(slot, "remove", 0))

    assert "noch kein Wunsch" in page.text


def test_a_second_device_does_not_overwrite_the_first(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    one, two = a_slot(session, event, trade=Trade.CARE), a_slot(session, event, trade=Trade.WOOD)
    session.commit()
    client.post(PAGE, tap(one, "add", 0))

    page = client.post(PAGE, tap(two, "add", 0), expect=409)

    assert "Die Wünsche wurden inzwischen geändert." in page.text
    assert "Nicht gespeichert: Ihr letztes Tippen bei „Holz“." in page.text
    assert "1 gespeichert" in page.text
    session.expire_all()
    assert read_tiers(session, person) == ((one.id,),)


def test_the_same_tap_twice_is_one_wish(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    slot = a_slot(session, event)
    session.commit()

    client.post(PAGE, tap(slot, "add", 0))
    client.post(PAGE, tap(slot, "add", 0))

    session.expire_all()
    assert (read_tiers(session, person), person.wishlist_version) == (((slot.id,),), 1)


def test_a_shut_slot_says_why_and_whom_to_ask(session: Session, client: PageClient, event: Event) -> None:
    coach = an_account(session, Role.COACH, name="Frau Yıldız", phone="+49 5550 000231")
    person = a_participant(session, event, language="de", german_level=GermanLevel.A1, coach_id=coach.id)
    a_slot(session, event, german_level=GermanLevel.B1)
    client.enter(person)
    client.post("/participant/", {"me": "yes"})
    client.post("/participant/consent", {"answer": "no"})

    page = client.get(PAGE)

    assert "Hier braucht man mehr Deutsch." in page.text
    assert "Frau Yıldız fragen" in page.text
    assert "tel:+495550000231" in page.links()
    assert "Das möchte ich" not in page.text


def test_the_facts_of_a_slot_stand_in_words(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    person.latitude, person.longitude = 51.31, 9.48
    employer = an_employer(session, event, name="Pflegeheim St. Anna", latitude=51.32, longitude=9.5, town="Steinfurth")
    a_slot(session, event, employer=employer, needs=["safety_shoes"], what_follows=["praktikum"], is_food=True)
    session.commit()

    page = client.get(PAGE)

    for text in ("Zusehen", "von 08:00 bis 14:00 Uhr", "Minuten mit dem Bus", "Danach möglich: ein Praktikum"):
        assert text in page.text
    for text in ("Sicherheitsschuhe", "Lebensmittel", "Pflegeheim St. Anna"):
        assert text in page.text


def test_answers_narrow_the_slots_together_and_stay_after_a_tap(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    slot = a_slot(session, event, trade=Trade.CARE)
    a_slot(session, event, trade=Trade.CARE, german_level=GermanLevel.C1)
    a_slot(session, event, trade=Trade.WOOD)
    session.commit()

    page = client.get(f"{PAGE}?only=german&trade=care&only=nonsense")

    for pill in ("Alle 3", "In meiner Nähe 0", "Passt zu meinem Deutsch 1", "Pflege 1", "Holz 1"):
        assert pill in page.text
    assert page.html.count('class="slot"') == 1
    assert f"{PAGE}?only=german" in page.links()  # a tap on the trade takes it back
    client.post(f"{PAGE}?only=german&trade=care", tap(slot, "add", 0))
    assert client.went_to == f"{PAGE}?only=german&trade=care#{slot.key}"


def test_who_can_do_something_may_look_at_those_trades_alone(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    a_slot(session, event, trade=Trade.CARE)
    a_slot(session, event, trade=Trade.WOOD)
    session.commit()
    unasked = client.get(f"{PAGE}?only=able")
    assert "Passt zu dem, was ich kann" not in unasked.text
    assert unasked.html.count('class="slot"') == 2
    save_abilities(session, person, Trade.WOOD, answers={Activity.SAW_WOOD: Ability.LITTLE}, by=person, now=NOW)
    session.commit()

    page = client.get(f"{PAGE}?only=able&only=german")

    assert "Passt zu dem, was ich kann 1" in page.text
    assert "in denen Sie schon etwas können" in page.text
    assert page.html.count('class="slot"') == 1
    assert "in denen Sie schon etwas können" not in client.get(PAGE).text


def test_a_shut_slot_stays_in_its_place_among_the_others(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    a_slot(session, event, start_at=at(1), end_at=at(7))
    session.commit()

    assert "fährt kein Bus" in client.get(f"{PAGE}?only=german").text
    assert "fährt kein Bus" not in client.get(f"{PAGE}?only=way").text


def test_a_slot_has_a_page_with_its_place_its_words_and_its_heart(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    person.latitude, person.longitude, person.town = 51.30, 9.40, "Birkenried"
    employer = an_employer(session, event, town="Steinfurth", latitude=51.352, longitude=9.478)
    employer.sites[0].street = "Mühlweg 3"
    slot = a_slot(session, event, employer=employer, duties="Bleche kanten", spoken_languages=["de", "tr"])
    session.commit()
    there = f"/participant/slots/{slot.key}"
    assert f"{there}?only=german" in client.get(f"{PAGE}?only=german").links()

    page = client.get(there)

    for text in (
        "Bleche kanten",
        "Mühlweg 3",
        "Deutsch und Türkisch",
        "ungefähr 8 Kilometer",
        "10 km",
        "Das möchte ich",
    ):
        assert text in page.text
    assert "nicht übersetzt" not in page.text
    client.post("/language", {"language": "en"})
    assert "not translated" in client.get(there).text
    event.stage = Stage.ASSIGNING
    session.commit()
    client.get(there, expect=302)


@pytest.mark.parametrize(("is_read", "words"), [(True, "Translation by"), (False, "Translation, not checked yet")])
def test_a_translation_stands_before_the_german_text(
    session: Session, client: PageClient, event: Event, person: Participant, now: datetime, is_read: bool, words: str
) -> None:
    slot, staff = a_slot(session, event, duties="Bleche kanten"), an_account(session, Role.STAFF)
    texts = {"title": "", "duties": "Bending metal sheets", "meeting_point": ""}
    save_slot_text(session, slot, texts, language="en", is_read=is_read, by=staff, now=now)
    session.commit()
    client.post("/language", {"language": "en"})

    page = client.get(f"/participant/slots/{slot.key}")

    assert words in page.text
    assert page.text.index("Bending metal sheets") < page.text.index("Bleche kanten")
    assert "not translated" not in page.text


def test_a_slot_of_another_event_has_no_page(session: Session, client: PageClient, person: Participant) -> None:
    elsewhere = a_slot(session, an_event(session))
    session.commit()

    client.get(f"/participant/slots/{elsewhere.key}", expect=404)


def test_a_full_list_says_once_how_to_make_room_and_the_other_hearts_rest(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    for rank in (1, 2, 3):
        a_wish(session, person, a_slot(session, event), rank=rank)
    spare, _ = a_slot(session, event), a_slot(session, event)
    session.commit()

    for there, resting in ((PAGE, 2), (f"/participant/slots/{spare.key}", 1)):
        page = client.get(there)
        assert page.text.count("Sie haben schon 3 Wünsche. Nehmen Sie zuerst einen weg.") == 1
        hearts = [one for one in page.all("button") if one.get("value") == "add"]
        assert len(hearts) == resting
        assert all("disabled" in one and one["aria-describedby"] == "full" for one in hearts)
    page = client.post(PAGE, tap(spare, "add", 0), expect=409)
    assert "Sie können höchstens 3 Wünsche haben." in page.text


def test_a_tap_on_a_slot_that_is_not_there_is_not_found(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    elsewhere = a_slot(session, an_event(session))
    session.commit()

    client.post(PAGE, tap(elsewhere, "add", 0), expect=404)


@pytest.mark.parametrize("broken", [{"step": "jump"}, {"version": "x"}, {"version": ""}])
def test_a_tap_that_cannot_be_read_changes_nothing(
    session: Session, client: PageClient, event: Event, person: Participant, broken: dict[str, str]
) -> None:
    slot = a_slot(session, event)
    session.commit()

    client.post(PAGE, {**tap(slot, "add", 0), **broken}, expect=422)

    assert read_tiers(session, person) == ()


def test_the_question_about_the_name_comes_first(session: Session, client: PageClient, event: Event) -> None:
    client.enter(a_participant(session, event, language="de"))
    client.post("/participant/", {"me": "yes"})

    client.get(PAGE, expect=302)

    assert client.http.get(PAGE).headers["Location"] == "/participant/consent"


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.REGISTRATION, "Wir fragen gerade Betriebe nach Plätzen."),
        (Stage.ASSIGNING, "Jetzt machen wir den Plan."),
        (Stage.ARCHIVED, "Danke, dass Sie dabei waren."),
    ],
)
def test_outside_wishing_the_page_says_what_is_going_on(
    session: Session, client: PageClient, event: Event, person: Participant, stage: Stage, words: str
) -> None:
    slot = a_slot(session, event)
    event.stage = stage
    session.commit()

    page = client.follow(PAGE, tap(slot, "add", 0))

    assert words in page.text
    assert read_tiers(session, person) == ()


def test_an_empty_event_says_that_slots_will_come(client: PageClient, person: Participant) -> None:
    assert "Es kommen noch Angebote dazu." in client.get(PAGE).text


def test_the_page_mirrors_in_arabic(session: Session, client: PageClient, event: Event, person: Participant) -> None:
    a_slot(session, event)
    session.commit()
    client.post("/language", {"language": "ar"})

    assert client.get(PAGE).all("html")[0]["dir"] == "rtl"


def test_the_seal_of_the_lot_stands_below_the_offers_and_the_lot_does_not(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    page = client.get(PAGE)

    assert event.seed_commitment in page.text
    assert open_seed(event, keyring=KEYRING) not in page.text
