"""One sentence for each code of a refusal: what, and how to mend it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from matchday.core.errors import RuleError
from matchday.web.words import word

SENTENCES = {
    "text_unreadable": _l("Dieser Text enthält unlesbare Zeichen. Bitte tippen Sie ihn neu ein."),
    "text_too_long": _l("Dieser Text ist zu lang: %(length)s Zeichen. Möglich sind %(most)s."),
    "stage_shut": _l("Das ist im Abschnitt „%(stage)s“ nicht möglich."),
    "stage_step": _l("Von „%(old)s“ geht es nicht direkt zu „%(new)s“."),
    "slot_step": _l("Das Angebot ist „%(old)s“ und kann nicht „%(new)s“ werden."),
    "slot_ends_before_start": _l("Das Ende liegt vor dem Anfang. Geht es über Mitternacht, haken Sie es bitte an."),
    "slot_too_long": _l("Das wären %(hours)s Stunden. Bitte prüfen Sie Anfang und Ende."),
    "slot_capacity": _l("Bitte geben Sie 1 bis %(most)s Plätze an."),
    "slot_min_group": _l("Die Mindestzahl muss zwischen 1 und %(capacity)s liegen."),
    "wish_unknown": _l("Ein gewünschtes Angebot gibt es nicht mehr. Bitte sehen Sie Ihre Wünsche noch einmal an."),
    "wish_twice": _l("Ein Angebot steht zweimal in den Wünschen. Bitte wählen Sie jedes nur einmal."),
    "wish_too_many": _l("Sie können höchstens %(most)s Wünsche haben."),
    "account_exists": _l("Diese E-Mail-Adresse gehört schon zu einem Konto."),
    "account_own": _l("Sie können Ihr eigenes Konto nicht schließen. Das kann eine andere Person aus Ihrem Team."),
    "demo_filled": "Hier steht schon etwas. Der Beispieltag braucht eine leere Datenbank.",
    "link_gone": _l("Dieser Link gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken."),
    "access_unknown": _l("Diesen Code kennen wir nicht. Bitte prüfen Sie ihn, oder fragen Sie Ihre Begleitung."),
}


def say(error: RuleError) -> str:
    """Return the sentence for a refusal in the reader's language."""
    details = {name: _worded(value) for name, value in error.details.items()}
    return str(SENTENCES[error.code]) % details if details else str(SENTENCES[error.code])


def _worded(value: object) -> object:
    try:
        return word(value)  # type: ignore[arg-type]
    except (KeyError, AttributeError):
        return value
