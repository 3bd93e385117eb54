"""A coach enters wishes for one of their people, openly: the page and the audit name the coach."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday.core.consent import Recipient
from matchday.core.event import Action, require_open
from matchday.extensions import db
from matchday.services.consent import is_to_be_asked
from matchday.services.wishlist import list_offers
from matchday.web.coach import bp
from matchday.web.coach.participant import own
from matchday.web.wishlist import WishListForm


@bp.route("/<participant_key>/wishlist", methods=["GET", "POST"])
def wishlist(participant_key: str) -> Response | str:
    """Show and save somebody's wish list."""
    person = own(participant_key)
    require_open(g.event.stage, Action.WISH)
    if is_to_be_asked(db.session(), person, Recipient.EMPLOYER):
        flash("Bitte fragen Sie zuerst: Darf der Betrieb den Namen sehen?")
        return redirect(url_for("coach.participant", participant_key=person.key) + "#consent")
    offers = list_offers(db.session(), person)
    form = WishListForm.on_behalf(person, offers, max_wishes=g.event.max_wishes)
    if form.validate_on_submit() and form.save(person):
        db.session.commit()
        flash(form.saved_words(person.first_name))
        return redirect(url_for("coach.participant", participant_key=person.key))
    page = render_template("coach/wishlist.html", form=form, person=person, offers=offers)
    return make_response(page, 422 if form.errors else 200)
