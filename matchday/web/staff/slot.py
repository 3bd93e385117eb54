"""Slots: the list by state, one slot, and what staff decide about it."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matchday.core.account import only_reads
from matchday.core.errors import RuleError
from matchday.core.event import Action, Stage, is_open
from matchday.core.language import LANGUAGES
from matchday.core.slot import GEAR, STEPS, CalledOffBy, Need, SlotState, WhatFollows
from matchday.extensions import db
from matchday.services.employer import list_employers, read_employer
from matchday.services.slot import (
    add_slot,
    approve_slot,
    change_slot,
    count_guests,
    count_slots,
    count_uncovered_slots,
    count_wishers,
    is_uncovered,
    list_slots,
    list_ticket_holders,
    list_uncovered_slots,
    read_slot,
    reopen_slot,
    return_slot,
    withdraw_slot,
)
from matchday.services.slottext import list_slot_texts
from matchday.web.door import read_sheet
from matchday.web.forms import Form, KindField, NoteField, need
from matchday.web.slot import say_saved, slot_form, slot_values
from matchday.web.staff import bp

FIRST = (SlotState.WAITING, SlotState.APPROVED, SlotState.DRAFT, SlotState.WITHDRAWN)
"""The states in the order staff look at them."""
WISHING = {
    Stage.DRAFT: "Sobald die Wünsche beginnen, können Menschen es sich wünschen.",
    Stage.REGISTRATION: "Sobald die Wünsche beginnen, können Menschen es sich wünschen.",
    Stage.WISHING: "Menschen können es sich jetzt wünschen.",
    Stage.ASSIGNING: "Die Zeit der Wünsche ist vorbei. Der nächste Plan rechnet mit diesen Plätzen.",
    Stage.PUBLISHED: "Die Zeit der Wünsche ist vorbei. Der nächste Plan rechnet mit diesen Plätzen.",
    Stage.RUNNING: "Der Tag läuft. Geplant wird nicht mehr.",
}
"""What follows from an approved slot; after the day nothing does."""


class ReasonForm(Form):
    """Why, in words the employer reads."""

    reason = NoteField("Grund", [need()])


class CallOffForm(ReasonForm):
    """Whose decision it is, which people with a ticket read, and why."""

    called_off_by = KindField("Wer sagt ab?", CalledOffBy)


@bp.get("/<event_key>/slots")
def slots(event_key: str) -> str:
    """List the event's slots, of one state or without insurance where asked."""
    asked = request.args.get("state", "")
    state = SlotState(asked) if asked in set(SlotState) else None
    is_of_uncovered = asked == "uncovered"
    return render_template(
        "staff/slots.html",
        slots=list_uncovered_slots(db.session(), g.event)
        if is_of_uncovered
        else list_slots(db.session(), g.event, state=state),
        uncovered_count=count_uncovered_slots(db.session(), g.event),
        is_of_uncovered=is_of_uncovered,
        counts=count_slots(db.session(), g.event),
        employer_count=len(list_employers(db.session(), g.organiser_id, event_id=g.event.id)),
        state=state,
        states=FIRST,
    )


@bp.get("/<event_key>/slots/new")
def slot_whose(event_key: str) -> str:
    """Ask whose slot it will be."""
    rows = list_employers(db.session(), g.organiser_id, event_id=g.event.id)
    offering = [row.employer for row in rows if row.employer.withdrawn_at is None]
    return render_template("staff/slot_whose.html", employers=offering)


@bp.route("/<event_key>/employers/<employer_key>/slots/new", methods=["GET", "POST"])
def slot_new(event_key: str, employer_key: str) -> Response | str:
    """Add a slot on behalf of an employer; it is approved at once."""
    employer = read_employer(db.session(), g.organiser_id, key=employer_key)
    form = slot_form(employer, g.event)
    if form.validate_on_submit():
        values = slot_values(form, employer, g.event)
        try:
            slot = add_slot(db.session(), employer, values, event=g.event, by=g.account, now=g.now)
        except RuleError as error:
            form.refuse_slot(error)
        else:
            db.session.commit()
            flash("Das Angebot ist aufgenommen und freigegeben.")
            return _to(slot.key)
    page = render_template("staff/slot_form.html", form=form, employer=employer, slot=None)
    return make_response(page, 422 if form.errors else 200)


