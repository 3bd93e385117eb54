"""What people read about a wish that is not fulfilled."""

from __future__ import annotations

from itertools import product

import pytest
from flask import Flask

from matchday.core.explanation import Cost, Ground, Why
from matchday.models import Slot
from matchday.services.explanation import Told
from matchday.web.say_why import IN_SHORT, say_ground, say_ground_to_staff, say_why

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


@pytest.mark.parametrize(
    ("ground", "said", "said_to_staff"),
    [
        (Ground(rank=2, is_accepted=True), "Das ist Ihr 2. Wunsch.", "2. Wunsch"),
        (
            Ground(rank=None, is_accepted=True),
            "Sie haben gesagt: Ein anderer Platz ist auch gut.",
            "kein Wunsch, aber ein anderer Platz war auch recht",
        ),
        (
            Ground(rank=None, is_accepted=False),
            "Diesen Platz hat das Team für Sie ausgesucht.",
            "kein Wunsch, vom Team ausgesucht",
        ),
    ],
)
def test_why_this_place_is_said_in_one_line(app: Flask, ground: Ground, said: str, said_to_staff: str) -> None:
    with app.test_request_context():
        assert (say_ground(ground), say_ground_to_staff(ground)) == (said, said_to_staff)
