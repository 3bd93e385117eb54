"""What it means that something counts first in a plan, and what the levels of a plan compare. For staff: German."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matchday.core.aim import PUSHING, Aim, order_levels


@dataclass(frozen=True)
class AimSentences:
    """Explain an aim: what it ``does``, an ``example``, and what ``is_best`` in a plan that is proven."""

    does: str
    example: str
    is_best: str
    warning: str = ""


PUSHED = "Das drängt Menschen in Angebote, die weiter hinten auf ihrer Liste stehen."

_DOES: Mapping[Aim, tuple[str, str, str]] = {
    Aim.NOBODY_LAST: (
        "Möglichst niemand muss mit einem weit hinteren Wunsch auskommen.",
        "Lieber bekommen zwei Menschen ihren zweiten Wunsch, als dass einer den ersten und einer den fünften bekommt.",
        "bekommen in diesem so wenige wie möglich einen Platz ohne Wunsch, dann ihren letzten Wunsch und so fort",
    ),
    Aim.FIRST_WISHES: (
        "Möglichst viele Menschen bekommen ihren ersten Wunsch, dann möglichst viele ihren zweiten.",
        "Lieber bekommt einer den ersten und einer den fünften Wunsch, als dass beide ihren zweiten bekommen.",
        "bekommen in keinem mehr Menschen ihren ersten Wunsch",
    ),
    Aim.SMALLEST_SUM: (
        "Die Wünsche aller zusammen liegen möglichst weit vorn.",
        "Zwei zweite Wünsche sind gleich gut wie ein erster und ein dritter.",
        "liegen in keinem die Wünsche aller zusammen weiter vorn",
    ),
    Aim.MANY_EMPLOYERS: (
        "Möglichst viele Betriebe empfangen jemanden. Erst danach zählen die Wünsche.",
        "Lieber geht jemand mit dem dritten Wunsch in einen Betrieb ohne Gäste als mit dem ersten in einen mit Gästen.",
        "empfangen in keinem mehr Betriebe jemanden",
    ),
    Aim.MANY_SLOTS: (
        "Möglichst viele Angebote finden statt. Erst danach zählen die Wünsche.",
        "Lieber geht jemand mit dem dritten Wunsch dorthin, wo sonst einer fehlt, als mit dem ersten zu den anderen.",
        "finden in keinem mehr Angebote statt",
    ),
    Aim.SHORT_WAYS: (
        "Alle Wege zusammen sind möglichst kurz. Erst danach zählen die Wünsche.",
        "Lieber bekommt jemand den dritten Wunsch, der 10 Minuten entfernt ist, als den ersten, der 60 entfernt ist.",
        "sind in keinem alle Wege zusammen kürzer",
    ),
}

LEVELS: Mapping[str, str] = {
    "placed": "wie viele Menschen einen Platz haben",
    "kept": "wie viele ihren bisherigen Platz behalten",
    "placements": "wie viele Plätze insgesamt vergeben sind",
    "ranks:generous": "wie wenige mit einem Platz ohne Wunsch oder mit dem letzten Wunsch auskommen müssen,"
    " dann mit dem vorletzten und so fort",
    "ranks:first": "wie viele ihren ersten Wunsch bekommen, dann ihren zweiten und so fort",
    "ranks:total": "wie weit vorn die Wünsche aller zusammen liegen",
    "employers": "wie viele Betriebe jemanden empfangen",
    "running": "wie viele Angebote stattfinden",
    "travel": "wie kurz alle Wege zusammen sind",
}
"""What each level of an order compares."""


NAMES: Mapping[str, str] = {
    "placed": "Menschen mit Platz",
    "placements": "Plätze insgesamt",
    "kept": "Plätze, die bleiben",
    "employers": "Betriebe, die jemanden empfangen",
    "running": "Angebote, die stattfinden",
    "travel": "Minuten Weg insgesamt",
    "ranks:total": "Schritte hinter dem ersten Wunsch, alle zusammen",
    "lottery": "Los unter gleich guten Plänen",
}


IN_ORDER: Mapping[str, str] = {
    "placed": "viele Menschen mit Platz",
    "placements": "viele Plätze insgesamt",
    "ranks:generous": "wenige hintere Wünsche",
    "ranks:first": "viele erste Wünsche, dann viele zweite",
    "ranks:total": "die Wünsche aller weit vorn",
    "employers": "viele Betriebe",
    "running": "viele Angebote",
    "travel": "kurze Wege",
}
"""What each level wants, in few words, as one step of an order."""


def name_level(level: str, rank: int | None, levels: Sequence[Mapping[str, Any]]) -> str:
    """Return what a level of a plan counts: «Menschen mit ihrem 2. Wunsch»; places where somebody may have several.

    **Shapes** ``levels``: all of the plan; the last rank of "ranks:generous" is a place without a wish.
    """
    if level in NAMES:
        return NAMES[level]
    last = max((one["rank"] for one in levels if one["level"] == "ranks:generous"), default=None)
    is_without = level == "ranks:generous" and rank == last
    if any(one["level"] == "placements" for one in levels):
        return "Plätze ohne Wunsch" if is_without else f"Plätze, die ein {rank}. Wunsch waren"
    return "Menschen mit einem Platz ohne Wunsch" if is_without else f"Menschen mit ihrem {rank}. Wunsch"


def explain_aim(aim: Aim) -> AimSentences:
    """Return the sentences about an aim; those that come before the wishes have a warning."""
    return AimSentences(*_DOES[aim], warning=PUSHED if aim in PUSHING else "")


def say_order(aim: Aim, max_placements: int) -> list[str]:
    """Return what an aim compares, most important first; at last the lot: «viele Menschen mit Platz», …, «das Los»."""
    return [*(IN_ORDER[level] for level in order_levels(aim, max_placements=max_placements)), "das Los"]


def say_level(level: str) -> str:
    """Return what a level compares: «wie viele Menschen einen Platz haben»."""
    return LEVELS[level]
