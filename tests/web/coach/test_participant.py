"""A coach's own people."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from matchday.core.assignment import AssignmentState, UnplacedReason
from matchday.core.consent import Recipient
from matchday.core.event import Stage
from matchday.core.participant import Channel
from matchday.core.slot import CalledOffBy, GermanLevel, SlotState
from matchday.models import Account, Assignment, Event, Participant, Placement, Unplaced
from matchday.services.access import find_access, issue_access
from matchday.services.consent import find_consent
from matchday.services.login import begin_visit
from matchday.services.ticket import issue_tickets
from matchday.services.wishlist import read_tiers
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, a_slot, a_wish, an_event, moment_of
from tests.page_client import PageClient


def a_published_plan(session: Session, event: Event, person: Participant) -> Assignment:
    """Return an empty plan that holds, requested by the person's coach."""
    plan = Assignment(
        organiser_id=event.organiser_id,
        event_id=event.id,
        number=1,
        state=AssignmentState.PUBLISHED,
        requested_by_id=person.coach_id,
        requested_at=NOW,
    )
    session.add(plan)
    session.flush()
    return plan


def test_a_coach_sees_how_far_their_people_are(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    a_wish(session, person, a_slot(session, event))
    a_participant(session, event, first_name="Ivan")
    session.commit()

    page = client.get("/coach/")

    assert "Selam G." in page.text
    assert "Wünsche da" in page.text
    assert "1 von 5" in page.text
    assert "Ivan" not in page.text


def test_a_coach_without_people_reads_what_will_be_here(client: PageClient, coach: Account) -> None:
    assert "Noch begleiten Sie niemanden." in client.get("/coach/").text


@pytest.mark.parametrize("deed", ["", "/wishlist", "/wishlist/form"])
def test_somebody_elses_person_is_not_there(session: Session, client: PageClient, event: Event, deed: str) -> None:
    others = [a_participant(session, event), a_participant(session, an_event(session))]
    session.commit()

    for other in others:
        client.get(f"/coach/{other.key}{deed}", expect=404)


@pytest.mark.parametrize("deed", ["access", "access/revoke", "consent", "wishlist", "wishlist/form"])
def test_nothing_can_be_done_for_somebody_elses_person(
    session: Session, client: PageClient, event: Event, deed: str
) -> None:
    other = a_participant(session, event)
    session.commit()

    client.post(f"/coach/{other.key}/{deed}", {"answer": "yes"}, expect=404)

    assert find_access(session, other, now=moment_of()) is None


def test_the_access_is_shown_once_and_opens_the_persons_page(client: PageClient, person: Participant) -> None:
    page = client.post(f"/coach/{person.key}/access", expect=200)

    assert "<svg" in page.html
    found = re.search(r"[0-9A-Z]{5} [0-9A-Z]{5}", page.text)
    assert found
    client.sign_out()
    client.post("/access", {"short_code": found.group()})
    assert client.went_to == "/participant/"


def test_an_access_can_be_ended(session: Session, client: PageClient, person: Participant) -> None:
    client.post(f"/coach/{person.key}/access", expect=200)

    page = client.follow(f"/coach/{person.key}/access/revoke")

    assert "Der Zugang ist beendet." in page.text
    assert "Zugang beendet am" in page.text
    assert "Noch kein Zugang." not in page.text
    assert find_access(session, person, now=moment_of()) is None


def test_reloading_the_access_makes_no_second_one(session: Session, client: PageClient, person: Participant) -> None:
    client.post(f"/coach/{person.key}/access", {"replaces": ""}, expect=200)
    shown = find_access(session, person, now=moment_of())

    page = client.post(f"/coach/{person.key}/access", {"replaces": ""}, expect=409)

    assert "Dieser Zugang wurde schon gezeigt" in page.text
    assert find_access(session, person, now=moment_of()) is shown


def test_for_a_protected_person_nobody_asks_about_the_name(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    person.is_protected, person.alias = True, "Gast 3"
    session.commit()

    client.post(f"/coach/{person.key}/consent", {"recipient": "employer", "answer": "yes"})
    page = client.get(f"/coach/{person.key}")

    assert "geschützt: Gast 3" in client.get("/coach/").text
    assert "Der Betrieb sieht den Namen nie, nur „Gast 3“." in page.text
    assert "Darf der Betrieb den Namen sehen?" not in page.text
    assert find_consent(session, person, Recipient.EMPLOYER) is None
    client.get(f"/coach/{person.key}/wishlist")


def test_a_number_can_be_called(session: Session, client: PageClient, person: Participant) -> None:
    person.channel, person.phone = Channel.PHONE, "+49 5550 000233"
    session.commit()

    assert "tel:+495550000233" in client.get(f"/coach/{person.key}").links()


def test_a_wish_that_is_not_possible_is_saved_with_its_reason(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    slot = a_slot(session, event, german_level=GermanLevel.C1)
    session.commit()
    client.post(f"/coach/{person.key}/consent", {"recipient": "employer", "answer": "yes"})

    page = client.follow(
        f"/coach/{person.key}/wishlist/form", {"version": 0, "answer": "better_none", "ranks-0-slot": slot.key}
    )

    assert "Einer davon geht nicht, der Grund steht dabei." in page.text
    assert "geht nicht: mehr Deutsch nötig" in page.text
    form = client.get(f"/coach/{person.key}/wishlist/form")
    assert re.search(r"</use></svg>\s*geht nicht: mehr Deutsch nötig", form.html)


def test_who_has_no_place_stands_first_with_the_reason(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    a_participant(session, event, first_name="Abel", coach_id=person.coach_id)
    person.channel, event.stage = Channel.PHONE, Stage.PUBLISHED
    plan = a_published_plan(session, event, person)
    why = {"organiser_id": event.organiser_id, "assignment_id": plan.id, "reason": UnplacedReason.FULL}
    session.add(Unplaced(participant_id=person.id, **why))
    session.commit()

    page, own = client.get("/coach/"), client.get(f"/coach/{person.key}")

    assert page.text.index("Selam G.") < page.text.index("Abel")
    assert re.search(r"noch kein Platz bitte sagen Alle gewünschten Plätze sind vergeben.", page.text)
    assert "Noch kein Platz. Alle gewünschten Plätze sind vergeben." in own.text
    assert "An diese Person geht keine E-Mail." in own.text


def test_the_answer_read_aloud_is_kept_as_such(session: Session, client: PageClient, person: Participant) -> None:
    page = client.follow(f"/coach/{person.key}/consent", {"recipient": "employer", "answer": "yes"})

    assert "Ja, vorgelesen am" in page.text
    given = find_consent(session, person, Recipient.EMPLOYER)
    assert given is not None
    assert given.is_given


def test_wishes_are_entered_openly(session: Session, client: PageClient, event: Event, person: Participant) -> None:
    one, two, three = (a_slot(session, event) for _ in range(3))
    session.commit()
    client.post(f"/coach/{person.key}/consent", {"recipient": "employer", "answer": "no"})

    page = client.follow(
        f"/coach/{person.key}/wishlist/form",
        {
            "version": 0,
            "answer": "reachable",
            "ranks-0-slot": two.key,
            "ranks-1-slot": one.key,
            "ranks-2-slot": three.key,
            "ranks-2-is_tied": "y",
        },
    )

    assert "eingetragen von Frau Yıldız" in page.text
    session.expire_all()
    assert read_tiers(session, person) == ((two.id,), (one.id, three.id))


def test_before_the_wishes_the_question_must_be_read(client: PageClient, person: Participant) -> None:
    page = client.get(f"/coach/{person.key}/wishlist", expect=302)

    assert page.status == 302
    assert "Bitte fragen Sie zuerst" in client.get(f"/coach/{person.key}").text


def test_after_wishing_a_coach_cannot_change_wishes(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    event.stage, person.wishlist_saved_at = Stage.ASSIGNING, NOW
    session.commit()

    assert "Wünsche lassen sich gerade nicht ändern." in client.get(f"/coach/{person.key}").text
    client.get(f"/coach/{person.key}/wishlist", expect=409)


def test_after_publication_a_coach_reads_where_the_person_goes(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    slot = a_slot(session, event, meeting_point="am Tor")
    event.stage = Stage.PUBLISHED
    place = Placement(participant_id=person.id, slot_id=slot.id, slot=slot)
    issue_tickets(session, event, [place], now=moment_of())
    session.commit()

    page = client.get(f"/coach/{person.key}")

    assert "Treffpunkt: am Tor" in page.text


@pytest.mark.parametrize(
    ("whose", "said"),
    [
        (CalledOffBy.EMPLOYER, "Der Betrieb hat abgesagt"),
        (CalledOffBy.ORGANISER, "Das Team hat diesen Termin abgesagt"),
        (None, "Dieses Angebot gibt es nicht mehr"),
    ],
)
def test_a_coach_reads_at_once_that_a_place_was_called_off_and_by_whom(
    session: Session, client: PageClient, event: Event, person: Participant, whose: CalledOffBy | None, said: str
) -> None:
    slot = a_slot(session, event, meeting_point="am Tor")
    event.stage = Stage.PUBLISHED
    plan = a_published_plan(session, event, person)
    place = Placement(
        organiser_id=event.organiser_id, assignment_id=plan.id, participant_id=person.id, slot=slot, rank=1
    )
    session.add(place)
    issue_tickets(session, event, [place], now=moment_of())
    slot.state, slot.called_off_by = SlotState.WITHDRAWN, whose
    session.commit()

    page = client.get(f"/coach/{person.key}")

    assert said in page.text
    assert "Platz abgesagt" in page.text
    wrong = ("hat einen Platz", "Noch keine Antwort", "Kommt nicht", "Treffpunkt: am Tor", "Ticket als Brief")
    assert not [words for words in wrong if words in page.text]


def test_a_coach_sees_that_a_device_came_for_the_first_time(
    session: Session, client: PageClient, person: Participant
) -> None:
    link = issue_access(session, person, keyring=KEYRING, by=None, now=moment_of())
    session.flush()
    for mark in "ab":  # two of a kind
        begin_visit(session, link, mark=mark * 32, device="Android, Chrome", now=moment_of())
    session.commit()

    todo, page = client.get("/coach/"), client.get(f"/coach/{person.key}")

    assert "Neues Gerät bei Selam G." in todo.text
    assert f"/coach/{person.key}#access" in todo.links()
    assert "Ein neues Gerät" in page.text
    assert "War das Selam?" in page.text
    assert "<details" not in page.html
    ends = re.findall(r"/coach/\w+/logins/\w+/end", page.html)
    client.post(ends[0])
    assert (len(ends), client.get(f"/coach/{person.key}").html.count("/logins/")) == (2, 1)
    client.post(f"/coach/{person.key}/access", {"replaces": link.key}, expect=200)  # the second tap
    assert "Neues Gerät" not in client.get("/coach/").text
