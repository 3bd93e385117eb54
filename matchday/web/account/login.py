"""Where one is signed in, and how to end it from afar."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.services.login import end_login, end_logins, read_login
from matchday.web.account import bp


@bp.post("/logins/<login_key>/end")
def login_end(login_key: str) -> Response:
    """End one login."""
    end_login(db.session(), read_login(db.session(), g.account, key=login_key), now=g.now)
    db.session.commit()
    flash("Dieses Gerät ist abgemeldet.")
    return redirect(url_for("account.home"))


@bp.post("/logins/end")
def logins_end() -> Response:
    """End every login but this one."""
    count = end_logins(db.session(), g.account, now=g.now, besides=g.login)
    db.session.commit()
    flash("Sie waren sonst nirgends angemeldet." if count == 0 else "Alle anderen Geräte sind abgemeldet.")
    return redirect(url_for("account.home"))
