"""What the SMS gateway reports later: whether an SMS arrived. It shows the token that it knows us by."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from flask import Response, abort, g, request

from matchday.core.participant import Channel
from matchday.extensions import config, csrf, db
from matchday.services.message import note_report
from matchday.web.limits import limit_report_tries
from matchday.web.public import bp

DELIVERED, UNDELIVERED = "delivered", "undelivered"
EXPECTED = f'Send {{"id": "...", "state": "{DELIVERED}"}} or the same with "{UNDELIVERED}".\n'


@bp.post("/sms/report")
@csrf.exempt  # a program with a token of its own, no browser that somebody else could lead here
@limit_report_tries
def sms_report() -> Response:
    """Note that an SMS did not arrive. The answer is the same whether or not we know it."""
    if not config().sms_url or not config().sms_token:
        abort(404)
    shown = request.headers.get("Authorization", "")
    if not hmac.compare_digest(shown.encode(), f"Bearer {config().sms_token}".encode()):
        return Response("Send the token.\n", 401, {"WWW-Authenticate": "Bearer"}, mimetype="text/plain")
    told = request.get_json(force=True, silent=True)
    name, state = (told.get("id"), told.get("state")) if isinstance(told, Mapping) else (None, None)
    if not isinstance(name, str) or state not in (DELIVERED, UNDELIVERED):
        return Response(EXPECTED, 400, mimetype="text/plain")
    if state == UNDELIVERED:
        note_report(db.session(), name, "sms_undelivered", channel=Channel.SMS, now=g.now)
        db.session.commit()
    return Response(status=204)
