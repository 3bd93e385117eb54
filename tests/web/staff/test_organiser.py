"""How an organiser shows itself, and that two on one installation see nothing of each other."""

from __future__ import annotations

import io

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.models import Account
from tests.documents.test_picture import a_png
from tests.factories import a_participant, an_account, an_employer, an_event
from tests.page_client import PageClient

FIELDS = {
    "name": "Landkreis Birkenried",
    "mail": "tag@birkenried.example",
    "phone": "+49 5550 000210",
    "colour": "#2044aa",
}


@pytest.fixture
def owner(session: Session) -> Account:
    return an_account(session, Role.OWNER, Role.STAFF)


def test_a_picture_stands_on_every_page(client: PageClient, owner: Account) -> None:
    client.sign_in(owner)

    page = client.follow("/staff/organiser", {**FIELDS, "picture": (io.BytesIO(a_png()), "logo.png")})

    (address,) = {str(image["src"]) for image in page.all("img")}
    answer = client.http.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert "no-store" not in answer.headers["Cache-Control"]


def test_what_is_no_picture_is_refused_in_words(client: PageClient, owner: Account) -> None:
    client.sign_in(owner)

    page = client.post("/staff/organiser", {**FIELDS, "picture": (io.BytesIO(b"<svg/>"), "logo.png")}, expect=422)

    assert "Dieses Bild können wir nicht verwenden" in page.text


def test_a_picture_is_taken_away(client: PageClient, owner: Account) -> None:
    client.sign_in(owner)
    client.post("/staff/organiser", {**FIELDS, "picture": (io.BytesIO(a_png()), "logo.png")})

    page = client.follow("/staff/organiser", {**FIELDS, "without_logo": "y"})

    assert page.all("img") == []


def test_two_organisers_see_nothing_of_each_other(client: PageClient, owner: Account, session: Session) -> None:
    stranger = an_account(session, Role.OWNER, Role.STAFF, name="Herr Fremd")
    event = an_event(session, by=stranger, name="Refugees’ Day Fremdenau")
    an_employer(session, event, name="Bäckerei Fremdkorn")
    a_participant(session, event, first_name="Fremda")
    own = an_event(session, by=owner, name="Refugees’ Day Birkenried")
    client.sign_in(owner)

    places = ["/staff/", "/staff/accounts", "/staff/organiser"]
    places += [
        f"/staff/{own.key}{part}" for part in ("/", "/participants", "/employers", "/slots", "/messages", "/audit")
    ]
    pages = [client.get(place) for place in places]

    assert [page.text for page in pages if "Fremd" in page.text] == []
