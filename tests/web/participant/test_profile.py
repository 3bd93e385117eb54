"""The profile on the phone, from the first step to what an employer reads of it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchday.core.consent import Recipient
from matchday.models import Participant
from matchday.services.consent import find_consent
from matchday.services.profile import find_profile
from tests.page_client import PageClient

STEPS = {
    "languages": {"languages": ["ar", "en"], "german_level": "b1"},
    "school": {"school_years": "to_ten", "learned": "trade", "school": "Abitur"},
    "work": {"work_years": "to_five", "work_trades": ["care"], "work_done": ""},
    "abilities": {"can_do": "zuhören"},
    "wants": {"wanted_trades": ["care", "school"], "wants": ""},
    "travel": {"travel_means": "bike", "travel_min": "45"},
}


def test_the_profile_is_filled_step_by_step_and_shown(
    session: Session, client: PageClient, person: Participant
) -> None:
    assert "in acht kleinen Schritten" in client.get("/participant/profile").text
    for step, answers in STEPS.items():
        client.get(f"/participant/profile/{step}")
        client.post(f"/participant/profile/{step}", answers)
    client.post("/participant/profile/abilities/care", {"measure_pulse": "can", "help_to_eat": "learn"})
    assert client.went_to == "/participant/profile/abilities"
    client.post("/participant/profile/needs", {"answer": "yes"})
    assert client.went_to == "/participant/profile/needs"
    client.post("/participant/profile/needs", {"needs": ["step_free", "interpreter"]})
    client.get("/participant/profile/contact")
    page = client.follow("/participant/profile/contact", {"channel": "phone", "phone": "0171 3920001", "mail": ""})

    assert "Alles ist da." in page.text
    assert all(text in page.text for text in ("Deutsch: B1", "Puls und Blutdruck messen", "zuhören", "Pflege"))
    session.refresh(person)
    profile = find_profile(session, person)
    assert profile
    assert (person.travel_min, person.languages, person.phone) == (45, ["ar", "en"], "+49 171 3920001")
    assert (person.needs_step_free, profile.needs, len(profile.steps_done)) == (True, ["interpreter"], 8)
    assert "3920001" not in client.get("/participant/profile/contact").text
    assert client.http.get("/participant/profile.pdf").data.startswith(b"%PDF")


def test_the_person_chooses_what_the_employer_reads_and_takes_it_back_in_two_taps(
    session: Session, client: PageClient, person: Participant
) -> None:
    page = client.follow("/participant/profile/parts", {"parts": ["school", "wants"]})
    assert "Der Betrieb liest nur: Schule und Was ich möchte." in page.text

    page = client.get("/participant/consents")
    assert "Der Betrieb sieht „Amira“ und Ihre Sprachen." in page.text
    page = client.follow("/participant/consents", {"recipient": "employer_profile"})

    assert "Der Betrieb liest nichts von Ihrem Steckbrief." in page.text
    answer = find_consent(session, person, Recipient.EMPLOYER_PROFILE)
    assert answer
    assert not answer.is_given


def test_what_is_wrong_is_said_and_what_is_not_there_is_not_found(client: PageClient, person: Participant) -> None:
    page = client.post("/participant/profile/languages", {"languages": ["ar"]}, expect=422)

    assert "Bitte wählen Sie eine der Möglichkeiten." in page.text
    client.post("/participant/profile/needs", {}, expect=422)
    client.post("/participant/profile/contact", {"channel": "phone"}, expect=422)
    client.post("/participant/profile/contact", {"channel": "sms", "phone": "0171 3920001"}, expect=422)
    client.get("/participant/profile/hobbies", expect=404)
    client.get("/participant/profile/abilities/other", expect=404)


def test_who_found_the_phone_of_a_protected_person_leads_no_message_elsewhere(
    session: Session, client: PageClient, person: Participant
) -> None:
    person.is_protected = True
    session.commit()

    client.post("/participant/profile/contact", {"channel": "mail", "mail": "fremd@birkenried.example"})

    session.refresh(person)
    assert person.mail != "fremd@birkenried.example"
    assert "Der Betrieb liest nichts davon." in client.get("/participant/profile").text
    assert client.http.get("/participant/profile.pdf").status_code == 404
    client.get("/participant/consents")
