"""A profile on paper for employers, as far as the person lets them read it."""

from __future__ import annotations

from flask import Response, g

from matchday.extensions import db
from matchday.services.participant import read_participant
from matchday.web.profile import print_shown
from matchday.web.staff import bp


@bp.post("/<event_key>/participants/<participant_key>/profile")
def participant_profile(event_key: str, participant_key: str) -> Response:
    """Print the parts of somebody's profile that employers may read."""
    return print_shown(read_participant(db.session(), g.event, key=participant_key), g.event)
