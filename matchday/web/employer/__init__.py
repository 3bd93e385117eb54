"""Pages for employers."""

from flask import Blueprint, g

from matchday.core.account import Role
from matchday.extensions import db
from matchday.services.employer import read_employer
from matchday.web.guard import admit

bp = Blueprint("employer", __name__, url_prefix="/employer")
bp.before_request(admit(Role.EMPLOYER))


@bp.before_request
def know_employer() -> None:
    """Note whose pages these are: an account sees its own employer only."""
    g.employer = read_employer(db.session(), g.organiser_id, employer_id=g.account.employer_id)


from matchday.web.employer import door, paper, roster, slot  # noqa: E402, F401  (the modules add their pages)
