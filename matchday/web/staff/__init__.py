"""Pages for the organiser's people."""

from flask import Blueprint, g

from matchday.core.account import OFFICE_ROLES
from matchday.extensions import db
from matchday.services.health import read_trouble
from matchday.web.guard import admit

bp = Blueprint("staff", __name__, url_prefix="/staff")
bp.before_request(admit(*OFFICE_ROLES))



@bp.context_processor
def warn() -> dict[str, object]:
    """Let every page say when mails, plans and papers are not being made."""
    return {"trouble": None if g.get("is_database_away") else read_trouble(db.session(), now=g.now)}


from matchday.web.staff import (  # noqa: E402, F401  (the modules add their pages)
    absence,
    access,
    account,
    assignment,
    attestation,
    audit,
    day,
    departure,
    door,
    employer,
    event,
    group,
    language,
    message,
    organiser,
    paper,
    participant,
    pin,
    privacy,
    sheet,
    slot,
    walkin,
    wishlist,
)
