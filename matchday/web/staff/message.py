"""Messages: what went out, what did not arrive, whom to tell by hand; invitations."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matchday.core.message import MessageState
from matchday.extensions import db
from matchday.services.message import (
    count_messages,
    invite_participants,
    list_messages,
    list_uninvited,
    list_unopened,
    remind_participants,
    resend_message,
)
from matchday.web.staff import bp

FAILURES = {
    "recipient_refused": "Die Adresse gibt es nicht.",
    "mail_refused": "Der Mailserver hat sie abgelehnt.",
    "number_dead": "Die Telefonnummer gibt es nicht.",
    "sms_refused": "Die SMS-Stelle hat sie abgelehnt.",
    "gateway_away": "Die SMS-Stelle war nicht erreichbar.",
    "gateway_login": "Die SMS-Stelle nimmt unsere Anmeldung nicht an. Bitte die IT fragen.",
    "no_gateway": "Hier ist kein SMS-Versand eingerichtet. Bitte die IT fragen.",
    "server_away": "Der Mailserver war nicht erreichbar.",
    "server_login": "Der Mailserver nimmt unsere Anmeldung nicht an. Bitte die IT fragen.",
    "unsure": "Vielleicht angekommen: Beim Senden brach zweimal etwas ab.",
    "no_recipient": "Es gibt keine Adresse mehr.",
    "fault": "Beim Schreiben ist bei uns etwas kaputtgegangen.",
}
"""Why a message did not arrive, as staff read it."""


@bp.get("/<event_key>/messages")
def messages(event_key: str) -> str:
    """Show the event's messages, of one state where asked."""
    asked = request.args.get("state", "")
    state = MessageState(asked) if asked in set(MessageState) else None
    return render_template(
        "staff/messages.html",
        messages=list_messages(db.session(), g.event, states=[state] if state else MessageState),
        counts=count_messages(db.session(), g.event),
        states=list(MessageState),
        state=state,
        failures=FAILURES,
        uninvited_count=len(list_uninvited(db.session(), g.event)),
        unopened_count=len(list_unopened(db.session(), g.event, now=g.now)),
    )


@bp.post("/<event_key>/messages/invite")
def message_invite(event_key: str) -> Response:
    """Send their personal page to everybody who has mail and none yet."""
    return _sent(invite_participants(db.session(), g.event, by=g.account, now=g.now))


@bp.post("/<event_key>/messages/remind")
def message_remind(event_key: str) -> Response:
    """Send the invitation again to everybody who has not opened it."""
    return _sent(remind_participants(db.session(), g.event, by=g.account, now=g.now))


@bp.post("/<event_key>/messages/<message_key>/resend")
def message_resend(event_key: str, message_key: str) -> Response:
    """Send a message that failed once more."""
    resend_message(db.session(), g.event, message_key, by=g.account, now=g.now)
    return _sent(1)


def _sent(count: int) -> Response:
    db.session.commit()
    flash("1 Nachricht geht hinaus." if count == 1 else f"{count} Nachrichten gehen hinaus.")
    return redirect(url_for("staff.messages", event_key=g.event.key))  # type: ignore[return-value]
