"""What rules cost is said in whole sentences, for every level of every order."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchday.core.aim import Aim, order_levels
from matchday.core.price import Cost
from matchday.services.solving.explaining import explain_assignment
from matchday.web.say_price import WANTED, PriceSentence, say_beside, say_cost, say_prices
from tests.conftest import NOW
from tests.factories import KEYRING, a_slot, a_wish, at
from tests.page_client import PageClient
from tests.plans import a_day, a_member_of_staff, a_plan, people_of

LEVELS = (
    ("placed", None, 5, 5),
    ("running", None, 4, 3),
    ("ranks:generous", 3, 1, 0),
    ("ranks:generous", 2, 1, 1),
    ("travel", None, 60, 70),
)


def changes(*, equal: bool = False) -> list[dict[str, Any]]:
    rows = [dict(zip(("level", "rank", "before", "after"), one, strict=True)) for one in LEVELS]
    return [row | {"after": row["before"]} if equal else row for row in rows]


@pytest.mark.parametrize("aim", Aim)
@pytest.mark.parametrize("max_placements", [1, 2])
def test_every_level_can_be_priced_by_every_level_after_it(aim: Aim, max_placements: int) -> None:
    order = ("kept", *order_levels(aim, max_placements=max_placements))
    levels = [{"level": level, "rank": 3 if level == "ranks:generous" else None} for level in order]
    for level, later in combinations(order, 2):
        rank = 2 if later in ("ranks:generous", "ranks:first") else None
        one, several = (say_cost(Cost(later, rank, count), levels) for count in (1, 7))

        assert WANTED[level].startswith("dass ")
        assert "7" in several
        assert "7" not in one


@pytest.mark.parametrize(
    ("cost", "one_each", "several_each"),
    [
        (Cost("ranks:first", 1, 1), "einen Menschen den ersten Wunsch", "einen ersten Wunsch"),
        (Cost("ranks:first", 1, 4), "4 Menschen ihren ersten Wunsch", "4 erste Wünsche"),
        (Cost("ranks:first", 2, 4), "4 Menschen ihren 2. Wunsch", "4 Wünsche an 2. Stelle"),
        (
            Cost("ranks:generous", 2, 4),
            "4 Menschen einen besseren als den 2. Wunsch",
            "4 Wünsche, die vor dem 2. liegen",
        ),
        (Cost("ranks:generous", 3, 4), "4 Menschen einen gewünschten Platz", "4 gewünschte Plätze"),
        (Cost("travel", None, 1), "alle zusammen eine Minute Weg", "alle zusammen eine Minute Weg"),
    ],
)
def test_people_are_counted_and_places_where_somebody_may_have_several(
    cost: Cost, one_each: str, several_each: str
) -> None:
    assert say_cost(cost, changes()) == one_each
    assert say_cost(cost, [{"level": "placements", "rank": None}, *changes()]) == several_each


def test_a_price_is_one_sentence_with_its_figures_and_what_is_free_is_said_once() -> None:
    prices = [
        {"level": "placed", "status": "proven", "changes": changes()},
        {"level": "running", "status": "proven", "changes": changes()},
        {"level": "ranks:generous", "status": "closed", "changes": changes(equal=True)},
    ]
    figures = (
        ("Angebote, die stattfinden", 4, 3),
        ("Menschen mit ihrem 1. Wunsch", 3, 4),
        ("Menschen mit einem Platz ohne Wunsch", 1, 0),
        ("Minuten Weg insgesamt", 60, 70),
    )

    assert say_prices(prices, changes(), status="proven") == [
        PriceSentence("Dass möglichst viele Angebote stattfinden, kostet einen Menschen den ersten Wunsch.", figures),
        PriceSentence(
            "Dass möglichst wenige mit einem hinteren Wunsch auskommen müssen und dass alle Wege zusammen"
            " möglichst kurz sind, kostet nichts."
        ),
        PriceSentence(
            "Was es kostet, dass möglichst viele Menschen einen Platz haben, steht hier nicht: Ohne diese Regel könnte"
            " ein Plan Plätze frei lassen, die jemand haben möchte."
        ),
    ]


@pytest.mark.parametrize(("status", "without"), [("bounded", "proven"), ("proven", "bounded")])
def test_what_is_not_known_for_sure_is_no_price(status: str, without: str) -> None:
    prices = [{"level": "running", "status": without, "changes": changes()}]

    assert say_prices(prices, changes(), status=status)[-1].text == (
        "Dass möglichst viele Angebote stattfinden, hat vielleicht seinen Preis."
        " In der Rechenzeit ließ er sich nicht sicher feststellen."
    )


@pytest.mark.parametrize("aim", Aim)
@pytest.mark.parametrize("max_placements", [1, 2])
def test_a_plan_of_every_rule_is_shown_with_its_prices(
    client: PageClient, session: Session, aim: Aim, max_placements: int
) -> None:
    event = a_day(session, max_placements=max_placements, aim=aim)
    later = a_slot(session, event, start_at=at(13), end_at=at(15))
    for person in people_of(session, event):
        a_wish(session, person, later, rank=2)
    plan = a_plan(session, event)
    explain_assignment(session, plan.id, keyring=KEYRING, now=NOW)
    session.commit()
    client.sign_in(a_member_of_staff(session, event))

    page = client.get(f"/staff/{event.key}/assignments/{plan.number}")

    assert "Was die Regeln kosten Dass " in page.text
    assert page.text.count(", kostet nichts.") == 1
    assert ("einen Platz haben, steht hier nicht: " in page.text) is (max_placements == 1)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (-4, "Verglichen mit Plan 2 kostet das 4 Menschen ihren ersten Wunsch."),
        (-1, "Verglichen mit Plan 2 kostet das einen Menschen den ersten Wunsch."),
        (0, "Verglichen mit Plan 2 bekommen gleich viele Menschen ihren ersten Wunsch."),
        (1, "Verglichen mit Plan 2 bekommt ein Mensch mehr den ersten Wunsch."),
        (3, "Verglichen mit Plan 2 bekommen 3 Menschen mehr ihren ersten Wunsch."),
    ],
)
def test_a_plan_beside_another_is_priced_in_first_wishes(more: int, sentence: str) -> None:
    assert say_beside(2, more=more) == sentence
