"""Signing in and out: accounts by Flask-Security, participants by an access link in the signed session."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask, session
from flask_security import LoginForm as BaseLoginForm
from flask_security import SQLAlchemyUserDatastore
from flask_security.utils import hash_password, login_user
from wtforms import EmailField, PasswordField, SubmitField

from matchday.core.account import Role
from matchday.extensions import db, security
from matchday.models import Account, AccountRole, row_security
from matchday.services.account import find_account
from matchday.web.forms import need

SHARED_IDLE = timedelta(minutes=30)
"""After so long without a tap a shared phone forgets who was there."""
OWN_IDLE = timedelta(days=30)
FRESH = timedelta(minutes=10)
"""How long after signing in, or confirming it, somebody may publish, delete or export."""

HOME = {
    Role.OWNER: "staff.events",
    Role.STAFF: "staff.events",
    Role.READER: "staff.events",
    Role.COACH: "coach.people",
    Role.EMPLOYER: "employer.home",
}
"""Where each role begins; the first that fits counts."""


class AccountDatastore(SQLAlchemyUserDatastore):  # type: ignore[misc]
    """Find accounts for Flask-Security through our service, which may look across organisers."""

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> Account | None:
        """Return the account with this address or session secret, or None."""
        kwargs.pop("case_insensitive", None)
        if "email" in kwargs:
            kwargs["email"] = str(kwargs["email"]).lower()
        account = find_account(db.session(), **kwargs)
        if account:
            row_security.see_organiser(account.organiser_id)
        return account


class LoginForm(BaseLoginForm):  # type: ignore[misc]
    """Address and password."""

    email = EmailField("E-Mail-Adresse", [need()], render_kw={"autocomplete": "username"})
    password = PasswordField("Passwort", [need()], render_kw={"autocomplete": "current-password"})
    submit = SubmitField("Anmelden")
    remember = None


def init_app(app: Flask) -> None:
    """Bind Flask-Security with our accounts."""
    security.init_app(app, AccountDatastore(db, Account, AccountRole), login_form=LoginForm)


def sign_in_account(account: Account) -> None:
    """Sign an account in that came by a link."""
    login_user(account, authn_via=["link"])


def is_fresh(now: datetime) -> bool:
    """Tell whether the account that is signed in showed who it is within the last minutes."""
    return now.timestamp() - float(session.get("fs_paa") or 0) <= FRESH.total_seconds()


def password_hash(password: str) -> str:
    """Return what is kept of a password."""
    return str(hash_password(password))


def home_of(account: Account) -> str:
    """Return the endpoint where the account's role begins."""
    return next(endpoint for role, endpoint in HOME.items() if role in account.role_names)


def sign_in_participant(access_id: int, *, is_shared: bool, now: datetime) -> None:
    """Remember in the signed session by which access link somebody came."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    session.permanent = not is_shared
    session["access"] = {"id": access_id, "shared": is_shared, "seen": int(now.timestamp())}


def read_access_id(now: datetime) -> int | None:
    """Return the access link of the session unless it lay idle too long; note that it was seen."""
    access = session.get("access")
    if not access:
        return None
    idle = now.timestamp() - access["seen"]
    if idle > (SHARED_IDLE if access["shared"] else OWN_IDLE).total_seconds():
        return None
    if idle > 60:  # once a minute is enough
        session["access"] = {**access, "seen": int(now.timestamp())}
    return int(access["id"])


def forget_access() -> bool:
    """Sign a participant out. Return whether somebody was signed in."""
    return session.pop("access", None) is not None
