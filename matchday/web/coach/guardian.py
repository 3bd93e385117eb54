"""A coach prints the sheet for parents and notes who signed it."""

from __future__ import annotations

from flask import g, url_for
from werkzeug.wrappers import Response

from matchday.models import Participant
from matchday.web.coach import bp
from matchday.web.coach.participant import own
from matchday.web.guardian import note_for, print_sheet, withdraw_for


@bp.post("/<participant_key>/guardian")
def guardian(participant_key: str) -> Response:
    """Note who signed, and when."""
    person = own(participant_key)
    return note_for(person, back=_page_of(person))


@bp.post("/<participant_key>/guardian/withdraw")
def guardian_withdraw(participant_key: str) -> Response:
    """Take the note back."""
    person = own(participant_key)
    return withdraw_for(person, back=_page_of(person))


@bp.post("/<participant_key>/guardian/paper")
def guardian_paper(participant_key: str) -> Response:
    """Print the sheet to sign."""
    return print_sheet(own(participant_key), g.event)


def _page_of(person: Participant) -> str:
    return url_for("coach.participant", participant_key=person.key, _anchor="guardian")
