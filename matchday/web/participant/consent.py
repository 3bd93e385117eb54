"""What a person allows whom: one question before the first wish, and a page where each yes can be taken back."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchday.core.consent import Recipient
from matchday.core.event import Action, is_open
from matchday.extensions import db
from matchday.services.consent import answer_consent, find_consent
from matchday.web.consent import tell_consents
from matchday.web.forms import AnswerField, Form, KindField
from matchday.web.participant import bp
from matchday.web.participant.welcome import confirmed


class ConsentForm(Form):
    """Yes or no."""

    answer = AnswerField()


class WithdrawForm(Form):
    """Which yes is taken back."""

    recipient = KindField("", Recipient)


@bp.route("/consents", methods=["GET", "POST"])
@confirmed
def consents() -> Response | str:
    """Show every question with its answer and what follows from it; take a yes back."""
    form = WithdrawForm()
    if form.validate_on_submit():
        answer_consent(db.session(), g.participant, form.recipient.data, is_given=False, by=g.participant, now=g.now)
        db.session.commit()
        flash(_("Ihr Ja ist zurückgenommen. Das gilt ab sofort."))
        return redirect(url_for("participant.consents"))
    told = tell_consents(g.participant)
    return make_response(
        render_template("participant/consents.html", form=form, told=told), 422 if form.errors else 200
    )


@bp.route("/consent", methods=["GET", "POST"])
@confirmed
def consent() -> Response | str:
    """Ask, show what each answer means, and keep the answer. It can be changed at any time.

    A protected person is not asked: the employer never reads their name.
    """
    if g.participant.is_protected:
        return redirect(url_for("participant.summary"))
    form = ConsentForm()
    given = find_consent(db.session(), g.participant, Recipient.EMPLOYER)
    if not form.validate_on_submit():
        page = render_template("participant/consent.html", form=form, given=given)
        return make_response(page, 422 if form.errors else 200)
    is_given = form.answer.is_yes
    answer_consent(db.session(), g.participant, Recipient.EMPLOYER, is_given=is_given, by=g.participant, now=g.now)
    db.session.commit()
    if given is not None:
        flash(_("Ihre Antwort ist gespeichert."))
    is_first = given is None and is_open(g.event.stage, Action.WISH)
    return redirect(url_for("participant.wishlist" if is_first else "participant.summary"))
