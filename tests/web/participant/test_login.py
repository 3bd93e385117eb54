"""A person's devices: a second phone by a code, the list, and how each ends."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy.orm import Session

from matchday.models import Event, Participant
from matchday.services.access import issue_access, show_access
from tests.factories import KEYRING, moment_of
from tests.page_client import PageClient

PAGE, SECOND, HOME = "/participant/logins", "/participant/logins/second", "/participant/summary"


def shown_code(client: PageClient) -> str:
    client.post(SECOND)
    (code,) = re.findall(r"\b[0-9A-Z]{4} [0-9A-Z]{4}\b", client.get(PAGE).text)
    return code


def test_a_second_phone_comes_in_by_a_code_and_is_ended_from_the_first(
    app: Flask, client: PageClient, person: Participant
) -> None:
    second, third = PageClient(app), PageClient(app)
    code = shown_code(client)

    second.post("/access", {"short_code": code})
    second.get(HOME, expect=302)  # nothing is seen before «that is me» on this phone
    second.post("/participant/", {"me": "yes"})
    second.get(HOME)
    late = third.post("/access", {"short_code": code}, expect=422)

    assert "Diesen Code kennen wir nicht" in late.text
    page = client.get(PAGE)
    assert "Unbekanntes Gerät (2) abmelden" in page.text  # the two can be told apart
    assert "+49 5550 000210" in page.text  # whom to tell
    assert page.text.count("seit ") == 2
    assert page.text.count("zuletzt gespeichert: ") == 2
    assert code not in page.text
    client.post(re.findall(r"/participant/logins/\w+/end", page.html)[0])
    second.get(HOME, expect=302)
    third.post("/access", {"token": shown_code(client)})  # as its camera reads it
    client.post(f"{PAGE}/end")
    third.get(HOME, expect=302)
    assert client.get(PAGE).text.count("seit ") == 1


def test_a_shared_phone_and_a_protected_person_let_nobody_else_in(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    person.is_protected = True
    session.commit()
    assert SECOND not in client.get(PAGE).html
    client.post(SECOND, expect=404)

    person.is_protected = False
    link = issue_access(session, person, keyring=KEYRING, by=None, now=moment_of())
    session.commit()
    client.post("/access", {"token": show_access(link, keyring=KEYRING).token, "is_shared": "y"})
    client.post("/participant/", {"me": "yes"})

    assert SECOND not in client.get(PAGE).html
    client.post(SECOND, expect=404)


def test_a_code_leaves_the_screen_when_it_is_over(client: PageClient, person: Participant) -> None:
    shown_code(client)

    refreshed = client.http.get(PAGE).headers["Refresh"]

    assert refreshed == f"60; url={PAGE}?over=1#second"
    assert "Der Code gilt nicht mehr." not in client.get(f"{PAGE}?over=1").text  # it still counts
    PageClient(client.app).post("/access", {"short_code": shown_code(client)})
    page = client.get(f"{PAGE}?over=1")
    assert "Der Code gilt nicht mehr." in page.text
    assert "Neuen Code zeigen" in page.text
    assert "Refresh" not in client.http.get(PAGE).headers
