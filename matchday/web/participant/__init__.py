"""Pages for participants, on the phone."""

from flask import Blueprint

from matchday.web.guard import admit_participant, clear_shared_phone

bp = Blueprint("participant", __name__, url_prefix="/participant")
bp.before_request(admit_participant)
bp.after_request(clear_shared_phone)

from matchday.web.participant import (  # noqa: E402, F401  (the modules add their pages)
    acceptable,
    attestation,
    confirmation,
    consent,
    guardian,
    kept,
    login,
    privacy,
    profile,
    summary,
    ticket,
    welcome,
    wishlist,
)
