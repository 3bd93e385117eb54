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

REFUSALS = (
    RuleError("stage_shut"),
    RuleError("wish_unknown"),
    RuleError("wish_twice"),
    RuleError("wish_too_many", most=5),
    RuleError("place_given_back"),
    RuleError("slot_begun"),
)
"""What a participant reads on a page that was open too long."""


def show(day: Day, album: Album) -> None:
    """Show every page of an error and every refusal."""
    day.go_back()
    for status in PAGES:
        _offer(day, album, f"fault-{status}", lambda status=status: show_error(status))
    _offer(day, album, "fault-csrf", lambda: show_csrf_error(CSRFError()))
    for refusal in REFUSALS:
        _offer(day, album, f"fault-{refusal.code}".replace("_", "-"), lambda refusal=refusal: show_refusal(refusal))


def _offer(day: Day, album: Album, name: str, answer: Callable[[], Answer]) -> None:
    def make(language: Language) -> bytes:
        with day.app.test_request_context("/"), force_locale(language.code):
            g.now, g.request_id = read_clock(), "0" * 8
            return answer()[0].encode()

    album.offer(make, name=name, kind=Kind.FAULT)
