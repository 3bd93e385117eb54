"""Yes or no for a person, as they told staff."""

from __future__ import annotations

from flask import g
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.services.participant import read_participant
from matchday.web.confirmation import accept_for, decline_for, want_other_place_for
from matchday.web.staff import bp
from matchday.web.staff.participant import address_of


@bp.post("/<event_key>/participants/<participant_key>/ticket/<int:ordinal>/yes")
def accept(event_key: str, participant_key: str, ordinal: int) -> Response:
    """Keep that the person comes."""
    person = read_participant(db.session(), g.event, key=participant_key)
    return accept_for(person, ordinal, back=address_of(person))


@bp.post("/<event_key>/participants/<participant_key>/other-place")
def other_place(event_key: str, participant_key: str) -> Response:
    """Keep that the person would like another place after all."""
    person = read_participant(db.session(), g.event, key=participant_key)
    return want_other_place_for(person, back=address_of(person))


@bp.route("/<event_key>/participants/<participant_key>/ticket/<int:ordinal>/no", methods=["GET", "POST"])
def decline(event_key: str, participant_key: str, ordinal: int) -> Response:
    """Ask why: a reason gives the place back at once."""
    person = read_participant(db.session(), g.event, key=participant_key)
    return decline_for(person, ordinal, template="staff/decline.html", back=address_of(person))
