"""A participant's way in."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.services.access import issue_access, revoke_access, show_access
from tests.factories import KEYRING, a_participant, an_event, moment_of
from tests.page_client import PageClient


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


def test_links_open_while_somebody_guesses_codes_beside_them(session: Session, client: PageClient) -> None:
    participant = a_participant(session, an_event(session))
    link = issue_access(session, participant, keyring=KEYRING, by=None, now=moment_of())
    token = show_access(link, keyring=KEYRING).token
    session.commit()
    for _ in range(21):
        client.http.post("/access", data={"short_code": "ABCDE FGH12", "csrf_token": client.csrf_token()})

    client.post("/access", {"token": token})

    assert client.went_to == "/participant/"


@pytest.mark.parametrize(
    "guess",
    [
        {"token": "A" * 26, "short_code": "ABCDEFGH12"},
        {"token": "ABCDEFGH12"},
        {"token": "ABCDEFGH12" + "-" * 16},
        {"token": "x", "short_code": "ABCDEFGH12"},
    ],
    ids=["beside a token", "as a token", "as a token of the right length", "beside a letter"],
)
def test_no_guess_of_a_code_passes_for_a_link(client: PageClient, guess: dict[str, str]) -> None:
    for _ in range(20):
        client.post("/access", guess, expect=422)

    client.post("/access", guess, expect=429)


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
