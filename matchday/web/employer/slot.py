"""An employer's own slots: the cards on the first page, and one form to offer or change one."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday.core.errors import RuleError
from matchday.core.event import Action, is_open
from matchday.core.slot import SlotState
from matchday.extensions import db
from matchday.models import Event, Slot
from matchday.services.event import read_event
from matchday.services.slot import (
    change_offer,
    count_guests,
    list_coming_events,
    list_slots,
    offer_slot,
    read_own_slot,
    withdraw_offer,
)
from matchday.web.employer import bp
from matchday.web.forms import Form, NoteField
from matchday.web.slot import slot_form, slot_values

ORDER = (SlotState.DRAFT, SlotState.WAITING, SlotState.APPROVED, SlotState.WITHDRAWN)
"""What is sent back comes first, what is over last."""
CHANGED = "Ihre Änderung ist gespeichert. Wir prüfen sie und geben das Angebot dann frei."


class WithdrawForm(Form):
    """Why an offer cannot be kept."""

    reason = NoteField("Was ist dazwischengekommen?")


@bp.get("/")
def home() -> str:
    """Show the coming events, each with what this employer offers."""
    events = list_coming_events(db.session(), g.employer)
    if len(events) == 1:
        g.event = events[0]
    offers = [(event, _urgent_first(list_slots(db.session(), event, employer=g.employer))) for event in events]
    return render_template("employer/home.html", employer=g.employer, offers=offers, may=may)


@bp.route("/<event_key>/slots/new", methods=["GET", "POST"])
def offer(event_key: str) -> Response | str:
    """Offer a slot."""
    form = slot_form(g.employer, g.event)
    if form.validate_on_submit():
        values = slot_values(form, g.employer, g.event)
        try:
            offer_slot(db.session(), g.employer, values, event=g.event, by=g.account, now=g.now)
        except RuleError as error:
            form.refuse_slot(error)
        else:
            db.session.commit()
            flash("Danke, wir haben Ihr Angebot. Wir prüfen es und geben es dann frei.")
            return redirect(url_for("employer.home"))
    page = render_template("employer/slot_form.html", form=form, employer=g.employer, slot=None)
    return make_response(page, 422 if form.errors else 200)


@bp.route("/slots/<slot_key>/change", methods=["GET", "POST"])
def change(slot_key: str) -> Response | str:
    """Change a slot; it waits for approval again."""
    slot = read_own_slot(db.session(), slot_key, employer=g.employer)
    g.event = read_event(db.session(), g.organiser_id, event_id=slot.event_id)
    if not is_open(g.event.stage, Action.OFFER):
        return _call(slot)
    form = slot_form(g.employer, g.event, slot)
    if form.validate_on_submit():
        try:
            values = slot_values(form, g.employer, g.event)
            is_changed = change_offer(db.session(), slot, values, by=g.account, now=g.now)
        except RuleError as error:
            form.refuse_slot(error)
        else:
            db.session.commit()
            flash(CHANGED if is_changed else "Sie haben nichts geändert. Ihr Angebot bleibt freigegeben.")
            return redirect(url_for("employer.home"))
    page = render_template("employer/slot_form.html", form=form, employer=g.employer, slot=slot)
    return make_response(page, 422 if form.errors else 200)


@bp.route("/slots/<slot_key>/withdraw", methods=["GET", "POST"])
def withdraw(slot_key: str) -> Response | str:
    """Withdraw a slot, or show whom to call where people were told of it already."""
    slot = read_own_slot(db.session(), slot_key, employer=g.employer)
    g.event = read_event(db.session(), g.organiser_id, event_id=slot.event_id)
    if not is_open(g.event.stage, Action.OFFER):
        return _call(slot)
    form = WithdrawForm()
    if form.validate_on_submit():
        withdraw_offer(db.session(), slot, form.reason.data, by=g.account, now=g.now)
        db.session.commit()
        flash("Ihr Angebot ist zurückgezogen.")
        return redirect(url_for("employer.home"))
    page = render_template("employer/withdraw.html", form=form, slot=slot)
    return make_response(page, 422 if form.errors else 200)


def _call(slot: Slot) -> str:
    return render_template("employer/call.html", slot=slot, guest_count=count_guests(db.session(), slot))


def _urgent_first(slots: list[Slot]) -> list[Slot]:
    return sorted(slots, key=lambda slot: (slot.end_at <= g.now, ORDER.index(slot.state)))


def may(event: Event, action: str) -> bool:
    """Tell a template whether ``action`` is open at ``event``."""
    return is_open(event.stage, Action(action))
