"""Messages: what went out, what did not arrive, whom to tell by hand; invitations."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matchday.core.event import Action, is_open
from matchday.core.message import MessageState
from matchday.extensions import db
from matchday.services.message import (
    count_messages,
    invite_participants,
    is_to_tell,
    list_messages,
    list_uninvited,
    list_unopened,
    note_bounce,
    read_message,
    remind_participants,
    resend_message,
)
from matchday.web.message import FAILURES
from matchday.web.staff import bp


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
        is_inviting=is_open(g.event.stage, Action.INVITE),
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
    """Send a message that failed once more, or print a letter again."""
    message = resend_message(db.session(), g.event, message_key, by=g.account, now=g.now)
    if message.state is MessageState.WAITING:
        return _sent(1)
    db.session.commit()
    flash("Der Brief liegt wieder bei „Nachrichten als Brief“ zum Drucken.")
    return redirect(url_for("staff.messages", event_key=g.event.key))  # type: ignore[return-value]


@bp.route("/<event_key>/messages/<message_key>/bounce", methods=["GET", "POST"])
def message_bounce(event_key: str, message_key: str) -> Response | str:
    """Ask first, then note that a message did not arrive: somebody has to tell the person, or the employer."""
    if request.method != "POST":
        message = read_message(db.session(), g.event, key=message_key)
        is_told = message.participant is not None and is_to_tell(message.participant)
        return render_template("staff/message_bounce.html", message=message, is_to_tell=is_told)
    message = note_bounce(db.session(), g.event, message_key, by=g.account, now=g.now)
    db.session.commit()
    said = "Bitte rufen Sie den Betrieb an, und prüfen Sie die Adresse."
    if message.participant is not None:
        said = "Unter „Zu erledigen“ steht, wem Sie es sagen müssen." if is_to_tell(message.participant) else ""
    flash(f"Notiert: Die Nachricht ist nicht angekommen. {said}".rstrip())
    return redirect(url_for("staff.messages", event_key=g.event.key))  # type: ignore[return-value]


def _sent(count: int) -> Response:
    db.session.commit()
    flash("1 Nachricht geht hinaus." if count == 1 else f"{count} Nachrichten gehen hinaus.")
    return redirect(url_for("staff.messages", event_key=g.event.key))  # type: ignore[return-value]
