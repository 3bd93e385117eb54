"""Sentences for explanations: to the person in their language, to staff what a place would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchday.core.aim import Aim
from matchday.core.explanation import Cost, Effect, Why
from matchday.services.explanation import Told
from matchday.web.say_aim import name_level
from matchday.web.words import short_reason, word

RULES = _l(
    "Die Plätze sind nach festen Regeln verteilt: Möglichst viele Menschen bekommen einen Platz. Dann zählen die "
    "Wünsche. Bei Gleichstand entscheidet das Los."
)
OTHER_RULES: Mapping[Aim, object] = {
    Aim.MANY_EMPLOYERS: _l(
        "Die Plätze sind nach festen Regeln verteilt: Möglichst viele Menschen bekommen einen Platz, möglichst viele "
        "Betriebe bekommen Besuch. Dann zählen die Wünsche. Bei Gleichstand entscheidet das Los."
    ),
    Aim.MANY_SLOTS: _l(
        "Die Plätze sind nach festen Regeln verteilt: Möglichst viele Menschen bekommen einen Platz, möglichst viele "
        "Angebote finden statt. Dann zählen die Wünsche. Bei Gleichstand entscheidet das Los."
    ),
    Aim.SHORT_WAYS: _l(
        "Die Plätze sind nach festen Regeln verteilt: Möglichst viele Menschen bekommen einen Platz, die Wege sind "
        "möglichst kurz. Dann zählen die Wünsche. Bei Gleichstand entscheidet das Los."
    ),
}
"""Where something counts before the wishes."""

FULL: Mapping[Cost, object] = {
    Cost.NOTHING: _l("Alle Plätze sind vergeben."),
    Cost.PLACE: _l("Alle Plätze sind vergeben. Mit Ihnen dort wäre ein anderer Mensch ganz ohne Platz."),
    Cost.PLACES: _l("Alle Plätze sind vergeben. Mit Ihnen dort hätten alle zusammen weniger Plätze."),
    Cost.CHANGE: _l("Alle Plätze sind vergeben. Mit Ihnen dort verlöre ein anderer Mensch seinen Platz."),
    Cost.WISH: _l("Alle Plätze sind vergeben. Mit Ihnen dort bekäme ein anderer Mensch einen Wunsch weiter hinten."),
    Cost.EMPLOYER: _l("Alle Plätze sind vergeben. Mit Ihnen dort bekäme ein anderer Betrieb keinen Besuch."),
    Cost.SLOT: _l("Alle Plätze sind vergeben. Mit Ihnen dort fände ein anderes Angebot nicht statt."),
    Cost.WAY: _l("Alle Plätze sind vergeben. Mit Ihnen dort wären die Wege für alle zusammen länger."),
}
OUTWEIGHED: Mapping[Cost, object] = {
    Cost.NOTHING: _l("Dort war noch Platz, aber der Plan wäre für alle zusammen schlechter geworden."),
    Cost.PLACE: _l("Dort war noch Platz. Mit Ihnen dort wäre aber ein anderer Mensch ganz ohne Platz."),
    Cost.PLACES: _l("Dort war noch Platz. Mit Ihnen dort hätten aber alle zusammen weniger Plätze."),
    Cost.CHANGE: _l("Dort war noch Platz. Mit Ihnen dort verlöre aber ein anderer Mensch seinen Platz."),
    Cost.WISH: _l("Dort war noch Platz. Mit Ihnen dort bekäme aber ein anderer Mensch einen Wunsch weiter hinten."),
    Cost.EMPLOYER: _l("Dort war noch Platz. Mit Ihnen dort bekäme aber ein anderer Betrieb keinen Besuch."),
    Cost.SLOT: _l("Dort war noch Platz. Mit Ihnen dort fände aber ein anderes Angebot nicht statt."),
    Cost.WAY: _l("Dort war noch Platz. Mit Ihnen dort wären aber die Wege für alle zusammen länger."),
}
ASK_US = _l("Warum, erklären wir Ihnen gern. Bitte rufen Sie uns an.")
TOO_FEW = _l("Dort haben sich zu wenige Menschen gefunden. Deshalb findet es nicht statt.")
SENTENCES: Mapping[Why, object] = {
    Why.NOT_OFFERED: _l("Dieses Angebot gibt es nicht mehr."),
    Why.NOT_ELIGIBLE: _l("Dieser Platz geht für Sie nicht."),
    Why.BARRED: _l("Dieser Platz geht für Sie nicht."),
    Why.PINNED_ELSEWHERE: _l("Für Sie war schon ein anderer Platz fest vorgesehen."),
    Why.GROUP: _l("Für Ihre ganze Gruppe ging es dort nicht."),
    Why.PINS: _l("Alle Plätze dort waren schon fest vergeben."),
    Why.CLOSED: TOO_FEW,
    Why.NOT_RUNNING: TOO_FEW,
    Why.CLASH: _l("Das geht nicht zusammen mit einem anderen Platz von Ihnen."),
    Why.LOTTERY: _l("Mehrere Menschen hätten dort gleich gut gepasst. Das Los hat entschieden."),
    Why.LEFT_BY_PINS: _l("Das Team hat dort Plätze selbst vergeben. Über die anderen Plätze hat das Los entschieden."),
    Why.KEPT: _l("Der Plan wurde zuletzt nur an wenigen Stellen geändert. Ihr Platz blieb, wie er war."),
    Why.NOT_BEST: ASK_US,
    Why.UNKNOWN: ASK_US,
}
"""Reasons that need no more than their own words."""


def say_why(told: Told) -> str:
    """Say to the person why a wish is not fulfilled: never a name, never what became of somebody else's wish."""
    if told.why is Why.NOT_ELIGIBLE and told.reasons:
        return str(word(told.reasons[0]))
    if told.held is not None:
        return _("Das geht nicht zusammen mit Ihrem Platz bei %(employer)s.", employer=told.held.employer.name)
    if told.why is Why.FULL:
        return str(FULL[told.cost])
    if told.why is Why.OUTWEIGHED:
        return str(OUTWEIGHED[told.cost])
    return str(SENTENCES[told.why])


