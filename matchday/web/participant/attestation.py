"""The person's own attestation, as soon as the day is over for them."""

from __future__ import annotations

from flask import abort, g
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.services.attestation import list_attestations
from matchday.web.attestation import attestation_file
from matchday.web.participant import bp
from matchday.web.participant.welcome import confirmed, may_keep


@bp.get("/attestation.pdf")
@confirmed
def attestation() -> Response:
    """Return the paper that says that the person took part; without a check-in there is none."""
    if not may_keep():
        abort(404)
    return attestation_file(list_attestations(db.session(), g.event, participant=g.participant, now=g.now), g.event)
