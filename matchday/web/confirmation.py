"""What the pages of participants, coaches and staff share about a yes or no."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, request
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from matchday.core.confirmation import GONE, Reply, WhyNot, may_offer
from matchday.core.errors import NotFound, RuleError
from matchday.extensions import db
from matchday.models import Account, Confirmation, Participant, Slot
from matchday.services.answering import accept_place, decline_place
from matchday.services.confirmation import list_confirmations, want_other_place
from matchday.services.moving_up import find_next
from matchday.services.slot import count_guests
from matchday.web.forms import Form, KindField
from matchday.web.say import say
from matchday.web.words import icon_of


class DeclineForm(Form):
    """Why somebody does not come: each reason is a button that says no."""

    why_not = KindField(_l("Warum können Sie nicht kommen?"), WhyNot)
    icons = staticmethod(lambda value: icon_of(WhyNot(value)))


class DeclineForForm(DeclineForm):
    """The same, asked by somebody else and answered for the person."""

    why_not = KindField("Was sagt die Person?", WhyNot)


def accept_for(person: Participant, ordinal: int, *, back: str) -> Response:
    """Keep the yes of a person, and go back."""
    refusal = accept(read_question(person, ordinal), by=g.account)
    flash(refusal or f"Gespeichert: {person.shown_name} kommt.")
    return redirect(back)


def decline_for(person: Participant, ordinal: int, *, template: str, back: str) -> Response:
    """Ask why a person does not come; keep the no, and go back."""
    if request.method == "POST" and is_given_back(person, ordinal):
        return redirect(back)
    asked, form = read_question(person, ordinal), DeclineForForm()
    following = say_what_follows(asked.ticket.slot)
    if not form.validate_on_submit():
        page = render_template(template, form=form, asked=asked, person=person, following=following)
        return make_response(page, 422 if form.errors else 200)
    refusal = decline(asked, form, by=g.account)
    flash(refusal or f"Gespeichert: {person.shown_name} kommt nicht. {following}")
    return redirect(back)


def say_what_follows(slot: Slot) -> str:
    """Return what becomes of a place that somebody still holds, once it is given back."""
    free = slot.capacity - count_guests(db.session(), slot) + 1
    if not find_next(db.session(), g.event, slot, free=free):
        return "Der Platz ist frei. Es wartet niemand, der dorthin darf."
    if not may_offer(g.now, start_at=slot.start_at):
        return "Auf den Platz wartet jemand. Für eine Nachricht ist es zu spät: Das Team ruft an."
    return "Der Platz wird gleich den Nächsten auf der Warteliste angeboten."


def want_other_place_for(person: Participant, *, back: str) -> Response:
    """Keep that a person would like another place after all, and go back."""
    want_other_place(db.session(), person, g.event, by=g.account, now=g.now)
    db.session.commit()
    flash(f"Gespeichert: {person.shown_name} zählt im nächsten Plan wieder mit.")
    return redirect(back)


def read_question(participant: Participant, ordinal: int) -> Confirmation:
    """Return what a person was asked about one of their tickets and can answer. **Errors** NotFound."""
    for one in list_confirmations(db.session(), participant).values():
        if one.ticket.ordinal == ordinal and one.answer not in GONE:
            return one
    raise NotFound


def is_given_back(participant: Participant, ordinal: int) -> bool:
    """Tell whether a no was said already: who taps twice is led on as who taps once."""
    asked = list_confirmations(db.session(), participant).values()
    return any(one.answer is Reply.NO for one in asked if one.ticket.ordinal == ordinal)


def accept(asked: Confirmation, *, by: Account | Participant) -> str | None:
    """Keep a yes. Return the sentence of a refusal, if there is one."""
    ticket = asked.ticket
    try:
        accept_place(db.session(), ticket.participant, ticket, event=g.event, by=by, now=g.now)
    except RuleError as error:
        db.session.rollback()
        return say(error)
    db.session.commit()
    return None


def decline(asked: Confirmation, form: DeclineForm, *, by: Account | Participant) -> str | None:
    """Keep a no with what the form says. Return the sentence of a refusal, if there is one."""
    ticket = asked.ticket
    try:
        decline_place(
            db.session(),
            ticket.participant,
            ticket,
            event=g.event,
            why_not=form.why_not.data,
            by=by,
            now=g.now,
        )
    except RuleError as error:
        db.session.rollback()
        return say(error)
    db.session.commit()
    return None
