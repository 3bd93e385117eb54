"""Pages for employers."""

from flask import Blueprint

from matchday.core.account import Role
from matchday.web.guard import admit

bp = Blueprint("employer", __name__, url_prefix="/employer")
bp.before_request(admit(Role.EMPLOYER))
