"""A coach fills in a profile beside somebody; what they chose is printed for employers, and nothing before."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchday.core.consent import Recipient
from matchday.core.event import Stage
from matchday.models import Account, Participant
from matchday.services.consent import find_consent
from matchday.services.profile import find_profile
from tests.factories import an_event
from tests.page_client import PageClient
from tests.web.staff.test_paper import pages_of


def test_the_coach_enters_it_openly_and_prints_what_was_allowed(
    session: Session, client: PageClient, coach: Account, person: Participant
) -> None:
    page = f"/coach/{person.key}/profile"
    assert "0 von 8 Schritten" in client.get(page).text
    assert client.http.post(f"{page}/paper", data={"csrf_token": client.csrf_token()}).status_code == 404

    client.get(f"{page}/school")
    client.post(f"{page}/school", {"school_years": "none", "learned": "nothing"})
    client.get(f"{page}/abilities")
    client.get(f"{page}/abilities/wood")
    client.post(f"{page}/abilities/wood", {"saw_wood": "can"})
    client.get(f"{page}/needs")
    client.post(f"{page}/needs", {"answer": "no"})
    client.get(f"{page}/parts")
    shown = client.follow(f"{page}/parts", {"parts": ["abilities"]})

    assert "Mit Einwilligung: Was ich kann." in shown.text
    assert "eingetragen von Frau Yıldız" in shown.text
    answer, profile = find_consent(session, person, Recipient.EMPLOYER_PROFILE), find_profile(session, person)
    assert answer
    assert profile
    assert (answer.answered_by_id, profile.saved_by_id) == (coach.id, coach.id)
    paper = client.http.post(f"{page}/paper", data={"csrf_token": client.csrf_token()})
    (printed,) = pages_of(paper.data)
    assert ("Selam" in printed, person.alias in printed) == (False, True)  # nobody asked about the name
    assert "3 von 8" in client.get("/coach/").text
    taken_back = client.follow(f"/coach/{person.key}/consent", {"recipient": "employer_profile", "answer": "no"})
    assert "Der Betrieb liest nichts von Ihrem Steckbrief." in taken_back.text


def test_after_the_day_nothing_can_be_entered(session: Session, client: PageClient, person: Participant) -> None:
    event = an_event(session, by=person.coach, stage=Stage.CLOSED)
    person.event_id = event.id
    session.commit()

    page = client.get(f"/coach/{person.key}/profile")

    assert "Der Steckbrief lässt sich gerade nicht ändern." in page.text
    client.post(f"/coach/{person.key}/profile/school", {"school_years": "none", "learned": "nothing"}, expect=409)


def test_for_whoever_is_not_of_age_the_sheet_is_printed_and_the_signature_noted(
    session: Session, client: PageClient, person: Participant
) -> None:
    person.born_on, person.language = date(2012, 1, 1), "de"
    session.commit()
    page = f"/coach/{person.key}"
    assert "Ohne Unterschrift der Eltern" in client.get(page).text
    assert "Unterschrift der Eltern fehlt" in client.get("/coach/").text
    paper = client.http.post(f"{page}/guardian/paper", data={"csrf_token": client.csrf_token()})
    assert paper.data.startswith(b"%PDF")

    refused = client.follow(f"{page}/guardian", {"name": "Hana Gebre", "signed_on": "2099-01-01"})
    noted = client.follow(f"{page}/guardian", {"name": "Hana Gebre", "signed_on": "2026-01-02"})

    assert "Dieser Tag kommt erst noch." in refused.text
    assert "Hana Gebre hat am 02.01.2026 unterschrieben." in noted.text
    client.enter(person)
    client.post("/participant/", {"me": "yes"})
    assert "Die Unterschrift ist da." in client.get("/participant/summary").text
    client.sign_in(person.coach)
    assert "Ohne Unterschrift" in client.follow(f"{page}/guardian/withdraw").text
    client.enter(person)
    assert "Es fehlt noch eine Unterschrift" in client.get("/participant/summary").text
    assert client.http.get("/participant/guardian.pdf").data.startswith(b"%PDF")


def test_the_person_reads_along_in_their_language_and_a_german_speaker_reads_nothing_twice(
    session: Session, client: PageClient, person: Participant
) -> None:
    person.language, person.languages = "ar", ["ar"]
    session.commit()
    pages = [f"/coach/{person.key}", *(f"/coach/{person.key}/profile/{one}" for one in ("travel", "needs", "parts"))]

    arabic = [client.get(page).html.count('class="md-also" lang="ar" dir="rtl"') for page in pages]
    person.language, person.languages = "de", ["de"]
    session.commit()

    assert all(count > 5 for count in arabic), arabic
    assert not any("md-also" in client.get(page).html for page in pages)
