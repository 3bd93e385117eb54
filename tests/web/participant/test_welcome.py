"""The first page behind an access link."""

from __future__ import annotations

import re
from datetime import datetime

from flask import Flask
from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.services.access import issue_access, show_access
from matchday.services.event import read_event
from matchday.services.login import list_visits
from matchday.services.todo import list_todos
from tests.factories import KEYRING, a_participant, an_event, moment_of
from tests.page_client import PageClient


def test_nothing_but_the_name_is_shown_before_the_tap(session: Session, client: PageClient) -> None:
    person = a_participant(session, an_event(session), first_name="Amira", last_name="Khalil", language="de")
    client.enter(person)

    page = client.get("/participant/")

    assert "Amira K." in page.text
    assert "Sind Sie das?" in page.text
    assert "Khalil" not in page.text
    for path in ("/participant/wishlist", "/participant/consent", "/participant/acceptable", "/participant/summary"):
        assert client.get(path, expect=302).status == 302
        assert client.http.get(path).headers["Location"] == "/participant/"


def test_who_said_yes_on_one_phone_is_asked_on_each_other_one(
    session: Session, app: Flask, client: PageClient, now: datetime
) -> None:
    token = client.enter(a_participant(session, an_event(session), language="de", confirmed_at=now))
    client.get("/participant/summary")

    other = PageClient(app)
    other.post("/access", {"token": token})

    assert other.http.get("/participant/summary").headers["Location"] == "/participant/"
    assert "Sind Sie das?" in other.get("/participant/").text


def test_yes_leads_to_the_question_about_the_name(session: Session, client: PageClient) -> None:
    person = a_participant(session, an_event(session), language="de")
    client.enter(person)

    page = client.follow("/participant/", {"me": "yes"})

    session.expire_all()
    assert person.confirmed_at is not None
    assert "Darf der Betrieb Ihren Namen sehen?" in page.text


def test_yes_leads_to_the_summary_while_wishing_is_not_open(session: Session, client: PageClient) -> None:
    client.enter(a_participant(session, an_event(session, stage=Stage.REGISTRATION), language="de"))

    page = client.follow("/participant/", {"me": "yes"})

    assert "Wir bereiten den Tag vor" in page.text


def test_no_signs_out_and_says_whom_to_tell(session: Session, client: PageClient) -> None:
    event = an_event(session, contact_name="Frau Hansen", contact_phone="+49 5550 000210")
    person = a_participant(session, event, language="de")
    client.enter(person)

    page = client.follow("/participant/", {"me": "no"})

    assert "Frau Hansen, Telefon +49 5550 000210" in page.text
    assert person.first_name not in page.text
    assert client.http.get("/participant/").headers["Location"] == "/access"


def test_an_answer_that_is_none_is_asked_again(session: Session, client: PageClient) -> None:
    client.enter(a_participant(session, an_event(session), language="de"))

    page = client.post("/participant/", {"me": "perhaps"}, expect=422)

    assert "Bitte tippen Sie auf eine Antwort." in page.text


def test_signing_out_leaves_nothing_of_the_person_on_the_phone(session: Session, client: PageClient) -> None:
    client.enter(a_participant(session, an_event(session)))

    answer = client.http.post("/participant/sign-out", data={"csrf_token": client.csrf_token()})

    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert "Sie sind abgemeldet." in client.get("/access").text
    assert client.http.get("/participant/").headers["Location"] == "/access"


def test_the_language_can_be_changed_before_anything_else(session: Session, client: PageClient) -> None:
    client.enter(a_participant(session, an_event(session), language="de"))

    page = client.follow("/language", {"language": "ar", "back": "/participant/"})

    assert page.all("html")[0]["dir"] == "rtl"


def test_the_page_is_in_the_persons_own_language(session: Session, client: PageClient) -> None:
    client.enter(a_participant(session, an_event(session), language="ar"))

    assert client.get("/participant/").all("html")[0]["lang"] == "ar"


def test_who_was_not_let_in_is_asked_for_the_code(client: PageClient) -> None:
    assert client.http.get("/participant/").headers["Location"] == "/access"


PUBLIC = ("/", "/access", "/imprint", "/privacy", "/accessibility", "/language", "/nowhere", "/participant/nowhere")


def test_pages_for_everybody_and_errors_lead_back_and_sign_out(session: Session, client: PageClient) -> None:
    client.enter(a_participant(session, an_event(session), language="de"))

    pages = {path: client.get(path, expect=404 if "nowhere" in path else 200) for path in PUBLIC}

    for path, page in pages.items():
        assert "Abmelden" in page.text, path
        assert page.html.count('href="/participant/summary"') >= 2, path  # by the logo, and in words
    client.post("/participant/sign-out")
    for path in ("/imprint", "/access", "/nowhere"):
        assert "Abmelden" not in client.get(path, expect=404 if "nowhere" in path else 200).text


def test_a_page_on_a_shared_phone_gives_way_when_the_login_ends(session: Session, client: PageClient) -> None:
    person = a_participant(session, an_event(session), language="de")
    client.enter(person)
    assert "Refresh" not in client.http.get("/participant/").headers
    link = issue_access(session, person, keyring=KEYRING, by=None, now=moment_of())
    session.commit()

    client.post("/access", {"token": show_access(link, keyring=KEYRING).token, "is_shared": "y"})

    assert client.http.get("/participant/").headers["Refresh"] == "1800; url=/access"
    assert "Refresh" not in client.http.get("/imprint").headers


def test_after_the_plan_nobody_is_called_invited_before_the_tap(session: Session, client: PageClient) -> None:
    client.enter(a_participant(session, an_event(session, stage=Stage.PUBLISHED), language="de"))

    page = client.get("/participant/")

    assert "Sind Sie das?" in page.text
    assert "eingeladen" not in page.text


def test_a_shared_phone_keeps_a_number_that_says_nothing_and_is_no_news_the_next_time(
    session: Session, client: PageClient
) -> None:
    person = a_participant(session, an_event(session), language="de")
    link = issue_access(session, person, keyring=KEYRING, by=None, now=moment_of())
    token, marks = show_access(link, keyring=KEYRING).token, []
    session.commit()

    for _ in range(2):
        client.post("/access", {"token": token, "is_shared": "y"})
        assert "Sind Sie das?" in client.get("/participant/").text
        client.post("/participant/", {"me": "yes"})
        assert "Dieser Cookie bleibt 180 Tage, auch wenn Sie sich abmelden." in client.get("/participant/privacy").text
        client.post("/participant/sign-out")
        assert person.first_name not in client.get("/access").text
        mark = client.http.get_cookie("matchday-device")
        marks.append(mark.value if mark else "")

    assert marks[0] == marks[1]
    assert re.fullmatch("[0-9a-f]{32}", marks[0])
    assert [visit.is_new_device for visit in list_visits(session, person)] == [False, False]
    assert not list_todos(session, read_event(session, person.organiser_id, event_id=person.event_id))
