"""The wish list on the phone."""

from __future__ import annotations

from flask import g, redirect, url_for
from werkzeug.wrappers import Response

from matchday.core.consent import Recipient
from matchday.core.event import Action, is_open
from matchday.extensions import db
from matchday.services.consent import is_to_be_asked
from matchday.services.contact import whom_to_ask
from matchday.services.wishlist import read_offer
from matchday.web.choosing import Chooser, answer_gear, answer_tap, show_slot
from matchday.web.participant import bp
from matchday.web.participant.welcome import confirmed


@bp.route("/wishlist", methods=["GET", "POST"])
@confirmed
def wishlist() -> Response:
    """Show the slots with the wishes; save one tap."""
    return _turn_away() or answer_tap(_chooser(), template="participant/wishlist.html")


@bp.get("/slots/<slot_key>")
@confirmed
def slot(slot_key: str) -> Response | str:
    """Show everything about one slot."""
    offer = read_offer(db.session(), g.participant, key=slot_key)
    return _turn_away() or show_slot(_chooser(), offer, template="participant/slot.html")


@bp.post("/slots/<slot_key>/gear")
@confirmed
def gear(slot_key: str) -> Response:
    """Keep whether the person has the shoes and the helmet that a slot asks for."""
    offer = read_offer(db.session(), g.participant, key=slot_key)
    return _turn_away() or answer_gear(_chooser(), offer)


def _chooser() -> Chooser:
    return Chooser("participant", g.participant, by=g.participant, asked=whom_to_ask(g.participant, g.event))


def _turn_away() -> Response | None:
    """Lead away whoever may not wish now, or has to answer first whether the firm may see their name."""
    if not is_open(g.event.stage, Action.WISH):
        return redirect(url_for("participant.summary"))
    if is_to_be_asked(db.session(), g.participant, Recipient.EMPLOYER):
        return redirect(url_for("participant.consent"))
    return None
