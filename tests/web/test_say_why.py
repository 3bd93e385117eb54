"""What people read about a wish that is not fulfilled."""

from __future__ import annotations

from itertools import product

import pytest
from flask import Flask

from matchday.core.explanation import Cost, Why
from matchday.models import Slot
from matchday.services.explanation import Told
from matchday.web.say_why import IN_SHORT, say_why

ONLY_SEVERAL = "Dieses Angebot findet nur mit mehreren Menschen statt."


def told(why: Why, cost: Cost = Cost.NOTHING) -> Told:
    return Told(Slot(), 1, why, (), cost, None, ())


@pytest.mark.parametrize(
    ("why", "cost", "said"),
    [
        (Why.FULL, Cost.NOTHING, "Alle Plätze sind vergeben."),
        (
            Why.FULL,
            Cost.PLACE,
            "Alle Plätze sind vergeben. Mit Ihnen dort wäre ein anderer Mensch ganz ohne Platz.",
        ),
        (Why.NOT_RUNNING, Cost.PLACES, f"{ONLY_SEVERAL} Mit Ihnen dort hätten alle zusammen weniger Plätze."),
        (Why.NOT_RUNNING, Cost.NOTHING, f"{ONLY_SEVERAL} Im Plan sind es nicht genug."),
        (Why.CLOSED, Cost.NOTHING, "Dort haben sich zu wenige Menschen gefunden. Deshalb findet es nicht statt."),
    ],
)
def test_what_the_place_would_cost_is_said_after_what_can_be_seen(app: Flask, why: Why, cost: Cost, said: str) -> None:
    with app.test_request_context():
        assert say_why(told(why, cost)) == said


def test_every_reason_has_its_words(app: Flask) -> None:
    assert set(IN_SHORT) == set(Why)
    with app.test_request_context():
        assert all(say_why(told(why, cost)).endswith(".") for why, cost in product(Why, Cost))
