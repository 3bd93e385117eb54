"""One sentence part for each thing that is different since a plan was computed. For staff: German."""

from __future__ import annotations

from matchday.services.assignment import Difference
from matchday.services.solving import ChangeKind
from matchday.web.filters import day_and_span

OF_PEOPLE = {
    ChangeKind.WISHES: ("1 Mensch hat andere Wünsche", "%d Menschen haben andere Wünsche"),
    ChangeKind.PERSON_NEW: ("1 Mensch ist neu oder wieder dabei", "%d Menschen sind neu oder wieder dabei"),
    ChangeKind.PERSON_GONE: ("1 Mensch nimmt nicht mehr teil", "%d Menschen nehmen nicht mehr teil"),
    ChangeKind.RULES: ("für einen Menschen ist anderes möglich", "für %d Menschen ist anderes möglich"),
    ChangeKind.GROUPS: (
        "1 Mensch geht mit anderen zusammen als bisher oder allein",
        "%d Menschen gehen mit anderen zusammen als bisher oder allein",
    ),
    ChangeKind.FIXED: ("1 Festsetzung oder Ausschluss ist anders", "%d Festsetzungen oder Ausschlüsse sind anders"),
}
"""For one, and for more."""

OF_A_SLOT = {
    ChangeKind.SLOT_NEW: "neu im Angebot: {slot}",
    ChangeKind.SLOT_GONE: "nicht mehr im Angebot: {slot}",
    ChangeKind.CAPACITY: "{slot}: jetzt {after} statt {before} Plätze",
    ChangeKind.MIN_GROUP: "{slot}: Mindestzahl jetzt {after} statt {before}",
    ChangeKind.TIME: "{slot}: andere Zeit",
    ChangeKind.PLACE: "{slot}: anderer Ort",
}

OF_THE_EVENT = {
    ChangeKind.POLICY: "erlaubt ist eine andere Zahl von Plätzen je Mensch",
    ChangeKind.AIM: "nach den Einstellungen zählt etwas anderes zuerst",
    ChangeKind.BASE: "inzwischen gilt ein anderer Plan",
    ChangeKind.OTHER: "eine Regel oder eine Angabe ist heute anders",
}


def say_difference(difference: Difference) -> str:
    """Say one thing that is different: «1 Mensch hat andere Wünsche: Amira H.»."""
    change = difference.change
    if change.kind in OF_PEOPLE:
        one, more = OF_PEOPLE[change.kind]
        return (one if change.count == 1 else more % change.count) + _say_whom(difference)
    if change.kind in OF_THE_EVENT:
        return OF_THE_EVENT[change.kind]
    slot = difference.slot
    name = f"{slot.employer.name}, {day_and_span(slot)}" if slot else "ein Angebot, das es nicht mehr gibt"
    return OF_A_SLOT[change.kind].format(slot=name, before=change.before, after=change.after)


def _say_whom(difference: Difference) -> str:
    """Name some of those it is about, and count the others."""
    if not difference.people:
        return ""
    names = ", ".join(one.shown_name for one in difference.people)
    others = len(difference.change.people) - len(difference.people)
    rest = "" if not others else " und ein weiterer Mensch" if others == 1 else f" und {others} weitere"
    return f": {names}{rest}"
