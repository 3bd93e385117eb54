"""Ways: how long somebody needs to a slot, where staff know it better than the map."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from matchday.core.errors import RuleError
from matchday.core.event import Action, is_open
from matchday.core.travel import LONGEST_MIN
from matchday.extensions import db
from matchday.models import Participant
from matchday.services.eligibility import computed_minutes
from matchday.services.knownway import list_ways, remove_way, set_way
from matchday.services.participant import read_participant
from matchday.services.slot import read_slot
from matchday.services.wishlist import Offer, list_offers_of_plan
from matchday.web.forms import Form, LineField, NumberField, PickField, need
from matchday.web.say_loss import warn_of_loss
from matchday.web.slot import name_offer_in_list
from matchday.web.staff import bp


class WayForm(Form):
    """Where to, how long it takes, and who says so."""

    slot = PickField("Zu welchem Angebot?")
    minutes = NumberField("Wie viele Minuten dauert der Weg?", least=0, most=LONGEST_MIN)
    reason = LineField("Woher wissen Sie das?", [need()])


@bp.route("/<event_key>/participants/<participant_key>/ways", methods=["GET", "POST"])
def ways(event_key: str, participant_key: str) -> Response | str:
    """Show the ways that staff know, with who and when; tell another or change one."""
    person = read_participant(db.session(), g.event, key=participant_key)
    computed = computed_minutes(db.session(), person)
    form = _form(person, computed)
    if not form.validate_on_submit():
        return _page(form, person, computed, 422 if form.is_submitted() else 200)
    try:
        set_way(
            db.session(),
            person,
            read_slot(db.session(), form.slot.data, event=g.event),
            minutes=form.minutes.data,
            reason=form.reason.data,
            by=g.account,
            now=g.now,
        )
    except RuleError as error:
        form.refuse("slot", error)
        return _page(form, person, computed, 422)
    db.session.commit()
    flash("Gespeichert. Im Plan gilt es, sobald er neu gerechnet wird.")
    warn_of_loss(person)
    return redirect(_address_of(person))


@bp.post("/<event_key>/participants/<participant_key>/ways/<slot_key>/remove")
def way_remove(event_key: str, participant_key: str, slot_key: str) -> Response:
    """Go by our map again."""
    person = read_participant(db.session(), g.event, key=participant_key)
    remove_way(db.session(), person, read_slot(db.session(), slot_key, event=g.event), by=g.account, now=g.now)
    db.session.commit()
    flash("Zurückgenommen. Für diesen Weg gilt wieder unsere Karte, im Plan, sobald er neu gerechnet wird.")
    warn_of_loss(person)
    return redirect(_address_of(person))


def _form(person: Participant, computed: dict[int, int | None]) -> WayForm:
    """Return the form with every offer, what the person wished first."""
    form = WayForm()
    offers = sorted(
        list_offers_of_plan(db.session(), person), key=lambda one: (one.rank or 10**6, one.slot.start_at, one.slot.id)
    )
    form.slot.choices = [
        SelectChoice("", "Bitte wählen"),
        *(SelectChoice(offer.slot.key, _say(offer, computed[offer.slot.id])) for offer in offers),
    ]
    return form


def _say(offer: Offer, minutes: int | None) -> str:
    """Say an offer in one line, with the minutes of our map."""
    way = "Weg unbekannt" if minutes is None else f"laut Karte {'1 Minute' if minutes == 1 else f'{minutes} Minuten'}"
    return name_offer_in_list(offer, way)


def _page(form: WayForm, person: Participant, computed: dict[int, int | None], status: int) -> Response:
    page = render_template(
        "staff/way.html",
        form=form,
        person=person,
        ways=list_ways(db.session(), person),
        computed=computed,
        may_tell=is_open(g.event.stage, Action.PREPARE),
    )
    return make_response(page, status)


def _address_of(person: Participant) -> str:
    return url_for("staff.ways", event_key=g.event.key, participant_key=person.key)
