"""Sentences for explanations: to the person in their language, to staff what a place would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchday.core.explanation import Cost, Effect, Ground, Why
from matchday.services.explanation import Told
from matchday.web.say_aim import name_level
from matchday.web.words import short_reason, word

RULES: Mapping[str, object] = {
    "placed": _l("Möglichst viele Menschen bekommen einen Platz."),
    "kept": _l("Wer schon einen Platz hat, behält ihn möglichst."),
    "placements": _l("Alle zusammen bekommen möglichst viele Plätze."),
    "ranks": _l("Die Wünsche werden möglichst gut erfüllt."),
    "employers": _l("Möglichst viele Betriebe bekommen Besuch."),
    "running": _l("Möglichst viele Angebote finden statt."),
    "travel": _l("Alle Wege zusammen sind möglichst kurz."),
    "lottery": _l("Ist dann noch etwas gleich, entscheidet das Los."),
}
"""What counts in a plan, by level; all that compare ranks say the same."""

COSTS: Mapping[Cost, object] = {
    Cost.PLACE: _l("Mit Ihnen dort wäre ein anderer Mensch ganz ohne Platz."),
    Cost.PLACES: _l("Mit Ihnen dort hätten alle zusammen weniger Plätze."),
    Cost.CHANGE: _l("Mit Ihnen dort verlöre ein anderer Mensch seinen Platz."),
    Cost.WISH: _l("Mit Ihnen dort bekäme ein anderer Mensch einen Wunsch weiter hinten."),
    Cost.EMPLOYER: _l("Mit Ihnen dort bekäme ein anderer Betrieb keinen Besuch."),
    Cost.SLOT: _l("Mit Ihnen dort fände ein anderes Angebot nicht statt."),
    Cost.WAY: _l("Mit Ihnen dort wären die Wege für alle zusammen länger."),
}
"""What the place would cost somebody else."""
SEEN: Mapping[Why, object] = {
    Why.FULL: _l("Alle Plätze sind vergeben."),
    Why.OUTWEIGHED: _l("Dort war noch Platz."),
    Why.NOT_RUNNING: _l("Dieses Angebot findet nur mit mehreren Menschen statt."),
}
"""What can be seen in the plan, said before a cost."""
ASK_US = _l("Warum, erklären wir Ihnen gern. Bitte rufen Sie uns an.")
SENTENCES: Mapping[Why, object] = {
    Why.NOT_OFFERED: _l("Dieses Angebot gibt es nicht mehr."),
    Why.NOT_ELIGIBLE: _l("Dieser Platz geht für Sie nicht."),
    Why.BARRED: _l("Dieser Platz geht für Sie nicht."),
    Why.PINNED_ELSEWHERE: _l("Für Sie war schon ein anderer Platz fest vorgesehen."),
    Why.GROUP: _l("Für Ihre ganze Gruppe ging es dort nicht."),
    Why.PINS: _l("Alle Plätze dort waren schon fest vergeben."),
    Why.CLOSED: _l("Dort haben sich zu wenige Menschen gefunden. Deshalb findet es nicht statt."),
    Why.CLASH: _l("Das geht nicht zusammen mit einem anderen Platz von Ihnen."),
    Why.FULL: _l("Alle Plätze sind vergeben."),
    Why.OUTWEIGHED: _l("Dort war noch Platz, aber der Plan wäre für alle zusammen schlechter geworden."),
    Why.NOT_RUNNING: _l("Dieses Angebot findet nur mit mehreren Menschen statt. Im Plan sind es nicht genug."),
    Why.LOTTERY: _l("Mit Ihnen dort wäre der Plan genauso gut. Das Los hat entschieden."),
    Why.LEFT_BY_PINS: _l("Das Team hat dort Plätze selbst vergeben. Über die anderen Plätze hat das Los entschieden."),
    Why.KEPT: _l("Der Plan wurde zuletzt nur an wenigen Stellen geändert. Ihr Platz blieb, wie er war."),
    Why.NOT_BEST: ASK_US,
    Why.UNKNOWN: ASK_US,
}
"""What is said where there is no more to tell."""


def say_why(told: Told) -> str:
    """Say to the person why a wish is not fulfilled: never a name, never what became of somebody else's wish."""
    if told.why is Why.NOT_ELIGIBLE and told.reasons:
        return str(word(told.reasons[0]))
    if told.held is not None:
        return _("Das geht nicht zusammen mit Ihrem Platz bei %(employer)s.", employer=told.held.employer.name)
    if told.why in SEEN and told.cost in COSTS:
        return f"{SEEN[told.why]} {COSTS[told.cost]}"
    return str(SENTENCES[told.why])


def say_ground(ground: Ground) -> str:
    """Say to the person why they have their place."""
    if ground.rank is not None:
        return _("Das ist Ihr %(rank)s. Wunsch.", rank=ground.rank)
    if ground.is_accepted:
        return _("Sie haben gesagt: Ein anderer Platz ist auch gut.")
    return _("Diesen Platz hat das Team für Sie ausgesucht.")


def say_ground_to_staff(ground: Ground) -> str:
    """Say the same to staff and coaches: «2. Wunsch»."""
    if ground.rank is not None:
        return f"{ground.rank}. Wunsch"
    return (
        "kein Wunsch, aber ein anderer Platz war auch recht"
        if ground.is_accepted
        else "kein Wunsch, vom Team ausgesucht"
    )


def say_rules(levels: Sequence[str]) -> list[str]:
    """Say by which rules places were given, the most important first."""
    return [str(RULES[level.partition(":")[0]]) for level in (*levels, "lottery")]


IN_SHORT: Mapping[Why, object] = {
    Why.NOT_OFFERED: _l("nicht mehr im Angebot"),
    Why.NOT_ELIGIBLE: _l("geht nach den Regeln nicht"),
    Why.BARRED: _l("vom Team ausgeschlossen"),
    Why.PINNED_ELSEWHERE: _l("an anderer Stelle festgesetzt"),
    Why.GROUP: _l("geht nicht für die ganze Gruppe"),
    Why.PINS: _l("alle Plätze dort sind für andere festgesetzt"),
    Why.CLOSED: _l("zu wenige könnten dorthin"),
    Why.NOT_RUNNING: _l("im Plan kommen dort zu wenige zusammen"),
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
