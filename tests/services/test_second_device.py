"""Ten phones type the code for a second device at once: one gets in."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchday.models import AccessLink, Login
from matchday.services import access
from matchday.services.access import ask_second, find_second, issue_access, open_access
from matchday.services.login import begin_visit
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, an_event
from tests.pausing import pausing
from tests.rush import all_at_once

PHONES = 10


def rush(app: Flask, session: Session) -> tuple[Counter[str], int]:
    """Let all phones type the same code. Return what they hear, and how many are signed in."""
    link = issue_access(session, a_participant(session, an_event(session)), keyring=KEYRING, by=None, now=NOW)
    session.flush()
    ask_second(link, keyring=KEYRING, now=NOW)
    code, organiser_id = find_second(link, keyring=KEYRING, now=NOW) or "", link.organiser_id
    session.commit()

    def deed(own: Session, phone: int) -> None:
        link = open_access(own, code, keyring=KEYRING, now=NOW)
        begin_visit(own, link, mark=f"{phone:032x}", device="", is_second=True, now=NOW)

    heard = Counter(all_at_once(app, deed, range(PHONES)))
    return heard, session.query(Login).filter_by(organiser_id=organiser_id).count()


def test_of_ten_phones_with_the_same_code_one_gets_in(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "see_organiser", pausing(access.see_organiser))  # all have found the link by then

    heard, logins = rush(app, session)

    assert heard == {"done": 1, "access_unknown": PHONES - 1}
    assert logins == 1


def test_by_looking_first_several_would_get_in(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time: that is its lock")

    def take_carelessly(_: Session, link: AccessLink, **how: object) -> None:
        link.second_digest = None

    monkeypatch.setattr(access, "see_organiser", pausing(access.see_organiser))
    monkeypatch.setattr(access, "_take_second", take_carelessly)

    heard, logins = rush(app, session)

    assert heard["done"] == logins > 1
