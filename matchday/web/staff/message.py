"""Messages: what went out, what did not arrive, whom to tell by hand; invitations."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matchday.core.event import Action, is_open
from matchday.core.message import MessageKind, MessageState
from matchday.extensions import db
from matchday.models import Participant
from matchday.services.message import (
    Departure,
    count_departing,
    count_messages,
    foresee_departure,
    invite_participants,
    is_sent_to,
    is_to_tell,
    is_written_to,
    list_messages,
    list_uninvited,
    list_unopened,
    note_bounce,
    read_message,
    remind_participants,
    resend_message,
)
from matchday.web.message import FAILURES
from matchday.web.say_departure import say_departure
from matchday.web.staff import bp


@bp.get("/<event_key>/messages")
def messages(event_key: str) -> str:
    """Show the event's messages, of one state where asked."""
    asked = request.args.get("state", "")
    state = MessageState(asked) if asked in set(MessageState) else None
    uninvited = list_uninvited(db.session(), g.event)
    unopened = list_unopened(db.session(), g.event, now=g.now)
    departure = count_departing(db.session(), g.event, now=g.now)
    return render_template(
        "staff/messages.html",
        messages=list_messages(db.session(), g.event, states=[state] if state else MessageState),
        counts=count_messages(db.session(), g.event),
        states=list(MessageState),
        state=state,
        failures=FAILURES,
        is_inviting=is_open(g.event.stage, Action.INVITE),
        uninvited=uninvited,
        by_hand_count=sum(not is_written_to(one) for one in uninvited),
        unopened_count=len(unopened),
        departure=departure,
        said=say_departure(departure, now=g.now),
        said_of_invited=_say_invited(uninvited),
        said_of_unopened=_say_invited(unopened),
    )


@bp.post("/<event_key>/messages/invite")
def message_invite(event_key: str) -> Response:
    """Send their personal page to everybody we write to who was not invited yet."""
    return _invited(invite_participants(db.session(), g.event, by=g.account, now=g.now))


@bp.post("/<event_key>/messages/remind")
def message_remind(event_key: str) -> Response:
    """Send the invitation again to everybody who has not opened it."""
    return _invited(remind_participants(db.session(), g.event, by=g.account, now=g.now))


@bp.post("/<event_key>/messages/<message_key>/resend")
def message_resend(event_key: str, message_key: str) -> Response:
    """Send a message that failed once more, or print a letter again."""
    message = resend_message(db.session(), g.event, message_key, by=g.account, now=g.now)
    if message.state is not MessageState.WAITING:
        return _back("Der Brief liegt wieder bei „Nachrichten als Brief“ zum Drucken.")
    waits_until = message.due_at if message.due_at and message.due_at > g.now else None
    departure = Departure(at_once=not waits_until, later=bool(waits_until), morning_at=waits_until)
    return _back(" ".join(say_departure(departure, now=g.now)))


@bp.route("/<event_key>/messages/<message_key>/bounce", methods=["GET", "POST"])
def message_bounce(event_key: str, message_key: str) -> Response | str:
    """Ask first, then note that a message did not arrive: somebody has to tell the person, or the employer."""
    if request.method != "POST":
        message = read_message(db.session(), g.event, key=message_key)
        is_told = message.participant is not None and is_to_tell(message.participant)
        return render_template("staff/message_bounce.html", message=message, is_to_tell=is_told)
    message = note_bounce(db.session(), g.event, message_key, by=g.account, now=g.now)
    said = "Bitte rufen Sie den Betrieb an, und prüfen Sie die Adresse."
    if message.participant is not None:
        said = "Unter „Zu erledigen“ steht, wem Sie es sagen müssen." if is_to_tell(message.participant) else ""
    return _back(f"Notiert: Die Nachricht ist nicht angekommen. {said}".rstrip())


def _invited(people: Sequence[Participant]) -> Response:
    """Say when the invitations go out; letters among them are printed first."""
    letters = sum(is_written_to(one) and not is_sent_to(one) for one in people)
    printed = ["1 Brief liegt zum Drucken bereit." if letters == 1 else f"{letters} Briefe liegen zum Drucken bereit."]
    return _back(" ".join([*_say_invited(people), *(printed if letters else [])]))


def _say_invited(people: Sequence[Participant]) -> list[str]:
    """Say when invitations to these people go out, if they are sent now."""
    counts = {MessageKind.INVITATION: sum(map(is_sent_to, people))}
    return say_departure(foresee_departure(g.event, counts, now=g.now), now=g.now)


def _back(said: str) -> Response:
    db.session.commit()
    if said:
        flash(said)
    return redirect(url_for("staff.messages", event_key=g.event.key))  # type: ignore[return-value]
