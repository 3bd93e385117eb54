"""One question after the wishes: what would do if none of them is possible."""

from __future__ import annotations

from flask import g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday.core.consent import Recipient
from matchday.core.errors import RuleError
from matchday.core.event import Action, is_open
from matchday.extensions import db
from matchday.services.consent import is_to_be_asked
from matchday.services.wishlist import answer_acceptable, list_offers
from matchday.web.participant import bp
from matchday.web.participant.welcome import confirmed
from matchday.web.wishlist import AcceptableForm


@bp.route("/acceptable", methods=["GET", "POST"])
@confirmed
def acceptable() -> Response | str:
    """Ask what else would do, and keep the answer."""
    if not is_open(g.event.stage, Action.WISH):
        return redirect(url_for("participant.summary"))
    if is_to_be_asked(db.session(), g.participant, Recipient.EMPLOYER):
        return redirect(url_for("participant.consent"))
    form = AcceptableForm.of(g.participant)
    form.offer_trades(offer.slot.trade for offer in list_offers(db.session(), g.participant))
    if not form.validate_on_submit():
        return make_response(render_template("participant/acceptable.html", form=form), 422 if form.errors else 200)
    try:
        answer_acceptable(
            db.session(),
            g.participant,
            form.answer.data,
            trades=form.chosen_trades(),
            version=form.version.data,
            by=g.participant,
            now=g.now,
        )
    except RuleError as error:
        db.session.rollback()
        form.refuse("trades" if error.code == "trades_missing" else "answer", error)
        form.version.renew(g.participant.wishlist_version)
        return make_response(render_template("participant/acceptable.html", form=form), 422)
    db.session.commit()
    return redirect(url_for("participant.summary"))
