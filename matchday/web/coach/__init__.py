"""Pages for coaches."""

from flask import Blueprint

from matchday.core.account import Role
from matchday.web.guard import admit

bp = Blueprint("coach", __name__, url_prefix="/coach")
bp.before_request(admit(Role.COACH))
