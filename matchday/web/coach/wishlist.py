"""A coach chooses beside one of their people, openly: the page and the audit name the coach."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday.core.consent import Recipient
from matchday.core.event import Action, require_open
from matchday.extensions import db
from matchday.models import Participant
from matchday.services.consent import is_to_be_asked
from matchday.services.latecomer import is_latecomer, may_wish_for
from matchday.services.wishlist import list_offers, read_offer
from matchday.web.choosing import Chooser, answer_gear, answer_tap, show_slot
from matchday.web.coach import bp
from matchday.web.coach.participant import own
from matchday.web.wishlist import WishListForm


@bp.route("/<participant_key>/wishlist", methods=["GET", "POST"])
def wishlist(participant_key: str) -> Response:
    """Show the slots by pictures with the person's wishes; save one tap."""
    person = own(participant_key)
    return _turn_away(person) or _lead_to_form(person) or answer_tap(_chooser(person), template="coach/wishlist.html")


@bp.get("/<participant_key>/slots/<slot_key>")
def slot(participant_key: str, slot_key: str) -> Response | str:
    """Show everything about one slot."""
    person = own(participant_key)
    offer = read_offer(db.session(), person, key=slot_key)
    return _turn_away(person) or _lead_to_form(person) or show_slot(_chooser(person), offer, template="coach/slot.html")


@bp.post("/<participant_key>/slots/<slot_key>/gear")
def gear(participant_key: str, slot_key: str) -> Response:
    """Keep whether the person has the shoes and the helmet that a slot asks for."""
    person = own(participant_key)
    offer = read_offer(db.session(), person, key=slot_key)
    return _turn_away(person) or answer_gear(_chooser(person), offer)


@bp.route("/<participant_key>/wishlist/form", methods=["GET", "POST"])
def wishlist_form(participant_key: str) -> Response:
    """Show and save somebody's whole wish list: with ties, and with what would do if none of it is possible."""
    person = own(participant_key)
    if asked_first := _turn_away(person):
        return asked_first
    offers = list_offers(db.session(), person)
    form = WishListForm.on_behalf(person, offers, max_wishes=g.event.max_wishes)
    if form.validate_on_submit() and form.save(person):
        db.session.commit()
        flash(form.saved_words(person.first_name))
        return redirect(url_for("coach.participant", participant_key=person.key))
    is_late = is_latecomer(db.session(), g.event, person)
    page = render_template("coach/wishlist_form.html", form=form, person=person, offers=offers, is_latecomer=is_late)
    return make_response(page, 422 if form.errors else 200)


def _chooser(person: Participant) -> Chooser:
    return Chooser("coach", person, by=g.account, here={"participant_key": person.key})


def _lead_to_form(person: Participant) -> Response | None:
    """Lead to the form where the person came too late: their wishes are saved once and whole, not tap by tap."""
    if not is_latecomer(db.session(), g.event, person):
        return None
    return redirect(url_for("coach.wishlist_form", participant_key=person.key))  # type: ignore[return-value]


def _turn_away(person: Participant) -> Response | None:
    """Lead to the question that comes before the wishes. **Errors** RuleError ``stage_shut``."""
    if not may_wish_for(db.session(), g.event, person, by=g.account):
        require_open(g.event.stage, Action.WISH)
    if not is_to_be_asked(db.session(), person, Recipient.EMPLOYER):
        return None
    flash("Bitte fragen Sie zuerst: Darf der Betrieb den Namen sehen?")
    return redirect(url_for("coach.participant", participant_key=person.key) + "#consent")
