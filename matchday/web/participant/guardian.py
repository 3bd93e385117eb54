"""The sheet for parents or a guardian, for whoever is not of age."""

from __future__ import annotations

from flask import abort, g
from werkzeug.wrappers import Response

from matchday.core.guardian import is_guardian_needed
from matchday.web.guardian import print_sheet
from matchday.web.participant import bp
from matchday.web.participant.welcome import confirmed, may_keep


@bp.get("/guardian.pdf")
@confirmed
def guardian_paper() -> Response:
    """Return the sheet to sign, where files may stay on the phone."""
    if not (may_keep() and is_guardian_needed(g.participant.born_on, g.event.first_on)):
        abort(404)
    return print_sheet(g.participant, g.event)
