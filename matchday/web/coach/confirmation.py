"""Yes or no for one of the coach's people, as the person told them."""

from __future__ import annotations

from flask import url_for
from werkzeug.wrappers import Response

from matchday.models import Participant
from matchday.web.coach import bp
from matchday.web.coach.participant import own
from matchday.web.confirmation import accept_for, decline_for, want_other_place_for


@bp.post("/<participant_key>/ticket/<int:ordinal>/yes")
def accept(participant_key: str, ordinal: int) -> Response:
    """Keep that the person comes."""
    person = own(participant_key)
    return accept_for(person, ordinal, back=page_of(person))


@bp.post("/<participant_key>/other-place")
def other_place(participant_key: str) -> Response:
    """Keep that the person would like another place after all."""
    person = own(participant_key)
    return want_other_place_for(person, back=page_of(person))


@bp.route("/<participant_key>/ticket/<int:ordinal>/no", methods=["GET", "POST"])
def decline(participant_key: str, ordinal: int) -> Response:
    """Ask why: a reason gives the place back at once."""
    person = own(participant_key)
    return decline_for(person, ordinal, template="coach/decline.html", back=page_of(person))


def page_of(person: Participant) -> str:
    """Return the address of one of the coach's people."""
    return url_for("coach.participant", participant_key=person.key)
