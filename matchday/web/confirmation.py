"""What the pages of participants, coaches and staff share about a yes or no."""

from __future__ import annotations

from flask import g
from flask_babel import lazy_gettext as _l

from matchday.core.confirmation import Reply, WhyNot
from matchday.core.errors import NotFound, RuleError
from matchday.extensions import db
from matchday.models import Account, Confirmation, Participant
from matchday.services.answering import accept_place, decline_place
from matchday.services.confirmation import list_confirmations
from matchday.web.forms import AnswerField, Form, KindField
from matchday.web.say import say
from matchday.web.words import icon_of


class DeclineForm(Form):
    """Why somebody does not come, and whether another place would be welcome."""

    why_not = KindField(_l("Warum können Sie nicht kommen?"), WhyNot)
    wants_other = AnswerField(_l("Möchten Sie einen anderen Platz?"))
    icons = staticmethod(lambda value: icon_of(WhyNot(value)))


class DeclineForForm(DeclineForm):
    """The same, asked by somebody else and answered for the person."""

    why_not = KindField("Was sagt die Person?", WhyNot)
    wants_other = AnswerField("Möchte sie einen anderen Platz?")


def read_question(participant: Participant, ordinal: int) -> Confirmation:
    """Return what a person was asked about one of their tickets and can answer. **Errors** NotFound."""
    for one in list_confirmations(db.session(), participant).values():
        if one.ticket.ordinal == ordinal and one.answer in (Reply.OPEN, Reply.YES):
            return one
    raise NotFound


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
            wants_other=form.wants_other.is_yes,
            by=by,
            now=g.now,
        )
    except RuleError as error:
        db.session.rollback()
        return say(error)
    db.session.commit()
    return None
