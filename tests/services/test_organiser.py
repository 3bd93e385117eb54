"""Organisers stand apart: each with its own owner, name and picture."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role, roles_of
from matchday.core.errors import RuleError
from matchday.services.account import find_account, invite_account
from matchday.services.organiser import change_logo, create_organiser
from tests.documents.test_picture import a_png
from tests.factories import an_account, an_organiser


def test_a_name_belongs_to_one_organiser(session: Session, now: datetime) -> None:
    create_organiser(session, "Landkreis Birkenried", now=now)

    with pytest.raises(RuleError, match="organiser_exists"):
        create_organiser(session, "Landkreis Birkenried", now=now)


def test_an_address_belongs_to_one_organiser(session: Session, now: datetime) -> None:
    here, there = an_organiser(session), an_organiser(session)
    invited = {"name": "Frau Hansen", "roles": roles_of(Role.OWNER), "by": None, "now": now}
    invite_account(session, "hansen@example.org", organiser_id=here.id, **invited)  # type: ignore[arg-type]

    with pytest.raises(RuleError, match="account_exists"):
        invite_account(session, "Hansen@example.org", organiser_id=there.id, **invited)  # type: ignore[arg-type]

    found = find_account(session, email="hansen@example.org")
    assert found is not None
    assert found.organiser_id == here.id


def test_another_picture_has_another_address(session: Session, now: datetime) -> None:
    owner = an_account(session, Role.OWNER)
    organiser = an_organiser(session)
    digests = set()

    for picture in (a_png(), a_png(width=3), None):
        change_logo(session, organiser, picture, by=owner, now=now)
        digests.add(organiser.logo_digest)

    assert (len(digests), organiser.logo) == (3, None)


def test_a_refused_picture_leaves_the_old_one(session: Session, now: datetime) -> None:
    organiser, owner = an_organiser(session), an_account(session, Role.OWNER)
    change_logo(session, organiser, a_png(), by=owner, now=now)
    before = organiser.logo

    with pytest.raises(RuleError, match="logo_unreadable"):
        change_logo(session, organiser, b"<svg/>", by=owner, now=now)
    with pytest.raises(RuleError, match="logo_too_large"):
        change_logo(session, organiser, b"x" * 300_000, by=owner, now=now)

    assert organiser.logo == before
