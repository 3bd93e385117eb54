"""The lock on every door: who may enter which package, and what a request knows once inside.

Inside a guarded page ``g.now`` is the moment, ``g.account`` or ``g.participant`` the person, ``g.organiser_id`` their
organiser and ``g.event`` the event of the address, if it names one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchday.clock import read_clock
from matchday.core.account import Role, only_reads
from matchday.core.login import SHARED_IDLE
from matchday.core.second_factor import needs_second_factor
from matchday.extensions import config, db, is_reading
from matchday.models import Organiser, row_security
from matchday.services.event import local_day, read_event
from matchday.services.login import note_day
from matchday.services.organiser import list_organisers
from matchday.services.second_factor import has_second_factor
from matchday.web import login
from matchday.web.headers import give_way
from matchday.web.language import remember_languages

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ASKED_BY = "Asked-By"
"""The header by which a page says that it looks again by itself; ``templates/parts/again.html`` sends it."""
Guard = Callable[[], Response | None]
View = Callable[..., Any]

NOT_YOURS = "Das darf nur, wer die Leitung hat. Bitte wenden Sie sich an sie."
ONLY_READING = "Sie können hier alles ansehen. Ändern kann es Ihr Team. Es wurde nichts geändert."


def init_app(app: Flask) -> None:
    """Note the moment of every request and refuse to write in one that only reads."""
    app.before_request_funcs.setdefault(None, []).insert(0, begin_request)  # before any extension asks the database
    app.teardown_request(end_request)
    event.listen(db.session, "before_flush", refuse_to_write)

    @app.context_processor
    def describe() -> dict[str, object]:
        account = g.get("account")
        return {
            "is_demo": config().is_demo,
            "organiser": shown_organiser(),
            "is_participant_here": is_participant_here,
            "event": g.get("event"),
            "account": account,
            "only_reads": account is not None and only_reads(account.role_names),
        }


def begin_request() -> None:
    """Read the clock once; the database shows nothing yet, and learns whether this request may write."""
    g.now = read_clock()
    row_security.see_nothing()
    is_reading.set(request.method in SAFE)


def end_request(error: BaseException | None) -> None:
    """Let the thread write and see again."""
    is_reading.set(False)
    row_security.see_all()


def refuse_to_write(session: Session, *_: object) -> None:
    """Raise where a GET would change the database: reading never writes.

    **Errors** RuntimeError, a fault of ours.
    """
    if is_reading.get() and (session.new or session.dirty or session.deleted):
        raise RuntimeError("a reading request wants to write")


def needs_owner(view: View) -> View:
    """Flag a view that only an owner opens. It stands below the route."""
    view.needs_owner = True  # type: ignore[attr-defined]
    return view


def needs_fresh(view: View) -> View:
    """Flag a view that opens only within ten minutes of signing in: exports, deleting, publishing, roles, bulk papers.

    It stands below the route. Whoever comes later confirms who they are first and is led back; nothing was done then.
    """
    view.needs_fresh = True  # type: ignore[attr-defined]
    return view


def before_second_factor(*, has_one: bool) -> Callable[[View], View]:
    """Flag a view that opens before the second factor: to ask for it who ``has_one``, to set it up who has none."""

    def flag(view: View) -> View:
        view.before_second_factor = has_one  # type: ignore[attr-defined]
        return view

    return flag


def asked_by_the_page(view: View) -> View:
    """Flag a view that an open page asks by itself: nobody tapped, so a phone left lying is signed out all the same.

    It stands below the route.
    """
    view.asked_by_the_page = True  # type: ignore[attr-defined]
    return view


def is_tap() -> bool:
    """Tell whether somebody tapped, and not an open page asked by itself."""
    return request.headers.get(ASKED_BY) != "page" and not getattr(_view(), "asked_by_the_page", False)


def admit(*roles: Role) -> Guard:
    """Return the guard of a package whose pages are for accounts with one of ``roles``.

    Who is not signed in is sent to the sign-in page; who has another role is told that nothing is here; a reader
    changes nothing. Then the flags of the page count.
    """

    def guard() -> Response | None:
        if refusal := _know_account():
            return refusal
        if not g.account.role_names & frozenset(roles):
            abort(404)
        _read_event_of_address()
        if Role.READER in roles and request.method not in SAFE and only_reads(g.account.role_names):
            abort(403, ONLY_READING)
        return _keep_flags()

    return guard


def admit_account() -> Response | None:
    """Let in who is signed in, whatever the role. Then the flags of the page count."""
    return _know_account() or _keep_flags()


def _know_account() -> Response | None:
    """Note who is signed in; lead on to the sign-in page, or to the second factor, who is not or not yet."""
    account = login.find_signed_in(is_tap=is_tap())
    if account is None:
        if request.method in SAFE:
            return redirect(url_for("public.login", next=request.full_path))
        abort(403)
    g.account, g.organiser_id = account, account.organiser_id
    row_security.see_organiser(g.organiser_id)
    return _ask_second_factor()


def admit_participant() -> Response | None:
    """Let in who came by an access link that is still open."""
    visit = login.read_visit(g.now, is_tap=is_tap())
    link = visit.access_link if visit else None
    if visit is None or link is None:
        if login.forget_access():
            flash(_("Sie sind nicht mehr angemeldet. Bitte öffnen Sie Ihren Link oder tippen Sie den Code ein."))
        return redirect(url_for("public.access"))
    row_security.see_organiser(link.organiser_id)
    g.login = visit
    g.participant, g.organiser_id = link.participant, link.organiser_id
    g.event = read_event(db.session(), g.organiser_id, event_id=link.participant.event_id)
    remember_languages(link.participant)
    if request.method not in SAFE:
        note_day(db.session(), visit, today=local_day(g.event, g.now))
    return None


def clear_shared_phone(page: Response) -> Response:
    """Let a page on a shared phone give way when its login ends: who finds the phone reads nothing of the person."""
    if g.get("login") and g.login.is_shared and page.mimetype == "text/html":
        give_way(page, after=SHARED_IDLE, to=url_for("public.access"))
    return page


def is_participant_here() -> bool:
    """Tell whether a participant is signed in here: pages for everybody, and errors, lead back and sign out."""
    if g.get("account") or g.get("is_database_away"):
        return False
    if "participant" not in g and "is_participant_here" not in g:
        g.is_participant_here = login.read_visit(g.now, is_tap=is_tap()) is not None
    return "participant" in g or g.is_participant_here


def referring_path() -> str:
    """Return the path of the page that led here, or nothing: a browser may say nothing, and anybody nonsense."""
    try:
        return urlsplit(request.referrer or "").path
    except ValueError:
        return ""


def keep_back(address: str | None, otherwise: str) -> str:
    """Return the address to go back to if it is a path of ours, else ``otherwise``."""
    is_ours = bool(address) and re.fullmatch(r"/(?![/\\])[\w\-./?=&%]*", address or "")
    return address or otherwise if is_ours else otherwise


def shown_organiser() -> Organiser | None:
    """Return whose name stands above the page: the person's organiser, or the only one there is."""
    if g.get("is_database_away"):
        return None
    if event_of_page := g.get("event"):
        found: Organiser = event_of_page.organiser
        return found
    organisers = list_organisers(db.session())
    if organiser_id := g.get("organiser_id"):
        return next((organiser for organiser in organisers if organiser.id == organiser_id), None)
    return organisers[0] if len(organisers) == 1 else None


def _ask_second_factor() -> Response | None:
    if login.has_passed_second_factor() or config().is_demo:
        return None
    has_one = has_second_factor(db.session(), g.account)
    if not needs_second_factor(g.account.role_names, has_one=has_one):
        return None
    if getattr(_view(), "before_second_factor", None) is has_one:
        return None
    if request.method not in SAFE:
        abort(403)
    next_step = "account.second_factor" if has_one else "account.second_factor_new"
    return redirect(url_for(next_step, next=request.full_path))


def _view() -> View | None:
    """Return what answers this address, or None where nothing does."""
    return current_app.view_functions.get(request.endpoint or "")


def _keep_flags() -> Response | None:
    view = _view()
    if getattr(view, "needs_owner", False) and Role.OWNER not in g.account.role_names:
        abort(403, NOT_YOURS)
    if getattr(view, "needs_fresh", False) and not login.is_fresh(g.now):
        back = request.full_path if request.method in SAFE else referring_path()
        return redirect(url_for("account.confirm", next=keep_back(back, url_for("public.home_of_role"))))
    return None


def _read_event_of_address() -> None:
    key = (request.view_args or {}).get("event_key")
    if key is not None:
        g.event = read_event(db.session(), g.organiser_id, key=key)
