"""What the rules of a plan cost, as sentences that staff can repeat. For staff: German."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matchday.core.price import Cost, find_cost, is_about_fewer_places, is_about_having_none, with_first_wishes
from matchday.web.filters import listed
from matchday.web.say_aim import name_level

WANTED: Mapping[str, str] = {
    "placed": "dass möglichst viele Menschen einen Platz haben",
    "placements": "dass insgesamt möglichst viele Plätze vergeben sind",
    "kept": "dass möglichst viele ihren bisherigen Platz behalten",
    "ranks:generous": "dass möglichst wenige mit einem hinteren Wunsch auskommen müssen",
    "ranks:first": "dass möglichst viele ihren ersten Wunsch bekommen",
    "ranks:total": "dass die Wünsche aller zusammen möglichst weit vorn liegen",
    "employers": "dass möglichst viele Betriebe jemanden empfangen",
    "running": "dass möglichst viele Angebote stattfinden",
    "travel": "dass alle Wege zusammen möglichst kurz sind",
}
"""What each level wants; every sentence of a price begins with it."""

COSTS = "{wanted}, kostet {cost}."
FREE = "{wanted}, kostet nichts."
UNSURE = "{wanted}, hat vielleicht seinen Preis. In der Rechenzeit ließ er sich nicht sicher feststellen."
NO_FIGURE = (
    "Was es kostet, {wanted}, steht hier nicht: Ohne diese Regel könnte ein Plan Plätze frei lassen, die jemand haben"
    " möchte."
)

LOST: Mapping[str, tuple[str, str]] = {
    "placed": ("einen Menschen den Platz", "{count} Menschen den Platz"),
    "placements": ("einen Platz", "{count} Plätze"),
    "kept": ("einen Platz, der bleiben könnte", "{count} Plätze, die bleiben könnten"),
    "ranks:total": (
        "alle zusammen einen Schritt auf den Wunschlisten",
        "alle zusammen {count} Schritte auf den Wunschlisten",
    ),
    "employers": ("einen Betrieb seine Gäste", "{count} Betriebe ihre Gäste"),
    "running": ("ein Angebot seine Gäste", "{count} Angebote ihre Gäste"),
    "travel": ("alle zusammen eine Minute Weg", "alle zusammen {count} Minuten Weg"),
}
"""What is lost on a level, of one and of several."""

WISHES_LOST: Mapping[str, tuple[str, str]] = {
    "first": ("einen Menschen den ersten Wunsch", "{count} Menschen ihren ersten Wunsch"),
    "wish": ("einen Menschen den {wish} Wunsch", "{count} Menschen ihren {wish} Wunsch"),
    "better": (
        "einen Menschen einen besseren als den {wish} Wunsch",
        "{count} Menschen einen besseren als den {wish} Wunsch",
    ),
    "any": ("einen Menschen einen gewünschten Platz", "{count} Menschen einen gewünschten Platz"),
}
PLACES_LOST: Mapping[str, tuple[str, str]] = {
    "first": ("einen ersten Wunsch", "{count} erste Wünsche"),
    "wish": ("einen {wish} Wunsch", "{count} Wünsche an {wish} Stelle"),
    "better": ("einen Wunsch, der vor dem {wish} liegt", "{count} Wünsche, die vor dem {wish} liegen"),
    "any": ("einen gewünschten Platz", "{count} gewünschte Plätze"),
}
"""The same where somebody may have several places: each is counted, not the people."""


BESIDE: Mapping[int, tuple[str, str]] = {
    -1: (
        "Verglichen mit Plan {number} kostet das einen Menschen den ersten Wunsch.",
        "Verglichen mit Plan {number} kostet das {count} Menschen ihren ersten Wunsch.",
    ),
    0: 2 * ("Verglichen mit Plan {number} bekommen gleich viele Menschen ihren ersten Wunsch.",),
    1: (
        "Verglichen mit Plan {number} bekommt ein Mensch mehr den ersten Wunsch.",
        "Verglichen mit Plan {number} bekommen {count} Menschen mehr ihren ersten Wunsch.",
    ),
}
"""What a plan brings beside another one: fewer first wishes, as many, more."""


@dataclass(frozen=True)
class PriceSentence:
    """Say what one rule costs, or several that cost nothing.

    **Shapes** ``figures`` behind it: what is counted, how many in the plan, how many without the rule.
    """

    text: str
    figures: tuple[tuple[str, int, int], ...] = ()


def say_prices(
    prices: Sequence[Mapping[str, Any]], levels: Sequence[Mapping[str, Any]], *, status: str
) -> list[PriceSentence]:
    """Return what the rules of a plan cost: one sentence for each that does, one for all that cost nothing.

    The last rule costs nothing, for none comes after it. Where a plan may not be the best, with all rules or without
    one, what that rule costs is not known. Why the rule that places people has no figure is said last.
    """
    said, free, unsure, untold = [], [], [], []
    for price in prices:
        level, changes = price["level"], price["changes"]
        if is_about_having_none(level, levels) or is_about_fewer_places(level, changes):
            untold.append(level)
        elif "bounded" in (status, price["status"]):
            unsure.append(level)
        elif cost := find_cost(level, changes):
            text = _said(COSTS, [level], cost=say_cost(cost, levels))
            said.append(PriceSentence(text, tuple(_figures(changes, levels))))
        else:
            free.append(level)
    free += [levels[-1]["level"]] if levels else []
    forms = ((FREE, free), (UNSURE, unsure), (NO_FIGURE, untold))
    rest = [PriceSentence(_said(form, which)) for form, which in forms if which]
    return [*said, *rest]


def say_cost(cost: Cost, levels: Sequence[Mapping[str, Any]]) -> str:
    """Return what is lost: «4 Menschen ihren ersten Wunsch»."""
    is_several = any(one["level"] == "placements" for one in levels)
    wishes = PLACES_LOST if is_several else WISHES_LOST
    last = max((one["rank"] for one in levels if one["level"] == "ranks:generous"), default=None)
    if cost.level == "ranks:first":
        forms = wishes["first" if cost.rank == 1 else "wish"]
    elif cost.level == "ranks:generous":
        forms = wishes["any" if cost.rank == last else "better"]
    else:
        forms = LOST[cost.level]
    return forms[cost.count != 1].format(count=cost.count, wish=f"{cost.rank}.")


def _said(form: str, levels: Sequence[str], **values: str) -> str:
    text = form.format(wanted=listed(WANTED[level] for level in levels), **values)
    return text[0].upper() + text[1:]


def _figures(changes: Sequence[Mapping[str, Any]], levels: Sequence[Mapping[str, Any]]) -> list[tuple[str, int, int]]:
    rows = [
        (name_level(one["level"], one["rank"], levels), one["before"], one["after"])
        for one in with_first_wishes(changes)
    ]
    return [row for row in rows if row[1] != row[2]]


def say_beside(number: int, *, more: int) -> str:
    """Return what a plan costs beside another one, by its number. **Units** ``more`` people with their first wish."""
    forms = BESIDE[(more > 0) - (more < 0)]
    return forms[abs(more) != 1].format(number=number, count=abs(more))
