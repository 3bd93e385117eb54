"""Attestations in the hand of a coach: of one of their people, of all of them in one go."""

from __future__ import annotations

from flask import Response, g

from matchday.extensions import db
from matchday.services.attestation import list_attestations
from matchday.web.attestation import attestation_file
from matchday.web.coach import bp
from matchday.web.coach.participant import own
from matchday.web.guard import needs_fresh


@bp.get("/<participant_key>/attestation.pdf")
def attestation(participant_key: str) -> Response:
    """Return the attestations of one person."""
    person = own(participant_key)
    return attestation_file(list_attestations(db.session(), g.event, participant=person, now=g.now), g.event)


@bp.get("/events/<event_key>/attestations.pdf")
@needs_fresh
def attestations(event_key: str) -> Response:
    """Return the attestations of all of the coach's people at an event."""
    return attestation_file(list_attestations(db.session(), g.event, coach=g.account, now=g.now), g.event)
