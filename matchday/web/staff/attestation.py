"""Attestations in the hand of staff: of one person, of everybody who was at a slot."""

from __future__ import annotations

from flask import Response, g

from matchday.extensions import db
from matchday.services.attestation import list_attestations
from matchday.services.participant import read_participant
from matchday.services.slot import read_slot
from matchday.web.attestation import attestation_file
from matchday.web.guard import needs_fresh
from matchday.web.staff import bp


@bp.get("/<event_key>/participants/<participant_key>/attestation.pdf")
def attestation(event_key: str, participant_key: str) -> Response:
    """Return the attestations of one person."""
    person = read_participant(db.session(), g.event, key=participant_key)
    return attestation_file(list_attestations(db.session(), g.event, participant=person, now=g.now), g.event)


@bp.get("/<event_key>/day/<slot_key>/attestations.pdf")
@needs_fresh
def attestations(event_key: str, slot_key: str) -> Response:
    """Return the attestations of everybody who was at a slot."""
    slot = read_slot(db.session(), slot_key, event=g.event)
    return attestation_file(list_attestations(db.session(), g.event, slot=slot, now=g.now), g.event)
