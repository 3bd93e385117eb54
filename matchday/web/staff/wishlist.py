"""A wish list on somebody's behalf, on a plain page; the audit names who entered it."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template
from werkzeug.wrappers import Response

from matchday.core.event import Action, require_open
from matchday.extensions import db
from matchday.services.latecomer import is_latecomer, may_wish_for
from matchday.services.participant import read_participant
from matchday.services.wishlist import list_offers
from matchday.web.staff import bp
from matchday.web.staff.participant import address_of
from matchday.web.wishlist import WishListForm


@bp.route("/<event_key>/participants/<participant_key>/wishlist", methods=["GET", "POST"])
def wishlist(event_key: str, participant_key: str) -> Response | str:
    """Show and save somebody's wish list."""
    person = read_participant(db.session(), g.event, key=participant_key)
    if not may_wish_for(db.session(), g.event, person, by=g.account):
        require_open(g.event.stage, Action.WISH_FOR)
    offers = list_offers(db.session(), person)
    form = WishListForm.on_behalf(person, offers, max_wishes=g.event.max_wishes)
    if form.validate_on_submit() and form.save(person):
        db.session.commit()
        flash(form.saved_words(person.shown_name))
        return redirect(address_of(person))
    is_late = is_latecomer(db.session(), g.event, person)
    page = render_template("staff/participant_wishlist.html", form=form, person=person, is_latecomer=is_late)
    return make_response(page, 422 if form.errors else 200)
