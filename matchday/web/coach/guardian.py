"""A coach prints the sheet for parents and notes who signed it."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.models import Participant
from matchday.services.guardian import withdraw_guardian
from matchday.web.coach import bp
from matchday.web.coach.participant import own
from matchday.web.guardian import answer_note, print_sheet


@bp.post("/<participant_key>/guardian")
def guardian(participant_key: str) -> Response:
    """Note who signed, and when."""
    person = own(participant_key)
    flash(answer_note(person))
    return _back(person)


@bp.post("/<participant_key>/guardian/withdraw")
def guardian_withdraw(participant_key: str) -> Response:
    """Take the note back."""
    person = own(participant_key)
    withdraw_guardian(db.session(), person, by=g.account, now=g.now)
    db.session.commit()
    flash("Die Unterschrift ist zurückgenommen.")
    return _back(person)


@bp.post("/<participant_key>/guardian/paper")
def guardian_paper(participant_key: str) -> Response:
    """Print the sheet to sign."""
    return print_sheet(own(participant_key), g.event)


def _back(person: Participant) -> Response:
    return redirect(url_for("coach.participant", participant_key=person.key) + "#guardian")
