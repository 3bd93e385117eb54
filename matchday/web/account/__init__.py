"""One's own account, whatever the role: password, second factor, passkeys, where one is signed in."""

from flask import Blueprint

from matchday.web.guard import admit_account

bp = Blueprint("account", __name__, url_prefix="/account")
bp.before_request(admit_account)

from matchday.web.account import (  # noqa: E402, F401  (the modules add their pages)
    confirm,
    home,
    login,
    passkey,
    password,
    second_factor,
)
