"""Every refusal and fault as a page in the reader's language; never a traceback."""

from __future__ import annotations

import contextlib

from flask import Flask, current_app, g, render_template, request
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from werkzeug.exceptions import Forbidden, HTTPException

from matchday.core.errors import NotFound, RuleError
from matchday.extensions import db
from matchday.web import guard
from matchday.web.say import say

PAGES = {
    400: (
        _l("Das haben wir nicht verstanden."),
        _l("Bitte gehen Sie zurück und versuchen Sie es noch einmal."),
    ),
    403: (_l("Diese Seite ist nicht für Sie offen."), _l("Bitte melden Sie sich neu an.")),
    404: (
        _l("Diese Seite gibt es nicht."),
        _l("Vielleicht ist die Adresse alt oder nicht ganz richtig getippt."),
    ),
    405: (
        _l("So lässt sich diese Seite nicht öffnen."),
        _l("Bitte gehen Sie zurück und versuchen Sie es noch einmal."),
    ),
    409: (_l("Das geht gerade nicht."), _l("Bitte laden Sie die Seite neu.")),
    413: (_l("Diese Datei ist zu groß."), _l("Bitte wählen Sie eine Datei mit höchstens 10 Megabyte.")),
    429: (
        _l("Das waren viele Versuche."),
        _l("Bitte warten Sie eine Weile und versuchen Sie es dann wieder."),
    ),
    500: (
        _l("Bei uns ist etwas kaputt."),
        _l("Es lag nicht an Ihnen. Bitte versuchen Sie es in einigen Minuten wieder."),
    ),
    503: (_l("Wir sind gleich wieder da."), _l("Bitte versuchen Sie es in einer Minute wieder.")),
}
"""For each status: what happened, and what to do now."""

Answer = tuple[str, int] | tuple[str, int, dict[str, str]]


def init_app(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(CSRFError, show_csrf_error)
    app.register_error_handler(RuleError, show_refusal)
    app.register_error_handler(NotFound, show_not_found)
    app.register_error_handler(OperationalError, show_database_away)
    app.register_error_handler(InterfaceError, show_database_away)
    app.register_error_handler(Exception, show_fault)


def show_error(status: int, *, title: object = None, advice: object = None) -> Answer:
    """Return the page for ``status``."""
    db.session.rollback()
    known_title, known_advice = PAGES.get(status, PAGES[400 if status < 500 else 500])
    words = {"title": title or known_title, "advice": advice or known_advice}
    return render_template("errors/error.html", **words, status=status, back=came_from()), status


def came_from() -> str | None:
    """Return the page of ours that led here, or None."""
    path = guard.referring_path()
    return guard.keep_back(path, "") or None if path != request.path or request.method != "GET" else None


def show_http_error(error: HTTPException) -> Answer | HTTPException:
    """Show a refusal of the framework. Redirects pass."""
    if error.code is None or error.code < 400:
        return error
    own_words = error.description if error.code == 403 and error.description != Forbidden.description else None
    text, status = show_error(error.code, advice=own_words)[:2]
    kept = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    return text, status, kept


def show_csrf_error(error: CSRFError) -> Answer:
    """Show that a form was open too long or came from elsewhere."""
    return show_error(
        403,
        title=_l("Die Seite war zu lange offen."),
        advice=_l("Bitte laden Sie die Seite neu und versuchen Sie es noch einmal. Es wurde nichts gespeichert."),
    )


def show_refusal(error: RuleError) -> Answer:
    """Show a rule's no that a page did not answer itself."""
    return show_error(409, advice=say(error))


def show_not_found(error: NotFound) -> Answer:
    """Show that a thing is not there for this person."""
    return show_error(404)


def show_database_away(error: OperationalError | InterfaceError) -> Answer:
    """Show that the database does not answer just now, on a page that asks it nothing."""
    current_app.logger.error("the database did not answer", exc_info=error)
    with contextlib.suppress(SQLAlchemyError):
        get_locale()  # is kept: who reads this was known before the database went
    db.session().invalidate()
    for known in ("event", "participant", "account", "organiser_id"):
        g.pop(known, None)
    g.is_database_away = True
    text, status = show_error(503)[:2]
    return text, status, {"Retry-After": "30"}


def show_fault(error: Exception) -> Answer:
    """Show that something of ours broke; the log has the rest."""
    current_app.logger.error("a page broke", exc_info=error)
    return show_error(500)
