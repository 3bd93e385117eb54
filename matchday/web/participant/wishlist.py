"""The wish list on the phone: look through the slots, tap a heart; every tap saves."""

from __future__ import annotations

from typing import NamedTuple

from flask import g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from matchday.core.activity import able_trades
from matchday.core.consent import Recipient
from matchday.core.errors import RuleError
from matchday.core.event import Action, is_open
from matchday.core.language import LANGUAGES
from matchday.core.sieve import Sieve
from matchday.core.slot import Trade
from matchday.core.slottext import reading_order
from matchday.core.wishlist import Step, take_step
from matchday.extensions import db
from matchday.services.consent import is_to_be_asked
from matchday.services.contact import whom_to_ask
from matchday.services.profile import find_profile
from matchday.services.slottext import find_slot_text
from matchday.services.wishlist import (
    Offer,
    lay_out,
    list_offers,
    read_offer,
    read_surroundings,
    read_tiers,
    save_wishlist,
)
from matchday.web.forms import Form
from matchday.web.language import name_language, shown_language
from matchday.web.participant import bp
from matchday.web.participant.looking import Looking, read_looking
from matchday.web.participant.welcome import confirmed
from matchday.web.say import say
from matchday.web.slottext import meeting_point
from matchday.web.wishlist import VersionField


class TapForm(Form):
    """One tap: on a heart or on an arrow of one slot; or a wish that was dragged to a rank."""

    slot = HiddenField()
    step = RadioField(
        choices=[SelectChoice(step.value, "") for step in Step], coerce=Step, validators=[InputRequired()]
    )
    rank = IntegerField(validators=[Optional(), NumberRange(min=1)], default=1)
    version = VersionField()


class Answer(NamedTuple):
    """One thing the slots can be narrowed down by: how many are left with it, and where a tap on it leads."""

    value: Sieve | Trade
    count: int
    is_given: bool
    address: str


@bp.route("/wishlist", methods=["GET", "POST"])
@confirmed
def wishlist() -> Response | str:
    """Show the slots with the wishes; save one tap."""
    if not_yet := turn_away():
        return not_yet
    form = TapForm()
    if not form.validate_on_submit():
        return make_response(show(), 422 if form.errors else 200)
    tiers, slot_id = read_tiers(db.session(), g.participant), read_own_offer(form.slot.data).slot.id
    wanted = take_step(tiers, form.step.data, slot_id, rank=form.rank.data or 1)
    if wanted != tiers:
        try:
            save_wishlist(db.session(), g.participant, wanted, version=form.version.data, by=g.participant, now=g.now)
        except RuleError as error:
            db.session.rollback()
            return make_response(show(refused=error, tapped=slot_id), 409)
        db.session.commit()
    is_dragged = form.step.data is Step.PLACE
    return redirect(read_looking().address(anchor="mine" if is_dragged else form.slot.data))


@bp.get("/slots/<slot_key>")
@confirmed
def slot(slot_key: str) -> Response | str:
    """Show everything about one slot: what, when, where on the map, and the heart."""
    offer, shown, spoken = read_own_offer(slot_key), shown_language(), g.participant.spoken_languages
    if not_yet := turn_away():
        return not_yet
    return render_template(
        "participant/slot.html",
        offer=offer,
        mine=wishes_of(list_offers(db.session(), g.participant)),
        looking=read_looking(),
        languages=LANGUAGES,
        around=read_surroundings(db.session(), g.participant, offer.slot),
        asked=whom_to_ask(g.participant, g.event),
        text=find_slot_text(offer.slot, reading_order(shown, spoken)),
        point=meeting_point(offer.slot, shown=shown, spoken=spoken),
        spoken=[name_language(code) for code in offer.slot.spoken_languages],
    )


def turn_away() -> Response | None:
    """Lead away whoever may not wish now, or has to answer first whether the firm may see their name."""
    if not is_open(g.event.stage, Action.WISH):
        return redirect(url_for("participant.summary"))
    if is_to_be_asked(db.session(), g.participant, Recipient.EMPLOYER):
        return redirect(url_for("participant.consent"))
    return None


def show(*, refused: RuleError | None = None, tapped: int | None = None) -> str:
    """Return the page with the newest list; ``tapped`` is the slot of a tap that was refused."""
    profile, offers = find_profile(db.session(), g.participant), list_offers(db.session(), g.participant)
    looking = read_looking(able_trades(profile.abilities) if profile else frozenset())
    return render_template(
        "participant/wishlist.html",
        offers=[offer for offer in offers if looking.shows(offer)],
        offer_count=len(offers),
        looking=looking,
        sieves=[answer_of(looking, one, offers) for one in looking.sieves],
        trades=[answer_of(looking, one, offers) for one in Trade if one in {offer.slot.trade for offer in offers}],
        mine=wishes_of(offers),
        refused=say(refused) if refused else None,
        tapped=next((offer for offer in offers if offer.slot.id == tapped), None),
        asked=whom_to_ask(g.participant, g.event),
        laid=lay_out(g.participant, offers),
    )


def answer_of(looking: Looking, one: Sieve | Trade, offers: list[Offer]) -> Answer:
    """Return one answer with how many slots it leaves."""
    count = sum(map(looking.with_only(one).shows, offers))
    return Answer(one, count, one in looking.only | looking.trades, looking.turned(one).address())


def wishes_of(offers: list[Offer]) -> list[Offer]:
    """Return the wishes, best first."""
    return sorted((offer for offer in offers if offer.rank), key=lambda offer: (offer.rank or 0, offer.slot.id))


def read_own_offer(key: str | None) -> Offer:
    """Return an approved slot of the person's event. **Errors** NotFound."""
    return read_offer(db.session(), g.participant, key=key or "")
