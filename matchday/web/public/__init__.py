"""Pages for everybody: the event, the ways in, who stands behind it. The only package without a guard."""

from flask import Blueprint

bp = Blueprint("public", __name__)

from matchday.web.public import access, attestation, home, legal, sign_in, sms  # noqa: E402, F401  (the modules add their pages)