def say_rules(aim: Aim) -> str:
    """Say by which rules places were given."""
    return str(OTHER_RULES.get(aim, RULES))


IN_SHORT: Mapping[Why, object] = {
    Why.NOT_OFFERED: _l("nicht mehr im Angebot"),
    Why.NOT_ELIGIBLE: _l("geht nach den Regeln nicht"),
    Why.BARRED: _l("vom Team ausgeschlossen"),
    Why.PINNED_ELSEWHERE: _l("an anderer Stelle festgesetzt"),
    Why.GROUP: _l("geht nicht für die ganze Gruppe"),
    Why.PINS: _l("alle Plätze dort sind für andere festgesetzt"),
    Why.CLOSED: _l("zu wenige könnten dorthin"),
    Why.NOT_RUNNING: _l("zu wenige kamen zusammen"),
    Why.CLASH: _l("passt nicht zum eigenen anderen Platz"),
    Why.FULL: _l("voll"),
    Why.OUTWEIGHED: _l("noch Platz, aber der Plan würde schlechter"),
    Why.LOTTERY: _l("gleich gut, das Los hat entschieden"),
    Why.LEFT_BY_PINS: _l("das Team hat dort Plätze festgesetzt, über die anderen entschied das Los"),
    Why.KEPT: _l("noch Platz, aber der Platz aus dem Plan davor blieb"),
    Why.NOT_BEST: _l("ein besserer Plan gibt den Platz, er wurde nicht rechtzeitig gefunden"),
    Why.UNKNOWN: _l("nicht rechtzeitig herausgefunden"),
}


def say_why_to_staff(told: Told) -> str:
    """Say in short words why somebody does not have a wish: «voll», «nicht stufenfrei»."""
    if told.why is Why.NOT_ELIGIBLE and told.reasons:
        return ", ".join(short_reason(reason) for reason in told.reasons)
    return str(IN_SHORT[told.why])


def say_effects(effects: Sequence[Effect], levels: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say what would change for all if the place were given: «Menschen mit Platz: 36 statt 37», most important first.

    **Shapes** ``levels``: those of the plan.
    """
    return [f"{name_level(one.level, one.rank, levels)}: {one.after} statt {one.before}" for one in effects]
