"""Staff print the sheet for parents and note who signed it."""

from __future__ import annotations

from flask import g
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.models import Participant
from matchday.services.participant import read_participant
from matchday.web.guardian import note_for, print_sheet, withdraw_for
from matchday.web.staff import bp
from matchday.web.staff.participant import address_of


@bp.post("/<event_key>/participants/<participant_key>/guardian")
def guardian(event_key: str, participant_key: str) -> Response:
    """Note who signed, and when."""
    person = read_participant(db.session(), g.event, key=participant_key)
    return note_for(person, back=_page_of(person))


@bp.post("/<event_key>/participants/<participant_key>/guardian/withdraw")
def guardian_withdraw(event_key: str, participant_key: str) -> Response:
    """Take the note back."""
    person = read_participant(db.session(), g.event, key=participant_key)
    return withdraw_for(person, back=_page_of(person))


@bp.post("/<event_key>/participants/<participant_key>/guardian/paper")
def guardian_paper(event_key: str, participant_key: str) -> Response:
    """Print the sheet to sign."""
    return print_sheet(read_participant(db.session(), g.event, key=participant_key), g.event)


def _page_of(person: Participant) -> str:
    return f"{address_of(person)}#guardian"
