"""One's own account at a glance."""

from __future__ import annotations

from flask import g, render_template

from matchday.core.account import OFFICE_ROLES, Role
from matchday.extensions import db
from matchday.services.login import list_logins
from matchday.services.passkey import list_passkeys
from matchday.web.account import bp
from matchday.web.login import passkey_place


@bp.get("/")
def home() -> str:
    """Show how one signs in, and where one is signed in."""
    passkeys = list_passkeys(db.session(), g.account)
    has_one = bool(passkeys) or g.account.authenticator_secret is not None
    return render_template(
        "account/home.html",
        passkeys=passkeys,
        logins=list_logins(db.session(), g.account, now=g.now),
        own=g.login,
        has_one=has_one,
        must_have_one=bool(g.account.role_names & OFFICE_ROLES),
        may_have_password=g.account.role_names != {Role.EMPLOYER},
        may_have_passkeys=passkey_place() is not None,
    )
