"""Who comes: nothing but the allowed fields."""

from __future__ import annotations

import re
import secrets
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.consent import Recipient
from matchday.core.event import Stage
from matchday.core.participant import PermissionEntry
from matchday.core.profile import ProfilePart
from matchday.models import AuditEntry, Consent, Participant, Slot, Ticket
from matchday.services.event import read_event, reveal_seed
from matchday.services.profile import show_parts
from matchday.web.say_audit import say_action
from tests.factories import KEYRING, a_group, a_participant, a_slot, an_account, an_employer, an_event
from tests.page_client import PageClient
from tests.web.staff.test_paper import pages_of

SAID_AT = datetime.fromisoformat("2027-03-01T10:00+00:00")
CANARIES = {
    "reference": "REFERENZQX",
    "last_name": "NACHNAMEQX",
    "mail": "mailqx@birkenried.example",
    "phone": "+49 170 9988776",
    "town": "WOHNORTQX",
    "postcode": "98765",
    "school": "SCHULEQX",
    "work_done": "BERUFQX",
    "can_do": "KANNQX",
    "wants": "WILLQX",
    "born_on": date(1987, 11, 23),
    "permission_entry": PermissionEntry.WITH_PERMISSION,
}
SAID = ("1987", "23.11", "with_permission", "Erlaubnis", "GRUPPEQX")
"""How the last two canaries and the group would be read."""


@pytest.fixture
def slot(session: Session, client: PageClient) -> Slot:
    event = an_event(session, stage=Stage.PUBLISHED)
    employer = an_employer(session, event)
    account = an_account(session, Role.EMPLOYER, organiser=event.organiser, employer_id=employer.id)
    slot = a_slot(session, event, employer=employer, needs=["safety_shoes"], is_step_free=True)
    session.commit()
    client.sign_in(account)
    return slot


def a_guest(session: Session, slot: Slot, *, is_given: bool | None, **values: Any) -> Participant:
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    names = {"first_name": "VORNAMEQX", "alias": "DECKNAMEQX", "languages": ["ti"], "language": "ti"}
    person = a_participant(session, event, **{**CANARIES, **names, **values})
    a_group(session, event, person, label="GRUPPEQX")
    of = {"organiser_id": slot.organiser_id, "participant_id": person.id}
    if is_given is not None:
        session.add(Consent(**of, recipient=Recipient.EMPLOYER, version=1, is_given=is_given, answered_at=SAID_AT))
    own = {"number": secrets.token_bytes(10), "short_code": "SHORTQX1", "calendar_uid": secrets.token_hex(8)}
    when = {"issued_at": SAID_AT, "changed_at": SAID_AT}
    session.add(Ticket(**of, event_id=slot.event_id, slot_id=slot.id, **own, **when))
    session.commit()
    return person


def read(client: PageClient, slot: Slot) -> str:
    """Return the page without the tokens of its forms: each has the second in it."""
    html = client.get(f"/employer/slots/{slot.key}/roster").html
    return re.sub(r'(name="csrf_token"[^>]*value=")[^"]+', r"\1", html)


def leaked(html: str, person: Participant, *allowed: str) -> list[str]:
    """Return the canaries that stand in the page though nobody may read them."""
    names = ("VORNAMEQX", "DECKNAMEQX", "Tigrinya", "Deutsch A2", "SHORTQX1", person.key)
    seen = (*names, *SAID, *(text for text in CANARIES.values() if isinstance(text, str) and text != "with_permission"))
    return [text for text in seen if text in html and text not in allowed]


def test_with_consent_first_name_and_languages_are_shown_and_never_what_somebody_needs(
    session: Session, client: PageClient, slot: Slot
) -> None:
    person = a_guest(session, slot, is_given=True, needs_step_free=True)

    html = read(client, slot)

    assert leaked(html, person, "VORNAMEQX", "Tigrinya", "Deutsch A2") == []
    assert all(text in html for text in ("VORNAMEQX", "Tigrinya", "Deutsch A2", "ist bei Ihnen da"))


