"""A participant's way in."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy.orm import Session

from matchday.services.access import issue_access, revoke_access, show_access
from tests.factories import KEYRING, a_participant, an_event, moment_of
from tests.page_client import PageClient


def is_known(phone: PageClient, token: str) -> bool:
    """Ask as the page does whether the link goes on without a tap."""
    answer = phone.http.post("/access/known", data={"token": token, "csrf_token": phone.csrf_token()})
    return bool(answer.get_json()["is_known"])


def test_the_page_for_a_code_asks_for_the_code(client: PageClient) -> None:
    page = client.get("/access")

    assert "Der Code steht in Ihrem Brief" in page.text


def test_an_unknown_code_is_refused_in_words(client: PageClient) -> None:
    page = client.post("/access", {"short_code": "ABCDE FGH12"}, expect=422)

    assert "Diesen Code kennen wir nicht" in page.text


def test_opening_the_page_does_not_open_the_access(session: Session, client: PageClient) -> None:
    participant = a_participant(session, an_event(session))
    link = issue_access(session, participant, keyring=KEYRING, by=None, now=moment_of())
    session.commit()

    client.get("/access")

    session.expire_all()
    assert link.first_opened_at is None


def test_the_short_code_opens_the_page_however_it_is_typed(session: Session, client: PageClient) -> None:
    participant = a_participant(session, an_event(session))
    link = issue_access(session, participant, keyring=KEYRING, by=None, now=moment_of())
    code = show_access(link, keyring=KEYRING).code
    session.commit()

    client.post("/access", {"short_code": f" {code[:3].lower()}-{code[3:]} "})

    assert client.went_to == "/participant/"


def test_a_device_gets_a_mark_by_signing_in_and_keeps_it_beyond(
    session: Session, app: Flask, client: PageClient
) -> None:
    def marked(phone: PageClient) -> str:
        found = phone.http.get_cookie("matchday-device")
        return found.value if found else ""

    client.get("/access")
    client.post("/access", {"token": "A" * 26}, expect=422)
    assert marked(client) == ""
    client.enter(a_participant(session, an_event(session)))
    first = marked(client)
    assert re.fullmatch("[0-9a-f]{32}", first)

    client.post("/participant/sign-out")
    client.enter(a_participant(session, an_event(session)))
    other = PageClient(app)
    other.http.set_cookie("matchday-device", "mine")
    other.enter(a_participant(session, an_event(session)))

    assert marked(client) == first
    assert marked(other) not in ("mine", first)


def test_only_where_this_very_person_was_before_a_link_goes_on_without_a_tap(
    session: Session, app: Flask, client: PageClient
) -> None:
    event = an_event(session)
    amira, dawit = (a_participant(session, event, confirmed_at=moment_of()) for _ in range(2))
    token = client.enter(amira)
    link = issue_access(session, dawit, keyring=KEYRING, by=None, now=moment_of())
    session.commit()
    of_dawit = show_access(link, keyring=KEYRING).token
    client.post("/participant/sign-out")
    scanner, stolen = PageClient(app), PageClient(app)
    stolen.http.set_cookie("matchday-device", "0" * 32)

    assert is_known(client, token)

    for other, said in ((client, of_dawit), (client, ""), (client, "A" * 26), (scanner, token), (stolen, token)):
        assert not is_known(other, said)
    assert ("data-known" in client.get("/access").html, "data-known" in scanner.get("/access").html) == (True, False)
    session.expire_all()
    assert link.first_opened_at is None
    assert client.http.get("/participant/").headers["Location"] == "/access"  # asking opened nothing


def test_a_shared_phone_never_goes_on_by_itself(session: Session, client: PageClient) -> None:
    token = client.enter(a_participant(session, an_event(session), confirmed_at=moment_of()))

    client.post("/z", {"token": token, "is_shared": "y"})
    client.post("/participant/", {"me": "yes"})

    assert not is_known(client, token)


def test_a_link_that_was_revoked_goes_on_nowhere(session: Session, client: PageClient) -> None:
    person = a_participant(session, an_event(session), confirmed_at=moment_of())
    token = client.enter(person)
    revoke_access(session, person, by=None, now=moment_of())
    session.commit()

    assert not is_known(client, token)


def test_a_code_counts_after_a_link_that_failed(session: Session, client: PageClient) -> None:
    participant = a_participant(session, an_event(session))
    link = issue_access(session, participant, keyring=KEYRING, by=None, now=moment_of())
    code = show_access(link, keyring=KEYRING).code
    session.commit()

    refused = client.post("/access", {"token": "A" * 26}, expect=422)
    client.post("/access", {"token": "A" * 26, "short_code": code})

    assert "Dieser Link gilt nicht mehr." in refused.text
    assert "A" * 26 not in refused.html
    assert client.went_to == "/participant/"


def test_a_whole_link_may_be_pasted_instead_of_the_code(session: Session, client: PageClient) -> None:
    participant = a_participant(session, an_event(session))
    link = issue_access(session, participant, keyring=KEYRING, by=None, now=moment_of())
    token = show_access(link, keyring=KEYRING).token
    session.commit()

    client.post("/access", {"short_code": f"https://tag.birkenried.example/access#{token}"})

    assert client.went_to == "/participant/"


def test_who_is_signed_out_from_elsewhere_reads_why(session: Session, client: PageClient) -> None:
    participant = a_participant(session, an_event(session), language="de")
    client.enter(participant)
    revoke_access(session, participant, by=None, now=moment_of())
    session.commit()

    client.http.get("/participant/")

    assert "Sie sind nicht mehr angemeldet." in client.get("/access").text


def test_pages_come_in_a_language_the_person_also_speaks(session: Session, client: PageClient) -> None:
    participant = a_participant(session, an_event(session), language="so", languages=["so", "en"])

    client.enter(participant)

    assert '<html lang="en"' in client.get("/participant/").html
