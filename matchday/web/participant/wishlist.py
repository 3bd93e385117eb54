"""The wish list on the phone: look through the slots, tap a heart; every tap saves."""

from __future__ import annotations

from enum import StrEnum

from flask import g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from matchday.core.consent import Recipient
from matchday.core.eligibility import Reason
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Action, is_open
from matchday.core.travel import NEAR_MIN
from matchday.core.wishlist import Step, take_step
from matchday.extensions import db
from matchday.services.consent import is_to_be_asked
from matchday.services.wishlist import Offer, list_offers, read_tiers, save_wishlist
from matchday.web.forms import Form
from matchday.web.participant import bp
from matchday.web.participant.welcome import confirmed
from matchday.web.say import say
from matchday.web.wishlist import VersionField


class Shown(StrEnum):
    """Name which slots the page shows."""

    ALL = "all"
    NEAR = "near"
    GERMAN = "german"


class TapForm(Form):
    """One tap: on a heart or on an arrow of one slot."""

    slot = HiddenField()
    step = RadioField(
        choices=[SelectChoice(step.value, "") for step in Step], coerce=Step, validators=[InputRequired()]
    )
    version = VersionField()


@bp.route("/wishlist", methods=["GET", "POST"])
@confirmed
def wishlist() -> Response | str:
    """Show the slots with the wishes; save one tap."""
    if not is_open(g.event.stage, Action.WISH):
        return redirect(url_for("participant.summary"))
    if is_to_be_asked(db.session(), g.participant, Recipient.EMPLOYER):
        return redirect(url_for("participant.consent"))
    form = TapForm()
    if not form.validate_on_submit():
        return make_response(show(), 422 if form.errors else 200)
    tiers, slot_id = read_tiers(db.session(), g.participant), slot_of(form.slot.data)
    wanted = take_step(tiers, form.step.data, slot_id)
    if wanted != tiers:
        try:
            save_wishlist(db.session(), g.participant, wanted, version=form.version.data, by=g.participant, now=g.now)
        except RuleError as error:
            db.session.rollback()
            return make_response(show(refused=error, tapped=slot_id), 409)
        db.session.commit()
    back = url_for("participant.wishlist", show=shown() if shown() is not Shown.ALL else None)
    return redirect(f"{back}#{form.slot.data}")


def show(*, refused: RuleError | None = None, tapped: int | None = None) -> str:
    """Return the page with the newest list; ``tapped`` is the slot of a tap that was refused."""
    offers = list_offers(db.session(), g.participant)
    sieved = {one: [offer for offer in offers if passes(offer, one)] for one in Shown}
    return render_template(
        "participant/wishlist.html",
        offers=sieved[shown()],
        counts={one: len(found) for one, found in sieved.items()},
        shown=shown(),
        mine=sorted((offer for offer in offers if offer.rank), key=lambda offer: (offer.rank, offer.slot.id)),
        refused=say(refused) if refused else None,
        tapped=next((offer for offer in offers if offer.slot.id == tapped), None),
    )


def shown() -> Shown:
    """Return which slots are asked for."""
    asked = request.args.get("show", "")
    return Shown(asked) if asked in set(Shown) else Shown.ALL


def passes(offer: Offer, sieve: Shown) -> bool:
    """Tell whether a slot is shown under one of the pills."""
    if sieve is Shown.NEAR:
        return offer.minutes is not None and offer.minutes <= NEAR_MIN
    return sieve is Shown.ALL or Reason.GERMAN not in offer.reasons


def slot_of(key: str | None) -> int:
    """Return the inner number of an approved slot of the event. **Errors** NotFound."""
    for offer in list_offers(db.session(), g.participant):
        if offer.slot.key == key:
            return offer.slot.id
    raise NotFound
