"""Taking lists over: upload, preview, confirmation."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.models import Account, Event, Participant, SheetDraft
from tests.factories import an_account, an_event
from tests.page_client import Page, PageClient
from tests.sheets.files import PARTICIPANT, a_csv

GOOD = a_csv(PARTICIPANT, {**PARTICIPANT, "Nr.": "8", "Vorname": "Hodan"})
BAD = a_csv(PARTICIPANT, {**PARTICIPANT, "Nr.": "8", "Sprachen": "Elbisch"})


@pytest.fixture
def staff(session: Session, client: PageClient) -> Account:
    account = an_account(session, Role.STAFF)
    session.commit()
    client.sign_in(account)
    return account


@pytest.fixture
def event(session: Session, staff: Account) -> Event:
    event = an_event(session, by=staff, stage=Stage.REGISTRATION)
    session.commit()
    return event


def upload(client: PageClient, event: Event, content: str | bytes, *, expect: int = 302) -> Page:
    content = content.encode() if isinstance(content, str) else content
    form: dict[str, Any] = {"file": (BytesIO(content), "Menschen.csv")}
    return client.post(f"/staff/{event.key}/sheet", form, expect=expect)


def people(session: Session, event: Event) -> int:
    asked = select(func.count()).select_from(Participant).where(Participant.organiser_id == event.organiser_id)
    return session.scalar(asked) or 0


def test_a_file_is_seen_before_it_is_taken_over(session: Session, client: PageClient, event: Event) -> None:
    client.get(f"/staff/{event.key}/sheet")
    upload(client, event, GOOD)

    page = client.get(client.went_to)

    assert "Das würde übernommen" in page.text
    assert "Hodan" in page.text
    assert people(session, event) == 0


def test_a_file_is_taken_over_once(session: Session, client: PageClient, event: Event) -> None:
    upload(client, event, GOOD)
    preview = client.went_to

    page = client.follow(preview)
    again = client.post(preview, expect=404)

    assert "Übernommen: 2 Menschen." in page.text
    assert "Diese Vorschau ist abgelaufen." in again.text
    assert people(session, event) == 2
    of_ours = select(func.count()).select_from(SheetDraft).where(SheetDraft.organiser_id == event.organiser_id)
    assert session.scalar(of_ours) == 0


def test_complaints_name_row_column_and_what_to_do(session: Session, client: PageClient, event: Event) -> None:
    upload(client, event, BAD)

    page = client.get(client.went_to)

    assert "Es wurde nichts übernommen." in page.text
    assert "Zeile 3, Spalte „Sprachen“: „Elbisch“ kennen wir hier nicht." in page.text
    assert "Alles übernehmen" not in page.text


def test_a_file_with_complaints_is_not_taken_over(session: Session, client: PageClient, event: Event) -> None:
    upload(client, event, BAD)

    client.post(client.went_to, expect=409)

    assert people(session, event) == 0


@pytest.mark.parametrize(("content", "why"), [(b"%PDF-1.7 ...", "keine Tabelle"), (b"", "leer")])
def test_what_is_no_sheet_is_refused_in_words(client: PageClient, event: Event, content: bytes, why: str) -> None:
    page = upload(client, event, content, expect=422)

    assert "Es wurde nichts übernommen." in page.text
    assert why in page.text


def test_without_a_file_the_page_asks_for_one(client: PageClient, event: Event) -> None:
    page = client.post(f"/staff/{event.key}/sheet", expect=422)

    assert "Bitte wählen Sie eine Datei aus." in page.text


def test_the_preview_is_for_whoever_uploaded(session: Session, client: PageClient, event: Event) -> None:
    upload(client, event, GOOD)
    preview = client.went_to
    colleague = an_account(session, Role.STAFF, organiser=event.organiser)
    session.commit()
    client.sign_out()
    client.sign_in(colleague)

    page = client.get(preview, expect=404)

    assert "Hodan" not in page.text


def test_no_name_of_the_file_is_readable_in_cookie_or_database(
    session: Session, client: PageClient, event: Event
) -> None:
    upload(client, event, GOOD)

    draft = session.scalars(select(SheetDraft).where(SheetDraft.organiser_id == event.organiser_id)).one()
    assert b"Hodan" not in draft.sealed
    assert len(client.cookie()) < 500


@pytest.mark.parametrize("name", ["matchday.xlsx", "employers.csv", "slots.csv", "participants.csv", "wishes.csv"])
def test_templates_come_as_files(client: PageClient, event: Event, name: str) -> None:
    answer = client.http.get(f"/staff/{event.key}/sheet/template/{name}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.data.startswith(b"PK" if name.endswith("xlsx") else b"\xef\xbb\xbf")


def test_an_unknown_template_is_not_there(client: PageClient, event: Event) -> None:
    client.get(f"/staff/{event.key}/sheet/template/secrets.csv", expect=404)


def test_the_sheets_of_another_organiser_are_not_there(session: Session, client: PageClient, event: Event) -> None:
    other = an_event(session)
    session.commit()

    client.get(f"/staff/{other.key}/sheet", expect=404)


def test_one_row_is_said_in_the_singular(client: PageClient, event: Event) -> None:
    upload(client, event, a_csv(PARTICIPANT))

    page = client.follow(client.went_to)

    assert "Übernommen: 1 Mensch." in page.text


def test_a_preview_that_is_gone_leads_to_another_upload(client: PageClient, event: Event) -> None:
    page = client.get(f"/staff/{event.key}/sheet/gone", expect=404)

    assert "Datei noch einmal hochladen" in page.text
    assert f"/staff/{event.key}/sheet" in page.links()
