"""What is said when something is not possible: every page of an error, and refusals that have no form to stand in."""

from __future__ import annotations

from collections.abc import Callable

from flask import g
from flask_babel import force_locale
from flask_wtf.csrf import CSRFError

from matchday.clock import read_clock
from matchday.core.errors import RuleError
from matchday.core.language import Language
from matchday.showroom.album import Album, Kind
from matchday.showroom.day import Day
from matchday.web.errors import PAGES, Answer, show_csrf_error, show_error, show_refusal

REFUSALS = {
    "nicht jetzt": RuleError("stage_shut"),
    "Angebot weg": RuleError("wish_unknown"),
    "doppelter Wunsch": RuleError("wish_twice"),
    "zu viele Wünsche": RuleError("wish_too_many", most=5),
    "Name nicht gefragt": RuleError("consent_missing"),
    "Bedarf nicht gefragt": RuleError("needs_consent_missing"),
    "Platz zurückgegeben": RuleError("place_given_back"),
    "Tag hat begonnen": RuleError("slot_begun"),
}
"""What a participant reads on a page that was open too long."""


def show(day: Day, album: Album) -> None:
    """Show every page of an error and every refusal."""
    day.go_back()
    for status in PAGES:
        _offer(day, album, f"fault-{status}", lambda status=status: show_error(status))
    _offer(day, album, "fault-csrf", lambda: show_csrf_error(CSRFError()))
    for number, (cause, refusal) in enumerate(REFUSALS.items()):
        _offer(day, album, f"refusal-{number}", lambda refusal=refusal: show_refusal(refusal), title=f"{{}} ({cause})")


def _offer(day: Day, album: Album, name: str, answer: Callable[[], Answer], *, title: str = "") -> None:
    def make(language: Language) -> bytes:
        with day.app.test_request_context("/"), force_locale(language.code):
            g.now, g.request_id = read_clock(), "0" * 8
            return answer()[0].encode()

    album.offer(make, name=name, kind=Kind.FAULT, title=title)
