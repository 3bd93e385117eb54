"""How slots are chosen by pictures: look through them, tap a heart; every tap saves. Beside a coach as on the phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flask import g, make_response, redirect, render_template
from werkzeug.wrappers import Response
from wtforms import HiddenField, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from matchday.core.activity import able_trades
from matchday.core.contact import Contact
from matchday.core.errors import RuleError
from matchday.core.language import LANGUAGES
from matchday.core.sieve import Sieve
from matchday.core.slot import Trade
from matchday.core.slottext import reading_order
from matchday.core.wishlist import Step, take_step
from matchday.extensions import db
from matchday.models import Account, Participant
from matchday.services.gear import tell_gear
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
from matchday.web.looking import Looking, read_looking
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


class GearForm(Form):
    """Whether somebody has shoes or a helmet."""

    has = RadioField(choices=[SelectChoice("yes", ""), SelectChoice("no", "")], validators=[InputRequired()])


class Answer(NamedTuple):
    """One thing the slots can be narrowed down by: how many are left with it, and where a tap on it leads."""

    value: Sieve | Trade
    count: int
    is_given: bool
    address: str


@dataclass(frozen=True)
class Chooser:
    """Who chooses, and for whom: the person on their phone, or a coach beside them.

    **Shapes** ``role`` is the package whose pages these are; ``here`` are the parts of their addresses. ``asked`` is
    whom the person can ask about a slot that is shut; a coach is asked already.
    """

    role: str
    person: Participant
    by: Account | Participant
    here: Mapping[str, str] = field(default_factory=dict)
    asked: Contact | None = None


def answer_tap(chooser: Chooser, *, template: str) -> Response:
    """Show the slots with the wishes; save one tap. **Errors** NotFound."""
    form, person = TapForm(), chooser.person
    if not form.validate_on_submit():
        return make_response(_show(chooser, template), 422 if form.errors else 200)
    offer = read_offer(db.session(), person, key=form.slot.data or "")
    tiers = read_tiers(db.session(), person)
    wanted = take_step(tiers, form.step.data, offer.slot.id, rank=form.rank.data or 1)
    if wanted != tiers:
        try:
            save_wishlist(db.session(), person, wanted, version=form.version.data, by=chooser.by, now=g.now)
        except RuleError as error:
            db.session.rollback()
            return make_response(_show(chooser, template, refused=error, tapped=offer.slot.id), 409)
        db.session.commit()
    is_dragged = form.step.data is Step.PLACE
    return redirect(read_looking(chooser.role, chooser.here).address(anchor="mine" if is_dragged else form.slot.data))


def answer_gear(chooser: Chooser, offer: Offer) -> Response:
    """Keep whether the person has what the slot asks guests to bring."""
    form = GearForm()
    if form.validate_on_submit():
        tell_gear(db.session(), chooser.person, offer.slot, has=form.has.data == "yes", by=chooser.by, now=g.now)
        db.session.commit()
    return redirect(read_looking(chooser.role, chooser.here).address("slot", slot_key=offer.slot.key))


def show_slot(chooser: Chooser, offer: Offer, *, template: str) -> str:
    """Show everything about one slot: what, when, where on the map, and the heart."""
    person, shown, spoken = chooser.person, shown_language(), chooser.person.spoken_languages
    return render_template(
        template,
        person=person,
        offer=offer,
        mine=wishes_of(list_offers(db.session(), person)),
        looking=read_looking(chooser.role, chooser.here),
        languages=LANGUAGES,
        around=read_surroundings(db.session(), person, offer.slot),
        asked=chooser.asked,
        text=find_slot_text(offer.slot, reading_order(shown, spoken)),
        point=meeting_point(offer.slot, shown=shown, spoken=spoken),
        spoken=[name_language(code) for code in offer.slot.spoken_languages],
    )


def wishes_of(offers: Sequence[Offer]) -> list[Offer]:
    """Return the wishes, best first."""
    return sorted((offer for offer in offers if offer.rank), key=lambda offer: (offer.rank or 0, offer.slot.id))


def _show(chooser: Chooser, template: str, *, refused: RuleError | None = None, tapped: int | None = None) -> str:
    """Return the page with the newest list; ``tapped`` is the slot of a tap that was refused."""
    person = chooser.person
    profile, offers = find_profile(db.session(), person), list_offers(db.session(), person)
    able = able_trades(profile.abilities) if profile else frozenset()
    looking = read_looking(chooser.role, chooser.here, able=able)
    return render_template(
        template,
        person=person,
        offers=[offer for offer in offers if looking.shows(offer)],
        offer_count=len(offers),
        looking=looking,
        sieves=[_answer_of(looking, one, offers) for one in looking.sieves],
        trades=[_answer_of(looking, one, offers) for one in Trade if one in {offer.slot.trade for offer in offers}],
        mine=wishes_of(offers),
        refused=say(refused) if refused else None,
        tapped=next((offer for offer in offers if offer.slot.id == tapped), None),
        asked=chooser.asked,
        laid=lay_out(person, offers),
    )


def _answer_of(looking: Looking, one: Sieve | Trade, offers: list[Offer]) -> Answer:
    """Return one answer with how many slots it leaves."""
    count = sum(map(looking.with_only(one).shows, offers))
    return Answer(one, count, one in looking.only | looking.trades, looking.turned(one).address())
