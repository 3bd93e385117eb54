"""Pages for coaches."""

from flask import Blueprint

from matchday.core.account import Role
from matchday.web.guard import admit

bp = Blueprint("coach", __name__, url_prefix="/coach")
bp.before_request(admit(Role.COACH))

from matchday.web.coach import (  # noqa: E402, F401  (the modules add their pages)
    attestation,
    confirmation,
    guardian,
    paper,
    participant,
    privacy,
    profile,
    todo,
    wishlist,
)