@bp.get("/<event_key>/slots/<slot_key>")
def slot(event_key: str, slot_key: str) -> str:
    """Show everything about one slot."""
    found = read_slot(db.session(), slot_key, event=g.event)
    return render_template(
        "staff/slot.html",
        slot=found,
        steps=STEPS[found.state],
        guests=list_ticket_holders(db.session(), found),
        may_assign=is_open(g.event.stage, Action.ASSIGN),
        wishing=WISHING.get(g.event.stage, ""),
        is_uncovered=is_uncovered(found, g.event),
        door=None if only_reads(g.account.role_names) else read_sheet(found, g.event),
        needs=[Need(value) for value in found.needs],
        gear=GEAR,
        what_follows=[WhatFollows(value) for value in found.what_follows],
        translated=", ".join(LANGUAGES[code].german_name for code in list_slot_texts(db.session(), found)),
        spoken=[LANGUAGES[code].german_name for code in found.spoken_languages if code in LANGUAGES],
    )


@bp.route("/<event_key>/slots/<slot_key>/change", methods=["GET", "POST"])
def slot_change(event_key: str, slot_key: str) -> Response | str:
    """Change a slot; its state stays."""
    found = read_slot(db.session(), slot_key, event=g.event)
    form = slot_form(found.employer, g.event, found)
    if form.validate_on_submit():
        values = slot_values(form, found.employer, g.event)
        try:
            is_moved = change_slot(db.session(), found, values, by=g.account, now=g.now)
        except RuleError as error:
            form.refuse_slot(error)
        else:
            said = say_saved(count_guests(db.session(), found) if is_moved else 0, g.event)
            db.session.commit()
            flash(said)
            return _to(slot_key)
    guest_count = count_guests(db.session(), found)
    page = render_template(
        "staff/slot_form.html", form=form, employer=found.employer, slot=found, guest_count=guest_count
    )
    return make_response(page, 422 if form.errors else 200)


@bp.post("/<event_key>/slots/<slot_key>/approve")
def slot_approve(event_key: str, slot_key: str) -> Response:
    """Let a slot be wished."""
    approve_slot(db.session(), read_slot(db.session(), slot_key, event=g.event), by=g.account, now=g.now)
    db.session.commit()
    flash(f"Das Angebot ist freigegeben. {WISHING.get(g.event.stage, '')}".strip())
    return _to(slot_key)


@bp.route("/<event_key>/slots/<slot_key>/return", methods=["GET", "POST"])
def slot_return(event_key: str, slot_key: str) -> Response | str:
    """Send an offer back to its employer."""
    found = read_slot(db.session(), slot_key, event=g.event)
    form = ReasonForm()
    if form.validate_on_submit():
        return_slot(db.session(), found, form.reason.data, by=g.account, now=g.now)
        db.session.commit()
        flash("Das Angebot ist zurück beim Betrieb. Dort steht Ihr Grund.")
        return _to(slot_key)
    page = render_template("staff/slot_return.html", form=form, slot=found)
    return make_response(page, 422 if form.errors else 200)


@bp.route("/<event_key>/slots/<slot_key>/withdraw", methods=["GET", "POST"])
def slot_withdraw(event_key: str, slot_key: str) -> Response | str:
    """Take a slot out, after a look at whom it concerns."""
    found = read_slot(db.session(), slot_key, event=g.event)
    form = CallOffForm()
    if form.validate_on_submit():
        whose = form.called_off_by.data
        withdraw_slot(db.session(), found, form.reason.data, called_off_by=whose, by=g.account, now=g.now)
        db.session.commit()
        flash("Das Angebot ist zurückgezogen.")
        return _to(slot_key)
    page = render_template(
        "staff/slot_withdraw.html",
        form=form,
        slot=found,
        guests=list_ticket_holders(db.session(), found),
        may_assign=is_open(g.event.stage, Action.ASSIGN),
        wisher_count=count_wishers(db.session(), found),
    )
    return make_response(page, 422 if form.errors else 200)


@bp.post("/<event_key>/slots/<slot_key>/reopen")
def slot_reopen(event_key: str, slot_key: str) -> Response:
    """Take a withdrawn slot in again."""
    reopen_slot(db.session(), read_slot(db.session(), slot_key, event=g.event), by=g.account, now=g.now)
    db.session.commit()
    flash("Das Angebot ist wieder da und wartet auf Prüfung.")
    return _to(slot_key)


def _to(slot_key: str) -> Response:
    return redirect(url_for("staff.slot", event_key=g.event.key, slot_key=slot_key))