@pytest.mark.parametrize("is_given", [None, False])
def test_without_consent_the_alias_is_shown_and_nothing_else(
    session: Session, client: PageClient, slot: Slot, is_given: bool | None
) -> None:
    person = a_guest(session, slot, is_given=is_given, needs_step_free=True)

    html = read(client, slot)

    assert leaked(html, person, "DECKNAMEQX") == []
    assert "ist bei Ihnen da" not in html


def test_a_protected_person_looks_like_anybody_without_consent(
    session: Session, client: PageClient, slot: Slot
) -> None:
    person = a_guest(session, slot, is_given=False)
    without_consent = read(client, slot)
    person.is_protected = True
    session.execute(update(Consent).where(Consent.organiser_id == slot.organiser_id).values(is_given=True))
    session.commit()

    protected = read(client, slot)

    assert leaked(protected, person, "DECKNAMEQX") == []
    assert protected.split("<main")[1] == without_consent.split("<main")[1]


def test_a_person_without_an_alias_is_a_person(session: Session, client: PageClient, slot: Slot) -> None:
    person = a_guest(session, slot, is_given=False, alias="")

    html = read(client, slot)

    assert leaked(html, person) == []
    assert "Ein Mensch" in html


def test_before_publication_the_page_says_when_it_will_be_there(
    session: Session, client: PageClient, slot: Slot
) -> None:
    read_event(session, slot.organiser_id, event_id=slot.event_id).stage = Stage.WISHING
    session.commit()

    page = client.get(f"/employer/slots/{slot.key}/roster", expect=409)

    assert "sobald die Plätze vergeben sind" in page.text


def test_a_slot_nobody_goes_to_says_so(client: PageClient, slot: Slot) -> None:
    page = client.get(f"/employer/slots/{slot.key}/roster")

    assert "Bisher kommt niemand" in page.text
    assert "Diese Menschen kommen" not in page.text


def test_an_employer_reads_the_seal_before_the_plan_and_the_lot_with_it(
    session: Session, client: PageClient, slot: Slot
) -> None:
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    before = client.get("/employer/").text
    event.publication_count = 1
    session.commit()
    lot = reveal_seed(event, keyring=KEYRING)
    assert lot

    after = client.get(f"/employer/slots/{slot.key}/roster").text

    assert event.seed_commitment in before
    assert (lot in before, lot in after) == (False, True)
    assert sha256(lot.encode()).hexdigest() in after


def test_the_chosen_parts_of_a_profile_are_shown_and_no_other(session: Session, client: PageClient, slot: Slot) -> None:
    person = a_guest(session, slot, is_given=False)
    show_parts(session, person, [ProfilePart.WORK], by=person, now=SAID_AT)
    session.commit()

    html = read(client, slot)

    assert leaked(html, person, "DECKNAMEQX", "BERUFQX") == []
    assert "BERUFQX" in html


def test_the_same_parts_are_printed_and_of_a_protected_person_nothing(
    session: Session, client: PageClient, slot: Slot
) -> None:
    person, paper = a_guest(session, slot, is_given=False), f"/employer/slots/{slot.key}/roster/profiles"
    form = {"csrf_token": client.csrf_token()}
    assert "Steckbrief drucken" not in read(client, slot)
    assert client.http.post(paper, data=form).status_code == 409
    show_parts(session, person, [ProfilePart.WORK], by=person, now=SAID_AT)
    session.commit()

    assert "Steckbrief drucken" in read(client, slot)
    (page,) = pages_of(client.http.post(paper, data=form).data)

    assert leaked(page, person, "DECKNAMEQX", "BERUFQX") == []
    assert all(text in page for text in ("DECKNAMEQX", "BERUFQX", "Steckbrief"))
    entries = session.scalars(select(AuditEntry).where(AuditEntry.organiser_id == slot.organiser_id))
    assert say_action(entries.all()[-1]) == "Papiere gedruckt: Steckbriefe"
    person.is_protected = True
    session.commit()
    assert client.http.post(paper, data=form).status_code == 409
