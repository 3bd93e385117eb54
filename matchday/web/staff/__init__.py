"""Pages for the organiser's people."""

from flask import Blueprint

from matchday.core.account import OFFICE_ROLES
from matchday.web.guard import admit

bp = Blueprint("staff", __name__, url_prefix="/staff")
bp.before_request(admit(*OFFICE_ROLES))

from matchday.web.staff import (  # noqa: E402, F401  (the modules add their pages)
    access,
    account,
    assignment,
    audit,
    employer,
    event,
    group,
    message,
    organiser,
    participant,
    pin,
    sheet,
    slot,
    wishlist,
)
