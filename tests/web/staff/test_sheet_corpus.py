"""Every hostile file of the tests of sheets, through the page: a sentence comes back and nothing is stored."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.extensions import db, is_reading
from matchday.models import Base, Event
from tests.factories import an_account, an_event
from tests.page_client import Page, PageClient
from tests.sheets.files import PARTICIPANT, a_csv
from tests.sheets.test_reading import REFUSED, STRANGE

NAMES = (
    "../../etc/passwd",
    "Menschen.xlsm",
    "a" * 5_000 + ".csv",
    "\u202evsc.exe",
    "Men\x00schen.csv",
    "<b>.csv",
    "CON",
)


@pytest.fixture
def event(session: Session, client: PageClient) -> Event:
    staff = an_account(session, Role.STAFF)
    event = an_event(session, by=staff, stage=Stage.REGISTRATION)
    session.commit()
    client.sign_in(staff)
    return event


def upload(client: PageClient, event: Event, content: bytes, *, name: str = "Menschen.csv") -> Page:
    form = {"file": FileStorage(BytesIO(content), name), "csrf_token": client.csrf_token()}
    boundary, body = encode_multipart(form)
    coat = f"multipart/form-data; boundary={boundary}"
    answer = client.http.post(f"/staff/{event.key}/sheet", data=body, content_type=coat)
    client.went_to = answer.headers.get("Location", "")
    return Page(answer.get_data(as_text=True), answer.status_code)


def a_list(first_name: str) -> bytes:
    return a_csv({**PARTICIPANT, "Vorname": first_name}).encode("utf-8", errors="surrogatepass")


def stored() -> str:
    """Return a hash of everything in the database."""
    digest = hashlib.sha256()
    token = is_reading.set(True)
    try:
        with db.engine.connect() as connection:
            for table in Base.metadata.sorted_tables:
                for row in connection.execute(select(table).order_by(*table.primary_key)):
                    digest.update(repr((table.name, tuple(row))).encode())
    finally:
        is_reading.reset(token)
    return digest.hexdigest()


def test_a_file_that_is_no_sheet_ends_in_a_sentence(client: PageClient, event: Event) -> None:
    before = stored()
    files = {case: content for case, (content, code) in REFUSED.items() if code != "file_too_big"}  # 413: test_errors

    pages = {case: upload(client, event, content) for case, content in files.items()}

    assert {page.status for page in pages.values()} == {422}
    assert [case for case, page in pages.items() if "Es wurde nichts übernommen." not in page.text] == []
    assert stored() == before


def test_a_strange_name_is_shown_as_text_or_complained_about(client: PageClient, event: Event) -> None:
    previews = {}
    for case, name in STRANGE.items():
        upload(client, event, a_list(name))
        previews[case] = Page(client.http.get(client.went_to).get_data(as_text=True), 200)

    complained = {case for case, page in previews.items() if "Zeile 2" in page.text}
    assert complained == {"NUL", "lone surrogate"}
    assert "<script>alert" not in previews["markup"].html


def test_the_name_of_a_file_decides_nothing(client: PageClient, event: Event) -> None:
    for name in NAMES:
        upload(client, event, a_list("Amina"), name=name)

        assert "Amina" in client.get(client.went_to).text, name
