"""Signing in and out: what a signed session keeps, and whom it lets in. The login itself stands in the database.

Reading never writes, so the last tap is noted in the session, not in the database.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from flask import current_app, g, request, session
from werkzeug.wrappers import Response

from matchday.core.account import Role
from matchday.core.login import FRESH, KEPT, OWN_IDLE, SHARED_IDLE, describe_device, has_ended, is_mark
from matchday.extensions import config, db
from matchday.models import AccessLink, Account, Login
from matchday.services.login import begin_login, begin_visit, end_login, find_login, find_participant_login
from matchday.services.passkey import Place

HOME = {
    Role.OWNER: "staff.events",
    Role.STAFF: "staff.events",
    Role.READER: "staff.events",
    Role.DOOR: "checkin.home",
    Role.COACH: "coach.people",
    Role.EMPLOYER: "employer.home",
}
"""Where each role begins; the first that fits counts."""

KEPT_AT_SIGN_IN = ("language", "door")
"""What belongs to the device, not to who signs in. All else of a session is new at each sign-in."""
NOTED_EVERY_S = 60
ASKED_WITHIN_S = 300
"""How long a passkey may take to answer."""


def sign_in_account(account: Account, *, passed_second_factor: bool = False) -> None:
    """Begin a login of ``account`` in a session that keeps nothing of the one before. The view commits."""
    _begin_session()
    now = int(g.now.timestamp())
    secret = begin_login(db.session(), account, device=device(), now=g.now)
    session["login"] = {
        "secret": secret, "began": now, "seen": now, "fresh": now, "second": passed_second_factor,
    }  # fmt: skip


def find_signed_in(*, is_tap: bool = True) -> Account | None:
    """Return whose account this session is signed in to, or None where nobody's or where the login ended; note a tap.

    The database is asked once a request.
    """
    if "login" not in g:
        g.login = _find_open_login(g.now, is_tap=is_tap)
    return g.login.account if g.login else None


def _find_open_login(now: datetime, *, is_tap: bool) -> Login | None:
    kept: dict[str, Any] = session.get("login") or {}
    login = find_login(db.session(), kept["secret"]) if kept else None
    if login is None or login.account is None:
        return None
    began_at, seen_at = (datetime.fromtimestamp(kept[name], UTC) for name in ("began", "seen"))
    if has_ended(login.account.role_names, began_at=began_at, seen_at=seen_at, now=now):
        return None
    if is_tap and (now - seen_at).total_seconds() > NOTED_EVERY_S:
        session["login"] = {**kept, "seen": int(now.timestamp())}
    return login


def sign_out_account() -> None:
    """End the login on the server and forget it here. What belongs to other roles on this device stays."""
    if login := g.pop("login", None):
        end_login(db.session(), login, now=g.now)
    for name in ("login", "question", "authenticator", "csrf_token", "_flashes"):
        session.pop(name, None)


def is_fresh(now: datetime) -> bool:
    """Tell whether the account that is signed in showed who it is within the last minutes."""
    since_s = now.timestamp() - float(session.get("login", {}).get("fresh", 0))
    return since_s <= FRESH.total_seconds()


def make_fresh(now: datetime) -> None:
    """Note that the account just showed who it is."""
    session["login"] = {**session["login"], "fresh": int(now.timestamp())}


def has_passed_second_factor() -> bool:
    """Tell whether this login showed a second factor."""
    return bool(session.get("login", {}).get("second"))


def note_second_factor(now: datetime) -> None:
    """Note that this login showed a second factor."""
    session["login"] = {**session["login"], "second": True, "fresh": int(now.timestamp())}


def ask_device(challenge: bytes) -> None:
    """Remember what a passkey has to answer."""
    session["question"] = {"challenge": challenge.hex(), "at": int(g.now.timestamp())}


def asked_device() -> bytes | None:
    """Return what a passkey has to answer, once, unless it was asked too long ago."""
    question = session.pop("question", None)
    if question is None or g.now.timestamp() - question["at"] > ASKED_WITHIN_S:
        return None
    return bytes.fromhex(question["challenge"])


def passkey_place() -> Place | None:
    """Return where passkeys of this installation count; None where people come by number, as in the demo."""
    return Place(config().passkey_host, config().public_url) if config().passkey_host else None


def home_of(account: Account) -> str:
    """Return the endpoint where the account's role begins."""
    return next(endpoint for role, endpoint in HOME.items() if role in account.role_names)


def device() -> str:
    """Return in words with which device somebody comes."""
    return describe_device(request.user_agent.string)


def sign_in_participant(link: AccessLink, *, mark: str, is_shared: bool, is_second: bool) -> None:
    """Begin a login by an access link in a session that keeps nothing of the one before. The view commits.

    A ticket kept here stays if it is the same person's and the phone still their own.
    """
    kept = {"kept": link.key} if not is_shared and _kept_here("kept") == link.key else {}
    _begin_session()
    secret = begin_visit(
        db.session(), link, mark=mark, device=device(), is_shared=is_shared, is_second=is_second, now=g.now
    )
    session.permanent = session.permanent or not is_shared
    session["access"] = {"secret": secret, "shared": is_shared, "seen": int(g.now.timestamp()), **kept}


def read_mark() -> str:
    """Return the mark of this device, a new one where it has none: it says nothing of anybody."""
    return find_mark() or secrets.token_hex(16)


def find_mark() -> str | None:
    """Return the mark of this device, or None where nobody came on it yet."""
    mark = request.cookies.get(current_app.config["DEVICE_COOKIE_NAME"], "")
    return mark if is_mark(mark) else None


def leave_mark(answer: Response, mark: str) -> Response:
    """Let a device keep its mark beyond link, session and signing out, for as long as it is known who came on it."""
    answer.set_cookie(
        current_app.config["DEVICE_COOKIE_NAME"],
        mark,
        max_age=KEPT,
        secure=config().is_https,
        httponly=True,
        samesite="Lax",
    )
    return answer


def keep_ticket(link: AccessLink) -> None:
    """Note that whoever came by this link wants their ticket to stay on this phone."""
    session["access"] = {**session["access"], "kept": link.key}


def is_ticket_kept() -> bool:
    """Tell whether a ticket may lie on this phone: whoever is signed in here asked for it."""
    return _kept_here("kept") is not None


def read_visit(now: datetime, *, is_tap: bool = True) -> Login | None:
    """Return the participant's login of this session unless it ended or lay idle too long; note a tap."""
    kept = session.get("access")
    if not kept or "secret" not in kept:
        return None
    idle = now.timestamp() - kept["seen"]
    if idle > (SHARED_IDLE if kept["shared"] else OWN_IDLE).total_seconds():
        return None
    login = find_participant_login(db.session(), kept["secret"], now=now)
    if login is not None and is_tap and idle > NOTED_EVERY_S:
        session["access"] = {**kept, "seen": int(now.timestamp())}
    return login


def forget_access() -> bool:
    """Forget a participant here. Return whether somebody was signed in."""
    return session.pop("access", None) is not None


def _kept_here(name: str) -> str | None:
    kept: str | None = session.get("access", {}).get(name)
    return kept


def _begin_session() -> None:
    kept = {name: session[name] for name in KEPT_AT_SIGN_IN if name in session}
    session.clear()
    session.update(kept)
    session.permanent = "door" in kept  # the phone at a door keeps it over night, whoever signs in on it
