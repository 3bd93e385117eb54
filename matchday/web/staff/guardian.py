"""Staff print the sheet for parents and note who signed it."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.models import Participant
from matchday.services.guardian import withdraw_guardian
from matchday.services.participant import read_participant
from matchday.web.guardian import answer_note, print_sheet
from matchday.web.staff import bp


@bp.post("/<event_key>/participants/<participant_key>/guardian")
def guardian(event_key: str, participant_key: str) -> Response:
    """Note who signed, and when."""
    person = read_participant(db.session(), g.event, key=participant_key)
    flash(answer_note(person))
    return _back(person)


@bp.post("/<event_key>/participants/<participant_key>/guardian/withdraw")
def guardian_withdraw(event_key: str, participant_key: str) -> Response:
    """Take the note back."""
    person = read_participant(db.session(), g.event, key=participant_key)
    withdraw_guardian(db.session(), person, by=g.account, now=g.now)
    db.session.commit()
    flash("Die Unterschrift ist zurückgenommen.")
    return _back(person)


@bp.post("/<event_key>/participants/<participant_key>/guardian/paper")
def guardian_paper(event_key: str, participant_key: str) -> Response:
    """Print the sheet to sign."""
    return print_sheet(read_participant(db.session(), g.event, key=participant_key), g.event)


def _back(person: Participant) -> Response:
    return redirect(url_for("staff.participant", event_key=g.event.key, participant_key=person.key) + "#guardian")
