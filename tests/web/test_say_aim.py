"""Sentences about what a plan compares: there is one for whatever an order may hold."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.aim import Aim, order_levels
from matchday.services.solving.explaining import explain_assignment
from matchday.web.say_aim import explain_aim, list_costs, name_level, say_level, say_without
from tests.conftest import NOW
from tests.factories import KEYRING, a_slot, a_wish, at
from tests.page_client import PageClient
from tests.plans import a_day, a_member_of_staff, a_plan, people_of


@pytest.mark.parametrize("aim", Aim)
@pytest.mark.parametrize("max_placements", [1, 2])
def test_every_level_of_every_order_has_its_sentences(aim: Aim, max_placements: int) -> None:
    for level in ("kept", *order_levels(aim, max_placements=max_placements)):
        assert say_level(level)
        assert say_without(level).endswith(":")
        assert name_level(level, 1, [])
    assert explain_aim(aim).is_best


def test_a_price_tells_first_wishes_where_the_last_ones_are_compared() -> None:
    counted = [
        ("placed", None, 5, 5),
        ("ranks:generous", 3, 1, 0),
        ("ranks:generous", 2, 1, 1),
        ("travel", None, 60, 70),
    ]
    changes = [dict(zip(("level", "rank", "before", "after"), one, strict=True)) for one in counted]

    assert list_costs(changes, changes) == [
        ("Menschen mit ihrem 1. Wunsch", 4, 3),
        ("Menschen mit einem Platz ohne Wunsch", 0, 1),
        ("Minuten Weg insgesamt", 70, 60),
    ]


@pytest.mark.parametrize("aim", Aim)
def test_a_plan_with_two_places_for_each_is_shown_with_its_prices(
    client: PageClient, session: Session, aim: Aim
) -> None:
    event = a_day(session, max_placements=2, aim=aim)
    later = a_slot(session, event, start_at=at(13), end_at=at(15))
    for person in people_of(session, event):
        a_wish(session, person, later, rank=2)
    plan = a_plan(session, event)
    explain_assignment(session, plan.id, keyring=KEYRING, now=NOW)
    session.commit()
    client.sign_in(a_member_of_staff(session, event))

    page = client.get(f"/staff/{event.key}/assignments/{plan.number}")

    assert "Käme es nicht darauf an, wie viele Menschen einen Platz haben:" in page.text
